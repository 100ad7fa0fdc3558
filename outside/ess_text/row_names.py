"""What a row of a contest counts, by the name that ERM prints for it."""

import re

from outside.results import OutsideRow, OutsideRowKind

_PARTY = re.compile(r"(.+\S)\s*\(([A-Za-z]{2,3})\)")
_KINDS = {
    "WRITE-IN": OutsideRowKind.WRITE_INS,
    "WRITE-INS": OutsideRowKind.WRITE_INS,
    "WRITE IN": OutsideRowKind.WRITE_INS,
    "WRITE-IN TOTALS": OutsideRowKind.WRITE_INS,
    "OVER VOTES": OutsideRowKind.OVERVOTES,
    "OVERVOTES": OutsideRowKind.OVERVOTES,
    "UNDER VOTES": OutsideRowKind.UNDERVOTES,
    "UNDERVOTES": OutsideRowKind.UNDERVOTES,
}


def row_kind(name: str) -> OutsideRowKind:
    """What a row of this name counts; a name that is none of ERM's own is a choice's."""
    return _KINDS.get(name.upper(), OutsideRowKind.CHOICE)


def named_row(name: str, total: int, by_group: tuple[int, ...] | None = None) -> OutsideRow:
    """The row; the party in brackets after a choice's name is taken off it."""
    kind = row_kind(name)
    if kind is not OutsideRowKind.CHOICE:
        return OutsideRow("", kind, total, by_group)
    party = _PARTY.fullmatch(name)
    return OutsideRow(party[1] if party else name, kind, total, by_group, party[2] if party else "")
