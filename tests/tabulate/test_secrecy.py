"""Results by counting method that show no person's choices, whatever is subtracted from what (13-3-208(4))."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tabulate.election import ChoiceId, ContestId, Precinct, PrecinctId
from tabulate.publication.cells import FEWEST
from tabulate.questions import Question
from tabulate.totals.results import ContestTally, Tally
from tabulate.totals.secrecy import ContestByMethod, MethodRow, by_method, reveals, suppress
from tests.tabulate.elections import contest, election_of

RACE = ContestId("race")


def cell(*votes: int, undervotes: int = 0, waiting: int = 0) -> ContestTally:
    """Votes for the choices in turn, of one seat."""
    counted = Counter({ChoiceId("abcdef"[place]): number for place, number in enumerate(votes) if number})
    questions = Counter({Question.OVERVOTE: waiting} if waiting else {})
    return ContestTally(sum(votes) + undervotes + waiting, counted, undervotes, questions)


def row(name: str, hand_marked: ContestTally, device: ContestTally) -> MethodRow:
    return MethodRow(PrecinctId(name), hand_marked, device)


def shown(result: ContestByMethod) -> list[str | None]:
    return [one.precinct for one in result.rows]


def test_a_cell_of_few_ballots_or_of_one_mind_reveals():
    assert reveals(cell(5, 4))
    assert not reveals(cell(5, 5))
    assert reveals(cell(30))
    assert reveals(cell(29, undervotes=1))
    assert reveals(cell(undervotes=30))
    assert reveals(cell(5, 4, waiting=20))
    assert not reveals(cell())
    everybody = ContestTally(12, Counter({ChoiceId("a"): 12, ChoiceId("b"): 5}), 7, Counter())
    assert reveals(everybody)


def test_repair_a2_one_who_differs_alone_knows_all_others_when_he_takes_himself_away():
    assert reveals(cell(29, 1))
    assert reveals(cell(1, 29))
    assert not reveals(cell(28, 2))


def test_safe_figures_are_shown_as_they_are():
    rows = [row("north", cell(30, 20), cell(6, 5)), row("south", cell(40, 20), cell(7, 8))]
    result = suppress(RACE, rows)
    assert result.rows == tuple(rows)
    assert result.suppressed == ()
    assert result.whole == MethodRow(None, cell(70, 40), cell(13, 13))


def test_a_small_cell_takes_its_row_and_a_second_row_with_it():
    rows = [
        row("north", cell(30, 20), cell(1, 0)),
        row("south", cell(40, 20), cell(17, 18)),
        row("west", cell(40, 20), cell(7, 8)),
    ]
    result = suppress(RACE, rows)
    assert (shown(result), result.suppressed) == (["south"], ("north", "west"))
    assert result.whole is not None


def test_where_nothing_can_hide_a_cell_no_figure_by_method_is_left_that_shows_it():
    alone = suppress(RACE, [row("north", cell(30, 20), cell(1, 0))])
    assert (alone.rows, alone.whole) == ((), None)
    few = suppress(RACE, [row("north", cell(30, 20), cell(1, 0)), row("south", cell(30, 20), cell(2, 2))])
    assert (few.rows, few.whole) == ((), None)


def test_a_contest_without_ballots_shows_nothing():
    assert suppress(RACE, []) == ContestByMethod(RACE, (), (), None)


def test_figures_come_from_the_tally_with_precincts_in_order():
    election = election_of([contest("race", ["a", "b"])])
    precincts = tuple(Precinct(PrecinctId(name), name) for name in ("west", "north", "east"))
    tally = Tally()
    for name in ("east", "north", "west"):
        tally.contests[PrecinctId(name), RACE] = cell(30, 20)
        tally.by_device[PrecinctId(name), RACE] = cell(10, 5)
    (result,) = by_method(replace(election, precincts=precincts), tally)
    assert shown(result) == ["west", "north", "east"]
    assert {(one.hand_marked.sheets, one.device.sheets) for one in result.rows} == {(35, 15)}


cells = st.builds(
    lambda votes, undervotes, waiting: cell(*votes, undervotes=undervotes, waiting=waiting),
    st.lists(st.integers(0, 20), min_size=3, max_size=3),
    st.integers(0, 5),
    st.integers(0, 3),
)
tables = st.lists(st.tuples(cells, cells), max_size=7).map(
    lambda pairs: [row(f"p{number}", *pair) for number, pair in enumerate(pairs)]
)


@given(tables)
def test_no_cell_that_is_shown_reveals(rows):
    for one in suppress(RACE, rows).rows:
        assert not reveals(one.hand_marked)
        assert not reveals(one.device)


@given(tables)
def test_what_is_left_of_a_sum_after_the_rows_shown_is_several_rows_and_reveals_nothing(rows):
    result = suppress(RACE, rows)
    if result.whole is None:
        return
    assert len(result.suppressed) != 1
    for method in ("hand_marked", "device"):
        rest = getattr(result.whole, method)
        hidden = sum((getattr(one, method) for one in rows if one.precinct in result.suppressed), ContestTally())
        seen = [getattr(one, method) for one in result.rows]
        assert rest.sheets - sum(one.sheets for one in seen) == hidden.sheets
        assert not reveals(rest)
        assert not reveals(hidden)


@given(tables)
def test_every_row_is_shown_or_named_as_suppressed_and_figures_stay_as_they_were(rows):
    result = suppress(RACE, rows)
    assert sorted(map(str, [*shown(result), *result.suppressed])) == [one.precinct for one in rows]
    assert all(one in rows for one in result.rows)


@given(tables, st.integers(1, 30))
def test_a_higher_bound_never_shows_a_smaller_cell(rows, fewest):
    for one in suppress(RACE, rows, fewest).rows:
        for shown_cell in (one.hand_marked, one.device):
            assert shown_cell.sheets == 0 or shown_cell.sheets - shown_cell.questionable.total() >= fewest
    assert FEWEST == 10


@given(tables)
def test_rows_that_are_hidden_do_not_depend_on_the_order_given(rows):
    assert set(suppress(RACE, rows).suppressed) == set(suppress(RACE, [*reversed(rows)]).suppressed)
