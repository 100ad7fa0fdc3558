"""The stages a sheet passes, a type each: scanned, registered, read. A later stage cannot be had without the earlier.

Pixels are (row, col) from 0. Outcomes are data: a sheet that cannot be read is an `UnreadSheet` with its reasons.
What the neighbours of `imaging` may know is listed here; a registered sheet (`registered`) is the reader's own.
"""

from imaging.sheets.known_print import CardPrint, PlacePrint
from imaging.sheets.printed import PrintedBlock, PrintedCode, PrintedLine, Symbology
from imaging.sheets.read import InkFingerprint, PageReading, ReadPrintout, ReadSheet, SheetReading, UnreadSheet
from imaging.sheets.reasons import OF_BARCODES, OF_THE_OTHERS, REPEATS, Reason, ReasonCode
from imaging.sheets.scanned import ImageSource, PageImage, Pairing, ScannedSheet, UnreadablePage
from imaging.sheets.targets import Cause, Doubt, Mark, Nearby, Refusal, Shape, TargetReading

__all__ = [
    "OF_BARCODES",
    "OF_THE_OTHERS",
    "REPEATS",
    "CardPrint",
    "Cause",
    "Doubt",
    "ImageSource",
    "InkFingerprint",
    "Mark",
    "Nearby",
    "PageImage",
    "PageReading",
    "Pairing",
    "PlacePrint",
    "PrintedBlock",
    "PrintedCode",
    "PrintedLine",
    "ReadPrintout",
    "ReadSheet",
    "Reason",
    "ReasonCode",
    "Refusal",
    "ScannedSheet",
    "Shape",
    "SheetReading",
    "Symbology",
    "TargetReading",
    "UnreadSheet",
    "UnreadablePage",
]
