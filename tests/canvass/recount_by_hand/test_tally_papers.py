"""A tally sheet's rows on as many pages as they need: no page has boxes without a name above them."""

from itertools import pairwise

import pypdfium2
import pytest

from canvass.printing.paper import built
from canvass.printing.tally_papers import BOXES_A_LINE, tally_row

NAMES = ("Ash", "Birch", "Undervotes")


def words_by_page(boxes: int) -> list[list[str]]:
    content = built([tally_row(name, boxes) for name in NAMES], "Tally sheet", "foot")
    pages = [page.get_textpage().get_text_range().split() for page in pypdfium2.PdfDocument(content)]
    feet = [["foot", "page", str(number)] for number in range(1, len(pages) + 1)]
    assert [page[:3] for page in pages] == feet
    return [page[3:] for page in pages]


@pytest.mark.parametrize("boxes", [1, 50, 51, 1_209, 1_250, 2_400, 9_310])
def test_every_page_begins_with_a_name_and_no_line_of_boxes_is_lost(boxes: int) -> None:
    pages = words_by_page(boxes)
    assert {page[0].rstrip(",") for page in pages} <= set(NAMES)
    ends = [*range(BOXES_A_LINE, boxes, BOXES_A_LINE), boxes]
    numbers = [int(word) for page in pages for word in page if word.isdigit()]
    assert numbers == ends * len(NAMES)


def test_a_further_page_says_whose_boxes_go_on_and_has_no_second_total() -> None:
    pages = words_by_page(9_310)
    for before, page in pairwise(pages):
        name = [word.rstrip(",") for word in before if word.rstrip(",") in NAMES][-1]
        assert page[0] in (name, f"{name},") or page[0] == NAMES[NAMES.index(name) + 1]
    every = [word for page in pages for word in page]
    assert every.count("Total:") == len(NAMES)
    assert every.count("continued") == len([page for page in pages if page[0].endswith(",")])
    assert every.count("continued") >= len(NAMES)
