"""What reading a device printout costs: barcodes and words apart, whole page against crop, decoder against decoder.

Every answer is held against the truth before its time counts. The last figures say what hand-marked sheets pay for the
possibility that a page is a printout: they are read as they are, and again with the search for printouts taken out, in
turns. What is measured is the time of one core (`process_time`): what else the machine is doing does not count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from unittest.mock import patch

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.measures import MeasuredFigure, WrongAnswer
from imaging import reader
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.printouts.blocks import level_page, read_blocks
from imaging.printouts.codes import FoundCode, find_placed_codes
from imaging.printouts.decoding import Box, zbar_symbols, zxing_symbols
from imaging.printouts.recognition import recognise
from imaging.reader import read_sheet
from imaging.sheets import PageImage, PrintedBlock, ReadSheet, ScannedSheet
from tabulate.election import BallotStyleId, Election
from tabulate.printouts.words import WordsUnread, read_words
from test_ballots.counties import small_county
from test_ballots.decks import CLEAN_SCANNING, make_sheets
from test_ballots.definition import election_of
from test_ballots.printouts.decks import CLEAN_PRINTOUTS, FRESH_PRINTER, DevicePlan, make_printouts
from test_ballots.printouts.layout import PrintoutForm
from test_ballots.printouts.truth import PrintoutTruth

SEARCH = "_printout"
"""The reader's own search for printouts, by the name it calls it by."""
SHEETS, CARDS, HAND_MARKED, PAIRS = 12, 6, 12, 25
MOST_EXTRA_PERCENT = 5.0
Gray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Page:
    """A printout's printed page, its codes as found, and its truth."""

    gray: Gray
    codes: tuple[FoundCode, ...]
    truth: PrintoutTruth


def measure_printouts(seed: int) -> list[MeasuredFigure]:
    """Milliseconds a page, on clean printouts and clean hand-marked sheets. Raises WrongAnswer."""
    cv2.setNumThreads(1)
    election, _ = election_of(small_county(seed))
    pages = _pages(election, SHEETS, seed, (PrintoutForm.LETTER, PrintoutForm.CARD))
    cards = _pages(election, CARDS, seed, (PrintoutForm.CARD,))
    return [
        *_decoders(pages),
        _words("printout: words, block by block", _block_by_block, pages, election),
        _words("printout: words of a card, block by block", _block_by_block, cards, election),
        _words("printout: words of a card, whole page at once", _at_once, cards, election),
        *_hand_marked(election, seed),
    ]


def _pages(election: Election, sheets: int, seed: int, forms: tuple[PrintoutForm, ...]) -> list[_Page]:
    plan = DevicePlan(election, CLEAN_PRINTOUTS, forms, printer=FRESH_PRINTER)
    made = list(make_printouts(plan, sheets, seed))
    pages = [(_loaded(one.names, one.contents)[0].gray, one.truth) for one in made]
    return [_Page(gray, find_placed_codes(gray), truth) for gray, truth in pages]


def _loaded(names: tuple[str, ...], contents: tuple[bytes, ...]) -> list[PageImage]:
    with TemporaryDirectory() as folder:
        for name, content in zip(names, contents, strict=True):
            (Path(folder) / name).write_bytes(content)
        (planned,) = plan_sheets(find_scans([Path(folder) / name for name in names]).files, max(len(names), 1))
        sheet = load_sheet(planned).sheet
    return [page for page in sheet.pages if isinstance(page, PageImage)]


def _decoders(pages: list[_Page]) -> list[MeasuredFigure]:
    """The codes of a page, and its QR code alone on the whole page and in a crop, by each decoder."""
    for page in pages:
        found = sorted(code.payload for code in page.codes)
        _check(found == sorted(_payloads(page.truth)), page, "barcodes")
    both = _ms([_call(find_placed_codes, page.gray) for page in pages])
    measures = [MeasuredFigure("printout: all barcodes, both decoders, whole page", both, "ms/page")]
    for name, decode in (("zxing-cpp", zxing_symbols), ("pyzbar", zbar_symbols)):
        crops = [_cropped(page) for page in pages]
        for page, crop in zip(pages, crops, strict=True):
            for gray, where in ((page.gray, "whole page"), (crop, "crop")):
                seen = {symbol.payload for symbol in decode(gray)}
                _check(page.truth.qr_texts[0].encode() in seen, page, f"{name} on the {where}")
        whole = _ms([_call(decode, page.gray) for page in pages])
        part = _ms([_call(decode, crop) for crop in crops])
        measures.append(MeasuredFigure(f"printout: {name}, whole page", whole, "ms/page"))
        measures.append(MeasuredFigure(f"printout: {name}, crop about the QR code", part, "ms/page"))
    return measures


def _payloads(truth: PrintoutTruth) -> list[bytes]:
    return [text.encode() for text in (*truth.qr_texts, *truth.code_128)]


def _cropped(page: _Page) -> Gray:
    payload = page.truth.qr_texts[0].encode()
    box: Box = next(code.box for code in page.codes if code.payload == payload)
    wide = box.grown(40, 40)
    part = page.gray[max(0, int(wide.top)) : int(wide.bottom), max(0, int(wide.left)) : int(wide.right)]
    return np.ascontiguousarray(part)


Reading = Callable[[_Page], tuple[PrintedBlock, ...]]


def _block_by_block(page: _Page) -> tuple[PrintedBlock, ...]:
    return read_blocks(page.gray, page.truth.turned, [code.box for code in page.codes])


def _at_once(page: _Page) -> tuple[PrintedBlock, ...]:
    """The whole page as one block, its rules and all."""
    level = level_page(page.gray, page.truth.turned, [code.box for code in page.codes])
    return (PrintedBlock(recognise(level.gray, 1.0)),)


def _words(name: str, read: Reading, pages: list[_Page], election: Election) -> MeasuredFigure:
    """What reading the words costs; the name says how many contests could be read for certain, none of them wrong."""
    contests = unread = 0
    for page in pages:
        style = election.ballot_style(BallotStyleId(page.truth.ballot_style))
        chosen = {contest.contest: sorted(contest.votes) for contest in page.truth.contests}
        for words in read_words(read(page), style, election):
            contests += 1
            if isinstance(words, WordsUnread):
                unread += 1
                continue  # left to people: slow or quick, nothing was said
            votes = [*words.choices, *(f"write-in:{name}" for name in words.write_ins)]
            _check(sorted(votes) == chosen[words.contest], page, f"the words of {words.contest}")
    time = _ms([_call(read, page) for page in pages])
    return MeasuredFigure(f"{name} ({contests - unread} of {contests} contests read)", time, "ms/page")


def _hand_marked(election: Election, seed: int) -> list[MeasuredFigure]:
    """Hand-marked sheets as they are read, and with the search for printouts taken out."""
    sheets = [
        ScannedSheet(made.truth.number, tuple(_loaded(made.names, made.contents)))
        for made in make_sheets(election, HAND_MARKED, seed, scanning=CLEAN_SCANNING)
    ]
    for sheet in sheets:
        if not isinstance(read_sheet(sheet, election.layouts, len(sheet.pages)), ReadSheet):
            raise WrongAnswer(f"hand-marked sheet {sheet.number} was not read")
    calls = [_call(read_sheet, sheet, election.layouts, len(sheet.pages)) for sheet in sheets]
    pairs = []
    for _ in range(PAIRS):
        as_it_is = _once(calls)
        with patch.object(reader, SEARCH, lambda *_: None):
            pairs.append((as_it_is, _once(calls)))
    # one after the other, so that a busy moment of the machine falls on both
    extra = 100 * (median(one / other for one, other in pairs) - 1)
    return [
        MeasuredFigure("hand-marked: as it is", 1000 * min(one for one, _ in pairs) / len(sheets), "ms/sheet"),
        MeasuredFigure(
            "hand-marked: without printouts", 1000 * min(other for _, other in pairs) / len(sheets), "ms/sheet"
        ),
        MeasuredFigure("hand-marked: more for printouts", extra, "%", MOST_EXTRA_PERCENT, extra <= MOST_EXTRA_PERCENT),
    ]


def _call(function: Callable[..., object], *given: object) -> Callable[[], object]:
    return partial(function, *given)


def _ms(calls: list[Callable[[], object]]) -> float:
    """The best round's mean time of a call, in milliseconds."""
    return 1000 * min(_once(calls) for _ in range(3)) / len(calls)


def _once(calls: list[Callable[[], object]]) -> float:
    begun = process_time()
    for call in calls:
        call()
    return process_time() - begun


def _check(right: bool, page: _Page, what: str) -> None:
    if not right:
        raise WrongAnswer(f"printout {page.truth.number}: {what} were not read as printed")
