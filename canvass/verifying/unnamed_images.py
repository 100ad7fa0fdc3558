"""Images that lie in a record and that no entry names: of a count that was stopped, or of entries that are gone."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from canvass.errors import disk_errors
from canvass.record.tables.models import SheetImageRow

if TYPE_CHECKING:
    from canvass.record.store import Record

_NAMED = re.compile(r"[0-9a-f]{64}")
_AT_ONCE = 500


def unnamed_images(record: "Record") -> list[str]:
    """A sentence where there are any. Raises EnvironmentFault."""
    unnamed = _unnamed(record)
    if not unnamed:
        return []
    count = f"{len(unnamed):,} images of {record.images.directory} are" if len(unnamed) > 1 else "One image is"
    return [
        f"{count} named by no entry, the first {min(unnamed.values())}. Was a count stopped, the same count goes on "
        "with them. If not, an older copy of the ledger was put back: compare its head with one noted elsewhere."
    ]


def _unnamed(record: "Record") -> dict[str, Path]:
    """By their hashes. The index of images knows nearly all; the ledger itself is read for the others alone."""
    kept = _kept(record.images.directory)
    unnamed: dict[str, Path] = {}
    while some := dict(islice(kept, _AT_ONCE)):
        rows = SheetImageRow.objects.using(record.alias).filter(sha256__in=list(some))
        known = set(rows.values_list("sha256", flat=True))
        unnamed.update({sha256: place for sha256, place in some.items() if sha256 not in known})
    for row in record.ledger() if unnamed else ():
        for sha256 in _NAMED.findall(row.body):
            unnamed.pop(sha256, None)
    return unnamed


def _kept(directory: Path) -> Iterator[tuple[str, Path]]:
    with disk_errors(directory):
        for place in sorted(directory.glob("[0-9a-f][0-9a-f]")):
            for file in sorted(place.iterdir()):
                yield file.name.partition(".")[0], file
