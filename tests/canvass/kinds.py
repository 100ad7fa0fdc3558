"""One small deck of each kind of ballot that Canvass reads, counted, with something for the board to do in each."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from canvass import VERSION
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from canvass.learning.blank_to_layout import learn_ballots
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from tabulate.board.decisions import QuestionRaisedByPeople
from tabulate.definitions import parse_definition
from tabulate.definitions.layouts.layout_file import BallotLayout
from tabulate.definitions.layouts.layout_json import layout_bytes
from tabulate.ledger.entries import BatchKind
from tabulate.questions import Question
from test_ballots.counties import small_county
from test_ballots.decks import CLEAN_SCANNING, make_sheets
from test_ballots.definition import election_of
from test_ballots.printouts.decks import (
    CLEAN_PRINTOUTS,
    DevicePlan,
    PrintoutFiles,
    PrintoutForm,
    make_printouts,
)
from test_ballots.printouts.votes import DeviceHabits
from test_ballots.sheets import Scanning, SheetFiles
from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.decks import vendor_sheets
from test_ballots.vendors.designs import COTTONWOOD, JUNIPER, Design
from test_ballots.vendors.press import VendorPress
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.voting import VotingHabits
from tests.canvass.printout_decks import BOTH_SIDES

SHEETS = 3
ASKED, SIDEWAYS, TORN = 1, 2, SHEETS
"""Sheets of BATCH: people doubt the condition of one; one was fed sideways where the machine can read it so; one is
torn, and its votes stand on the one sheet of NEW."""
BATCH, NEW = "AB-001", "NEW-001"
_HABITS = VotingHabits(
    kinds={MarkKind.FILL: 1.0}, blank_ballot=0.0, undervote=0.0, overvote=0.2, write_in=0.5, slip=0.0, stray=0.0
)
_VENDORS = definition_bytes(3, styles=1)

Sheet = SheetFiles | PrintoutFiles
Gray = NDArray[np.uint8]


class Kind(StrEnum):
    """How the places on a ballot are known, or that a device printed it."""

    GRID = "timing marks"
    LEARNED = "learned layout"
    MEASURED = "measured layout"
    PRINTOUT = "device printouts"


@dataclass(frozen=True)
class _Printed:
    definition: bytes
    layout: bytes | None
    sheets: Sequence[Sheet]


def make_kind(kind: Kind, folder: Path) -> Path:
    """The record of a kind's deck, in `folder`: BATCH of SHEETS sheets, and NEW, a batch of transferred ballots."""
    printed = _MAKERS[kind](folder)
    for number, sheet in enumerate(printed.sheets, 1):
        _write(sheet, folder / "scans", _tear if number == TORN else None)
    _write(printed.sheets[TORN - 1], folder / "new")
    with create_record(folder / "record", printed.definition, VERSION, run_self_test(), printed.layout) as record:
        count(record, folder / "scans", BatchRequest(BATCH, "scanner"), SilentProgress())
        count(record, folder / "new", BatchRequest(NEW, "scanner", kind=BatchKind.TRANSFER), SilentProgress())
        Deciding(record).enter(QuestionRaisedByPeople(BATCH, ASKED, Question.CONDITION, "operator"))
    return folder / "record"


def _grid(_: Path) -> _Printed:
    election, definition = election_of(small_county(5))
    return _Printed(definition, None, list(make_sheets(election, SHEETS, 5, _HABITS, CLEAN_SCANNING)))


def _learned(folder: Path) -> _Printed:
    """One legal page in two columns, ovals to the right of the names; the layout comes from the printer's PDF."""
    blank = folder / "blank.pdf"
    blank.write_bytes(VendorPress(JUNIPER, _VENDORS).blank_pdf(0))
    ballots = learn_ballots([blank], parse_definition(_VENDORS), None)
    layout = BallotLayout(tuple(card for ballot in ballots for card in ballot.cards))
    sheets = _voted(JUNIPER)
    fed = sheets[SIDEWAYS - 1]
    sheets[SIDEWAYS - 1] = replace(fed, contents=tuple(changed(one, _quarter_turn) for one in fed.contents))
    return _Printed(_VENDORS, layout_bytes(layout), sheets)


def _measured(_: Path) -> _Printed:
    """Two letter pages in three columns, ovals to the left of the names; somebody measured the ovals, and no more."""
    (pages,) = VendorPress(COTTONWOOD, _VENDORS).styles
    document = {
        "ballotStyleId": "1",
        "page_size_inches": COTTONWOOD.paper_in,
        "pages": [
            {
                "page": number,
                "targets": [
                    {
                        "contestId": target.contest,
                        "optionId": target.choice,
                        "x": target.right_in,
                        "y": target.down_in,
                        "w": target.form.width_in,
                        "h": target.form.height_in,
                    }
                    for target in page.targets
                ],
            }
            for number, page in enumerate(pages, 1)
        ],
    }
    return _Printed(_VENDORS, json.dumps(document).encode(), _voted(COTTONWOOD))


def _printouts(_: Path) -> _Printed:
    election, definition = election_of(small_county(5))
    plan = DevicePlan(
        election, CLEAN_PRINTOUTS, (PrintoutForm.LETTER,), BOTH_SIDES, DeviceHabits(no_selection=0.0, write_in=0.8)
    )
    return _Printed(definition, None, list(make_printouts(plan, SHEETS, 5)))


_MAKERS: Mapping[Kind, Callable[[Path], _Printed]] = {
    Kind.GRID: _grid,
    Kind.LEARNED: _learned,
    Kind.MEASURED: _measured,
    Kind.PRINTOUT: _printouts,
}


def _voted(design: Design) -> list[Sheet]:
    return list(islice(vendor_sheets(design, _VENDORS, SHEETS, 9, _HABITS, Scanning({}), scales=(1.0,)), SHEETS))


def _write(sheet: Sheet, folder: Path, change: Callable[[Gray], Gray] | None = None) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in zip(sheet.names, sheet.contents, strict=True):
        (folder / name).write_bytes(content if change is None else changed(content, change))


def changed(content: bytes, change: Callable[[Gray], Gray]) -> bytes:
    """A scan's file with its picture changed, as JPEG."""
    picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return cv2.imencode(".jpg", np.ascontiguousarray(change(np.asarray(picture, np.uint8))))[1].tobytes()


def _quarter_turn(page: Gray) -> Gray:
    return np.rot90(page)


def _tear(page: Gray) -> Gray:
    """Only a corner is left."""
    torn = np.full_like(page, 255)
    torn[: page.shape[0] // 6, : page.shape[1] // 3] = page[: page.shape[0] // 6, : page.shape[1] // 3]
    return torn
