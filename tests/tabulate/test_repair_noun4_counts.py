"""Sheets, ballots and electors are three counts: sheets are never joined, and no elector counts twice (13-15-201)."""

from collections.abc import Mapping
from contextlib import nullcontext

import pytest

from imaging.layout import CardId
from imaging.sheets import Mark, ReadSheet, ReasonCode
from tabulate.ballots_cast import BallotPaper, fewest_ballots, sheet_findings
from tabulate.board.ballot import Ballot
from tabulate.board.checking import check_decision, contests_on
from tabulate.board.errors import NotAllowed
from tabulate.board.places import SheetName
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.board.rulings import BallotRuling, ContestRuling, Verdict
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.board.write_ins import OvalsSeen
from tabulate.editions.joined import FurtherEdition, join
from tabulate.election import ChoiceId, ContestId, Election, PrecinctId
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import Entry
from tabulate.publication.released import NOT_YET_BY_PRECINCT
from tabulate.questions import Question
from tabulate.rules_edition import RulesEdition
from tabulate.tally import Tally
from tabulate.totals.ballots_shown import BallotsShown, ballots_shown
from tabulate.totals.batches_alike import batches_alike
from tabulate.totals.papers_found import papers_found
from tabulate.totals.part_tallies import ballots_by_part
from tabulate.totals.reconciliation import Reconciliation, reconcile
from tabulate.totals.results import total
from tests.tabulate.board.board_makers import JUDGES, board, decided
from tests.tabulate.several_sheets import Style, batch_of, election_with, folded, sheet_of

NORTH = PrecinctId("north")
SHEETS = ("S@north", "S@north, sheet 2")
MARKS: Mapping[tuple[str, str], Mark] = {("mayor", "mayor-a"): Mark.MARKED, ("levy", "levy-b"): Mark.MARKED}


def two_sheets() -> Election:
    return election_with([Style("S", ("north",), (("mayor",), ("levy",)))], {"mayor": 1, "levy": 1})


def voted(election: Election, *numbers: int) -> list[ReadSheet]:
    """So many sheets of each number, marked: sheet 1s first, as two stacks."""
    return [sheet_of(election, card, MARKS) for card, times in zip(SHEETS, numbers, strict=True) for _ in range(times)]


def pollbook(ballots: int) -> Entry:
    return BallotsExpected(NORTH, None, ballots, ExpectedFrom.POLLBOOK, "the clerk")


def reconciled(election: Election, *numbers: int, ballots: int, unread: int = 0) -> Reconciliation:
    batch = batch_of(election, "A", BatchKind.POLLS, [*voted(election, *numbers), *(None,) * unread], "north")
    return reconcile(folded(batch, others=[pollbook(ballots)]), election)


# One precinct of ballots of two sheets


def test_repair_noun4_two_sheets_of_each_elector_are_as_many_ballots_as_electors() -> None:
    election = two_sheets()
    found = reconciled(election, 120, 120, ballots=120)
    line = found.precincts[0]
    assert (line.found, line.sheets, line.difference, found.complete, found.findings) == (120, 240, 0, True, ())
    results = total(election, folded(batch_of(election, "A", BatchKind.POLLS, voted(election, 120, 120))).real, False)
    assert results.cast is not None
    assert (results.cast.ballots, results.sheets_counted) == (120, 240)
    assert [(one.sheets, one.votes) for one in results.contests] == [(120, 120), (120, 120)]


@pytest.mark.parametrize(
    ("numbers", "ballots", "said"),
    [
        ((120, 118), 120, "sheet 2: 118 where sheet 1 has 120"),
        ((118, 120), 120, "sheet 1: 118 where sheet 2 has 120"),
        ((0, 3), 3, "sheet 1: 0 where sheet 2 has 3"),
    ],
)
def test_repair_noun4_one_sheet_alone_is_a_ballot_and_the_difference_is_said(
    numbers: tuple[int, int], ballots: int, said: str
) -> None:
    found = reconciled(two_sheets(), *numbers, ballots=ballots)
    assert (found.precincts[0].found, found.complete) == (ballots, True)
    (finding,) = found.findings
    assert finding.startswith("Precinct North, polls, ballot style S, ")
    assert said in finding
    assert "An elector may return one sheet only" in finding


def test_repair_noun4_missing_electors_are_missing_whatever_sheets_there_are() -> None:
    found = reconciled(two_sheets(), 117, 118, ballots=120)
    assert not found.complete
    assert "expected 120 ballots, found 118: 2 missing" in found.obstacles[0]


def test_repair_noun4_a_sheet_not_read_fills_a_gap_before_it_is_another_ballot() -> None:
    election = two_sheets()
    assert reconciled(election, 120, 118, ballots=120, unread=2).precincts[0].found == 120
    assert reconciled(election, 120, 118, ballots=120, unread=3).precincts[0].found == 121
    assert reconciled(election, 120, 118, ballots=120, unread=4).precincts[0].found == 121
    assert reconciled(election, 120, 120, ballots=120, unread=1).precincts[0].found == 121


def test_repair_noun4_a_batch_is_held_against_its_sheets() -> None:
    election = two_sheets()
    expected = BallotsExpected(None, "A", 241, ExpectedFrom.TRANSMITTAL, "the clerk")
    batch = batch_of(election, "A", BatchKind.POLLS, voted(election, 120, 120), "north")
    found = reconcile(folded(batch, others=[pollbook(120), expected]), election)
    assert [one for one in found.obstacles if "sheets, found" in one] == [
        "Batch A: expected 241 sheets, found 240: 1 missing. Find out why; scan what is missing, strike what was "
        "scanned twice, or enter the judges' signed report (13-15-201(3))."
    ]


def test_repair_noun4_sheets_of_one_kind_meet_over_batches_and_of_two_kinds_do_not() -> None:
    election = two_sheets()
    first = batch_of(election, "1", BatchKind.ABSENTEE, voted(election, 5, 0))
    second = batch_of(election, "2", BatchKind.ABSENTEE, voted(election, 0, 5))
    polls = batch_of(election, "3", BatchKind.POLLS, voted(election, 2, 0))
    line = reconcile(folded(first, second, polls), election).precincts[0]
    assert (line.found, line.sheets) == (7, 12)


def test_repair_noun4_a_second_scan_of_one_sheet_is_struck_by_itself() -> None:
    election = two_sheets()
    batch = batch_of(election, "A", BatchKind.POLLS, [*voted(election, 2, 2), None], "north")
    strike = BallotRuling(Question.CONDITION, Verdict.STRUCK, "A", 3)
    decisions = [decided(judge, SheetName("A", 5), ballot=[strike]) for judge in JUDGES["east"]]
    line = reconcile(folded(batch, others=[pollbook(2), board(), *decisions]), election).precincts[0]
    assert (line.found, line.sheets, line.struck, line.difference) == (2, 4, 1, 0)


def test_repair_noun4_a_stack_of_second_sheets_scanned_twice_is_noticed() -> None:
    election = two_sheets()
    marks = [("levy", f"levy-{'abc'[n * n % 7 % 3]}") for n in range(40)]
    stack = [sheet_of(election, SHEETS[1], {one: Mark.MARKED}) for one in marks]
    once = batch_of(election, "1", BatchKind.POLLS, [*voted(election, 40, 0), *stack])
    again = batch_of(election, "2", BatchKind.POLLS, stack)
    (run,) = batches_alike(folded(once, again))
    assert (run.batch, run.sheets, run.earlier_first) == ("2", 40, 41)


def test_repair_noun4_the_ballots_of_a_precinct_part_are_not_its_sheets() -> None:
    election = two_sheets()
    state = folded(batch_of(election, "A", BatchKind.POLLS, voted(election, 40, 38)))
    assert [(one.ballots, one.excess) for one in ballots_by_part(election, state)] == [(40, 0)]


def released_in(*rows: tuple[PrecinctId, Mapping[str | None, int]]) -> BallotsShown:
    """What is shown of sheets of the north, by row: so many of each card, None where it was not read."""
    tally = Tally()
    for row, cards in rows:
        for card, count in cards.items():
            paper = BallotPaper(NORTH, None if card is None else CardId(card), "polls").in_row(row)
            tally.papers[paper] += count
            tally.sheets[row] += count
    found = ballots_shown(two_sheets(), tally)
    assert found is not None
    return found


def test_repair_noun4_sheets_of_one_elector_in_two_rows_of_a_release_are_one_ballot_cast() -> None:
    """The first sheets stand in the precinct's row; the second ones came later, into the row of all together."""
    found = released_in((NORTH, {SHEETS[0]: 20}), (NOT_YET_BY_PRECINCT, {SHEETS[1]: 12}))
    assert (found.ballots, found.by_row) == (20, {NORTH: 20, NOT_YET_BY_PRECINCT: 12})


def test_repair_noun4_the_copy_of_a_sheet_that_was_not_read_is_no_ballot_more_in_a_release() -> None:
    """A sheet of the precinct's row was not read. Its copy stands in the row of all together, with no sheet more."""
    found = released_in(
        (NORTH, {SHEETS[0]: 20, SHEETS[1]: 20, None: 1}), (NOT_YET_BY_PRECINCT, {SHEETS[0]: 1, None: -1})
    )
    assert (found.ballots, found.by_row) == (21, {NORTH: 21, NOT_YET_BY_PRECINCT: 0})


# A separate ballot beside others (13-10-209)


def primary() -> Election:
    styles = [
        Style("R", ("north",), (("senate-r",),)),
        Style("D", ("north",), (("senate-d",),)),
        Style("NP", ("north",), (("judge",),), {"section": "13-10-209"}),
    ]
    return election_with(styles, {"senate-r": 1, "senate-d": 1, "judge": 1})


def test_repair_noun4_the_nonpartisan_ballot_of_a_primary_is_no_second_elector() -> None:
    """W28: 540 electors; 290 and 228 voted a party's ballot, 538 the nonpartisan one: 2 are missing, not 516 extra."""
    election = primary()
    cards = ["R@north"] * 290 + ["D@north"] * 228 + ["NP@north"] * 538
    batch = batch_of(election, "A", BatchKind.POLLS, [sheet_of(election, card) for card in cards])
    found = reconcile(folded(batch, others=[pollbook(540)]), election)
    line = found.precincts[0]
    assert (line.found, line.sheets, line.difference) == (538, 1_056, -2)
    assert found.findings == (
        "Precinct North, polls: 538 separate ballots (13-10-209) where there are 518 of the others. An elector may "
        "return one of them only.",
    )


def test_repair_noun4_a_separate_ballot_in_a_precinct_that_its_style_does_not_serve_is_no_ballot_less() -> None:
    papers = {BallotPaper(PrecinctId("south"), CardId("NP@north"), "polls"): 5}
    assert fewest_ballots(primary(), papers) == 5
    beside = {BallotPaper(PrecinctId("south"), CardId("R@north"), "polls"): 4}
    assert fewest_ballots(primary(), papers | beside) == 5


# Editions (13-12-204)


def corrected(first: Election, styles: list[Style], seats: dict[str, int]) -> Election:
    return join(first, [FurtherEdition(election_with(styles, seats))])


def test_repair_noun4_sheets_of_two_editions_are_of_one_ballot() -> None:
    """Sheet 2 was corrected and reprinted: three electors returned the old sheet 2, two the new one."""
    election = corrected(two_sheets(), [Style("S", ("north",), (("mayor",), ("levy",)))], {"mayor": 1, "levy": 1})
    old, new = SHEETS, ("S-edition-2@north", "S-edition-2@north, sheet 2")
    cards = [old[0]] * 5 + [old[1]] * 3 + [new[1]] * 2
    batch = batch_of(election, "A", BatchKind.POLLS, [sheet_of(election, card, MARKS) for card in cards])
    found = reconcile(folded(batch, others=[pollbook(5)]), election)
    assert (found.precincts[0].found, found.precincts[0].sheets, found.findings, found.complete) == (5, 10, (), True)


def test_repair_noun4_a_separate_ballot_for_a_corrected_office_is_no_second_elector() -> None:
    """Five electors: two voted before the correction, three were handed the old ballot and one for the office."""
    whole = Style("S", ("north",), (("mayor", "levy"),))
    office = Style("office", ("north",), (("mayor",),), {"section": "13-12-204"})
    seats = {"mayor": 1, "levy": 1}
    election = corrected(election_with([whole], seats), [whole, office], seats)
    cards = ["S@north"] * 5 + ["office-edition-2@north"] * 3
    batch = batch_of(election, "A", BatchKind.POLLS, [sheet_of(election, card, MARKS) for card in cards])
    line = reconcile(folded(batch, others=[pollbook(5)]), election).precincts[0]
    assert (line.found, line.sheets, line.difference) == (5, 8, 0)


# Printouts, sheets that were not read, and new ballots


def test_repair_noun4_a_device_printout_is_a_whole_ballot() -> None:
    election = two_sheets()
    card = election.cards[0].id
    papers = {BallotPaper(NORTH, card, "polls", printout=True): 2, BallotPaper(NORTH, card, "polls"): 3}
    assert fewest_ballots(election, papers) == 5
    assert len(list(sheet_findings(election, papers))) == 1


def test_repair_noun4_a_remade_sheet_stands_for_its_original() -> None:
    """Two sheets could not be read. One's votes are on a new sheet 2, so it was a sheet 2: still two ballots."""
    election = two_sheets()
    batch = batch_of(election, "A", BatchKind.POLLS, [*voted(election, 2, 1), None], "north")
    transfer = BallotRuling(Question.CONDITION, Verdict.TRANSFER)
    levy = ContestRuling(ContestId("levy"), (ChoiceId("levy-b"),), (), 0)
    name, card = SheetName("A", 4), CardId(SHEETS[1])
    decisions = [decided(judge, name, [levy], [transfer], card=card) for judge in JUDGES["east"]]
    copies = batch_of(election, "T", BatchKind.TRANSFER, voted(election, 0, 1), "north")
    made = TransferMade("7", TransferReason.DAMAGED, "A", 4, ("Ann A", "Bob B", "Cy C"))
    entries: list[Entry] = [pollbook(2), board(), *decisions, made, TransferPaired("7", "T", 1, "the clerk")]
    state = folded(batch, copies, others=entries)
    assert papers_found(state) == {BallotPaper(NORTH, CardId(one), "polls"): 2 for one in SHEETS}
    found = reconcile(state, election)
    assert (found.precincts[0].found, found.precincts[0].sheets, found.findings, found.complete) == (2, 4, (), True)
    results = total(election, state.real, False)
    assert results.cast is not None
    assert (results.cast.ballots, [one.sheets for one in results.contests]) == (2, [2, 2])


@pytest.mark.parametrize(("asked", "allowed"), [(("levy",), True), (("mayor", "levy"), False), (("mayor",), False)])
def test_repair_noun4_an_unread_sheet_is_decided_by_the_contests_on_it(asked: tuple[str, ...], allowed: bool) -> None:
    election, name = two_sheets(), SheetName("A", 1)
    assert contests_on(election, election.card(CardId(SHEETS[1]))) == ("levy",)
    rulings = [ContestRuling(ContestId(one), (ChoiceId(f"{one}-a"),), (), 0) for one in asked]
    transfer = BallotRuling(Question.CONDITION, Verdict.TRANSFER)
    entry = decided("ada", name, rulings, [transfer], card=CardId(SHEETS[1]))
    ballot = Ballot(name, None, (ReasonCode.NO_TIMING_MARKS,))
    with nullcontext() if allowed else pytest.raises(NotAllowed, match="the contests of card S@north, sheet 2: levy"):
        check_decision(election, (), ballot, entry, OvalsSeen(has_ovals=True), RulesEdition.SECOND)


def test_repair_noun4_an_electronic_ballots_sheets_are_papers_of_their_own() -> None:
    election = two_sheets()
    batch = batch_of(election, "A", BatchKind.POLLS, voted(election, 1, 1), "north")
    copies = batch_of(election, "T", BatchKind.TRANSFER, voted(election, 1, 1), "north")
    entries: list[Entry] = []
    for sheet in (1, 2):
        people = ("Ann A", "Bob B", "Cy C")
        entries.append(TransferMade(f"{sheet}", TransferReason.ELECTRONIC, None, None, people))
        entries.append(TransferPaired(f"{sheet}", "T", sheet, "the clerk"))
    line = reconcile(folded(batch, copies, others=entries), election).precincts[0]
    assert (line.sheets, line.found) == (4, 2)
