"""A primary's ballots in two columns against the electors: party ballots and, apart, the others (13-10-311; W28)."""

from dataclasses import replace

import pytest

from imaging.layout import CardId
from imaging.sheets import Mark, ReadSheet
from tabulate.ballots_cast import BallotPaper
from tabulate.board.reconciliation_entries import BallotsOf, DifferenceReported
from tabulate.election import Election
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import BatchOpened, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.primaries.party_ballots import PrecinctPapers, primary_line
from tabulate.totals.reconciliation import Reconciliation, reconcile
from tests.tabulate.board.board_makers import board
from tests.tabulate.primaries.primary_makers import NORTH, SEPARATE, kept, pollbook, primary_of, two_parties
from tests.tabulate.several_sheets import Style, batch_of, election_with, folded, sheet_of

W28 = ["R@north"] * 290 + ["D@north"] * 228 + ["NP@north"] * 538


def reconciled(*others: Entry, cards: list[str] = W28, unread: int = 0, of: Election | None = None) -> Reconciliation:
    election = two_parties() if of is None else of
    sheets = [*(voted(election, card) for card in cards), *(None,) * unread]
    return reconcile(folded(batch_of(election, "A", BatchKind.POLLS, sheets, "north"), others=others), election)


def voted(election: Election, card: str) -> ReadSheet:
    """With a vote for the first of its first contest."""
    meaning = election.card(CardId(card)).meanings[0]
    return sheet_of(election, card, {(meaning.contest, meaning.choice): Mark.MARKED})


def report(missing: int, of: BallotsOf | None, excess: int = 0) -> list[Entry]:
    east = board()
    names = tuple(judge.name for judge in east.judges)
    return [east, DifferenceReported(NORTH, None, missing, excess, "lost at the polls", names, east.board, of)]


def test_w28_the_two_columns_of_540_electors() -> None:
    found = reconciled(pollbook(540), kept(540, {"R": 249, "D": 311}))
    (line,) = found.primary
    assert [(one.name, one.voted, one.unvoted, one.sets) for one in line.parties] == [
        ("Redbud", 290, 249, 540),
        ("Dogwood", 228, 311, 540),
    ]
    assert (line.voted, line.unvoted, line.issued, line.voted_none, line.others) == (518, 560, 1080, 22, 538)
    assert [(one.of, one.ballots) for one in line.differences] == [(BallotsOf.OTHERS, -2), (BallotsOf.SETS, -2)]
    others, sets = found.differences
    assert others.startswith("Precinct north: 540 electors voted, 538 ballots of no party: 2 missing (13-10-311).")
    assert "1,080 party ballots handed out, 518 voted and 560 unvoted (Redbud -1; Dogwood -1): 2 missing" in sets
    assert not any("1,056" in one for one in found.differences)


def test_w28_each_column_is_explained_by_a_report_of_its_own() -> None:
    told: list[Entry] = [pollbook(540), kept(540, {"R": 250, "D": 310})]
    only_others = reconciled(*told, *report(2, BallotsOf.OTHERS))
    assert [one.split(":")[0] for one in only_others.differences] == ["Precinct north"]
    assert "party ballots handed out" in only_others.differences[0]
    both = reconciled(*told, *report(2, BallotsOf.OTHERS), *report(2, BallotsOf.SETS)[1:])
    assert (both.differences, both.complete) == ((), True)
    wrong = reconciled(*told, *report(3, BallotsOf.OTHERS), *report(2, BallotsOf.SETS)[1:])
    assert not wrong.complete


def test_one_report_of_two_ballots_does_not_explain_two_in_each_column() -> None:
    told: list[Entry] = [pollbook(540), kept(540, {"R": 250, "D": 310})]
    general = reconciled(*told, *report(2, None))
    assert len(general.differences) == 2
    each = (*report(2, BallotsOf.OTHERS), *report(2, BallotsOf.SETS)[1:])
    assert reconciled(*told, *each, *report(2, None)[1:]).complete
    only_others = reconciled(pollbook(540), kept(540, {"R": 250, "D": 312}), *report(2, None))
    assert only_others.complete, "of one column that differs it is the report"


def test_ballots_that_were_voted_none_are_no_loss_once_the_unvoted_ones_are_counted() -> None:
    cards = W28 + ["NP@north"] * 2
    asked = reconciled(pollbook(540), cards=cards)
    assert (asked.differences, asked.complete) == ((), False)
    assert "others (22) voted none" in asked.unfinished[0]
    assert reconciled(pollbook(540), kept(540, {"R": 250, "D": 312}), cards=cards).complete


def test_one_partys_ballot_too_few_is_not_made_good_by_anothers_too_many() -> None:
    found = reconciled(pollbook(540), kept(540, {"R": 251, "D": 311}), cards=W28 + ["NP@north"] * 2)
    assert "Redbud +1; Dogwood -1" in found.differences[0]


def test_a_ballot_of_a_party_that_has_none_here_is_in_excess_and_nobody_is_asked_to_count_its_unvoted_ones() -> None:
    here = [Style(party, ("north",), ((f"attorney-{party}",),)) for party in ("R", "D")]
    there = [Style("L", ("south",), (("attorney-L",),)), Style("NP", ("north", "south"), (("justice",),), SEPARATE)]
    election = primary_of([*here, *there], {"attorney-R": 1, "attorney-D": 1, "attorney-L": 1, "justice": 1})
    cards = {"R@north": 1, "D@north": 1, "L@south": 1, "NP@north": 4}
    papers = {BallotPaper(NORTH, CardId(card), "polls"): number for card, number in cards.items()}
    line = primary_line(election, PrecinctPapers(NORTH, 4, papers, 0, kept(4, {"R": 3, "D": 3}), ()))
    assert [(one.name, one.sets) for one in line.parties] == [("Redbud", 4), ("Dogwood", 4), ("Larch", None)]
    assert (line.issued, line.unvoted, line.to_count) == (8, 6, False)
    assert [(one.of, one.ballots) for one in line.differences] == [(BallotsOf.SETS, 1)]


def test_more_party_ballots_than_electors_are_in_excess_of_their_column() -> None:
    cards = ["R@north"] * 5 + ["D@north"] * 2 + ["NP@north"] * 6
    found = reconciled(pollbook(6), cards=cards)
    assert [(one.of, one.ballots) for one in found.primary[0].differences] == [(BallotsOf.PARTIES, 1)]
    (said,) = found.differences
    assert "6 electors voted, 7 party ballots: 1 in excess" in said


def test_with_the_nonpartisan_part_on_every_ballot_there_is_one_column_of_ballots() -> None:
    election = two_parties(separate=False)
    found = reconciled(pollbook(6), cards=["R@north"] * 3 + ["D@north"] * 2, of=election)
    (line,) = found.primary
    assert (line.others, line.voted, line.voted_none, line.to_count) == (None, 5, None, False)
    assert [one.split(". ")[0] for one in found.differences] == [
        "Precinct north: expected 6 ballots, found 5: 1 missing"
    ]


def test_a_sheet_that_was_not_read_may_be_of_either_column() -> None:
    cards = ["R@north"] * 3 + ["NP@north"] * 4
    found = reconciled(pollbook(5), kept(5, {"R": 1, "D": 5}), cards=cards, unread=1)
    assert found.differences == ()
    assert found.primary[0].untold == 1


@pytest.mark.parametrize(
    "wrong",
    [kept(5, {"R": 6, "D": 1}), kept(-1, {"R": 0}), kept(5, {}), replace(kept(5, {"R": 1}), container=" ")],
    ids=["more than sets", "below nought", "no party", "no container"],
)
def test_unvoted_ballots_are_numbers_that_can_be(wrong: Entry) -> None:
    with pytest.raises(LedgerBroken):
        reconciled(wrong, cards=["R@north"])


def test_unvoted_ballots_are_in_no_total_and_the_last_number_holds() -> None:
    found = reconciled(pollbook(1), kept(9, {"R": 1, "D": 1}), kept(1, {"R": 0, "D": 1}), cards=["R@north", "NP@north"])
    assert (found.precincts[0].found, found.complete, found.primary[0].container) == (1, True, "4-north")


def test_a_general_election_has_no_columns() -> None:
    election = election_with([Style("S", ("north",), (("mayor",),))], {"mayor": 1})
    found = reconciled(pollbook(1), cards=["S@north"], of=election)
    assert (found.primary, found.complete) == ((), True)


# A bundle that is said to be of one party (13-10-311)


def test_a_ballot_of_another_party_in_a_bundle_is_named_and_counts_for_its_own() -> None:
    election = two_parties()
    cards = ["R@north", "D@north", "R@north", "NP@north"]
    opened, *rest = batch_of(election, "R-1", BatchKind.POLLS, [voted(election, card) for card in cards], "north")
    assert isinstance(opened, BatchOpened)
    state = folded([replace(opened, party="R"), *rest], others=[pollbook(3)])
    (said,) = [one for one in reconcile(state, election).unfinished if "said to be of" in one]
    assert "said to be of party Redbud" in said
    assert "sheet 2 (Dogwood), sheet 4 (no party)" in said
    (line,) = reconcile(state, election).primary
    assert [(one.party, one.voted) for one in line.parties] == [("R", 2), ("D", 1)]
