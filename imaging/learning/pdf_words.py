"""The words of a PDF's text layer, and where they stand on the page as it is shown."""

from pathlib import Path

import pypdfium2

from imaging.layout import BoxIn
from imaging.learning.learned import PrintedWord

_POINTS_PER_INCH = 72
_WORD_GAP_SHARE = 0.25
"""Of the letters' height: farther apart, two letters belong to two words."""


def read_pdf_words(path: Path, page: int, height_in: float) -> tuple[PrintedWord, ...]:
    """The words on a page (from 1) of a PDF, in the order of its text layer; none where it has none or is damaged."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return ()
    try:
        return _words(document[page - 1], height_in)
    except (pypdfium2.PdfiumError, IndexError):
        return ()
    finally:
        document.close()


def _words(page: pypdfium2.PdfPage, height_in: float) -> tuple[PrintedWord, ...]:
    if page.get_rotation() != 0:
        return ()
    left, _, _, top = page.get_cropbox()
    layer = page.get_textpage()
    words: list[PrintedWord] = []
    letters: list[tuple[str, BoxIn]] = []
    for i in range(layer.count_chars()):
        letter = layer.get_text_range(i, 1)
        box_left, box_bottom, box_right, box_top = layer.get_charbox(i)
        box = BoxIn(
            (top - box_top) / _POINTS_PER_INCH,
            (box_left - left) / _POINTS_PER_INCH,
            (top - box_bottom) / _POINTS_PER_INCH,
            (box_right - left) / _POINTS_PER_INCH,
        )
        if not letter.strip() or (letters and _ends_word(letters[-1][1], box)):
            words += _word(letters)
            letters = []
        if letter.strip() and box.top_in < height_in:
            letters.append((letter, box))
    return (*words, *_word(letters))


def _ends_word(last: BoxIn, box: BoxIn) -> bool:
    height = max(last.bottom_in - last.top_in, box.bottom_in - box.top_in)
    apart = box.left_in - last.right_in
    return apart > _WORD_GAP_SHARE * height or apart < -2 * height or box.top_in > last.bottom_in


def _word(letters: list[tuple[str, BoxIn]]) -> list[PrintedWord]:
    if not letters:
        return []
    boxes = [box for _, box in letters]
    return [
        PrintedWord(
            "".join(letter for letter, _ in letters),
            BoxIn(
                min(box.top_in for box in boxes),
                min(box.left_in for box in boxes),
                max(box.bottom_in for box in boxes),
                max(box.right_in for box in boxes),
            ),
        )
    ]
