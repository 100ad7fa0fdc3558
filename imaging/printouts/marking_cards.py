"""Cards that a ballot-marking device prints: told by their form and their barcodes, whatever these say."""

from imaging.printouts.decoding import bounded, zxing_symbols
from imaging.sheets import PageImage, Symbology

MOST_WIDTH_IN, LEAST_TALLNESS = 5.0, 1.25
"""Paper of thermal printers is 3.1 or 4.25 inches wide, and taller than wide."""
LEAST_CODES = 2
"""Ballots have at most one Code 128."""


def why_marking_card(page: PageImage) -> str:
    """Why a page that is no ballot of the election looks like such a card; empty where it does not."""
    height, width = page.gray.shape
    narrow = page.dpi is not None and page.dpi > 0 and width / page.dpi <= MOST_WIDTH_IN
    if narrow and height >= LEAST_TALLNESS * width:
        return f"its paper is {width / (page.dpi or 1):.1f} inches wide, and no ballot of the layout is printed on it"
    gray, _ = bounded(page.gray)
    codes = sum(one.symbology is Symbology.CODE_128 for one in zxing_symbols(gray))
    if codes >= LEAST_CODES:
        return f"{codes} barcodes of Code 128 are printed on it, and no ballot of the layout is"
    return ""
