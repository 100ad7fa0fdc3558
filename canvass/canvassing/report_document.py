"""The report of the canvass as tables: paper, page, CSV and words are made from these, cell by cell (13-15-404)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.county_standing import CountyStanding, as_adopted
from canvass.canvassing.report_figures import electors_rows, joined_in, settled_rows, source_rows, total_vote_shown
from canvass.canvassing.report_json import report_json, report_sha256
from canvass.console.text import hour, hour_of
from canvass.reporting.tables import Cell, Document, PaperLook, Table, columns_of
from canvass.signing.papers_signed import signatures_json, signatures_table
from tabulate.board.county.canvass_entries import ReportAdopted
from tabulate.county_canvass.canvassed import CanvassedContest, PlaceVotes
from tabulate.recounts.rights import RecountLine

_HASH_SHOWN = 16
_LETTERS_ACROSS = 80
"""Of the names of choices beside one another in a table, by their longest words; a contest goes on in the next."""
_FIGURE_LETTERS = 8


@dataclass(frozen=True, slots=True)
class CanvassReport:
    """A report with what became of it."""

    standing: CountyStanding
    adopted: tuple[int, ReportAdopted] | None
    """By which entry the board adopted exactly these figures."""
    superseded: str = ""
    """What took its place; empty where it stands."""
    replaces: tuple[int, ...] = ()
    """The entries of the reports that this one takes the place of."""


def report_of(standing: CountyStanding) -> CanvassReport:
    """The report by the figures as they stand: adopted, where the board adopted these last.

    A recount that was certified since, and found the same, is not in them: it changes nothing (13-16-419).
    """
    reports = standing.canvass.reports
    for own in (standing, *(as_adopted(standing, entry.made_at_entry) for _, entry in reports[-1:])):
        if reports and reports[-1][1].figures_sha256 == report_sha256(own):
            return CanvassReport(own, reports[-1], replaces=tuple(number for number, _ in reports[:-1]))
    return CanvassReport(standing, None, replaces=tuple(number for number, _ in reports))


def report_bytes(report: CanvassReport, form: str) -> bytes:
    """In one of the forms of reports."""
    adopted, kept = None, report.standing.counts.signatures
    if report.adopted is not None:
        number, entry = report.adopted
        adopted = {"entry": number, "at": entry.at, "signed_by": list(entry.signed_by)}
    signed = () if report.adopted is None else kept.under(report.adopted[0])
    as_json = report_json(report.standing, adopted) | {
        "superseded": report.superseded or None,
        "signed_with_keys": signatures_json(signed),
    }
    return bytes_of(report_document(report), form, json.dumps(as_json, indent=1))


def report_document(report: CanvassReport) -> Document:
    """The whole report, with places for the signatures of the canvassers."""
    standing, election = report.standing, report.standing.election
    held_in = f"{election.county}, {election.title} of {election.date}"
    return Document(
        title=f"Report of the county canvass: {election.county}",
        lines=tuple(_lines(report, held_in)),
        tables=tuple(_tables(report)),
        signatures=signers(standing),
        on_every_page=_on_every_page(report),
        paper=PaperLook(foot=f"Ledger {standing.head.number}:{standing.head.hash[:_HASH_SHOWN]}. {held_in}."),
    )


def state_copy_document(report: CanvassReport, standing: CountyStanding) -> Document:
    """What goes to the secretary of state: the adopted report of the contests that `standing` has (13-15-501)."""
    whole = report_document(replace(report, standing=standing))
    figures = f"Figures {report_sha256(standing)}"
    of_report = f"The whole report's figures {report_sha256(report.standing)}"
    return replace(
        whole,
        title=f"Election returns for the secretary of state: {standing.election.county}",
        lines=(
            "Certified to the secretary of state: what the board of state canvassers canvasses (13-15-501, 13-27-503).",
            *(of_report if line == figures else line for line in whole.lines),
        ),
    )


def signers(standing: CountyStanding) -> tuple[str, ...]:
    """The canvassers as they met last, and the secretary."""
    met = standing.canvass.board
    if met is None:
        return ("Canvasser", "Canvasser", "Canvasser", "Election administrator, secretary")
    return (*(str(one) for one in met.board), f"{met.secretary}, election administrator, secretary")


def _on_every_page(report: CanvassReport) -> str:
    if report.superseded:
        return f"SUPERSEDED: {report.superseded}"
    return "" if report.adopted is not None else "NOT ADOPTED: the board has not signed these figures"


def _lines(report: CanvassReport, held_in: str) -> Iterator[str]:
    standing = report.standing
    yield f"{held_in}. Prepared by the board of county canvassers (13-15-404)."
    yield f"Made on {hour(standing.made_at)}."
    if report.adopted is not None:
        number, entry = report.adopted
        yield f"Adopted on {hour_of(entry.at)}, entry {number:,}, signed by {', '.join(entry.signed_by)}."
    if report.replaces:
        entries = ", ".join(f"{number:,}" for number in report.replaces)
        yield f"A corrected report: it takes the place of the one adopted by entry {entries}, which is kept."
    yield f"Ledger {standing.head.number}:{standing.head.hash}"
    yield f"Figures {report_sha256(standing)}"
    yield f"Definition {standing.election.definition_sha256}"
    yield from standing.counts.outside
    yield (
        "Where the audit's manual count differs, it stands in place of what it was compared with (13-17-507(1)). "
        "What a recount board certified stands in place of all other counts (13-16-418). "
        "People who were written in stand as (write-in) (13-15-404(2))."
    )


def _tables(report: CanvassReport) -> Iterator[Table]:
    standing = report.standing
    rows = tuple((row.name, row.kind, row.electors, row.ballots) for row in electors_rows(standing))
    columns = columns_of("Place", "", "#Electors voting", "#Ballots")
    yield Table("Electors voting (13-15-404(1)(a))", "", columns, rows)
    for contest, line in zip(standing.contests, standing.lines, strict=True):
        yield from _contest(contest, line)
        yield from _by_source(contest, standing.election.county)
    if standing.counts.not_held:
        rows_not_held = tuple((one.title, one.said) for one in standing.counts.not_held)
        yield Table("Elections that were cancelled (13-1-304)", "", columns_of("Office", ""), rows_not_held)
    columns = columns_of("Precinct", "Check", "Found", "What the board did")
    yield Table("Checks that did not hold (13-15-403)", "", columns, tuple(settled_rows(standing)))
    if report.adopted is not None:
        yield from signatures_table(standing.counts.signatures.under(report.adopted[0]))


def title_of(one: CanvassedContest) -> str:
    """A contest's title, with its number, its party and for how many an elector may vote."""
    numbering, party = one.contest.purpose.numbering, f", {one.party}" if one.party else ""
    number = f"{numbering.number}: " if numbering else ""
    seats = "" if one.contest.seats == 1 else f" (vote for {one.contest.seats})"
    return f"{number}{one.contest.title}{party}{seats}"


def _contest(one: CanvassedContest, line: RecountLine) -> Iterator[Table]:
    """Votes by place; choices that are too many to stand beside one another go on in further tables."""
    said = (f"Total vote for the position: {total_vote_shown(line)} (13-15-208).", *joined_in(one))
    note = " ".join(said)
    places, groups = (*one.places, one.county), _groups(one)
    for number, chosen in enumerate(groups):
        last = number == len(groups) - 1
        names = tuple(f"#{each.name}" for each in one.choices[chosen])
        no_votes = ("#Undervotes", "#Overvotes") if last else ()
        columns = columns_of("Place", "#Electors voting", *names, *no_votes, "Counted by")
        rows = tuple(_row(place, chosen, with_no_votes=last) for place in places)
        yield Table(title_of(one) + (", continued" if number else ""), "" if number else note, columns, rows)


def _groups(one: CanvassedContest) -> tuple[slice, ...]:
    """The choices that stand beside one another: as many as the longest words of their names leave room for."""
    starts, room = [0], _LETTERS_ACROSS
    for place, choice in enumerate(one.choices):
        wanted = max(_FIGURE_LETTERS, *map(len, choice.name.split() or [""])) + 2
        if wanted > room and place > starts[-1]:
            starts, room = [*starts, place], _LETTERS_ACROSS
        room -= wanted
    return tuple(slice(start, end) for start, end in zip(starts, (*starts[1:], None), strict=True))


def _row(place: PlaceVotes, chosen: slice, *, with_no_votes: bool) -> tuple[Cell, ...]:
    county = place.kind.value == "county"
    name = f"{place.name}, total" if county else place.name
    no_votes = (place.undervotes, place.overvotes) if with_no_votes else ()
    return (name, place.electors, *place.votes[chosen], *no_votes, place.remark)


def _by_source(one: CanvassedContest, county: str) -> Iterator[Table]:
    """Where there are several counts; else the table of votes says which it was."""
    found = tuple(source_rows(one, county))
    other = ("#Other system",) if any(row.outside for row in found) else ()
    together = ("#Counted together", "#Manual count of the audit", "#Recount", "#Counts")
    columns = columns_of("Place", "", "#Machine", *other, "#Board", "#By hand", *together)
    rows = tuple(
        (
            *(row.name, row.choice, row.machine, *((row.outside,) if other else ()), row.board, row.hand),
            *(row.counted, row.manual, row.recount, row.counts),
        )
        for row in found
    )
    if rows:
        yield Table(f"{title_of(one)}, by source", "", columns, rows)
