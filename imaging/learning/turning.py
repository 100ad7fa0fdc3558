"""A blank that was scanned upside down, the right way up."""

import numpy as np

from imaging.learning.blank import learn_page
from imaging.learning.learned import LearnedPage
from imaging.sheets import ImageSource, PageImage


def learn_turned(page: LearnedPage) -> LearnedPage:
    """What is learned from the same page turned upside down. Its words are to be recognised anew."""
    gray = np.ascontiguousarray(page.upright[::-1, ::-1])
    return learn_page(PageImage(ImageSource("blank", 1, ""), gray, bitonal=False, dpi=page.dpi))
