"""The ledger in NIST's common data format for event logs, version 1.0 (SP 1500-101), and what documents its events.

It is for officials. What an entry says stands in it only where anyone may know it: the rest shows how ballots were
marked, or whose they are. A hash shows what it covers to whoever tries all bodies, and it covers every entry before
it. So hashes stand up to the first entry that is not open.
"""

import inspect
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from canvass import VERSION
from canvass.exporting.export_folder import ExportFile, json_bytes
from canvass.exporting.names_shown import name_shown
from tabulate.board.subjects import OpenToAnyone
from tabulate.election import Election
from tabulate.ledger.chain import ChainedEntry, Head, verify_chain
from tabulate.ledger.entries import (
    KINDS,
    Access,
    AccessRecorded,
    BatchClosed,
    BatchOpened,
    Entry,
    SheetCounted,
    SheetNotRead,
    SheetQuestioned,
)

if TYPE_CHECKING:
    from canvass.record.store import Record

Json = dict[str, Any]

OPEN_KINDS = frozenset(kind for kind, noun in KINDS.items() if issubclass(noun, OpenToAnyone))
"""What these say, anyone may know. A new kind is closed until its noun says that it is open."""
OPEN_FIELDS = {
    BatchOpened.kind: ("batch", "machine", "batch_kind"),
    BatchClosed.kind: ("batch", "sheets"),
}
"""Of these, so much: not the precinct of a batch of few ballots, and not the names of scans."""
_REFUSALS = frozenset({Access.SIGN_IN_REFUSED, Access.LOCKED_OUT, Access.PAGE_REFUSED})
_SCANNER, _BOARD, _OFFICE = "scan-batch", "adjudication", "ems"
_OF_BOARD = frozenset({"tabulate.board.decisions", "tabulate.board.transfers"})
"""Where the entries of a board's work on ballots are stated."""
_OF_SCANNER = frozenset(
    {BatchOpened.kind, BatchClosed.kind, SheetCounted.kind, SheetQuestioned.kind, SheetNotRead.kind}
)
_DEVICES = dict.fromkeys(_OF_SCANNER, _SCANNER) | {
    kind: _BOARD for kind, noun in KINDS.items() if noun.__module__ in _OF_BOARD
}
"""The work an entry is of: counting, deciding, or, for all others, the office."""


def event_log_files(record: "Record", head: Head) -> tuple[ExportFile, ...]:
    """`event-log.json` and `event-log-documentation.json`, up to an entry of the ledger. Raises LedgerBroken."""
    log = event_log(record.election, verify_chain(islice(record.ledger(), head.number)))
    day = str(log["GeneratedTime"])[:10]
    documents = (("event-log.json", log), ("event-log-documentation.json", documentation(day)))
    return tuple(ExportFile(name, json_bytes(one)) for name, one in documents)


def event_log(election: Election, rows: Iterable[ChainedEntry]) -> Json:
    """Every entry as one event; generated, it says, when the last of them was written."""
    events: defaultdict[str, list[Json]] = defaultdict(list)
    last, hashed = "", True
    for row in rows:  # One at a time: the bodies of a county's sheets together fill the memory.
        hashed = hashed and row.kind in OPEN_KINDS
        shown = {"Hash": row.hash} if hashed else {}
        events[_DEVICES.get(row.kind, _OFFICE)].append(_event(row, row.outline()) | shown)
        last = row.written_at
    return {
        "@type": "EventLogging.ElectionEventLog",
        "GeneratedTime": last,
        "ElectionId": f"{name_shown(election.county)}, {election.date.isoformat()}",
        "Device": [
            {
                "@type": "EventLogging.Device",
                "Id": f"canvass-{device}",
                "Type": device,
                "Manufacturer": "Canvass",
                "Model": "Canvass",
                "Version": VERSION,
                "HashType": "sha-256",
                "Event": events[device],
            }
            for device in (_SCANNER, _BOARD, _OFFICE)
            if events[device]
        ],
    }


def _event(row: ChainedEntry, entry: Entry) -> Json:
    failed = isinstance(entry, SheetNotRead) or (isinstance(entry, AccessRecorded) and entry.what in _REFUSALS)
    return {
        "@type": "EventLogging.Event",
        "Sequence": str(row.number),
        "Id": f"canvass-{row.number}",
        "Type": row.kind,
        "TimeStamp": row.written_at,
        "Disposition": "failure" if failed else "success",
        "Severity": "warning" if failed else "informational",
    } | dict(_said(row, entry))


def _said(row: ChainedEntry, entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, AccessRecorded):
        yield "UserId", name_shown(entry.who)
        yield "Description", entry.what.value
    if row.kind in OPEN_KINDS:
        yield "Details", row.body
    elif row.kind in OPEN_FIELDS:
        body = json.loads(row.body)
        yield "Details", json.dumps({field: body[field] for field in OPEN_FIELDS[row.kind]})


def documentation(day: str) -> Json:
    """What each kind of event is, as the code says it."""
    described = {kind: _described(noun) for kind, noun in sorted(KINDS.items())}
    return {
        "@type": "EventLogging.ElectionEventLogDocumentation",
        "DeviceManufacturer": "Canvass",
        "DeviceModel": "Canvass",
        "DeviceVersion": VERSION,
        "GeneratedDate": day,
        "EventIdDescription": [
            {
                "@type": "EventLogging.EventIdDescription",
                "Id": "canvass-N",
                "Description": "The entry with number N of the ledger",
            }
        ],
        "EventTypeDescription": [
            {"@type": "EventLogging.EventTypeDescription", "Type": kind, "Description": words}
            for kind, words in described.items()
        ],
    }


def _described(noun: type[Entry]) -> str:
    return " ".join((inspect.getdoc(noun) or noun.kind).split())
