"""The ordinary ballot that still has an office, and the separate one for it: two papers of an elector (13-12-204)."""

from collections.abc import Sequence

import pytest

from imaging.layout import CardId
from imaging.sheets import Mark, ReadSheet
from tabulate.board.ballot import Ballot
from tabulate.board.outcomes import BallotOutcome, ContestOutcome
from tabulate.board.places import SheetName
from tabulate.board.rulings import Verdict
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason, differences
from tabulate.editions.joined import FurtherEdition, join
from tabulate.editions.voted_apart import not_counted_on, offices_voted_apart
from tabulate.election import BallotStyleId, ChoiceId, ContestId, Election, PrecinctId
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import Entry
from tabulate.ledger.state import RecordState
from tabulate.questions import Question
from tabulate.rules_edition import RulesEdition
from tabulate.totals.reconciliation import Reconciliation, reconcile
from tabulate.votes import cast_vote_record
from tests.tabulate.several_sheets import Style, batch_of, election_with, folded, sheet_of

HOUSE, LEVY = ContestId("house-46"), ContestId("levy")
ASH, BIRCH, ALDER = ("house-46-a", "house-46-b", "house-46-c")
SEATS = {"house-46": 1, "levy": 1}
OLD, SEPARATE = "S@north", "office-edition-2@north"
NONE_OF_THEM: tuple[ContestId, ...] = ()


def corrected() -> Election:
    """House 46 stands on the ballot printed first. The second edition has a separate ballot for it."""
    first = Style("S", ("north",), (("house-46", "levy"),))
    without = Style("S", ("north",), (("levy",),))
    office = Style("office", ("north",), (("house-46",),), {"section": "13-12-204"})
    return join(election_with([first], SEATS), [FurtherEdition(election_with([without, office], SEATS))])


ELECTION = corrected()


def papers(card: str, choice: str, number: int) -> list[ReadSheet]:
    marks = {("house-46", choice): Mark.MARKED}
    if card == OLD:
        marks[("levy", "levy-a")] = Mark.MARKED
    return [sheet_of(ELECTION, card, marks)] * number


def record_of(*batches: Sequence[Entry]) -> tuple[RecordState, Reconciliation]:
    state = folded(*batches)
    return state, reconcile(state, ELECTION)


RETURNED_BEFORE = [*papers(OLD, ASH, 140), *papers(OLD, BIRCH, 160)]
AT_THE_POLLS = [
    *papers(OLD, ASH, 300),
    *papers(OLD, BIRCH, 165),
    *papers(SEPARATE, ALDER, 260),
    *papers(SEPARATE, BIRCH, 205),
]
"""465 electors, who marked the office on both of their papers."""


def test_w30_the_office_counts_on_the_ballots_returned_before_and_on_the_separate_ones() -> None:
    before = batch_of(ELECTION, "AV", BatchKind.ABSENTEE, RETURNED_BEFORE, voted_apart=NONE_OF_THEM)
    polls = batch_of(ELECTION, "P", BatchKind.POLLS, AT_THE_POLLS, voted_apart=(HOUSE,))
    state, found = record_of(before, polls)
    house, levy = (state.real.contests[PrecinctId("north"), one] for one in (HOUSE, LEVY))
    assert dict(house.votes) == {ASH: 140, ALDER: 260, BIRCH: 365}
    assert (house.sheets, house.undervotes, levy.sheets, levy.votes[ChoiceId("levy-a")]) == (765, 0, 765, 765)
    (line,) = [one for one in found.precincts if one.precinct == "north"]
    assert (line.found, line.sheets) == (765, 1_230), "electors and papers are counted apart (M2)"
    assert found.findings == (
        "Batch P: its electors had a separate ballot for House-46, so what 465 of its other ballots say in it does not "
        "count (13-12-204(3)).",
    )


def test_votes_for_one_office_on_two_papers_of_one_elector_are_found_where_the_batch_says_it_wrongly() -> None:
    before = batch_of(ELECTION, "AV", BatchKind.ABSENTEE, RETURNED_BEFORE, voted_apart=NONE_OF_THEM)
    polls = batch_of(ELECTION, "P", BatchKind.POLLS, AT_THE_POLLS)
    _, found = record_of(before, polls)
    assert found.findings == (
        "Precinct North, polls: House-46 counts on 930 papers of 465 ballots. Electors who had a separate ballot for "
        "it may count twice. Withdraw the batches of their other ballots, and count these again with --separate-for "
        "house-46 (13-12-204(3)).",
    )


@pytest.mark.parametrize(("separate", "ballots"), [(465, 765), (460, 765), (470, 770)])
def test_electors_of_one_way_with_and_without_a_separate_ballot_are_counted_once(separate: int, ballots: int) -> None:
    """Absentee ballots returned before, and ones voided and replaced: both came by mail (13-13-204(4))."""
    before = batch_of(ELECTION, "AV-1", BatchKind.ABSENTEE, RETURNED_BEFORE, voted_apart=NONE_OF_THEM)
    replaced = [*papers(OLD, ASH, 465), *papers(SEPARATE, ALDER, separate)]
    after = batch_of(ELECTION, "AV-2", BatchKind.ABSENTEE, replaced, voted_apart=(HOUSE,))
    state, found = record_of(before, after)
    (line,) = [one for one in found.precincts if one.precinct == "north"]
    assert line.found == ballots
    assert state.real.contests[PrecinctId("north"), HOUSE].votes.total() == 300 + separate
    unequal = f"Precinct North, absentee: {separate} separate ballots (13-12-204) where there are 465 of the others."
    assert [one.startswith(unequal) for one in found.findings] == [False] * 1 + [True] * (separate != 465)


def test_an_overvote_in_an_office_that_does_not_count_asks_nobody() -> None:
    marks = {("house-46", ASH): Mark.MARKED, ("house-46", BIRCH): Mark.MARKED, ("levy", "levy-a"): Mark.MARKED}
    votes = cast_vote_record(sheet_of(ELECTION, OLD, marks), ELECTION, RulesEdition.SECOND)
    assert [one.contest for one in votes.questions] == [HOUSE]
    counted = votes.without(not_counted_on(ELECTION.ballot_style(BallotStyleId("S")), (HOUSE,)))
    assert [one.contest for one in counted.contests] == [LEVY]
    assert counted.questions == ()


def test_separate_ballots_for_two_offices_are_one_electors_beside_the_ordinary_one() -> None:
    """Each of 100 electors returned three papers, but for two of them; others had one or none."""
    section = {"section": "13-12-204"}
    first = election_with([Style("S", ("north",), (("house-46", "levy", "road"),))], SEATS | {"road": 1})
    second = election_with(
        [
            Style("S", ("north",), (("road",),)),
            Style("office", ("north",), (("house-46",),), section),
            Style("tax", ("north",), (("levy",),), section),
        ],
        SEATS | {"road": 1},
    )
    election = join(first, [FurtherEdition(second)])
    assert offices_voted_apart(election) == (HOUSE, LEVY)

    def many(card: str, number: int) -> list[ReadSheet]:
        return [sheet_of(election, card, {})] * number

    tax = "tax-edition-2@north"
    both = batch_of(
        election,
        "P",
        BatchKind.POLLS,
        [*many(OLD, 100), *many(SEPARATE, 100), *many(tax, 98)],
        voted_apart=(HOUSE, LEVY),
    )
    one = batch_of(election, "Q", BatchKind.POLLS, [*many(OLD, 30), *many(SEPARATE, 30)], voted_apart=(HOUSE,))
    none = batch_of(election, "R", BatchKind.POLLS, many(OLD, 50), voted_apart=NONE_OF_THEM)
    for batches, ballots in (((both,), 100), ((one,), 30), ((both, none), 150), ((both, one, none), 180)):
        found = reconcile(folded(*batches), election)
        (line,) = [each for each in found.precincts if each.precinct == "north"]
        assert line.found == ballots
    unequal = [said for said in found.findings if "separate ballots" in said]
    assert unequal == [
        "Precinct North, polls: 98 separate ballots (13-12-204) where there are 100 of the others. An elector may "
        "return one of them only."
    ]
    assert not [said for said in found.findings if "Electors who had a separate ballot" in said]


def test_an_unmarked_sheet_on_which_nothing_counts_asks_nobody() -> None:
    """As a sheet of several that has the office alone: a board would be asked, and could decide nothing."""
    votes = cast_vote_record(sheet_of(ELECTION, OLD, {}), ELECTION, RulesEdition.SECOND)
    assert [one.contest for one in votes.questions] == [None]
    assert [one.contest for one in votes.without((HOUSE,)).questions] == [None], "the levy is the board's"
    nothing = votes.without((HOUSE, LEVY))
    assert (nothing.contests, nothing.questions) == ((), ())


def test_only_the_offices_of_a_correction_that_other_ballots_of_the_precinct_have_are_voted_on_apart() -> None:
    assert offices_voted_apart(ELECTION) == (HOUSE,)
    assert offices_voted_apart(ELECTION, PrecinctId("south")) == ()
    assert offices_voted_apart(ELECTION, style=BallotStyleId("S-edition-2")) == ()
    assert offices_voted_apart(election_with([Style("S", ("north",), (("levy",),))], {"levy": 1})) == ()
    separate = ELECTION.ballot_style(BallotStyleId("office-edition-2"))
    assert not_counted_on(separate, (HOUSE,)) == (), "the separate ballot itself counts always"


def test_a_new_ballot_counted_otherwise_than_its_original_keeps_the_count_from_being_complete() -> None:
    old = batch_of(ELECTION, "P", BatchKind.POLLS, [None, *papers(OLD, ASH, 1)], "north", voted_apart=(HOUSE,))
    copies = batch_of(ELECTION, "T", BatchKind.TRANSFER, papers(OLD, ASH, 1), "north", voted_apart=NONE_OF_THEM)
    made = TransferMade("7", TransferReason.DAMAGED, "P", 1, ("Ada", "Bea", "Cal"))
    paired = TransferPaired("7", "T", 1, "Ada")
    found = reconcile(folded(old, copies, others=[made, paired]), ELECTION)
    said = [one for one in found.unfinished if one.startswith("Transfer 7")]
    assert said[1:] == [
        "Transfer 7: of separate ballots for an office, the original's batch says house-46, and the new ballot's none. "
        "Withdraw batch T, sort it, and count it as the originals were (13-12-204(3))."
    ]
    right = batch_of(ELECTION, "T", BatchKind.TRANSFER, papers(OLD, ASH, 1), "north", voted_apart=(HOUSE,))
    found = reconcile(folded(old, right, others=[made, paired]), ELECTION)
    assert not [one for one in found.unfinished if one.startswith("Transfer 7: of separate")]


@pytest.mark.parametrize(("apart", "differing"), [((HOUSE,), []), ((), [HOUSE])])
def test_judges_tell_all_of_an_unread_paper_and_its_new_ballot_is_compared_in_what_counts(
    apart: tuple[ContestId, ...], differing: list[ContestId]
) -> None:
    told = tuple(
        ContestOutcome(one, Question.CONDITION, (ChoiceId(choice),), 0, 0, (), 3, (), ())
        for one, choice in ((HOUSE, ASH), (LEVY, "levy-a"))
    )
    original = Ballot(SheetName("P", 1), None, voted_apart=apart)
    original.outcome = BallotOutcome(1, "east", (), Verdict.TRANSFER, (), told, CardId(OLD), None, ())
    (paper,) = papers(OLD, ASH, 1)
    votes = cast_vote_record(paper, ELECTION, RulesEdition.SECOND).without((HOUSE,))
    copy = Ballot(SheetName("T", 1), votes)
    found = differences(original, copy)
    assert found is not None
    assert [one.contest for one in found] == differing
    counted_otherwise = differences(
        original, Ballot(SheetName("T", 1), cast_vote_record(paper, ELECTION, RulesEdition.SECOND))
    )
    assert counted_otherwise == ()
