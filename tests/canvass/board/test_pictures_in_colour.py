"""The board sees a ballot that was scanned in colour in its colours, and a gray one in gray."""

import hashlib
from pathlib import Path

import cv2
import numpy as np

from canvass.board.pictures.cutting import whole_page
from canvass.record.images import ImageStore
from imaging.sheets import ImageSource
from tests.imaging.coloured_pages import HIGHLIGHTERS, Saved, ink_over, on_paper
from tests.imaging.drawn_pages import Page

PAGE = np.full((700, 500), 238, np.uint8)


def shown(directory: Path, data: bytes) -> Page:
    """The whole page as a browser gets it."""
    images = ImageStore(directory)
    source = ImageSource("page.jpg", 1, hashlib.sha256(data).hexdigest())
    images.keep(source.sha256, source.file, [data])
    images.settle()
    picture = whole_page(images, source, 0)
    assert picture is not None
    return np.asarray(cv2.imdecode(np.frombuffer(picture.content, np.uint8), cv2.IMREAD_UNCHANGED), np.uint8)


def test_a_highlighters_mark_is_yellow_in_the_boards_picture(tmp_path: Path) -> None:
    rgb = on_paper(PAGE)
    where = np.full_like(PAGE, 255)
    where[300:340, 200:260] = 0
    ink_over(rgb, where, HIGHLIGHTERS["yellow"])
    picture = shown(tmp_path, Saved(85).data(rgb))
    blue, green, red = picture[320, 230].tolist()
    assert min(green, red) - blue > 100
    assert np.ptp(picture[100, 100].astype(int)) <= 4


def test_grays_that_were_saved_as_colours_are_shown_in_gray(tmp_path: Path) -> None:
    assert shown(tmp_path, Saved(85).data(on_paper(PAGE))).ndim == 2
