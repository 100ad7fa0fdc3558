"""Decks of device printouts: a folder of simulated scans and the truth about them."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from test_ballots.printouts.draw import BallotWord, write_printout
from test_ballots.printouts.layout import PrintoutForm
from test_ballots.printouts.press import FRESH_PRINTER, WORN_PRINTER, PrinterHabits
from test_ballots.printouts.sheets import (
    CLEAN_PRINTOUTS,
    OFFICE_PRINTOUTS,
    ROUGH_PRINTOUTS,
    DevicePlan,
    PrintoutFiles,
    make_printout,
)
from test_ballots.printouts.tampering import WORD_TAMPERING, Tampering
from test_ballots.printouts.truth import SCHEMA, PrintoutTruth
from test_ballots.voters.true_marks import FILE_NAME, DeckTruth, write_truth

__all__ = [
    "CLEAN_PRINTOUTS",
    "FRESH_PRINTER",
    "OFFICE_PRINTOUTS",
    "ROUGH_PRINTOUTS",
    "WORD_TAMPERING",
    "WORN_PRINTER",
    "BallotWord",
    "DevicePlan",
    "PrinterHabits",
    "PrintoutDeck",
    "PrintoutFiles",
    "PrintoutForm",
    "Tampering",
    "make_printout",
    "make_printout_deck",
    "make_printouts",
    "write_printout",
]


@dataclass(frozen=True, slots=True)
class PrintoutDeck:
    """A deck on disk."""

    folder: Path
    scans: Path
    """The folder that holds the images and nothing else."""
    truth: DeckTruth[PrintoutTruth]


def make_printouts(plan: DevicePlan, sheets: int, seed: int, first: int = 1) -> Iterator[PrintoutFiles]:
    """Make printouts `first`, `first + 1`, ... of a deck in memory, one after another."""
    for number in range(first, first + sheets):
        yield make_printout(plan, number, seed)


def make_printout_deck(plan: DevicePlan, folder: Path, sheets: int, seed: int, processes: int = 1) -> PrintoutDeck:
    """Write `folder`/scans/ and `folder`/truth.json.

    Printout i depends on the seed and i alone, not on how many printouts or processes there are.
    """
    scans = folder / "scans"
    scans.mkdir(parents=True, exist_ok=True)
    write = partial(_write, plan, scans, seed)
    if processes == 1:
        truths = [write(number) for number in range(1, sheets + 1)]
    else:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            truths = list(pool.map(write, range(1, sheets + 1), chunksize=8))
    truth = DeckTruth(plan.election.title, plan.election.definition_sha256, seed, tuple(truths))
    write_truth(truth, folder / FILE_NAME, SCHEMA)
    return PrintoutDeck(folder, scans, truth)


def _write(plan: DevicePlan, scans: Path, seed: int, number: int) -> PrintoutTruth:
    made = make_printout(plan, number, seed)
    for name, content in zip(made.names, made.contents, strict=True):
        (scans / name).write_bytes(content)
    return made.truth
