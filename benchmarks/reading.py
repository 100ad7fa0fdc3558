"""Sheets a second for each kind of file, beside the cost of only opening, hashing and decoding the same files."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.measures import Measure, WrongAnswer
from imaging.layout import Layouts
from imaging.pages import PlannedSheet, find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet, SheetReading, UnreadSheet
from tabulate.election import Election
from test_ballots.counties import small_county
from test_ballots.decks import make_deck
from test_ballots.definition import election_of
from test_ballots.degradation import OFFICE_FLAWS
from test_ballots.files import FileKind
from test_ballots.sheets import Scanning
from test_ballots.truth import SheetTruth, TrueMark

SHEETS = 12
ROUNDS = 5
SEED = 20261103
DPIS = (200, 300)


@dataclass(frozen=True, slots=True)
class _Stack:
    """A folder of sheets of one kind of file, with their truth."""

    name: str
    layouts: Layouts
    planned: tuple[PlannedSheet, ...]
    truth: tuple[SheetTruth, ...]

    def decode(self, sheet: PlannedSheet) -> None:
        load_sheet(sheet)

    def read(self, sheet: PlannedSheet) -> SheetReading:
        return read_sheet(load_sheet(sheet).sheet, self.layouts, 2)


def measure_reading(folder: Path) -> list[Measure]:
    """Measure every kind of file at 200 and 300 dpi; raises WrongAnswer where a reading is not the truth."""
    election, _ = election_of(small_county())
    stacks = [_make_stack(election, folder, kind, dpi) for dpi in DPIS for kind in FileKind]
    for stack in stacks:
        _check(stack)
    return [measure for stack in stacks for measure in _measure_stack(stack)]


def _make_stack(election: Election, folder: Path, kind: FileKind, dpi: int) -> _Stack:
    name = f"{kind.name.replace('_', ' ')} {dpi} dpi"
    scanning = Scanning(OFFICE_FLAWS, kinds=(kind,), dpis=(dpi,))
    deck = make_deck(election, folder / name.replace(" ", "-"), SHEETS, SEED, scanning=scanning, processes=2)
    planned = tuple(plan_sheets(find_scans(deck.scans).files, images_per_sheet=2))
    return _Stack(name, election.layouts, planned, deck.truth.sheets)


def _check(stack: _Stack) -> None:
    """Every sheet is read, every filled oval is marked and no empty one is, whatever the number of threads."""
    alone = [stack.read(sheet) for sheet in stack.planned]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(stack.read, stack.planned))
    if alone != together:
        raise WrongAnswer(f"{stack.name}: two threads read otherwise than one")
    for reading, truth in zip(alone, stack.truth, strict=True):
        if not isinstance(reading, ReadSheet):
            why = reading.reasons if isinstance(reading, UnreadSheet) else "taken for a device printout"
            raise WrongAnswer(f"{stack.name}: sheet {truth.number} was not read: {why}")
        for target, true in zip(reading.targets, truth.targets, strict=True):
            lost = true.mark is TrueMark.YES and target.mark is not Mark.MARKED
            made_up = true.mark is TrueMark.NO and target.mark is Mark.MARKED
            if lost or made_up:
                raise WrongAnswer(f"{stack.name}: sheet {truth.number}, target {target.number} is {true.mark}")


def _measure_stack(stack: _Stack) -> list[Measure]:
    decoding, reading, together = [], [], []
    for _ in range(ROUNDS):
        decoding.append(_seconds(stack.decode, stack.planned))
        reading.append(_seconds(stack.read, stack.planned))
        with ThreadPoolExecutor(2) as pool:
            start = perf_counter()
            list(pool.map(stack.read, stack.planned))
            together.append(perf_counter() - start)
    ratio = median(read / decode for read, decode in zip(reading, decoding, strict=True))
    return [
        Measure(f"{stack.name}: decode only, one thread", SHEETS / median(decoding), "sheets/s"),
        Measure(f"{stack.name}: decode and read, one thread", SHEETS / median(reading), "sheets/s"),
        Measure(f"{stack.name}: decode and read, two threads", SHEETS / median(together), "sheets/s"),
        Measure(f"{stack.name}: decode and read / decode only", ratio, "times"),
    ]


def _seconds(work: Callable[[PlannedSheet], object], sheets: Sequence[PlannedSheet]) -> float:
    start = perf_counter()
    for sheet in sheets:
        work(sheet)
    return perf_counter() - start
