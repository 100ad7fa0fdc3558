"""Recognise printed lines with Tesseract, in this process; where it or its English model is missing, nothing is."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.sheets import PrintedLine

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # sheets are read side by side; threads within a line only wait
try:
    import tesserocr
except ImportError:  # the library is not installed: words stay unread, barcodes are read all the same
    tesserocr = None

Gray = NDArray[np.uint8]

MODEL = "eng"
_MODEL_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
)
_AIR_PX = 12
_WIDEST_GAP_PX = 90
"""Between two words, as Tesseract is shown them: small letters are 17 pixels high."""
_DPI = 300
"""What Tesseract is told, so that it does not guess."""
_SETTINGS = {
    "load_system_dawg": "0",  # names are no words: what is printed is asked for, not what is likely
    "load_freq_dawg": "0",
    "tessedit_do_invert": "0",
    "debug_file": os.devnull,
}


def why_words_stay_unread() -> str | None:
    """What to install where Tesseract is missing, for the clerk; None where words can be read."""
    if tesserocr is None:
        return "the library tesserocr is not installed"
    if model_folder() is None:
        return (
            f"Tesseract's model {MODEL}.traineddata was not found; install the packages tesseract-ocr and "
            "tesseract-ocr-eng, or name its folder in TESSDATA_PREFIX"
        )
    return None


@cache
def model_folder() -> Path | None:
    """Where Tesseract's English model is: TESSDATA_PREFIX first, then where systems keep it."""
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in (*((named, f"{named}/tessdata") if named else ()), *_MODEL_FOLDERS):
        if (Path(folder) / f"{MODEL}.traineddata").is_file():
            return Path(folder)
    return None


_own = threading.local()


def _recogniser() -> Any:
    """One a thread: it keeps what it is working on."""
    if getattr(_own, "recogniser", None) is None:
        _own.recogniser = tesserocr.PyTessBaseAPI(
            path=f"{model_folder()}/",
            lang=MODEL,
            psm=tesserocr.PSM.SINGLE_BLOCK,
            oem=tesserocr.OEM.LSTM_ONLY,
            variables=_SETTINGS,
        )
    return _own.recogniser


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as recognised, in pixels of what Tesseract was shown."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int


_Parts = Callable[[Any, float], Iterator[PrintedLine]]
"""What a recogniser found, taken apart; given the recogniser and the scale."""


def recognise(block: Gray, scale: float, one_line: bool = False) -> tuple[PrintedLine, ...]:
    """Read the lines of one block (uint8 (H, W), level, paper 255), shown to Tesseract `scale` times as large.

    With `one_line` it is told that there is but one. Rows and columns are those of the block. Empty where nothing is
    printed or Tesseract is missing.
    """
    if why_words_stay_unread() is not None:
        return ()
    mode = tesserocr.PSM.SINGLE_LINE if one_line else tesserocr.PSM.SINGLE_BLOCK
    return _recognised(block, scale, mode, _lines)


def recognise_words(block: Gray, scale: float, scattered: bool) -> tuple[PrintedLine, ...]:
    """Read the words of a block (as for `recognise`) one by one, each with its place.

    `scattered` where they stand in columns and tables, in no one order; else they are one block of lines.
    """
    if why_words_stay_unread() is not None:
        return ()
    mode = tesserocr.PSM.SPARSE_TEXT if scattered else tesserocr.PSM.SINGLE_BLOCK
    return _recognised(block, scale, mode, _single_words)


def _recognised(block: Gray, scale: float, mode: int, parts: _Parts) -> tuple[PrintedLine, ...]:
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    shown = cv2.resize(block, None, fx=scale, fy=scale, interpolation=method) if scale != 1.0 else block
    shown = cv2.copyMakeBorder(shown, _AIR_PX, _AIR_PX, _AIR_PX, _AIR_PX, cv2.BORDER_CONSTANT, value=255)
    recogniser = _recogniser()
    recogniser.SetPageSegMode(mode)
    recogniser.SetImageBytes(shown.tobytes(), shown.shape[1], shown.shape[0], 1, shown.shape[1])
    recogniser.SetSourceResolution(_DPI)
    # what was read before must not colour what is read now
    recogniser.ClearAdaptiveClassifier()
    try:
        return tuple(parts(recogniser, scale)) if recogniser.Recognize() else ()
    finally:
        recogniser.Clear()


def _word(found: Any) -> _Word | None:
    """The word an iterator stands at; None where it is empty."""
    box = found.BoundingBox(tesserocr.RIL.WORD)
    text = " ".join((found.GetUTF8Text(tesserocr.RIL.WORD) or "").split()) if box else ""
    return _Word(text, found.Confidence(tesserocr.RIL.WORD), *box) if text else None


def _single_words(recogniser: Any, scale: float) -> Iterator[PrintedLine]:
    """Every word as a line of its own."""
    for found in tesserocr.iterate_level(recogniser.GetIterator(), tesserocr.RIL.WORD):
        if (word := _word(found)) is not None:
            yield _printed([word], word.confidence, scale)


def _lines(recogniser: Any, scale: float) -> Iterator[PrintedLine]:
    """The lines, each as far as no gap in it is wider than any between two words: beyond lies dirt, not print."""
    level = tesserocr.RIL.TEXTLINE
    words: list[_Word] = []
    sure = 0.0
    for found in tesserocr.iterate_level(recogniser.GetIterator(), tesserocr.RIL.WORD):
        if found.IsAtBeginningOf(level):
            yield from _parted(words, sure, scale)
            words, sure = [], found.Confidence(level)
        if (word := _word(found)) is not None:
            words.append(word)
    yield from _parted(words, sure, scale)


def _parted(words: Sequence[_Word], sure: float, scale: float) -> Iterator[PrintedLine]:
    """The words of a line as one or, where a gap is too wide, several; `sure` is the line's confidence."""
    first = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or words[place].left - words[place - 1].right > _WIDEST_GAP_PX:
            part = words[first:place]
            confidence = sure if len(part) == len(words) else fmean(word.confidence for word in part)
            yield _printed(part, confidence, scale)
            first = place


def _printed(words: Sequence[_Word], confidence: float, scale: float) -> PrintedLine:
    """Words as one line, in pixels of the block."""
    return PrintedLine(
        text=" ".join(word.text for word in words),
        confidence=round(confidence),
        top_px=_in_block(min(word.top for word in words), scale),
        bottom_px=_in_block(max(word.bottom for word in words), scale),
        left_px=_in_block(min(word.left for word in words), scale),
        right_px=_in_block(max(word.right for word in words), scale),
        least_confidence=round(min(word.confidence for word in words)),
    )


def _in_block(shown_px: int, scale: float) -> int:
    return round((shown_px - _AIR_PX) / scale)
