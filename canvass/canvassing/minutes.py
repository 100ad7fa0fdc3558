"""The minutes of the board of county canvassers: one document, which grows with the ledger's entries (13-15-401(4))."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.report_document import signers
from canvass.canvassing.said_by_names import did_by_names
from canvass.console.text import hour_of
from canvass.reporting.tables import Cell, Document, PaperLook, Table, columns_of
from tabulate.board.county.canvass_entries import CanvassEntry, CanvassMet, CanvassPostponed, ReturnReceived
from tabulate.board.words_said import day_in_montana
from tabulate.calendar.canvassing import canvass_last
from tabulate.election import Election

_STEPS, _RETURNS = "What the board did", "Returns that came in"
_CERTIFICATES, _RECOUNTS, _TIES = "Certificates", "Recounts", "Ties"
_SIGNATURES = "Signatures with own keys"
_KEYS = {
    _STEPS: "steps",
    _RETURNS: "returns",
    _CERTIFICATES: "certificates",
    _RECOUNTS: "recounts",
    _TIES: "ties",
    _SIGNATURES: "signatures",
}
"""Of the JSON, by the titles of the tables. The last four have a table once there is something of them."""


def minutes_document(standing: CountyStanding) -> Document:
    """Every step with its hour and its entry; what came in stands apart."""
    election, canvass, head = standing.election, standing.canvass, standing.head
    steps = [(number, one) for number, one in canvass.history if not isinstance(one, ReturnReceived)]
    returns = [(number, one) for number, one in canvass.history if isinstance(one, ReturnReceived)]
    held_in = f"{election.county}, {election.title} of {election.date}"
    columns = columns_of("When", "What", "#Entry")
    missing = ", ".join(str(one.id) for one in standing.missing)
    return Document(
        title=f"Minutes of the board of county canvassers: {election.county}",
        lines=(
            f"{held_in}. Kept and filed by the election administrator, the board's secretary (13-15-401(4)).",
            f"The board is at this: {canvass.phase}.",
            f"Returns that have not come in: {missing}." if missing else "All returns are in.",
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(
            Table(_STEPS, "", columns, tuple(_rows(steps, election))),
            Table(_RETURNS, "", columns, tuple(_rows(returns, election))),
            *_later(standing),
        ),
        signatures=signers(standing),
        paper=PaperLook(upright=True, foot=f"Ledger {head.number}:{head.hash[:16]}. {held_in}."),
    )


def _later(standing: CountyStanding) -> Iterator[Table]:
    columns, counts = columns_of("When", "What", "#Entry"), standing.counts
    certificates = tuple(
        (hour_of(one.at), did_by_names(one, standing.election), number) for number, one in standing.certificates.history
    )
    recounts = tuple((one.on, one.did, one.entry) for one in counts.recounts)
    signed = tuple((hour_of(one.at), one.did, number) for number, one in counts.signatures.signed)
    ties = tuple((one.on, one.did, one.entry) for one in counts.ties)
    every = ((_CERTIFICATES, certificates), (_RECOUNTS, recounts), (_TIES, ties), (_SIGNATURES, signed))
    for title, rows in every:
        if rows:
            yield Table(title, "", columns, rows)


def _rows(steps: Sequence[tuple[int, CanvassEntry]], election: Election) -> Iterator[tuple[str, str, int]]:
    postponed: CanvassPostponed | None = None
    for number, entry in steps:
        yield (
            hour_of(entry.at),
            " ".join([did_by_names(entry, election), *_remarks(entry, postponed, election.date)]),
            number,
        )
        if isinstance(entry, (CanvassPostponed, CanvassMet)):
            postponed = entry if isinstance(entry, CanvassPostponed) else None


def _remarks(entry: CanvassEntry, postponed: CanvassPostponed | None, election: date) -> Iterator[str]:
    """What the law says against the day of a meeting."""
    if isinstance(entry, CanvassMet):
        yield from late_words(entry.at, election)
        day = day_in_montana(entry.at)
        if postponed is not None and day > date.fromisoformat(postponed.until):
            yield f"LATE: the board had postponed to {postponed.until} (13-15-402)."


def late_words(at: str, election: date) -> tuple[str, ...]:
    """That a board met after the last lawful day (13-15-401(1)); nothing where it did not."""
    last = canvass_last(election)
    if day_in_montana(at) <= last:
        return ()
    return (f"LATE: the last lawful day for the county canvass was {last:%A} {last} (13-15-401(1)).",)


def minutes_bytes(standing: CountyStanding, form: str) -> bytes:
    """In one of the forms of reports."""
    document = minutes_document(standing)
    as_json = {
        "format": "canvass-county-minutes/1",
        "county": standing.election.county,
        "election": standing.election.title,
        "date": standing.election.date.isoformat(),
        "phase": standing.canvass.phase.value,
        "returns_missing": [one.id for one in standing.missing],
        "ledger": {"number": standing.head.number, "hash": standing.head.hash},
        **_tables_json(document),
    }
    return bytes_of(document, form, json.dumps(as_json, indent=1))


def _tables_json(document: Document) -> dict[str, list[dict[str, Cell]]]:
    """Every table by its key; an empty one where nothing of it happened."""
    found: dict[str, list[dict[str, Cell]]] = {key: [] for key in _KEYS.values()}
    for table in document.tables:
        found[_KEYS[table.title]] = [{"when": when, "what": what, "entry": number} for when, what, number in table.rows]
    return found
