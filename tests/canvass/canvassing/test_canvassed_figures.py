"""The report's rows: parts make precincts and precincts the county, whatever the audit changed (W6, 13-15-404)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.coverage import ChoiceVotes
from audit.sheet_figures import Figures
from canvass.auditing.definitive import AuditedContest, AuditedUnitTotals, BothFigures
from canvass.canvassing.county_standing import county_standing
from canvass.canvassing.report_document import report_document, report_of
from canvass.returning.return_rows import return_contest
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.county_canvass.canvassed import CanvassedContest, CountedPrecinct, PlaceKind, canvassed
from tabulate.county_canvass.declaring import result_of
from tabulate.county_canvass.return_rows import ReturnContest, RowKind
from tabulate.election import ChoiceId, Election, PrecinctId
from tabulate.ledger.fold import fold
from tabulate.precinct_parts import PartsOfElection, parts_of
from tabulate.recounts.rights import PositionTotals, Recount, VotesFor, exact, line_of
from tabulate.tally import ContestTally
from tabulate.totals.part_totals import TotalsByPart, WholeOfParts
from tabulate.totals.results import contest_totals
from tabulate.totals.sources import ContestBySource
from tests.canvass.canvassing.canvassed_counties import HEAD, by_hand, one_contest, standing
from tests.soak import examples
from tests.tabulate.ledger_makers import record_opened
from tests.tabulate.split_precincts import Cast, contest, counties, elected, electors, sheets

A, B = ChoiceId("a"), ChoiceId("b")
TREASURER = contest("treasurer", None, ["a", "b"], office="treasurer", territory="one county")
NO_PARTS = TotalsByPart((), (), WholeOfParts("Big Sky", None, 0), ())


def test_w6_the_manual_count_of_one_precinct_changes_who_is_declared() -> None:
    election = one_contest(TREASURER, "P7", "rest")
    treasurer = election.contests[0]
    rows = (BothFigures(A, "A", 600, 606), BothFigures(B, "B", 580, 580))
    manual = Figures(1200, (ChoiceVotes(A, 606), ChoiceVotes(B, 580)), 14, 0)
    audited = AuditedUnitTotals(AuditedContest(treasurer.id, treasurer.title, rows, differs=True), manual)

    def counted(name: str, a: int, b: int, under: int, audit: AuditedUnitTotals | None) -> CountedPrecinct:
        machine = ContestTally(a + b + under, Counter({A: a, B: b}), under)
        sources = ContestBySource(machine, *(ContestTally() for _ in range(3)))
        own = return_contest(treasurer, sources, contest_totals(election, treasurer, machine, ()), audit)
        return CountedPrecinct(election.precinct(PrecinctId(name)), a + b + under, False, (own,))

    precincts = [counted("P7", 600, 580, 20, audited), counted("rest", 4610, 4633, 157, None)]
    (whole,) = canvassed(election, precincts, NO_PARTS, {})
    assert whole.county.figures == (5216, 5213, 171, 0), (
        "the committee counted every ballot of P7: its undervotes count"
    )
    assert [row.remark for row in whole.places] == ["audit", "machine"]
    pairs = zip(whole.choices, whole.county.votes, strict=True)
    line = line_of(PositionTotals(treasurer, tuple(VotesFor(one.key, one.name, own or 0) for one, own in pairs)))
    assert result_of(line, CanvassAct.DECLARATION, names_written_in=frozenset()).names == ("A",)
    assert (exact(line.total_vote), line.margin, line.recount) == ("10429", 3, Recount.FREE)


def test_undervotes_are_not_told_where_the_committee_did_not_count_every_ballot() -> None:
    election = one_contest(TREASURER, "P7")
    treasurer = election.contests[0]
    machine = ContestTally(100, Counter({A: 60, B: 30}), 10)
    both = (BothFigures(A, "A", 60, 61), BothFigures(B, "B", 30, 30))
    manual = Figures(99, (ChoiceVotes(A, 60), ChoiceVotes(B, 30)), 9, 0)
    audited = AuditedUnitTotals(AuditedContest(treasurer.id, treasurer.title, both, differs=True), manual)
    sources = ContestBySource(machine, *(ContestTally() for _ in range(3)))
    own = return_contest(treasurer, sources, contest_totals(election, treasurer, machine, ()), audited)
    assert (own.no_vote(RowKind.UNDERVOTES), own.no_vote(RowKind.OVERVOTES)) == (None, None)
    counted = CountedPrecinct(election.precincts[0], 100, False, (own,))
    (whole,) = canvassed(election, [counted], NO_PARTS, {})
    assert whole.county.figures == (61, 30, None, None)


def test_choices_that_are_too_many_go_on_in_further_tables_and_none_is_left_out() -> None:
    names = [f"person{number:02d}" for number in range(26)]
    election = one_contest(contest("mayor", None, names, office="sheriff", territory="one county"), "P1")
    figures = {name: number for number, name in enumerate(names)}
    found = standing(election, by_hand("P1", "mayor", figures, 3, 1, 329))
    tables = [one for one in report_document(report_of(found)).tables if one.title.startswith("Mayor")]
    assert len(tables) > 1
    across = [column.title for table in tables for column in table.columns if column.title.startswith("Person")]
    assert across == [name.title() for name in names]
    votes = [
        cell for table in tables for cell in table.rows[0][2 : 2 + len(table.columns) - 3] if isinstance(cell, int)
    ]
    assert votes == [*range(26), 3, 1]


@dataclass(frozen=True, slots=True)
class ChangedCounty:
    """A county as it was counted, and as the manual count changed it."""

    parts: PartsOfElection
    contests: tuple[CanvassedContest, ...]
    counted: tuple[CountedPrecinct, ...]


@st.composite
def changed_counties(draw: st.DrawFn) -> ChangedCounty:
    """A random county with some ballots of every card; the manual count found more votes in some precincts."""
    election = elected(draw(counties()))
    cast = [
        Cast(card.ballot_style, str(card.precinct), draw(_votes(election, card.ballot_style)), draw(st.integers(1, 3)))
        for card in election.cards
        if draw(st.booleans())
    ]
    parts = parts_of(election)
    numbers = {part.id: draw(st.integers(0, 9)) for part in parts.parts}
    state = fold(
        [record_opened(), *sheets(election, "A", cast), *electors({str(one): numbers[one] for one in numbers})]
    )
    found = county_standing(election, state, None, HEAD, True)
    counted = tuple(
        CountedPrecinct(
            one.precinct, one.electors, False, tuple(_changed(own, draw(st.integers(-1, 3))) for own in one.contests)
        )
        for one in found.returns
    )
    return ChangedCounty(parts, canvassed(election, counted, found.counts.by_part, numbers), counted)


@st.composite
def _votes(draw: st.DrawFn, election: Election, style: str) -> tuple[tuple[str, str], ...]:
    own = next(one for one in election.ballot_styles if one.id == style)
    found = []
    for one in election.contests_of(own):
        choice = draw(st.sampled_from([None, *(each.id for each in one.choices)]))
        found += [(str(one.id), str(choice))] if choice is not None else []
    return tuple(found)


def _changed(own: ReturnContest, more: int) -> ReturnContest:
    """The manual count found so many votes more for each choice."""
    if more <= 0:
        return own
    rows = tuple(
        replace(row, manual=row.counted + more, counts=row.counted + more if row.choice is not None else None)
        for row in own.rows
    )
    return replace(own, rows=rows, audited="Audited.")


@given(changed_counties())
@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_parts_make_the_precinct_and_precincts_the_county_whatever_was_changed(county: ChangedCounty) -> None:
    for found in county.contests:
        added = Counter[int]()
        for one in county.counted:
            own = next((own for own in one.contests if own.contest == found.contest.id), None)
            if own is not None:
                counts = {row.choice: row.counts for row in own.rows}
                expected = tuple(counts[ChoiceId(choice.key)] for choice in found.choices)
                assert _by_rows(county.parts, found, one.precinct.id) == {expected}
                added.update({place: votes or 0 for place, votes in enumerate(expected)})
        assert found.county.votes == tuple(added[place] for place in range(len(found.choices)))
        district = [
            row for row in found.places if row.kind is PlaceKind.DISTRICT and row.place == found.contest.district
        ]
        assert all(row.votes == found.county.votes for row in district), "all who vote on it live there"


def _by_rows(parts: PartsOfElection, found: CanvassedContest, precinct: PrecinctId) -> set[tuple[int | None, ...]]:
    """What a precinct's rows say of it: its own row, and its parts with what is not told by part."""
    own_parts = {part.id for part in parts.of_precinct(precinct)}
    within = [row for row in found.places if row.kind is PlaceKind.PART and {*row.place.split(" + ")} <= own_parts]
    within += [row for row in found.places if row.kind is PlaceKind.NOT_BY_PART and row.place == precinct]
    whole = [row.votes for row in found.places if row.kind is PlaceKind.PRECINCT and row.place == precinct]
    added = tuple(sum(one or 0 for one in column) for column in zip(*(row.votes for row in within), strict=True))
    return {*whole, *([added] if within else [])}
