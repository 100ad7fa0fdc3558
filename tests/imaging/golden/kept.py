"""The readings that are kept, as digests, by the names of the sheets."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from imaging.reader import read_sheet
from imaging.sheets import PageImage, ScannedSheet, SheetReading
from tests.imaging.golden.canonical import digest
from tests.imaging.golden.cases import Case

FILE = Path(__file__).with_name("readings.json")


@dataclass(frozen=True, slots=True)
class Digests:
    """A sheet's pixels and what was read of them, as SHA-256 in hex.

    A simulated scanner's pixels depend a little on the processor; a reading can only be compared of the same pixels.
    """

    pixels: str
    reading: str


def digests_of(case: Case, reading: SheetReading) -> Digests:
    return Digests(_pixels_digest(case.sheet), digest(reading))


def _pixels_digest(sheet: ScannedSheet) -> str:
    pages = [page.gray for page in sheet.pages if isinstance(page, PageImage)]
    shapes = repr([page.shape for page in pages]).encode()
    return hashlib.sha256(b"".join([shapes, *(page.tobytes() for page in pages)])).hexdigest()


def read(case: Case) -> SheetReading:
    """The sheet's reading, words apart."""
    return read_sheet(case.sheet, case.layouts, case.images_per_sheet, read_words=False)


def kept_digests() -> dict[str, Digests]:
    """What the sheets' readings were; none before any was kept."""
    kept = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return {name: Digests(*pair) for name, pair in kept.items()}


def keep(digests: dict[str, Digests]) -> None:
    """Write them, a line a sheet, in order of name."""
    lines = (f"{json.dumps(name)}: {json.dumps([one.pixels, one.reading])}" for name, one in sorted(digests.items()))
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
