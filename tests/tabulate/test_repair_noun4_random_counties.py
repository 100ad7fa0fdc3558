"""Random counties of ballots of several sheets: ballots cast are never more than the electors (13-15-201)."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.sheets import Mark, ReadSheet
from tabulate.ballots_cast import BallotPaper, fewest_ballots
from tabulate.election import Election
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.totals.reconciliation import reconcile
from tabulate.totals.results import total
from tests.soak import examples
from tests.tabulate.several_sheets import Style, batch_of, election_with, folded, sheet_of
from tests.tabulate.test_repair_noun4_counts import NORTH


@dataclass(frozen=True, slots=True)
class Elector:
    """Whose ballot it is, by which way it came, and the marks on the sheets that were returned."""

    style: Style
    precinct: str
    kind: BatchKind
    returned: tuple[tuple[int, frozenset[tuple[str, str]]], ...]


SEATS = {f"c{number}": 1 + number % 3 for number in range(8)}


@st.composite
def counties(draw: st.DrawFn) -> list[Style]:
    """One to three ballot styles of one to four sheets, each contest on one of them."""
    styles: list[Style] = []
    for number in range(draw(st.integers(1, 3))):
        contests = draw(st.lists(st.sampled_from(sorted(SEATS)), min_size=4, max_size=7, unique=True))
        sheets: list[list[str]] = [[contest] for contest in contests[: draw(st.integers(1, 4))]]
        for contest in contests[len(sheets) :]:
            draw(st.sampled_from(sheets)).append(contest)
        precincts = draw(st.sampled_from([("north",), ("south",), ("north", "south")]))
        if not any(set(precincts) & set(one.precincts) and _same(one, contests) for one in styles):
            styles.append(Style(f"S{number}", precincts, tuple(map(tuple, sheets))))
    return styles


def _same(style: Style, contests: list[str]) -> bool:
    return sorted(contest for sheet in style.sheets for contest in sheet) == sorted(contests)


@st.composite
def electors(draw: st.DrawFn, styles: list[Style]) -> Elector:
    style = draw(st.sampled_from(styles))
    numbers = draw(st.lists(st.sampled_from(range(1, len(style.sheets) + 1)), min_size=1, unique=True))
    marks = st.frozensets(st.sampled_from([(c, f"{c}-{x}") for sheet in style.sheets for c in sheet for x in "abc"]))
    returned = tuple((number, draw(marks)) for number in numbers)
    kinds = st.sampled_from([BatchKind.POLLS, BatchKind.ABSENTEE])
    return Elector(style, draw(st.sampled_from(style.precincts)), draw(kinds), returned)


def _readings(election: Election, one: Elector) -> list[ReadSheet]:
    names = [f"{one.style.id}@{one.precinct}" + ("" if n == 1 else f", sheet {n}") for n, _ in one.returned]
    marks = [dict.fromkeys(marked, Mark.MARKED) for _, marked in one.returned]
    return [sheet_of(election, name, own) for name, own in zip(names, marks, strict=True)]


@given(st.data())
@settings(max_examples=examples(60), deadline=None)
def test_repair_noun4_ballots_cast_never_exceed_the_electors_who_returned_them(data: st.DataObject) -> None:
    styles = data.draw(counties())
    precincts = {precinct for style in styles for precinct in style.precincts}
    voters = data.draw(st.lists(electors(styles), min_size=1, max_size=12))
    used = {contest for style in styles for sheet in style.sheets for contest in sheet}
    election = election_with(styles, {name: seats for name, seats in SEATS.items() if name in used})
    batches = []
    for kind in (BatchKind.POLLS, BatchKind.ABSENTEE):
        sheets = [sheet for one in voters if one.kind is kind for sheet in _readings(election, one)]
        batches.append(batch_of(election, kind.value, kind, data.draw(st.permutations(sheets))))
    state = folded(*batches)
    results = total(election, state.real, False)
    found = reconcile(state, election)
    for totals in results.precincts:
        returned = sum(one.precinct == totals.precinct for one in voters)
        line = next(one for one in found.precincts if one.precinct == totals.precinct)
        ballots = totals.sheets if totals.ballots is None else totals.ballots
        assert line.found == ballots <= returned
        assert line.sheets == totals.sheets == sum(len(v.returned) for v in voters if v.precinct == totals.precinct)
        assert max((one.sheets for one in totals.contests), default=0) <= ballots
    for contest in results.contests:
        carried = sum(contest.contest in one.style.sheets[number - 1] for one in voters for number, _ in one.returned)
        slots = contest.votes + contest.undervotes + contest.overvotes + contest.seats * contest.waiting
        assert (contest.sheets, slots) == (carried, contest.seats * carried)
    assert {one.precinct for one in found.precincts} == precincts


@given(st.data())
@settings(max_examples=examples(60), deadline=None)
def test_repair_noun4_any_sheet_may_be_unread_and_no_elector_is_made_of_it(data: st.DataObject) -> None:
    """Against a plain search: the fewest electors whose sheets these can be."""
    election = election_with(
        [Style("S", ("north",), (("c0",), ("c1",))), Style("T", ("north",), (("c2",), ("c3",), ("c4",)))],
        {f"c{number}": 1 for number in range(5)},
    )
    cards = [card.id for card in election.cards]
    sheets = data.draw(st.lists(st.sampled_from([*cards, None]), max_size=9))
    papers: dict[BallotPaper, int] = {}
    for card in sheets:
        paper = BallotPaper(NORTH, card, "polls")
        papers[paper] = papers.get(paper, 0) + 1
    assert fewest_ballots(election, papers) == _fewest_by_search(
        sheets.count(None), [sheets.count(one) for one in cards]
    )


def _fewest_by_search(unread: int, counts: list[int]) -> int:
    s, t = counts[:2], counts[2:]
    return min(
        of_s + of_t
        for of_s in range(max(s), max(s) + unread + 1)
        for of_t in range(max(t), max(t) + unread + 1)
        if 2 * of_s - sum(s) + 3 * of_t - sum(t) >= unread
    )
