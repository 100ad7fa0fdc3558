"""The plan for keeping an election's ballots and records, on paper and for programs (13-1-303)."""

import json
from collections.abc import Iterator
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import hour_of
from canvass.reporting.custody import stands_as
from canvass.reporting.election_json import election_json
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.retaining.kept_until import KeptUntil
from tabulate.board.custody.retention_entries import RetentionHeld

_HASH_SHOWN = 16
_RECORDS = (
    ("Ballots and books in containers", "The election administrator, sealed (13-15-301)"),
    ("Return forms, report, minutes, declarations, certificates", "The election administrator"),
    ("This record: ledger, images, definition", "The election administrator; Canvass deletes nothing of it"),
)


def retention_document(kept: KeptUntil) -> Document:
    """What is kept until when, what holds it, and what is gone, to be approved on paper."""
    election, head = kept.election, kept.head
    held_in = f"{election.county}, {election.title} of {election.date}"
    kind = "a federal election" if kept.federal else "no federal election"
    return Document(
        title=f"Retention of ballots and records: {election.county}",
        lines=(
            f"{held_in}: {kind}. Kept for {kept.months} months (13-1-303(1)).",
            f"On {kept.day}: {kept.said}",
            "Nothing is disposed of while a contest, a recount or an appeal is open, of an audit's decision, too.",
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(
            Table("What is kept", "", columns_of("What", "By whom", "May be disposed of"), tuple(_records(kept))),
            Table("What holds it (13-1-303(1)(c))", "", columns_of("What"), tuple((one,) for one in kept.held)),
            Table("Containers", "", columns_of("Container", "Holds", "Precincts", "Stands"), tuple(_containers(kept))),
            Table("Holds", "", columns_of("Hold", "Ground", "By", "Since", "Lifted"), tuple(_holds(kept))),
        ),
        signatures=("Election administrator", "Who approves disposal by the plan", "Day"),
        paper=PaperLook(upright=True, foot=f"Ledger {head.number}:{head.hash[:_HASH_SHOWN]}. {held_in}."),
    )


def _records(kept: KeptUntil) -> Iterator[tuple[str, str, str]]:
    when = f"from {kept.first}{', once nothing holds it' if kept.held else ''}"
    yield from ((what, whose, when) for what, whose in _RECORDS)


def _containers(kept: KeptUntil) -> Iterator[tuple[str, str, str, str]]:
    for one in kept.containers:
        yield one.sealed.container, one.sealed.holds.value, ", ".join(one.sealed.precincts), stands_as(one)


def _holds(kept: KeptUntil) -> Iterator[tuple[str, str, str, str, str]]:
    for _, entry in kept.retention.history:
        if isinstance(entry, RetentionHeld):
            lifted = kept.retention.lifted(entry.hold)
            end = "" if lifted is None else f"{lifted.lifted_on}: {lifted.reason}"
            yield entry.hold, entry.ground.value, entry.words, entry.held_on, end


def retention_bytes(kept: KeptUntil, form: str) -> bytes:
    """In one of the forms of reports."""
    return bytes_of(retention_document(kept), form, json.dumps(retention_json(kept), indent=1))


def retention_json(kept: KeptUntil) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": "canvass-retention/1",
        **election_json(kept.election),
        "election_date": kept.election.date.isoformat(),
        "federal": kept.federal,
        "months": kept.months,
        "disposed_from": kept.first.isoformat(),
        "on": kept.day.isoformat(),
        "held_by": list(kept.held),
        "may_be_disposed_of": kept.may_be_disposed_of,
        "said": kept.said,
        "kept": [{"what": what, "by": whose, "disposed_of": when} for what, whose, when in _records(kept)],
        "containers": [
            {
                "container": one.sealed.container,
                "holds": one.sealed.holds.value,
                "precincts": list(one.sealed.precincts),
                "stands": stands_as(one),
                "disposed_of_at": None if one.disposed is None else hour_of(one.disposed.at),
            }
            for one in kept.containers
        ],
        "holds": [
            {"hold": hold, "ground": ground, "by": words, "since": since, "lifted": lifted or None}
            for hold, ground, words, since, lifted in _holds(kept)
        ],
        "ledger": {"number": kept.head.number, "hash": kept.head.hash},
    }
