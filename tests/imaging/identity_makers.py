"""The pitches that pages are drawn at where it is told which ballot they are, and what the reader says of them."""

from imaging.reader import read_sheet
from imaging.sheets import UnreadSheet
from tests.imaging.drawn_pages import Lie, scanned

A200 = Lie(pitch_px=50)
A140 = Lie(pitch_px=35)


def read(*pages, election, images_per_sheet=1):
    return read_sheet(scanned(*pages), election, images_per_sheet)


def assert_set_aside(reading, code, *words):
    assert isinstance(reading, UnreadSheet)
    assert code in [reason.code for reason in reading.reasons]
    details = " ".join(reason.detail for reason in reading.reasons)
    for word in words:
        assert word in details
