"""Read a device printout: which page it is, which way up, its barcodes, its words. None where the sheet shows none."""

from collections.abc import Sequence

import numpy as np

from imaging.ink_levels import LEAST_CONTRAST, measure_ink_levels
from imaging.page_codes import read_page_code
from imaging.printouts.blocks import read_blocks
from imaging.printouts.codes import FoundCode, find_placed_codes
from imaging.printouts.decoding import Box, Gray
from imaging.sheets import PageImage, ReadPrintout, Reason, ReasonCode, Symbology, UnreadSheet

PAGE_CODE_FAMILY = b"CV1/"
"""So begin the codes of our own hand-marked pages: no printout's."""


def read_printout(
    number: int, pages: Sequence[PageImage], read_words: bool = True
) -> ReadPrintout | UnreadSheet | None:
    """Read a sheet's pages as a device printout; None where no page shows a barcode that could be a printout's.

    A printout has one printed side. Where two pages show codes the sheet is set aside: one of them is not its own.
    """
    coded = [(page, codes) for page in pages if (codes := _printout_codes(page.gray))]
    if not coded:
        return None
    if len(coded) > 1:
        detail = "two pages of the sheet show barcodes of a device printout; a printout has them on one side"
        sources = tuple(page.source for page in pages)
        return UnreadSheet(number, sources, (Reason(ReasonCode.CODES_DISAGREE, f"two codes: {detail}"),))
    (page, codes) = coded[0]
    quarters = _quarter_turns(codes)
    upright, boxes = _turned_back(page.gray, [code.box for code in codes], quarters)
    order = sorted(range(len(codes)), key=lambda i: (boxes[i].centre, codes[i].symbology, codes[i].payload))
    return ReadPrintout(
        number=number,
        source=page.source,
        turned=quarters == 2,
        codes=tuple(codes[i].printed() for i in order),
        blocks=read_blocks(upright, False, boxes) if read_words else (),
    )


def _printout_codes(gray: Gray) -> tuple[FoundCode, ...]:
    if measure_ink_levels(gray).contrast < LEAST_CONTRAST:
        return ()  # the empty back
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
