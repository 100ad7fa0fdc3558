"""A stack of a few simulated ballots, two of them overvoted: what a night begins with, and what it must end with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from canvass import clock
from tabulate.election import ContestId, Election
from tabulate.hours import MONTANA_TIME, lawful_closing
from test_ballots.counties import county
from test_ballots.decks import CLEAN_SCANNING, make_deck
from test_ballots.demo import write_county
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.true_marks import SheetTruth, TargetTruth
from test_ballots.voters.voting import VotingHabits
from tests.canvass.board.decks import meant

SEED, SHEETS, OVERVOTED = 3, 5, 2
BATCH = "AB-001"
_HABITS = VotingHabits(
    kinds={MarkKind.FILL: 1.0},
    blank_ballot=0.0,
    overvote=0.03,
    write_in=0.0,
    name_without_oval=0.0,
    oval_without_name=0.0,
    slip=0.0,
    stray=0.0,
)


@dataclass(frozen=True)
class SmallStack:
    """What lies ready before the night, and the truth."""

    folder: Path
    """Has `definition.json` and `scans/`."""
    election: Election
    truths: tuple[SheetTruth, ...]

    @property
    def definition(self) -> Path:
        return self.folder / "definition.json"

    @property
    def day(self) -> date:
        return self.election.date

    @property
    def precinct(self) -> str:
        """The only one, by its name."""
        (precinct,) = self.election.precincts
        return precinct.name

    def overvoted(self) -> list[tuple[int, ContestId]]:
        """The contests in which a ballot has too many marks."""
        contests = ((sheet, contest) for sheet in self.truths for contest in self._contests(sheet))
        return [(sheet.number, contest) for sheet, contest in contests if self._over(sheet, contest)]

    def figures(self) -> dict[tuple[str, str], int]:
        """Every figure there is, but noughts: by contest's title, and choice's name or what is no vote."""
        found: Counter[tuple[str, str]] = Counter()
        for sheet in self.truths:
            for contest in map(self.election.contest, self._contests(sheet)):
                over = self._over(sheet, contest.id)
                printed = () if over else meant(_of(sheet, contest.id), contest).printed
                found.update((contest.title, choice.name) for choice in contest.choices if choice.id in printed)
                found[contest.title, "OVERVOTES"] += contest.seats if over else 0
                found[contest.title, "UNDERVOTES"] += 0 if over else contest.seats - len(printed)
        return dict(+found)

    def _contests(self, sheet: SheetTruth) -> list[ContestId]:
        return [ContestId(one.contest) for one in sheet.contests]

    def _over(self, sheet: SheetTruth, contest: ContestId) -> bool:
        return meant(_of(sheet, contest), self.election.contest(contest)).overvoted


def _of(sheet: SheetTruth, contest: ContestId) -> list[TargetTruth]:
    return [one for one in sheet.targets if one.contest == contest]


def small_stack(folder: Path) -> SmallStack:
    """Print, mark and scan the stack of an election that was a week ago."""
    day = clock.today(MONTANA_TIME) - timedelta(days=7)
    plan = replace(county(SEED, precincts=1), polls_close=lawful_closing(day))
    election, _, _, _ = write_county(folder, plan)
    deck = make_deck(election, folder, SHEETS, SEED, _HABITS, CLEAN_SCANNING)
    return SmallStack(folder, election, deck.truth.sheets)
