"""Whole ballots printed, marked, scanned twice and read by the reader: do the slips' figures hold for them?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time
from typing import Any
from unittest.mock import patch

from benchmarks.repeated_sheets.cut_ballots import FLAWS, OFTEN
from benchmarks.repeated_sheets.rescans import Rescans
from imaging import reader
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.papers.fingerprint import fingerprint_of, mark_waves
from imaging.papers.same_ink import can_be_told, compare
from imaging.reader import read_sheet
from imaging.sheets import InkFingerprint, ReadSheet
from tabulate.election import Election
from test_ballots.counties import small_county
from test_ballots.decks import CAREFUL
from test_ballots.definition import election_of
from test_ballots.press import Press
from test_ballots.scanning.degradation import Flaw
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import Scanning, make_sheet

SCANNING = Scanning(
    {**FLAWS, Flaw.NOISE: 0.6, Flaw.LOCAL_STRETCH: 0.2, Flaw.DUST: 0.5, Flaw.TURN: 1.0},
    often=OFTEN,
    kinds=(FileKind.JPEG, FileKind.JPEG, FileKind.JPEG, FileKind.TIFF_G4),
    dpis=(144, 150, 200, 200, 200, 240, 300, 300),
    qualities=(40, 95),
)


@dataclass(slots=True)
class WholePages:
    """What became of whole ballots scanned twice."""

    rescans: Rescans
    unread: int = 0
    """Papers of which a scan could not be read at all."""
    pairs: int = 0
    """Pairs of different papers of one card."""
    pairs_alike: int = 0
    """Of these, pairs with an evidence of 5 or more."""
    most: float = 0.0
    """The most evidence of a pair of different papers."""


def read_twice(seed: int, count: int) -> WholePages:
    """Scan so many papers twice, and compare all with all."""
    election, _ = election_of(small_county(seed))
    found = WholePages(Rescans())
    sheets: list[tuple[ReadSheet, ReadSheet]] = []
    for pair in _pairs(election, seed, count):
        if pair is None:
            found.unread += 1
        else:
            sheets.append(pair)
            _note(found.rescans, _ink(pair[0]), _ink(pair[1]))
    for place, (one, _) in enumerate(sheets):
        for _, other in sheets[:place]:
            if one.card == other.card:
                likeness = compare(_ink(one), _ink(other))
                found.pairs += 1
                found.pairs_alike += likeness.evidence >= 5
                found.most = max(found.most, likeness.evidence)
    return found


def _note(rescans: Rescans, one: InkFingerprint, other: InkFingerprint) -> None:
    likeness, told = compare(one, other), can_be_told(one) and can_be_told(other)
    rescans.papers += 1
    rescans.found += likeness.is_same_paper
    rescans.told += told
    rescans.told_and_missed += told and not likeness.is_same_paper
    rescans.correlations.append(likeness.correlation)
    rescans.evidences.append(likeness.evidence)


def _ink(sheet: ReadSheet) -> InkFingerprint:
    assert sheet.fingerprint is not None
    return sheet.fingerprint


def _pairs(election: Election, seed: int, count: int) -> Iterator[tuple[ReadSheet, ReadSheet] | None]:
    """Each paper as read twice; None where one of its scans could not be read."""
    press = Press(election)
    with TemporaryDirectory() as folder:
        for number in range(1, count + 1):
            read = [_read(press, number, seed, time, Path(folder)) for time in (0, 1)]
            whole = [sheet for sheet in read if sheet is not None]
            yield (whole[0], whole[1]) if len(whole) == len(read) else None


def _read(
    press: Press, number: int, seed: int, time: int, folder: Path, scanning: Scanning = SCANNING
) -> ReadSheet | None:
    made = make_sheet(press, number, seed, CAREFUL, scanning, time)
    for name, content in zip(made.names, made.contents, strict=True):
        (folder / name).write_bytes(content)
    files = find_scans([folder / name for name in made.names]).files
    (planned,) = plan_sheets(files, images_per_sheet=len(made.truth.pages))
    reading = read_sheet(load_sheet(planned).sheet, press.election.layouts, len(made.truth.pages))
    for name in made.names:
        (folder / name).unlink()
    return reading if isinstance(reading, ReadSheet) else None


class _Stopwatch:
    """Adds up the processor time of the functions it wraps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            began = thread_time()
            answer = function(*arguments)
            self.seconds += thread_time() - began
            return answer

        return timed


def fingerprint_share(seed: int, sheets: int) -> tuple[float, float]:
    """Milliseconds a sheet that the fingerprint takes, and reading without decoding: two pages, 200 dpi, gray."""
    press = Press(election_of(small_county(seed))[0])
    scanning = replace(SCANNING, kinds=(FileKind.JPEG,), dpis=(200,))
    ink, whole = _Stopwatch(), _Stopwatch()
    with (
        TemporaryDirectory() as folder,
        patch.object(reader, "mark_waves", ink.around(mark_waves)),
        patch.object(reader, "fingerprint_of", ink.around(fingerprint_of)),
        patch(f"{__name__}.read_sheet", whole.around(read_sheet)),
    ):
        for number in range(1, sheets + 1):
            _read(press, number, seed, 0, Path(folder), scanning)
    return 1000 * ink.seconds / sheets, 1000 * whole.seconds / sheets
