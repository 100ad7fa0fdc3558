"""Totals by precinct part and by portion of a district, in words and as JSON: for the county's officials alone.

No page shows them, and no release: few electors may live in a part (13-1-102). The county's canvass states them
(13-15-404(1)), and the state's asks for votes by house district (13-15-506(1)(a)).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from canvass.console.text import plural, say, say_table
from canvass.reporting.results_json import contest_json
from canvass.reporting.results_text import say_contest
from canvass.reporting.sealing import provisional_released
from canvass.reporting.shown.contests_shown import contests_shown
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.precinct_parts import PartsOfElection, parts_of
from tabulate.precincts import DistrictId, DistrictKind, PrecinctPart
from tabulate.rules_edition import RulesEdition
from tabulate.totals.part_totals import DistrictPortion, PartTotals, TotalsByPart, WholeOfParts, totals_by_part
from tabulate.totals.results import ContestTotals


class FinerBreakdown(StrEnum):
    """How totals are broken down below the precinct, or across precincts."""

    PART = "part"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class ShownByPart:
    """What is shown, and the ballots that are in no part of it yet."""

    by: FinerBreakdown
    election: Election
    totals: TotalsByPart
    parts: PartsOfElection
    names: dict[DistrictId, str]
    """Of the districts."""
    apart: int
    """Ballots that were held until the sixth day: by part only once the count is complete (13-15-107(5))."""


def shown_by_part(election: Election, state: RecordState, by: FinerBreakdown) -> ShownByPart:
    """The totals by part or portion. Whether they are sealed is asked before. Raises TotalsDoNotAddUp."""
    election = state.board.office.deaths.applied(election)
    with_held = provisional_released(election) and (
        state.opened.rules is RulesEdition.FIRST or state.completed is not None
    )
    names = {district.id: district.name for district in election.districts}
    apart = 0 if with_held else state.held.sheets.total()
    return ShownByPart(by, election, totals_by_part(election, state, with_held), parts_of(election), names, apart)


def by_part_json(shown: ShownByPart) -> dict[str, Any]:
    """What is added to the JSON of the totals."""
    of_parts = {"precinct_parts": [_part_json(shown, one) for one in shown.totals.parts]}
    of_districts = {"district_portions": [_portion_json(one) for one in shown.totals.portions]}
    found = of_parts if shown.by is FinerBreakdown.PART else of_districts
    whole = [{"name": one.name, "electors_voting": one.electors, "ballots": one.ballots} for one in _wholes(shown)]
    return {**found, "electors_voting": whole, "not_for_publication": True, "held_sheets_not_by_part": shown.apart}


def _wholes(shown: ShownByPart) -> tuple[WholeOfParts, ...]:
    return (*shown.totals.precincts, shown.totals.county)


def _part_json(shown: ShownByPart, totals: PartTotals) -> dict[str, Any]:
    return {**_union_json(totals), "districts": [_lies_in_json(shown, part) for part in _parts_in(shown, totals)]}


def _union_json(totals: PartTotals) -> dict[str, Any]:
    return {
        "precinct": totals.union.precinct,
        "parts": list(totals.union.parts),
        "name": totals.name,
        "electors_voting": totals.electors,
        "ballots": totals.ballots,
        "contests": [contest_json(contest) for contest in totals.contests],
    }


def _lies_in_json(shown: ShownByPart, part: PrecinctPart) -> dict[str, Any]:
    return {
        "part": part.id,
        "house_district": shown.parts.district_of(part, DistrictKind.HOUSE),
        "senate_district": shown.parts.district_of(part, DistrictKind.SENATE),
        "municipality": shown.parts.municipality_of(part),
    }


def _portion_json(portion: DistrictPortion) -> dict[str, Any]:
    return {
        "district": portion.district,
        "name": portion.name,
        "kind": portion.kind,
        "parts": list(portion.parts),
        "electors_voting": portion.electors,
        "ballots": portion.ballots,
        "contests": [contest_json(contest) for contest in portion.contests],
        "cannot_be_told": [_union_json(one) for one in portion.not_told],
    }


def _parts_in(shown: ShownByPart, totals: PartTotals) -> list[PrecinctPart]:
    return [part for part in shown.parts.of_precinct(totals.union.precinct) if part.id in totals.union.parts]


def say_by_part(shown: ShownByPart, audited: bool = False) -> None:
    """Print them; `audited` where the audit's manual figures stand beside the totals."""
    say("\nNot for publication: few electors may live in a part (13-1-102).")
    if shown.apart:
        say(f"Not by part until the count is complete: {plural(shown.apart, 'sheet')} held until the sixth day.")
    if audited:
        say("The audit's manual figures are of whole precincts (13-17-507(1)): none of them is told by part.")
    if shown.by is FinerBreakdown.PART:
        _say_parts(shown)
    else:
        _say_portions(shown)


def _say_parts(shown: ShownByPart) -> None:
    say("\n== Electors voting and ballots by precinct part (13-15-404(1)(a))")
    head = ("part", "house district", "senate district", "municipality", "electors", "ballots")
    say_table(head, [_part_row(shown, one) for one in shown.totals.parts], left=4)
    say("\n== Electors voting and ballots by precinct and in the county (13-15-404(1)(a))")
    say_table(("precinct", "electors", "ballots"), [(one.name, one.electors, one.ballots) for one in _wholes(shown)])
    for totals in shown.totals.parts:
        if totals.ballots:
            told = "" if len(totals.union.parts) <= 1 else ", not told apart: one ballot style is for all of them"
            say(f"\n== {_called(totals)}: {plural(totals.ballots, 'ballot')}{told}")
            _say_contests(shown, totals.contests)


def _say_contests(shown: ShownByPart, contests: Iterable[ContestTotals]) -> None:
    for contest in contests_shown(shown.election, contests, leads=False):
        say_contest(contest)


def _part_row(shown: ShownByPart, totals: PartTotals) -> tuple[str | int | None, ...]:
    parts = _parts_in(shown, totals)
    house, senate = (_together(shown, (shown.parts.district_of(part, kind) for part in parts)) for kind in DistrictKind)
    town = _together(shown, (shown.parts.municipality_of(part) for part in parts))
    return totals.name, house, senate, town, totals.electors, totals.ballots


def _together(shown: ShownByPart, districts: Iterable[DistrictId | None]) -> str | None:
    named = dict.fromkeys("-" if one is None else shown.names.get(one, str(one)) for one in districts)
    return None if set(named) <= {"-"} else ", ".join(named)


def _called(totals: PartTotals) -> str:
    return (
        f"Precinct part{'' if len(totals.union.parts) == 1 else 's'} {totals.name}"
        if totals.union.parts
        else totals.name
    )


def _say_portions(shown: ShownByPart) -> None:
    say("\n== Electors voting and ballots by portion of a district (13-15-404(1))")
    rows = [(one.name, one.kind, one.electors, one.ballots) for one in shown.totals.portions]
    say_table(("district", "kind", "electors", "ballots"), rows, left=2)
    for portion in shown.totals.portions:
        parts = ", ".join(portion.parts) or "no precinct part wholly"
        say(f"\n== Votes in the portion of {portion.name}: {plural(portion.ballots, 'ballot')} ({parts})")
        _say_contests(shown, portion.contests)
        for totals in portion.not_told:
            say(f"\n-- Not among these: {_called(totals)}, of which some may be in {portion.name} and some not")
            _say_contests(shown, totals.contests)
    if any(portion.not_told for portion in shown.totals.portions):
        say(
            "\nWhat stands apart cannot be told by district: its ballots have one style, or its precinct is not "
            "given in parts. Give parts in the definition, with ballot styles of their own, before ballots are printed."
        )
