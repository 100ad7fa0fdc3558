"""Random counties with split precincts: totals by part add up to precincts and districts (13-15-404)."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, TallySheetEntered
from tabulate.election import ChoiceId, ContestId, Election
from tabulate.ledger.entries import BatchKind, Entry
from tabulate.ledger.fold import fold
from tabulate.precinct_parts import parts_of
from tabulate.totals.part_totals import totals_by_part
from tabulate.totals.reconciliation import reconcile
from tabulate.totals.results import total
from tests.soak import examples
from tests.tabulate.ledger_makers import record_opened, unread_sheet_entry
from tests.tabulate.split_precincts import (
    Cast,
    counties,
    elected,
    electors,
    sheets,
    shown,
)


@st.composite
def counted(draw: st.DrawFn) -> tuple[Election, list[Entry]]:
    """A random county with random ballots, some held, some not read, one precinct perhaps counted by hand."""
    election = elected(draw(counties()))
    cards = [(card.ballot_style, card.precinct) for card in election.cards]
    entries: list[Entry] = []
    for batch, kind in (("A", BatchKind.POLLS), ("B", BatchKind.PROVISIONAL), ("T", BatchKind.TEST)):
        cast = []
        for style, precinct in draw(st.lists(st.sampled_from(cards), max_size=5)):
            contests = election.contests_of(election.ballot_style(style))
            chosen = [(one.id, draw(st.sampled_from(one.choices)).id) for one in contests if draw(st.booleans())]
            cast.append(Cast(style, str(precinct), tuple(chosen), draw(st.integers(1, 3))))
        entries += sheets(election, batch, cast, kind)
        sheet = 1 + sum(one.times for one in cast)
        entries += [unread_sheet_entry(batch, sheet)] if draw(st.booleans()) else []
    if draw(st.booleans()):
        precinct = draw(st.sampled_from(election.precincts)).id
        entries += [HandCountOpened("H", precinct, 4, (), ("ada", "bo"), "cy", "clerk")]
        sheet_of = [
            TallySheetEntered("H", ContestId("all"), 1, one, 4, (ChoiceFigure(ChoiceId("a"), 4),), 0, 0)
            for one in ("ada", "bo")
        ]
        entries += sheet_of
    return election, entries


@settings(max_examples=examples(40), deadline=None)
@given(counted(), st.booleans())
def test_repair_noun2_the_parts_of_each_precinct_add_up_to_it_in_every_figure(
    found: tuple[Election, list[Entry]], with_held: bool
) -> None:
    election, entries = found
    state = fold([record_opened(), *entries])
    parts = totals_by_part(election, state, with_held).parts
    whole = total(election, state.countable(with_held), False)
    for precinct in whole.precincts:
        rows = [one for one in parts if one.union.precinct == precinct.precinct]
        assert sum(one.ballots for one in rows) == precinct.sheets
        for contest in precinct.contests:
            of_contest = [each for one in rows for each in one.contests if each.contest == contest.contest]
            assert sum(each.sheets for each in of_contest) == contest.sheets
            assert sum(each.undervotes for each in of_contest) == contest.undervotes
            added = Counter[str]()
            for each in of_contest:
                added.update({choice.choice: choice.votes for choice in each.choices})
            assert all(added[choice.choice] == choice.votes for choice in contest.choices)


@settings(max_examples=examples(40), deadline=None)
@given(counted())
def test_repair_noun2_every_ballot_is_in_a_house_district_or_said_to_be_untold(
    found: tuple[Election, list[Entry]],
) -> None:
    """A contest on every ballot: its ballots are those of the districts and those that are told of none of them."""
    election, entries = found
    totals = shown(election, entries)
    houses = [one for one in totals.portions if one.kind == "house district"]
    told = sum(each.sheets for one in houses for each in one.contests if each.contest == "all")
    untold = {
        one.union: each.sheets
        for house in houses
        for one in house.not_told
        for each in one.contests
        if each.contest == "all"
    }
    whole = total(election, fold([record_opened(), *entries]).countable(True), False)
    assert told + sum(untold.values()) == whole.contests[0].sheets


@settings(max_examples=examples(40), deadline=None)
@given(counted(), st.data())
def test_repair_noun2_electors_voting_of_parts_add_up_to_the_precinct_and_to_the_districts(
    found: tuple[Election, list[Entry]], data: st.DataObject
) -> None:
    election, entries = found
    parts = parts_of(election)
    numbers = {one.id: data.draw(st.integers(0, 500)) for one in parts.parts}
    entered: list[Entry] = [*entries, *electors({str(one): number for one, number in numbers.items()})]
    totals = shown(election, entered)
    for house in (one for one in totals.portions if one.kind == "house district"):
        inside = [one.id for one in parts.parts if house.district in one.lies_in]
        assert house.parts == tuple(inside)
        assert house.electors == (sum(numbers[one] for one in inside) if inside else None)
    lines = reconcile(fold([record_opened(), *entered]), election).precincts
    for line in (one for one in lines if one.precinct is not None):
        assert line.expected == sum(numbers[one.id] for one in parts.of_precinct(line.precinct))
