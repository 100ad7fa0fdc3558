"""Stacks of simulated gray JPEG sheets whose right readings are known, for everything that is timed."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measures import WrongAnswer
from imaging.layout import Layouts
from imaging.pages import PlannedSheet, find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet, SheetReading, UnreadSheet
from tabulate.definitions import parse_definition
from tabulate.election import Election
from test_ballots.decks import make_deck
from test_ballots.definition import election_of
from test_ballots.random_elections import random_plan
from test_ballots.scanning.degradation import OFFICE_FLAWS, Flaw
from test_ballots.sheets import Scanning
from test_ballots.voters.true_marks import SheetTruth, TrueMark
from test_ballots.votingworks_form import votingworks_bytes

SEED = 20261103
ELECTION_SEED, MOST_CONTESTS = 26, 40
"""An election of one card, with 28 targets on its front and 40 on its back."""


@dataclass(frozen=True, slots=True)
class StackKind:
    """How a stack's sheets are scanned, and what their definition says."""

    name: str
    flaws: Mapping[Flaw, float]
    qualities: tuple[int, int]
    """JPEG's, the least and the most: with the noise they make the files small or large."""
    states_outlines: bool
    """Our own definition does, and the card code; VotingWorks' does neither."""


NOISY = StackKind("gray JPEG", OFFICE_FLAWS, (75, 92), states_outlines=True)
PLAIN = StackKind(
    "small gray JPEG, places alone stated",
    {flaw: strength for flaw, strength in OFFICE_FLAWS.items() if flaw is not Flaw.NOISE},
    (35, 50),
    states_outlines=False,
)
"""As real scans are: 260 to 300 KB a page at 200 dpi, 460 to 540 at 300."""


@dataclass(frozen=True, slots=True)
class TimedSheets:
    """Sheets whose readings have been checked.

    goal   the most that reading one may take, in times of opening and decoding it
    """

    name: str
    layouts: Layouts
    planned: tuple[PlannedSheet, ...]
    goal: float

    def read(self, sheet: PlannedSheet) -> SheetReading:
        """Open, hash, decode and read one sheet, with every check."""
        return read_sheet(load_sheet(sheet).sheet, self.layouts, len(sheet.pages))


@dataclass(frozen=True, slots=True)
class Stack:
    """A folder of gray JPEG sheets, front and back in a file each, with their truth."""

    kind: StackKind
    dpi: int
    definition: bytes
    election: Election
    folder: Path
    planned: tuple[PlannedSheet, ...]
    truth: tuple[SheetTruth, ...]

    @property
    def layouts(self) -> Layouts:
        """The election's."""
        return self.election.layouts

    @property
    def name(self) -> str:
        """As figures and failures name it."""
        return f"{self.kind.name} {self.dpi} dpi"

    def timed(self, goal: float) -> TimedSheets:
        """Its sheets, as they are timed."""
        return TimedSheets(self.name, self.layouts, self.planned, goal)

    def read(self, sheet: PlannedSheet) -> SheetReading:
        """Open, hash, decode and read one sheet, with every check."""
        return read_sheet(load_sheet(sheet).sheet, self.layouts, 2)


def make_stack(folder: Path, dpi: int, sheets: int, kind: StackKind = NOISY) -> Stack:
    """Draw, mark and scan a stack; raises WrongAnswer where a reading is not the truth."""
    election, definition = election_of(random_plan(ELECTION_SEED, MOST_CONTESTS))
    scanning = Scanning(kind.flaws, dpis=(dpi,), qualities=kind.qualities)
    deck = make_deck(election, folder / f"{kind.name}-{dpi}-dpi", sheets, SEED, scanning=scanning, processes=2)
    planned = tuple(plan_sheets(find_scans(deck.scans).files, images_per_sheet=2))
    if not kind.states_outlines:
        definition = votingworks_bytes(definition)
        election = parse_definition(definition)
    stack = Stack(kind, dpi, definition, election, deck.scans, planned, deck.truth.sheets)
    _check(stack)
    return stack


def other_sheets(stack: Stack, folder: Path, sheets: int, seed: int) -> Path:
    """A folder of more sheets of the stack's election and kind, each a paper of its own: a copy would be noticed."""
    scanning = Scanning(OFFICE_FLAWS, dpis=(stack.dpi,))
    return make_deck(stack.election, folder, sheets, SEED + seed, scanning=scanning, processes=2).scans


def _check(stack: Stack) -> None:
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
