"""Names on write-in lines whose ovals are empty: how many are found, and how often one is seen where there is none.

`python -m benchmarks.unmarked_write_ins --sheets 400` writes names on simulated ballots in hands from full names to two
initials, small and light ones too, scans half of the sheets as an office would and half as badly as can be, and holds
every line with an empty oval against the truth.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measures import machine
from imaging.layout import CardId
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import ReadSheet
from tabulate.election import Election
from test_ballots.counties import large_county, small_county
from test_ballots.decks import OFFICE_SCANNING, ROUGH, ROUGH_SCANNING, VotingHabits, make_sheets
from test_ballots.definition import election_of
from test_ballots.sheets import SheetFiles
from test_ballots.voters.handwriting import HANDS
from test_ballots.voters.true_marks import TargetTruth, TrueMark

SHEETS_AN_ELECTION = 20
DEFAULT_SEED = 44_3_2403
LEAST_RECALL_PERCENT = 99.0
MOST_FALSE_ALARMS_PERCENT = 2.0


@dataclass(slots=True)
class Found:
    """Lines whose ovals are empty, added up as sheets are read."""

    sheets: int = 0
    unread: int = 0
    written: int = 0
    found: int = 0
    clean: int = 0
    alarms: int = 0
    wrong: tuple[str, ...] = ()
    """Each name not found and each false alarm: sheet, target, ink."""

    def add(self, other: "Found") -> None:
        """Take another share in."""
        for name in ("sheets", "unread", "written", "found", "clean", "alarms", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def recall_percent(self) -> float:
        """Names found, of those written."""
        return 100 * self.found / max(1, self.written)

    @property
    def false_alarms_percent(self) -> float:
        """Lines without writing on which some was seen."""
        return 100 * self.alarms / max(1, self.clean)

    def __str__(self) -> str:
        """The report, in lines."""
        return (
            f"{self.sheets} sheets, {self.unread} of them not read\n"
            f"names beside empty ovals: {self.found} of {self.written} found, {self.recall_percent:.2f} %\n"
            f"lines with nothing written: {self.alarms} of {self.clean} false alarms, {self.false_alarms_percent:.2f} %"
        )


def read_write_ins(seed: int, first: int, last: int) -> Found:
    """Make, scan and read sheets `first` to `last`; sheet i depends on the seed and i alone."""
    found = Found()
    for start in range((first - 1) // SHEETS_AN_ELECTION * SHEETS_AN_ELECTION + 1, last + 1, SHEETS_AN_ELECTION):
        number = start // SHEETS_AN_ELECTION
        plan = small_county(seed + number) if number % 4 < 2 else large_county(seed + number, precincts=4)
        election, _ = election_of(plan)
        habits, scanning = (_careless(VotingHabits()), OFFICE_SCANNING)
        if number % 2:
            habits, scanning = _careless(ROUGH), ROUGH_SCANNING
        numbers = range(max(first, start), min(last, start + SHEETS_AN_ELECTION - 1) + 1)
        with TemporaryDirectory() as folder:
            for sheet in make_sheets(election, len(numbers), seed, habits, scanning, first=numbers.start):
                found.add(_hold_against_truth(sheet, election, Path(folder)))
    return found


def _careless(habits: VotingHabits) -> VotingHabits:
    """Voters who write many names and fill none of their ovals."""
    return replace(habits, write_in=0.0, name_without_oval=0.5, oval_without_name=0.0, blank_ballot=0.0, hands=HANDS)


def _hold_against_truth(sheet: SheetFiles, election: Election, folder: Path) -> Found:
    for name, content in zip(sheet.names, sheet.contents, strict=True):
        (folder / name).write_bytes(content)
    images = len(sheet.truth.pages)
    (planned,) = plan_sheets(find_scans([folder / name for name in sheet.names]).files, images_per_sheet=images)
    reading = read_sheet(load_sheet(planned).sheet, election.layouts, images)
    if not isinstance(reading, ReadSheet):
        return Found(sheets=1, unread=1)
    found = Found(sheets=1)
    targets = {target.number: target for target in reading.targets}
    for true in _empty_lines(sheet.truth.targets, election, reading.card):
        seen = targets[true.number]
        found.written += true.writing
        found.found += true.writing and seen.writing
        found.clean += not true.writing
        found.alarms += not true.writing and seen.writing
        if true.writing != seen.writing:
            what = "name not found" if true.writing else "false alarm"
            of = f"{seen.writing_px} of {seen.writing_area_px} pixels inked"
            found.wrong += (f"{what}: sheet {sheet.truth.number}, target {true.number}, {of}",)
    return found


def _empty_lines(truths: tuple[TargetTruth, ...], election: Election, card: str) -> Iterator[TargetTruth]:
    """The write-in lines whose ovals no pen touched."""
    meanings = election.card(CardId(card)).meanings
    for true in truths:
        if meanings[true.number - 1].write_in and true.mark is TrueMark.NO:
            yield true


def main() -> None:
    """Read them in as many processes as there are processors."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sheets", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=DEFAULT_SEED)
    arguments.add_argument("--processes", type=int, default=2)
    asked = arguments.parse_args()
    firsts = range(1, asked.sheets + 1, SHEETS_AN_ELECTION)
    lasts = [min(first + SHEETS_AN_ELECTION - 1, asked.sheets) for first in firsts]
    found = Found()
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn")) as pool:
        for share in pool.map(partial(read_write_ins, asked.seed), firsts, lasts):
            found.add(share)
    print(machine())
    print(f"seed {asked.seed}")
    print(found)
    for wrong in found.wrong:
        print(f"  {wrong}")
    good = found.recall_percent >= LEAST_RECALL_PERCENT and found.false_alarms_percent <= MOST_FALSE_ALARMS_PERCENT
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
