"""An export says up to which entry it was made, also where others write while it is made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from canvass.record import open_record
from canvass.record.store import Record
from tabulate.ledger.chain import ChainedEntry
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.exporting.exported_county import about, exported

EXPORTS = {
    "cvr": (),
    "log": (),
    "arlo": ("--admin-email", "ada@mccone.example", "--audit", "batches", "--contest", "senator", "--names", "NAMES"),
}
NAMES = b"id,name\nsenator,Senator\nann,Ann\nbob,Bob\ncy,Cy\n"


@pytest.mark.parametrize("form", EXPORTS)
def test_an_entry_that_comes_meanwhile_is_not_said_to_be_in_an_export(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    with open_record(record) as opened:
        before = opened.head()
    (names := tmp_path / "names.csv").write_bytes(NAMES)
    read = Record.ledger

    def written_to_meanwhile(self: Record, after: int = 0) -> Iterator[ChainedEntry]:
        yield from read(self, after)
        self.append([AccessRecorded("Bo Clerk", "", Access.TOTALS_EXPORTED, "beside it")])

    monkeypatch.setattr(Record, "ledger", written_to_meanwhile)
    options = (str(names) if one == "NAMES" else one for one in EXPORTS[form])
    folder = exported(form, record, tmp_path / "out", *options)
    assert about(folder)["ledger"] == {"number": before.number, "hash": before.hash}
