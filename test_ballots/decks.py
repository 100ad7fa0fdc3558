"""Decks: a folder of simulated scans and the truth about them."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tabulate.election import Election
from test_ballots.draw import PrintOptions
from test_ballots.press import Press
from test_ballots.scanning.degradation import ALL_FLAWS, OFFICE_FLAWS, Flaw
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import Scanning, SheetFiles, make_sheet
from test_ballots.voters.true_marks import FILE_NAME, DeckTruth, SheetTruth, write_truth
from test_ballots.voters.voting import CAREFUL, ROUGH, VotingHabits

CLEAN_SCANNING = Scanning({}, qualities=(90, 90))
OFFICE_SCANNING = Scanning(OFFICE_FLAWS)
ROUGH_SCANNING = Scanning(
    ALL_FLAWS,
    often=0.35,
    kinds=tuple(FileKind),
    dpis=(140, 150, 200, 200, 200, 240, 300, 300, 400),
    qualities=(30, 95),
    colour=0.15,
    back_first=0.3,
)

__all__ = [
    "CAREFUL",
    "CLEAN_SCANNING",
    "OFFICE_SCANNING",
    "ROUGH",
    "ROUGH_SCANNING",
    "Deck",
    "Scanning",
    "VotingHabits",
    "make_deck",
    "make_sheets",
    "only",
]


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck on disk."""

    folder: Path
    scans: Path
    """The folder that holds the images and nothing else."""
    truth: DeckTruth[SheetTruth]


def only(flaw: Flaw, strength: float = 1.0) -> Mapping[Flaw, float]:
    """One flaw alone, for trying what it does."""
    return {flaw: strength}


def make_sheets(
    election: Election,
    sheets: int,
    seed: int,
    habits: VotingHabits | None = None,
    scanning: Scanning = OFFICE_SCANNING,
    printing: PrintOptions | None = None,
    first: int = 1,
) -> Iterator[SheetFiles]:
    """Make sheets `first`, `first + 1`, ... of a deck in memory, one after another."""
    press = Press(election, printing)
    for number in range(first, first + sheets):
        yield make_sheet(press, number, seed, habits or VotingHabits(), scanning)


def make_deck(
    election: Election,
    folder: Path,
    sheets: int,
    seed: int,
    habits: VotingHabits | None = None,
    scanning: Scanning = OFFICE_SCANNING,
    printing: PrintOptions | None = None,
    processes: int = 1,
) -> Deck:
    """Write `folder`/scans/ and `folder`/truth.json.

    Sheet i depends on the seed and i alone, not on how many sheets or processes there are.
    """
    scans = folder / "scans"
    scans.mkdir(parents=True, exist_ok=True)
    make = partial(_write_range, election, scans, seed, habits or VotingHabits(), scanning, printing)
    if processes == 1:
        truths = make(range(1, sheets + 1))
    else:
        # Each process gets every n-th sheet once, so that it prints each card once at most.
        shares = [range(1 + share, sheets + 1, processes) for share in range(processes)]
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            truths = [truth for share in pool.map(make, shares) for truth in share]
    truths.sort(key=lambda truth: truth.number)
    truth = DeckTruth(election.title, election.definition_sha256, seed, tuple(truths))
    write_truth(truth, folder / FILE_NAME)
    return Deck(folder, scans, truth)


def _write_range(
    election: Election,
    scans: Path,
    seed: int,
    habits: VotingHabits,
    scanning: Scanning,
    printing: PrintOptions | None,
    numbers: range,
) -> list[SheetTruth]:
    press = Press(election, printing)
    truths = []
    for number in numbers:
        made = make_sheet(press, number, seed, habits, scanning)
        for name, content in zip(made.names, made.contents, strict=True):
            (scans / name).write_bytes(content)
        truths.append(made.truth)
    return truths
