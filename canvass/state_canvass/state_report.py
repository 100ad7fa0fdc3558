"""The report of the state canvass: electors and votes by county, by house district and altogether (13-15-506)."""

import json
from collections.abc import Iterator
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import hour_of
from canvass.reporting.tables import Cell, Document, PaperLook, Table, columns_of
from canvass.returning.return_json import sha256_of
from canvass.signing.papers_signed import signatures_json, signatures_table
from canvass.state_canvass.papers_of_state import signatures_under
from canvass.state_canvass.presidential_tickets import by_electors, electors_json
from canvass.state_canvass.state_standing import StateStanding, lacks
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.county_canvass.return_rows import ANOTHER_SYSTEM
from tabulate.recounts.rights import exact
from tabulate.state_canvass.state_figures import StateContest, StateRow
from tabulate.state_canvass.state_steps import OFFICES, StateResultsDeclared

FORMAT = "canvass-state-report/1"
REPORT_TITLE = "Report of the state canvass"
_ACROSS = 6
"""Choices beside one another; a contest with more goes on in the next table."""
_HASH_SHOWN = 16


def state_report_bytes(standing: StateStanding, form: str) -> bytes:
    """In one of the forms of reports."""
    if form == "json":  # Neither is made for the other: the whole state has some hundred thousand figures.
        return f"{json.dumps(_json(standing), indent=1)}\n".encode()
    return bytes_of(state_report_document(standing), form)


def report_sha256(standing: StateStanding) -> str:
    """Of the figures and of the packages that they follow from: the board signs this."""
    packages = [(one.received.county, one.received.sha256) for one in standing.kept]
    opened = standing.canvass.opened
    figures = _figures_json(standing, with_remarks=False)
    return sha256_of({"of": [opened.election, opened.date], "packages": packages, **figures})


def state_report_document(standing: StateStanding) -> Document:
    """The whole report, with places for the board's signatures."""
    opened, missing = standing.canvass.opened, tuple(lacks(standing))
    held_in = f"{opened.election} of {opened.date}"
    declared, figures = standing.canvass.declared, report_sha256(standing)
    signers = tuple(map(str, declared.board)) if declared else tuple(one.capitalize() for one in OFFICES)
    return Document(
        title=REPORT_TITLE,
        lines=(
            f"{held_in}. Prepared by the board of state canvassers (13-15-506).",
            *_corrects(standing),
            f"Packages of {len(standing.kept)} of {len(opened.counties)} counties. Steps {standing.canvass.head}",
            f"Figures {figures}",
            *(f"{county}, counted by another system in {', '.join(where)}." for county, where in _elsewhere(standing)),
            "People who were written in stand as (write-in). Overvotes and undervotes are no votes.",
        ),
        tables=(*_tables(standing), *signatures_table(signatures_under(standing.canvass, "", figures))),
        signatures=(*signers, "Secretary of state, secretary of the board"),
        on_every_page=f"NOT COMPLETE: {len(missing):,} things are missing or do not add up" if missing else "",
        paper=PaperLook(foot=f"Steps {standing.canvass.head[:_HASH_SHOWN]}. {held_in}.", drawn_figures=True),
    )


def _corrects(standing: StateStanding) -> Iterator[str]:
    """That the board had canvassed other packages before (13-16-419)."""
    if (before := _before(standing)) is not None:
        entry, line = before
        when = hour_of(entry.at)
        yield f"A corrected abstract (13-16-419): the board canvassed other packages on {when}, step {line}."


def _elsewhere(standing: StateStanding) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The counties whose packages have another system's count, with the precincts that say so."""
    for package in (one.package for one in standing.kept):
        named = {row.place: row.name for row in package.electors if row.kind == PlaceKind.PRECINCT.value}
        every = (place for contest in package.contests for place in contest.places if ANOTHER_SYSTEM in place.remark)
        if found := tuple(dict.fromkeys(named.get(place.precinct, place.name) for place in every)):
            yield package.county, found


def _before(standing: StateStanding) -> tuple[StateResultsDeclared, str] | None:
    return standing.canvass.declared_by_others(tuple(one.received.sha256 for one in standing.kept))


def _tables(standing: StateStanding) -> Iterator[Table]:
    rows = tuple((row.name, row.kind.value, row.electors) for row in standing.figures.electors)
    yield Table("Electors voting (13-15-506(1)(a))", "", columns_of("Place", "", "#Electors voting"), rows)
    for contest in standing.figures.contests:
        yield from _contest(contest)
        yield from by_electors(standing, contest)
    kept = tuple(
        (one.received.county, one.received.sha256, one.package.report_entry, one.received.at) for one in standing.kept
    )
    yield Table("Packages", "", columns_of("County", "SHA-256", "#Report's entry", "Received"), kept)
    if found := tuple((one,) for one in lacks(standing)):
        yield Table("Missing, or not adding up (13-15-504)", "", columns_of("What"), found)


def state_title(one: StateContest) -> str:
    """A contest's title, with its number and its party."""
    purpose = one.contest.purpose
    number = f"{purpose.numbering.number}: " if purpose.numbering else ""
    seats = "" if one.contest.seats == 1 else f" (vote for {one.contest.seats})"
    return f"{number}{one.contest.title}{f', {purpose.party}' if purpose.party else ''}{seats}"


def _contest(one: StateContest) -> Iterator[Table]:
    note = f"Total vote for the position: {exact(one.line.total_vote, thousands=',')} (13-15-208)."
    for start in range(0, max(len(one.choices), 1), _ACROSS):
        chosen = slice(start, start + _ACROSS)
        last = start + _ACROSS >= len(one.choices)
        names = tuple(f"#{each.name}" for each in one.choices[chosen])
        columns = columns_of("Place", "#Electors voting", *names, *(("#Undervotes", "#Overvotes") if last else ()), "")
        rows = tuple(_row(row, chosen, with_no_votes=last) for row in (*one.rows, one.total))
        yield Table(state_title(one) + (", continued" if start else ""), "" if start else note, columns, rows)


def _row(row: StateRow, chosen: slice, *, with_no_votes: bool) -> tuple[Cell, ...]:
    no_votes = (row.undervotes, row.overvotes) if with_no_votes else ()
    return (row.name, row.electors, *row.votes[chosen], *no_votes, row.remark)


def _json(standing: StateStanding) -> dict[str, Any]:
    opened, before, figures = standing.canvass.opened, _before(standing), report_sha256(standing)
    return {
        "format": FORMAT,
        "election": opened.election,
        "date": opened.date,
        "steps": standing.canvass.head,
        "figures_sha256": figures,
        **({"counted_by_another_system": elsewhere} if (elsewhere := dict(_elsewhere(standing))) else {}),
        "signed_with_keys": signatures_json(signatures_under(standing.canvass, "", figures)),
        "corrects": None if before is None else {"at": before[0].at, "steps": before[1]},
        "counties": list(opened.counties),
        "missing": list(standing.canvass.missing),
        "faults": [{"county": one.county, "where": one.where, "found": one.found} for one in standing.faults],
        "packages": [
            {"county": one.received.county, "sha256": one.received.sha256, "received": one.received.at}
            for one in standing.kept
        ],
        **_figures_json(standing, with_remarks=True),
    }


def _figures_json(standing: StateStanding, *, with_remarks: bool) -> dict[str, Any]:
    return {
        "electors": [
            {"kind": row.kind.value, "name": row.name, "electors_voting": row.electors}
            for row in standing.figures.electors
        ],
        "contests": [
            _contest_json(one, with_remarks=with_remarks) | electors_json(standing, one)
            for one in standing.figures.contests
        ],
    }


def _contest_json(one: StateContest, *, with_remarks: bool) -> dict[str, Any]:
    purpose = one.contest.purpose
    return {
        "contest": one.contest.id,
        "title": one.contest.title,
        **({"office": purpose.office.value} if purpose.office else {}),
        **({"number": purpose.numbering.number} if purpose.numbering else {}),
        "counties": list(one.counties),
        "total_vote": exact(one.line.total_vote),
        "choices": [{"name": each.name, "write_in": each.write_in} for each in one.choices],
        "places": [_row_json(row, with_remarks=with_remarks) for row in one.rows],
        "state": _row_json(one.total, with_remarks=with_remarks),
    }


def _row_json(row: StateRow, *, with_remarks: bool) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "name": row.name,
        "electors_voting": row.electors,
        "votes": list(row.votes),
        "undervotes": row.undervotes,
        "overvotes": row.overvotes,
        **({"remark": row.remark} if with_remarks else {}),
    }
