"""Returns by the worked examples W1, W4, W5, W6 and W46, and by other numbers of their kinds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain as joined

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.coverage import ChoiceVotes
from audit.sheet_figures import Figures
from canvass.auditing.definitive import AuditedContest, AuditedUnitTotals, BothFigures
from canvass.returning.precinct_return import PrecinctReturn, precinct_return
from canvass.returning.return_rows import return_contest
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.county_canvass.return_rows import ReturnContest, ReturnRow, RowKind
from tabulate.election import ChoiceId, ContestId, DeclaredWriteIn, Election, Precinct, PrecinctId
from tabulate.ledger.entries import BatchClosed, BatchKind, Entry
from tabulate.ledger.fold import fold
from tabulate.rules_edition import CURRENT_RULES
from tabulate.tally import ContestTally
from tabulate.totals.results import contest_totals
from tabulate.totals.sources import ContestBySource
from tests.soak import examples
from tests.tabulate.elections import contest, election_of
from tests.tabulate.ledger_makers import (
    ANN,
    BOB,
    batch_opened,
    read_sheet_entry,
    record_opened,
    unread_sheet_entry,
    votes_for,
)

A, B, W = ChoiceId("a"), ChoiceId("b"), ChoiceId("w")
SENATOR = ContestId("us senator")
NORTH = Precinct(PrecinctId("north"), "North")
JUDGES = ("ada", "bea", "cal")


def big_sky(*precincts: str) -> Election:
    declared = (DeclaredWriteIn(W, "Wren", ("Wren",)),)
    senator = replace(contest(SENATOR, (A, B), write_ins=1), declared_write_ins=declared)
    one = election_of([senator])
    named = tuple(Precinct(PrecinctId(name), f"Precinct {name}") for name in precincts)
    style = replace(one.ballot_styles[0], precincts=tuple(precinct.id for precinct in named))
    return replace(one, precincts=named, ballot_styles=(style,))


def sheets_of(precinct: str, figures: Sequence[int], counted_in: int = 1) -> list[Entry]:
    """Both recorders' sheets: A, B, written in, undervotes, overvotes."""
    *votes, under, over = figures
    found = tuple(ChoiceFigure(choice, number) for choice, number in zip((A, B, W), votes, strict=True) if number)
    return [
        TallySheetEntered(precinct, SENATOR, counted_in, judge, sum(figures), found, under, over)
        for judge in JUDGES[:2]
    ]


def by_hand(precinct: str, figures: Sequence[int], electors: int | None) -> list[Entry]:
    own = PrecinctId(precinct)
    opened = HandCountOpened(precinct, own, sum(figures), (), JUDGES[:2], JUDGES[2], "clerk", "east")
    entered = [] if electors is None else [BallotsExpected(own, None, electors, ExpectedFrom.POLLBOOK, "clerk")]
    return [opened, *sheets_of(precinct, figures), *entered]


def the_return(election: Election, entries: Sequence[Entry], precinct: str, released: bool = True) -> PrecinctReturn:
    judges = tuple(Judge(name, name.title(), "2026-11-02") for name in JUDGES)
    opened = replace(record_opened(), rules=CURRENT_RULES)
    state = fold([opened, BoardAppointed("east", judges, False, "clerk"), *entries])
    return precinct_return(election, state, None, election.precinct(PrecinctId(precinct)), released)


def figures_of(row: ReturnRow) -> tuple[int | None, ...]:
    return row.machine, row.board, row.hand, row.manual, row.counts


def counts_of(contest: ReturnContest) -> list[int | None]:
    return [row.counts for row in contest.rows]


W1 = {"P1": (310, 280, 4, 17, 1), "P2": (171, 162, 1, 11, 0), "P3": (198, 190, 2, 14, 1)}
ELECTORS = {"P1": 612, "P2": 345, "P3": 405}


def test_w1_each_return_adds_to_its_electors_and_all_of_them_to_the_county() -> None:
    election = big_sky(*W1)
    entries = [*joined.from_iterable(by_hand(name, figures, ELECTORS[name]) for name, figures in W1.items())]
    found = [the_return(election, entries, name) for name in W1]
    assert [one.waits for one in found] == [(), (), ()]
    assert [(one.ballots, one.electors) for one in found] == [(number, number) for number in ELECTORS.values()]
    assert [counts_of(one.contests[0])[:-1] for one in found] == [list(figures) for figures in W1.values()]
    added: Counter[str] = Counter()
    for row in joined.from_iterable(one.contests[0].rows for one in found):
        added[row.name] += row.counts or 0
    assert list(added.values()) == [679, 632, 7, 42, 2, 1362]
    assert [row.name for row in found[0].contests[0].rows][2] == "Wren (write-in)"
    assert found[0].signers == tuple(f"{name.title()}, judge of board east" for name in JUDGES)


def test_w4_where_the_polls_did_not_open_nobody_voted_and_every_figure_is_nothing() -> None:
    election = big_sky("P1", "P3")
    none = BallotsExpected(PrecinctId("P3"), None, 0, ExpectedFrom.POLLBOOK, "clerk")
    found = the_return(election, [*by_hand("P1", W1["P1"], 612), none], "P3")
    assert (found.waits, found.ballots, found.electors) == ((), 0, 0)
    assert set(counts_of(found.contests[0])) == {0}
    assert found.for_officials == ()
    never_said = the_return(election, by_hand("P1", W1["P1"], 612), "P3")
    assert [one.what for one in never_said.waits] == ["No number of electors voting is entered (13-15-201(2))."]


def test_w5_more_ballots_than_electors_wait_for_the_judges_until_they_are_counted_again() -> None:
    election, first = big_sky("P14"), by_hand("P14", (239, 239, 0, 9, 0), 452)
    found = the_return(election, first, "P14")
    assert [one.what for one in found.waits] == ["Electors voting 452, found 487 ballots: 35 in excess."]
    assert "page Reconciliation (13-15-201(3))" in found.waits[0].settled_by
    again = HandCountReopened("P14", None, 452, "clerk", "35 repeats")
    half = the_return(election, [*first, again], "P14")
    assert [one.what for one in half.waits] == ["Hand count P14: 1 contest without two equal tally sheets."]
    whole = the_return(election, [*first, again, *sheets_of("P14", (225, 223, 0, 4, 0), 2)], "P14")
    assert (whole.waits, counts_of(whole.contests[0])) == ((), [225, 223, 4, 0, 452])


def test_w6_the_manual_count_stands_beside_the_machines_and_is_the_one_that_counts() -> None:
    treasurer = contest("treasurer", (A, B))
    machine = ContestTally(1200, Counter({A: 600, B: 580}), 20)
    by_source = ContestBySource(machine, *(ContestTally() for _ in range(3)))
    rows = (BothFigures(A, "A", 600, 606), BothFigures(B, "B", 580, 580))
    manual = Figures(1200, (ChoiceVotes(A, 606), ChoiceVotes(B, 580)), 14, 0)
    audited = AuditedUnitTotals(AuditedContest(treasurer.id, treasurer.title, rows, differs=True), manual)
    whole = contest_totals(election_of([treasurer]), treasurer, by_source.whole, ())
    found = return_contest(treasurer, by_source, whole, audited)
    assert [figures_of(row) for row in found.rows[:2]] == [(600, 0, 0, 606, 606), (580, 0, 0, 580, 580)]
    under = next(row for row in found.rows if row.kind is RowKind.UNDERVOTES)
    assert (under.machine, under.manual, under.counts) == (20, 14, None)
    assert "the manual count is definitive (13-17-507(1))" in found.audited
    assert counts_of(return_contest(treasurer, by_source, whole, None)) == [600, 580, 20, 0, 1200]


def mayors(polls: int, provisional: int, unread: int = 0) -> list[Entry]:
    """Ballots of the precinct North, by turns for Ann and Bob."""
    entries: list[Entry] = [
        BallotsExpected(NORTH.id, None, polls + provisional + unread, ExpectedFrom.POLLBOOK, "clerk")
    ]
    for kind, number in ((BatchKind.POLLS, polls), (BatchKind.PROVISIONAL, provisional)):
        if number:
            votes = [votes_for((ANN, BOB)[place % 2]) for place in range(number)]
            entries += [batch_opened(kind.value, kind)]
            entries += [read_sheet_entry(kind.value, place, one) for place, one in enumerate(votes, 1)]
            lost = unread if kind is BatchKind.POLLS else 0
            entries += [unread_sheet_entry(kind.value, number + place) for place in range(1, lost + 1)]
            entries += [BatchClosed(kind.value, number + lost, number, 0, lost)]
    return entries


MAYOR_ELECTION = election_of([contest("mayor", (ANN, BOB))])


def test_w46_a_ballot_that_is_held_is_in_no_figure_and_with_it_the_return_is_for_officials() -> None:
    before = the_return(MAYOR_ELECTION, mayors(20, 1), "north", released=False)
    assert (before.held, before.partial, counts_of(before.contests[0])) == (1, True, [10, 10, 0, 0, 20])
    assert before.waits[0].what.startswith("1 sheet of provisional ballots held until 2026-11-09 15:00")
    assert before.for_officials == ()
    after = the_return(MAYOR_ELECTION, mayors(20, 1), "north", released=True)
    assert (after.held, after.partial, counts_of(after.contests[0])) == (0, False, [11, 10, 0, 0, 21])
    assert after.for_officials == (
        "few ballots that were held are among the figures, and the count is not complete (13-15-107(5))",
    )


def test_few_ballots_are_for_officials_and_a_sheet_of_no_known_precinct_waits() -> None:
    found = the_return(MAYOR_ELECTION, mayors(4, 0, unread=2), "north")
    assert "fewer than ten ballots" in found.for_officials[0]
    assert [one.what for one in found.waits] == [
        "Batch polls: not read, 2 sheets that may be of this precinct.",
        "Electors voting 6, found 4 ballots: 2 missing.",
    ]


@settings(max_examples=examples(30))
@given(st.lists(st.integers(0, 40), min_size=5, max_size=5), st.integers(0, 200))
def test_a_return_is_complete_exactly_where_its_ballots_are_its_electors(figures: list[int], electors: int) -> None:
    found = the_return(big_sky("P1"), by_hand("P1", figures, electors), "P1")
    assert found.partial is (sum(figures) != electors)
    shown = found.contests[0].rows
    assert sum(row.counts or 0 for row in shown[:-1]) == shown[-1].counts == sum(figures)
    assert all(row.machine + row.board + row.hand == row.counts for row in shown)
