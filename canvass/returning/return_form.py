"""The return form as tables: PDF, page, CSV and words are made from these, cell by cell (13-15-101(2), (3))."""

import json
from collections.abc import Iterator

from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import hour, plural
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.returning.made_return import MadeReturn
from canvass.returning.precinct_return import PrecinctReturn
from canvass.returning.return_json import return_json
from tabulate.county_canvass.return_rows import ReturnContest, ReturnRow

COPIES = (
    "Copy 1: displayed at the place of counting",
    "Copy 2: to the election administrator",
)
"""13-15-101(3). A return for officials has the second alone."""
_HASH_SHOWN = 16
_COUNTS = (
    "Counts: machine, or another system in its place, board and hand count together. Where the audit's manual count "
    "differs, it stands in place of what it was compared with (13-17-507(1)). A certified recount stands in place of "
    "all (13-16-418)."
)


def return_bytes(made: MadeReturn, form: str) -> bytes:
    """The return in one of the forms of reports."""
    return bytes_of(return_document(made), form, json.dumps(return_json(made), indent=1))


def return_document(made: MadeReturn) -> Document:
    """The form, with places for the signatures of the judges."""
    found, precinct = made.found, made.found.precinct
    held_in = f"{found.county}, {found.title} of {found.election_date}"
    return Document(
        title=f"{'Partial return' if found.partial else 'Return'} of precinct {precinct.name}",
        lines=tuple(_lines(made, f"{held_in}, precinct {precinct.id}")),
        tables=tuple(_tables(found)),
        signatures=(*found.signers, *_moments(found)),
        on_every_page=_on_every_page(found),
        paper=PaperLook(
            upright=True,
            whole_tables=True,
            foot=f"Ledger {made.head.number}:{made.head.hash[:_HASH_SHOWN]}, precinct {precinct.id}. {held_in}.",
            copies=COPIES[1:] if found.for_officials else COPIES,
        ),
    )


def _lines(made: MadeReturn, where: str) -> Iterator[str]:
    found = made.found
    yield f"{where}."
    yield f"Made on {hour(made.made_at)}. All the judges completing the count sign each copy (13-15-101(3))."
    yield f"Ledger {made.head.number}:{made.head.hash}"
    yield f"Figures {return_json(made)['figures_sha256']}"
    yield f"Definition {found.definition_sha256}"
    yield _COUNTS
    yield from (f"FOR OFFICIALS, not to be displayed: {one}." for one in found.for_officials)
    yield from found.notes


def _on_every_page(found: PrecinctReturn) -> str:
    held = f", {plural(found.held, 'sheet')} held" if found.held else ""
    partial = f"PARTIAL{held}: the precinct is not complete" if found.partial else ""
    officials = "FOR OFFICIALS: not to be displayed" if found.for_officials else ""
    return ". ".join(words for words in (partial, officials) if words)


def _moments(found: PrecinctReturn) -> tuple[str, ...]:
    displayed = () if found.for_officials else ("Displayed at the place of counting: day and hour",)
    return (*displayed, "Returned to the election administrator: day and hour")


def _tables(found: PrecinctReturn) -> Iterator[Table]:
    if found.waits:
        rows = tuple((one.what, one.settled_by) for one in found.waits)
        yield Table("What waits", "", columns_of("What", "What settles it"), rows)
    yield _ballots(found)
    yield from map(_contest, found.contests)


def _ballots(found: PrecinctReturn) -> Table:
    rows: list[tuple[str, int | None]] = [
        ("Electors voting, as entered", found.electors),
        ("Ballots found", found.ballots),
        ("Sheets in the totals, and ballots counted by hand or by another system", found.in_totals),
    ]
    if found.held:
        rows.append((f"Sheets of {found.held_words} ballots held, in no figure", found.held))
    if found.electors is not None:
        rows.append(("Found, less electors voting", found.ballots - found.electors))
    return Table("Ballots", found.explained, columns_of("", "#Number"), tuple(rows))


def _contest(contest: ReturnContest) -> Table:
    seats = "" if contest.seats == 1 else f" (vote for {contest.seats})"
    party = f", {contest.party}" if contest.party else ""
    machine = ("#Machine", "#Other system") if contest.outside else ("#Machine",)
    recount = ("#Recount",) if contest.recounted else ()
    columns = columns_of("", *machine, "#Board", "#By hand", "#Audit", *recount, "#Counts")
    rows = tuple(_figures(row, bool(contest.outside), bool(recount)) for row in contest.rows)
    note = " ".join(one for one in (contest.audited, contest.recounted) if one)
    return Table(f"{contest.title}{party}{seats}", note, columns, rows)


def _figures(row: ReturnRow, outside: bool, recounted: bool) -> tuple[str | int | None, ...]:
    """By source, and last what counts. What another system does not tell has no figure."""
    elsewhere = (row.outside if row.told else None,) if outside else ()
    recount = (row.recount,) if recounted else ()
    return row.name, row.machine, *elsewhere, row.board, row.hand, row.manual, *recount, row.counts
