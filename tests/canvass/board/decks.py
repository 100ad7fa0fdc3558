"""A small deck that raises questions of every kind, counted; and what its makers know of every vote."""

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2

from canvass import VERSION
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from tabulate.board.decisions import QuestionRaisedByPeople
from tabulate.board.places import SheetName
from tabulate.board.rulings import Verdict
from tabulate.election import Contest, ContestId, Election
from tabulate.ledger.entries import BatchKind
from tabulate.questions import Question
from test_ballots.counties import small_county
from test_ballots.decks import CLEAN_SCANNING, make_deck
from test_ballots.demo import write_county
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.true_marks import SheetTruth, TargetTruth, TrueMark
from test_ballots.voters.voting import VotingHabits

SHEETS = 17
TORN, REPEATED = SHEETS - 1, SHEETS
BATCH, AGAIN, NEW = "AB-001", "AB-002", "NEW-001"
ASKED_BY_PEOPLE: Mapping[int, tuple[Question, Verdict]] = {
    1: (Question.NOT_OFFICIAL, Verdict.VOID),
    2: (Question.NOT_OFFICIAL, Verdict.COUNTS),
    3: (Question.IDENTIFYING_MARK, Verdict.COUNTS),
    4: (Question.IDENTIFYING_MARK, Verdict.REJECTED),
    5: (Question.SEVERAL_IN_ENVELOPE, Verdict.REJECTED),
}
"""By sheet: what people ask of the whole ballot, and what the judges find."""
_HABITS = VotingHabits(
    kinds={MarkKind.FILL: 0.8, MarkKind.SCRIBBLE: 0.2},
    blank_ballot=0.08,
    overvote=0.12,
    write_in=0.12,
    name_without_oval=0.05,
    oval_without_name=0.05,
    slip=0.08,
    stray=0.0,
)


@dataclass(frozen=True)
class Meant:
    """What a contest of one ballot comes to: printed choices with a vote, lines with the person meant, overvoted."""

    printed: tuple[str, ...]
    lines: Mapping[str, str]
    """By write-in line: a person's id, or what else stands there: `NO_NAME`, `OVAL_NOT_MARKED`, `UNDECLARED`."""
    overvoted: bool


@dataclass(frozen=True)
class BoardDeck:
    """The deck, its record and its truth."""

    record: Path
    election: Election
    truths: Mapping[int, SheetTruth]
    new_ballots: Path
    """The torn sheet's votes on a new ballot, as scanned."""

    def meant(self, sheet: int, contest: Contest) -> Meant:
        targets = [target for target in self.truths[sheet].targets if target.contest == contest.id]
        return meant(targets, contest)

    def expected(self) -> dict[str, Counter[str]]:
        """The whole truth: by contest, votes by choice, with `under` and `over`."""
        totals: dict[str, Counter[str]] = {}
        for number, truth in self.truths.items():
            out = ASKED_BY_PEOPLE.get(number, (None, Verdict.COUNTS))[1] is not Verdict.COUNTS
            for voted in () if out else truth.contests:
                contest = self.election.contest(ContestId(voted.contest))
                found = self.meant(number, contest)
                people = [one for one in found.lines.values() if not one.isupper()]
                votes = [] if found.overvoted else [*found.printed, *people]
                tally = totals.setdefault(voted.contest, Counter())
                tally.update(votes)
                tally["over"] += contest.seats if found.overvoted else 0
                tally["under"] += 0 if found.overvoted else contest.seats - len(votes)
        return {contest: +tally for contest, tally in totals.items()}


def meant(targets: list[TargetTruth], contest: Contest) -> Meant:
    """The law for what the pen did (ARM 44.3.2402, 44.3.2403), from the truth alone."""
    printed = tuple(one.choice for one in targets if not one.choice.startswith("write-in") and _voted(one))
    lines = {one.choice: _line(one, contest) for one in targets if one.choice.startswith("write-in")}
    named = [one for one in lines.values() if one not in ("NO_NAME", "OVAL_NOT_MARKED")]
    return Meant(printed, lines, len(printed) + len(named) > contest.seats)


def _voted(target: TargetTruth) -> bool:
    return target.mark is TrueMark.YES or target.intent is True


def _line(target: TargetTruth, contest: Contest) -> str:
    if not _voted(target):
        return "OVAL_NOT_MARKED"
    if not target.writing:
        return "NO_NAME"
    return str(contest.declared_write_ins[0].id) if contest.declared_write_ins else "UNDECLARED"


def make_board_deck(folder: Path) -> BoardDeck:
    """Print, mark, scan and count the deck; people ask about some ballots."""
    election, definition, _, _ = write_county(folder, small_county(5))
    deck = make_deck(election, folder, SHEETS, 5, _HABITS, CLEAN_SCANNING)
    truths = {truth.number: truth for truth in deck.truth.sheets}
    new, again = folder / "new", folder / "again"
    for place, sheet in ((new, TORN), (again, REPEATED)):
        place.mkdir()
        for file in truths[sheet].files:
            shutil.copy(deck.scans / file, place / file)
    for file in truths[TORN].files:
        _tear(deck.scans / file)
    with create_record(folder / "record", definition.read_bytes(), VERSION, run_self_test()) as record:
        count(record, deck.scans, BatchRequest(BATCH, "left-scanner"), SilentProgress())
        count(record, again, BatchRequest(AGAIN, "left-scanner"), SilentProgress())
        count(record, new, BatchRequest(NEW, "left-scanner", kind=BatchKind.TRANSFER), SilentProgress())
        for sheet, (question, _) in ASKED_BY_PEOPLE.items():
            Deciding(record).enter(QuestionRaisedByPeople(BATCH, sheet, question, "operator"))
    return BoardDeck(folder / "record", election, truths, new)


def _tear(scan: Path) -> None:
    """The left border is gone: the machine cannot say where anything is."""
    picture = cv2.imread(str(scan), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    picture[:, : picture.shape[1] // 7] = 255
    cv2.imwrite(str(scan), picture)


def name_of(sheet: int) -> SheetName:
    """A sheet of the first batch."""
    return SheetName(BATCH, sheet)
