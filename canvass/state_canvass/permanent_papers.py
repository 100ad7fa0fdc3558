"""The permanent record of votes on paper and for programs (13-1-204)."""

import json
from collections.abc import Iterator
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.reporting.tables import Cell, Document, PaperLook, Table, columns_of
from canvass.state_canvass.state_report import state_title
from canvass.state_canvass.state_standing import StateStanding, not_declared
from tabulate.state_canvass.permanent_record import (
    DistrictRecord,
    KindSum,
    PermanentRecord,
    RecordedContest,
    RecordedDistrict,
    RecordedPlace,
)

FORMAT = "canvass-permanent-record/1"
_ACROSS, _HASH_SHOWN = 6, 16


def permanent_document(standing: StateStanding, found: PermanentRecord) -> Document:
    """Precincts, districts, votes by district, and the figures of 5%."""
    opened = standing.canvass.opened
    held_in = f"{opened.election} of {opened.date}"
    return Document(
        title="Permanent record of votes",
        lines=(
            f"{held_in}. Kept by the secretary of state (13-1-204).",
            f"Packages of {len(standing.kept)} counties. Steps {standing.canvass.head}",
        ),
        tables=(_places(found), *_district_tables(found), *_contest_tables(found), _sum_table(found), _five(found)),
        signatures=("Secretary of state", "Day"),
        on_every_page=not_declared(standing),
        paper=PaperLook(foot=f"Steps {standing.canvass.head[:_HASH_SHOWN]}. {held_in}."),
    )


def _places(found: PermanentRecord) -> Table:
    columns = columns_of(
        "County", "Precinct or part", "#Registered", "#Votes cast", "House", "Senate", "Judicial", "Multicounty", "Map"
    )
    rows = tuple(
        (
            one.listed.county,
            one.name,
            one.listed.registered,
            one.votes_cast,
            *(", ".join(one.listed.districts.get(kind, ())) for kind in RecordedDistrict),
            one.listed.map,
        )
        for one in found.places
    )
    return Table("Precincts", "", columns, rows)


def _district_tables(found: PermanentRecord) -> Iterator[Table]:
    columns = columns_of("District", "Counties", "Precincts and parts", "#Registered", "#Votes cast")
    for kind in RecordedDistrict:
        rows = tuple(
            (one.district, ", ".join(_counties(one)), _named(one.places), one.registered, one.votes_cast)
            for one in found.districts
            if one.kind is kind
        )
        yield Table(f"By {kind}", "", columns, rows)


def _counties(one: DistrictRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.listed.county for place in one.places))


def _named(places: tuple[RecordedPlace, ...]) -> str:
    return ", ".join(one.name for one in places)


def _contest_tables(found: PermanentRecord) -> Iterator[Table]:
    for one in found.contests:
        choices = one.contest.choices
        for start in range(0, max(len(choices), 1), _ACROSS):
            chosen = slice(start, start + _ACROSS)
            columns = columns_of("District", "", *(f"#{choice.name}" for choice in choices[chosen]))
            rows: list[tuple[Cell, ...]] = [
                (each.district, each.kind.value, *each.votes[chosen]) for each in one.districts
            ]
            rows.append(("State, total", "", *one.contest.total.votes[chosen]))
            title = state_title(one.contest) + (", continued" if start else "")
            yield Table(title, "", columns, tuple(rows))


def _sum_table(found: PermanentRecord) -> Table:
    columns = columns_of("Contest", "Districts", "#Districts' votes", "#Not told", "#In none", "#State", "Adds up")
    rows = tuple(
        (
            one.contest.contest.title,
            each.kind.value,
            sum(each.districts),
            sum(each.not_told),
            sum(each.outside),
            sum(each.total),
            _said(each),
        )
        for one in found.contests
        for each in one.sums
    )
    return Table("The districts of each kind against the state's total", "", columns, rows)


def _said(each: KindSum) -> str:
    if not each.adds_up:
        return "NO"
    return "yes, everywhere" if each.covers else "yes"


def _five(found: PermanentRecord) -> Table:
    columns = columns_of("Office", "Who was successful", "#Votes", "#5%")
    rows = tuple((one.title, one.name, one.votes, one.five_percent) for one in found.successful)
    return Table("What 5% is of (13-10-204, 13-10-502, 13-10-601)", "", columns, rows)


def permanent_bytes(standing: StateStanding, found: PermanentRecord, form: str) -> bytes:
    """In one of the forms of reports."""
    return bytes_of(permanent_document(standing, found), form, json.dumps(permanent_json(standing, found), indent=1))


def permanent_json(standing: StateStanding, found: PermanentRecord) -> dict[str, Any]:
    """For programs, by the keys of 13-1-204."""
    opened = standing.canvass.opened
    return {
        "format": FORMAT,
        "election": opened.election,
        "date": opened.date,
        "steps": standing.canvass.head,
        "not_declared": not_declared(standing),
        "precincts": [
            {
                "county": one.listed.county,
                "place": one.listed.place,
                "precinct": one.precinct,
                "name": one.name,
                "registered": one.listed.registered,
                "votes_cast": one.votes_cast,
                "map": one.listed.map or None,
                **{_key(kind): list(one.listed.districts.get(kind, ())) for kind in RecordedDistrict},
            }
            for one in found.places
        ],
        "districts": [
            {
                "kind": one.kind.value,
                "district": one.district,
                "counties": list(_counties(one)),
                "precincts": [{"county": each.listed.county, "place": each.listed.place} for each in one.places],
                "registered": one.registered,
                "votes_cast": one.votes_cast,
            }
            for one in found.districts
        ],
        "contests": [_contest_json(one) for one in found.contests],
        "successful": [
            {
                "contest": one.contest,
                "title": one.title,
                "office": one.office.value,
                "district": one.district or None,
                "name": one.name,
                "votes": one.votes,
                "five_percent": one.five_percent,
            }
            for one in found.successful
        ],
    }


def _key(kind: RecordedDistrict) -> str:
    return kind.value.replace(" ", "_")


def _contest_json(one: RecordedContest) -> dict[str, Any]:
    return {
        "contest": one.contest.contest.id,
        "title": one.contest.contest.title,
        "choices": [choice.name for choice in one.contest.choices],
        "districts": [
            {"kind": each.kind.value, "district": each.district, "votes": list(each.votes)} for each in one.districts
        ],
        "state": list(one.contest.total.votes),
        "sums": [
            {
                "kind": each.kind.value,
                "covers": each.covers,
                "districts": list(each.districts),
                "not_told": list(each.not_told),
                "in_none": list(each.outside),
                "adds_up": each.adds_up,
            }
            for each in one.sums
        ],
    }
