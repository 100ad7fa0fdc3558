"""Packages of pictures as such a system exports them: files named by record numbers, in folders of precincts.

A picture is a PDF of bitonal pages (CCITT G4, 200 dots an inch), front and back; or a TIFF of both, or a PNG a side.
Beside it may lie the record of its votes; ballot-marking cards, and pages with the record, may be among the pictures.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import PIL.Image
import pypdfium2
from numpy.typing import NDArray
from reportlab.graphics.barcode import code128
from reportlab.pdfgen.canvas import Canvas

from test_ballots.coded_edge.edge_press import EdgePress
from test_ballots.scanning.degradation import OFFICE_FLAWS, Flaw
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import Scanning, SheetFiles, make_sheet
from test_ballots.voters.true_marks import SheetTruth
from test_ballots.voters.voting import VotingHabits

PICTURE_DPI = 200
EDGE_SCANNING = Scanning(
    {flaw: strength for flaw, strength in OFFICE_FLAWS.items() if flaw is not Flaw.MISSING_MARKS},
    kinds=(FileKind.TIFF_G4,),
    dpis=(PICTURE_DPI,),
)
"""A central counter in an office, whose pictures are black and white."""
FIRST_NUMBER = 50_101
_FIRST_DAY = (2026, 11, 4, 0, 0, 0)
_POINTS = 72.0


class PackedAs(StrEnum):
    """How a picture is stored."""

    PDF = "pdf"
    TIFF = "tif"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class EdgePicture:
    """One picture: the number of its record, and what is true of its ballot."""

    key: str
    folder: str
    truth: SheetTruth
    pages: tuple[NDArray[np.uint8], ...]
    """(H, W), 0 is black and 255 white."""


def edge_pictures(
    press: EdgePress,
    sheets: int,
    seed: int,
    habits: VotingHabits | None = None,
    scanning: Scanning = EDGE_SCANNING,
    first: int = 1,
    of_card: int | None = None,
    rescan: int = 0,
) -> Iterator[EdgePicture]:
    """Make the pictures of sheets `first`, `first + 1`, ...; their numbers rise, with gaps.

    With `rescan` the same papers went through the scanner once more.
    """
    gaps = np.random.default_rng((seed, 77)).random(first + sheets) < 0.02
    for number in range(first, first + sheets):
        made = make_sheet(press, number, seed, habits or VotingHabits(), scanning, rescan=rescan, of_card=of_card)
        truth = made.truth
        precinct = next(one.name for one in press.definition.precincts if one.id == truth.precinct)
        key = str(FIRST_NUMBER + number + int(gaps[:number].sum()))
        yield EdgePicture(key, f"{precinct}/Nonpartisan", truth, tuple(_pages(made)))


def _pages(made: SheetFiles) -> Iterator[NDArray[np.uint8]]:
    picture = PIL.Image.open(BytesIO(made.contents[0]))
    for page in range(len(made.truth.pages)):
        picture.seek(page)
        yield np.asarray(picture.convert("L"), np.uint8)


def packed(picture: EdgePicture, how: PackedAs = PackedAs.PDF) -> dict[str, bytes]:
    """The picture's files, by their names in the package."""
    name = f"{picture.folder}/{picture.key}i"
    match how:
        case PackedAs.PDF:
            return {f"{name}.pdf": g4_pdf(picture.pages)}
        case PackedAs.TIFF:
            return {f"{name}.tif": _stored(picture.pages, "TIFF", compression="group4")}
        case PackedAs.PNG:
            return {f"{name}_{side}.png": _stored([page], "PNG") for side, page in enumerate(picture.pages, 1)}


def g4_pdf(pages: Sequence[NDArray[np.uint8]]) -> bytes:
    """A PDF of black and white pages, packed with CCITT G4, at `PICTURE_DPI`."""
    return _stored(pages, "PDF", creationDate=None, modDate=None, resolution=PICTURE_DPI)


def _stored(pages: Sequence[NDArray[np.uint8]], form: str, **how: object) -> bytes:
    first, *others = (PIL.Image.fromarray(page > 127) for page in pages)
    buffer = BytesIO()
    several = {"save_all": True, "append_images": others} if others else {}
    resolution = {} if form == "PDF" else {"dpi": (PICTURE_DPI, PICTURE_DPI)}
    first.save(buffer, form, **several, **resolution, **how)
    return buffer.getvalue()


def summary_pdf(key: str, precinct: str, style: str, votes: Iterable[str]) -> bytes:
    """The other system's own record of a ballot, as a page of words: it says votes."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(8.5 * _POINTS, 11 * _POINTS), invariant=1)
    lines = (f"Cast Vote Record {key}", f"Precinct {precinct}", f"Ballot Style {style}", "Blank Ballot NO", *votes)
    for place, line in enumerate(lines):
        canvas.drawString(72, 720 - 14 * place, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def card_page(votes: Sequence[str]) -> NDArray[np.uint8]:
    """A ballot-marking card as pictured: paper 4.25 inches wide, barcodes and words; uint8 (H, W), 0 is black."""
    width, height = 4.25 * _POINTS, 14 * _POINTS
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
    canvas.setFont("Courier-Bold", 10)
    for place, line in enumerate(("EXAMPLE COUNTY", "GENERAL ELECTION", "11/03/2026")):
        canvas.drawString(20, height - 40 - 12 * place, line)
    code128.Code128("00000002820008454401000008", barWidth=0.72, barHeight=16).drawOn(canvas, 12, height - 100)
    for place in range(len(votes)):
        code = code128.Code128(f"{101 + 7 * place:06d}", barWidth=0.72, barHeight=12)
        code.drawOn(canvas, 12 + 95 * (place % 3), height - 125 - 18 * (place // 3))
    canvas.setFont("Courier", 7)
    for place, line in enumerate(votes):
        canvas.drawString(20, height - 200 - 20 * place, line)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(buffer.getvalue())
    try:
        drawn = document[0].render(scale=PICTURE_DPI / _POINTS, grayscale=True).to_numpy()
    finally:
        document.close()
    gray = np.asarray(drawn.reshape(drawn.shape[:2]), np.uint8)
    return np.where(gray < 160, 0, 255).astype(np.uint8)


def write_package(file: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write an archive of files, each with its name; a name may occur twice. The same bytes every time."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
