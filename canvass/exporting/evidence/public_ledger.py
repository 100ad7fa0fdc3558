"""The ledger as anyone may have it: open entries whole, of all others what chains (13-1-102, LEDGER.md)."""

import json
from collections.abc import Iterable

from canvass.exporting.logged_events import OPEN_KINDS
from tabulate.ledger.chain import ChainedEntry


def public_ledger(rows: Iterable[ChainedEntry]) -> bytes:
    """A line an entry. Of a ledger of format 1, whose hashes tell bodies, only open entries, and no hash."""
    return "".join(f"{line}\n" for row in rows if (line := _line(row))).encode("ascii")


def _line(row: ChainedEntry) -> str:
    is_open = row.kind in OPEN_KINDS
    body = {"kind": row.kind, "written_at": row.written_at, "body": row.body} if is_open else {}
    if not row.salt:
        return json.dumps({"number": row.number, "public_kind": row.kind} | body) if is_open else ""
    chained = {
        "public_kind": row.public_kind,
        "body_digest": row.body_digest,
        "previous": row.previous,
        "hash": row.hash,
    }
    return json.dumps({"number": row.number} | chained | (body | {"salt": row.salt} if is_open else {}))
