"""Read a device printout: which page it is, which way up, its barcodes, its words. None where the sheet shows none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from imaging.ink_levels import LEAST_CONTRAST, measure_ink_levels
from imaging.page_codes import read_page_code
from imaging.printouts.blocks import read_blocks
from imaging.printouts.codes import FoundCode, find_placed_codes, shows_unread_qr
from imaging.printouts.decoding import Box, Gray
from imaging.sheets import PageImage, ReadPrintout, Reason, ReasonCode, Symbology, UnreadSheet

PAGE_CODE_FAMILY = b"CV1/"
"""So begin the codes of our own hand-marked pages: no printout's."""


def read_printout(
    number: int, pages: Sequence[PageImage], read_words: bool = True
) -> ReadPrintout | UnreadSheet | None:
    """Read a sheet's pages as a device printout; None where no page shows a barcode that could be a printout's.

    A printout has one printed side. Where two pages show codes the sheet is set aside: one of them is not its own. So
    is one whose QR code is torn, if nothing else tells what it is.
    """
    coded = [(page, codes) for page in pages if (codes := _printout_codes(page.gray))]
    sources = tuple(page.source for page in pages)
    if not coded:
        torn = _torn(pages)
        return UnreadSheet(number, sources, (torn,)) if torn else None
    if len(coded) > 1:
        detail = "two pages of the sheet show barcodes of a device printout; a printout has them on one side"
        return UnreadSheet(number, sources, (Reason(ReasonCode.CODES_DISAGREE, f"two codes: {detail}"),))
    (page, codes) = coded[0]
    upright = _stood_upright(page.gray, codes)
    return ReadPrintout(
        number=number,
        source=page.source,
        turned=upright.quarters == 2,
        codes=tuple(code.printed() for code in upright.codes),
        blocks=read_blocks(upright.gray, False, upright.boxes) if read_words else (),
    )


@dataclass(frozen=True, slots=True)
class UprightPrintout:
    """A printout's page turned upright, and what barcodes are on it."""

    gray: Gray
    quarters: int
    """Quarter turns counter-clockwise from the image as stored."""
    codes: tuple[FoundCode, ...]
    """In order of row and column on the upright page; their boxes lie in the image as stored."""
    boxes: tuple[Box, ...]
    """Those of the codes, on the upright page."""


def upright_page(gray: Gray) -> UprightPrintout | None:
    """A page (uint8 (H, W)) as a printout is read; None where it shows no barcode that could be one's."""
    codes = _printout_codes(gray)
    return _stood_upright(gray, codes) if codes else None


def _stood_upright(gray: Gray, codes: Sequence[FoundCode]) -> UprightPrintout:
    quarters = _quarter_turns(codes)
    upright, boxes = _turned_back(gray, [code.box for code in codes], quarters)
    order = sorted(range(len(codes)), key=lambda i: (boxes[i].centre, codes[i].symbology, codes[i].payload))
    return UprightPrintout(upright, quarters, tuple(codes[i] for i in order), tuple(boxes[i] for i in order))


def _torn(pages: Sequence[PageImage]) -> Reason | None:
    """Why the sheet is set aside where a page shows a QR code that nobody can read, no page code among them."""
    for page in pages:
        if _is_printed(page.gray) and shows_unread_qr(page.gray) and not find_placed_codes(page.gray):
            where = f"{page.source.file}, page {page.source.page}"
            detail = f"{where}: it shows a QR code that is torn or covered; neither decoder can read it"
            return Reason(ReasonCode.CODE_DAMAGED, detail)
    return None


def _is_printed(gray: Gray) -> bool:
    """False of the empty back."""
    return measure_ink_levels(gray).contrast >= LEAST_CONTRAST


def _printout_codes(gray: Gray) -> tuple[FoundCode, ...]:
    if not _is_printed(gray):
        return ()
    return tuple(
        code
        for code in find_placed_codes(gray)
        if code.symbology is Symbology.CODE_128 or not _is_page_code(code.payload)
    )


def _is_page_code(payload: bytes) -> bool:
    """Whether it is the code of a hand-marked page: ours, or one that names a page."""
    return payload.startswith(PAGE_CODE_FAMILY) or read_page_code(payload).page is not None


def _quarter_turns(codes: Sequence[FoundCode]) -> int:
    """How many quarter turns clockwise most of the page's codes stand from upright; QR codes decide."""
    qr = [code for code in codes if code.symbology is Symbology.QR]
    turns = [round(code.turn_deg / 90) % 4 for code in qr or codes]
    return max(sorted(set(turns)), key=turns.count)


def _turned_back(gray: Gray, boxes: Sequence[Box], quarters: int) -> tuple[Gray, list[Box]]:
    """The upright page, and the boxes on it."""
    height, width = gray.shape
    turned = []
    for box in boxes:
        match quarters:
            case 1:
                turned.append(Box(width - box.right, box.top, width - box.left, box.bottom))
            case 2:
                turned.append(Box(height - box.bottom, width - box.right, height - box.top, width - box.left))
            case 3:
                turned.append(Box(box.left, height - box.bottom, box.right, height - box.top))
            case _:
                turned.append(box)
    return np.ascontiguousarray(np.rot90(gray, quarters)), turned
