"""A simulated county, a simulated other system that counts it, and the faults that can be planted in its files.

Every sheet has ink in its ovals. Canvass counts what is surely marked, and doubts a band of faint ink; the other system
has one threshold for each machine. So the two differ by doubtful marks alone, until something is planted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from random import Random

from outside.comparing.classes import ComparedAs
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.comparison import OutsideComparison, compare
from outside.comparing.our_readings import DoubtKind, OurContest, OurQuestion, OurVotes, PictureReading
from outside.comparing.their_records import TheirContest, TheirOvervote, TheirRecord, TheirVotes

CONTESTS = (
    ComparableContest("sheriff", 1, ("able", "baker", "cook"), has_write_ins=True),
    ComparableContest("clerk", 1, ("dale", "ede")),
    ComparableContest("council", 2, ("fox", "gray", "hill", "ives"), has_write_ins=True),
    ComparableContest("levy", 1, ("for", "against")),
    ComparableContest("judge", 1, ("yes", "no")),
    ComparableContest("school", 3, ("jay", "kay", "lee", "moe", "nye"), has_write_ins=True),
)
SEATS = {one.id: one.seats for one in CONTESTS}
STYLES = {
    "style-1": ("sheriff", "clerk", "council", "judge"),
    "style-2": ("sheriff", "clerk", "levy", "judge"),
    "style-3": ("sheriff", "clerk", "council", "levy", "judge", "school"),
}
MACHINES = ("0001", "0002", "0003", "0004")
SURE, DOUBTFUL, THEIR_THRESHOLD, TOO_HIGH = 30, 12, 20, 48
"""Ink in hundredths of an oval: we are sure from the first, doubt from the second; where they see a vote."""


@dataclass(frozen=True, slots=True)
class VotedContest:
    """The ink of one contest, by choice; of a write-in line, too."""

    contest: str
    ink: tuple[tuple[str, int], ...]
    write_in: int = 0
    name_alone: bool = False


@dataclass(frozen=True, slots=True)
class VotedSheet:
    """One sheet of paper."""

    key: str
    precinct: str
    style: str
    batch: str
    machine: str
    contests: tuple[VotedContest, ...]

    @property
    def faint(self) -> list[int]:
        """The ink of all that is marked."""
        return [ink for one in self.contests for _, ink in one.ink]


@dataclass(slots=True)
class SimulatedFiles:
    """What the county hands over: pictures, and records."""

    sheets: tuple[VotedSheet, ...]
    pictures: list[PictureReading]
    records: list[TheirRecord]
    planted: dict[str, set[str]] = field(default_factory=dict)
    """The numbers of sheets that a fault touched, by its name."""

    def record(self, key: str) -> TheirRecord:
        return next(one for one in self.records if one.key == key)

    def change(self, name: str, keys: Iterable[str], done: Callable[[TheirRecord], TheirRecord]) -> None:
        """Change these records."""
        wanted = set(keys)
        self.records = [done(one) if one.key in wanted else one for one in self.records]
        self.planted[name] = wanted


def voted_sheets(seed: int, ballots: int = 2000, precincts: int = 6, batch_size: int = 50) -> tuple[VotedSheet, ...]:
    """The truth. Each batch is of one precinct; machines take batches in turn."""
    draw = Random(seed)
    sheets = []
    lean = {f"P{number:02}": draw.random() for number in range(1, precincts + 1)}
    for number in range(ballots):
        batch = number // batch_size
        precinct = f"P{batch % precincts + 1:02}"
        style = f"style-{(batch % precincts) % 3 + 1}" if draw.random() < 0.7 else draw.choice(list(STYLES))
        contests = tuple(_voted(contest, draw, lean[precinct]) for contest in STYLES[style])
        machine = MACHINES[(batch // 3) % len(MACHINES)]
        sheets.append(VotedSheet(f"{50000 + number * 3}", precinct, style, f"B{batch:03}", machine, contests))
    return tuple(sheets)


def _voted(contest: str, draw: Random, lean: float) -> VotedContest:
    asked = next(one for one in CONTESTS if one.id == contest)
    habit = draw.random()
    wanted = asked.seats if habit < 0.9 else asked.seats + 1 if habit > 0.995 else draw.randrange(asked.seats)
    weights = [1 + lean * place for place in range(len(asked.choices))]
    marked: list[str] = []
    while len(marked) < min(wanted, len(asked.choices)):
        (choice,) = draw.choices(asked.choices, weights)
        if choice not in marked:
            marked.append(choice)
    ink = tuple((choice, _ink(draw)) for choice in asked.choices if choice in marked)
    write_in = 80 if asked.has_write_ins and len(ink) < asked.seats and draw.random() < 0.5 else 0
    return VotedContest(contest, ink, write_in)


def _ink(draw: Random) -> int:
    habit = draw.random()
    return draw.randint(50, 100) if habit < 0.95 else draw.randint(31, 47) if habit < 0.99 else draw.randint(5, 31)


def our_picture(sheet: VotedSheet) -> PictureReading:
    """What Canvass reads of it."""
    contests = tuple(_our_contest(one) for one in sheet.contests)
    return PictureReading(sheet.key, sheet.precinct, sheet.style, 1, sheet.batch, contests, paper=f"paper {sheet.key}")


def _our_contest(voted: VotedContest) -> OurContest:
    sure = tuple(choice for choice, ink in voted.ink if ink >= SURE)
    write_ins = int(voted.write_in >= SURE)
    if len(sure) + write_ins > SEATS[voted.contest]:
        return OurQuestion(voted.contest, DoubtKind.OVERVOTE, sure, write_ins)
    if any(DOUBTFUL <= ink < SURE for _, ink in voted.ink):
        return OurQuestion(voted.contest, DoubtKind.AMBIGUOUS, sure, write_ins)
    return OurVotes(voted.contest, sure, write_ins, int(voted.name_alone))


def their_record(sheet: VotedSheet, threshold: int = THEIR_THRESHOLD) -> TheirRecord:
    """What the other system counts of it."""
    contests = tuple(their_contest(one, threshold) for one in sheet.contests)
    return TheirRecord(
        sheet.key, sheet.precinct, f"Ballot Style {sheet.style[-1]}", 1, sheet.batch, sheet.machine, contests
    )


def their_contest(voted: VotedContest, threshold: int = THEIR_THRESHOLD) -> TheirContest:
    marked = tuple(choice for choice, ink in voted.ink if ink >= threshold)
    write_ins = int(voted.write_in >= threshold)
    if len(marked) + write_ins > SEATS[voted.contest]:
        return TheirOvervote(voted.contest)
    return TheirVotes(voted.contest, marked, write_ins)


def counted_files(sheets: tuple[VotedSheet, ...]) -> SimulatedFiles:
    """Everything in order: a picture and a record for each sheet."""
    return SimulatedFiles(sheets, list(map(our_picture, sheets)), list(map(their_record, sheets)))


# Faults


def exchange(files: SimulatedFiles, contest: str, pair: tuple[str, str], precinct: str) -> None:
    """The two targets are swapped in the system's definition of one precinct."""
    keys = {one.key for one in files.records if one.precinct == precinct}
    files.change(f"exchanged {contest}", keys, lambda one: with_moves(one, contest, dict((pair, pair[::-1]))))


def with_moves(record: TheirRecord, contest: str, moves: dict[str, str]) -> TheirRecord:
    """Each choice counted for another one."""
    return replace(
        record, contests=tuple(_moved(one, moves) if one.contest == contest else one for one in record.contests)
    )


def _moved(theirs: TheirContest, moves: dict[str, str]) -> TheirContest:
    if not isinstance(theirs, TheirVotes):
        return theirs
    order = next(one.choices for one in CONTESTS if one.id == theirs.contest)
    choices = {moves.get(choice, choice) for choice in theirs.choices}
    return replace(theirs, choices=tuple(choice for choice in order if choice in choices))


def raise_threshold(files: SimulatedFiles, machine: str) -> None:
    """The machine does not see faint marks."""
    of = {sheet.key: sheet for sheet in files.sheets if sheet.machine == machine}
    lost = {key for key, sheet in of.items() if any(SURE <= ink < TOO_HIGH for ink in sheet.faint)}
    files.change("threshold", of, lambda one: replace(one, contests=their_record(of[one.key], TOO_HIGH).contests))
    files.planted["threshold"] = lost


def scan_twice(files: SimulatedFiles, batch: str, again: str, pictures: bool = True) -> None:
    """The batch went through the scanner a second time, under new numbers."""
    twice = {one.key for one in files.records if one.batch == batch}
    files.records += [replace(one, key=f"9{one.key}", batch=again) for one in files.records if one.key in twice]
    if pictures:
        files.pictures += [replace(one, key=f"9{one.key}", batch=again) for one in files.pictures if one.key in twice]
    files.planted["twice"] = twice


def lose_records(files: SimulatedFiles, batch: str) -> None:
    """The batch was not exported."""
    files.planted["missing"] = {one.key for one in files.records if one.batch == batch}
    files.records = [one for one in files.records if one.batch != batch]


def lose_some_records(files: SimulatedFiles, keys: Iterable[str]) -> None:
    """Single records are missing."""
    gone = set(keys)
    files.records = [one for one in files.records if one.key not in gone]
    files.planted["no record"] = gone


def lose_pictures(files: SimulatedFiles, keys: Iterable[str]) -> None:
    gone = set(keys)
    files.pictures = [one for one in files.pictures if one.key not in gone]
    files.planted["no picture"] = gone


def alter(files: SimulatedFiles, key: str, contest: str) -> None:
    """One record was changed by hand: its vote is another choice's."""
    order = next(one.choices for one in CONTESTS if one.id == contest)
    files.change(
        "altered", [key], lambda one: with_moves(one, contest, dict(zip(order, order[1:] + order[:1], strict=True)))
    )


def adjudicate(files: SimulatedFiles, keys: Iterable[str], contest: str) -> None:
    """People decided what an overvote meant."""
    first = next(one.choices[0] for one in CONTESTS if one.id == contest)
    decided = TheirVotes(contest, (first,))
    files.change(
        "adjudicated",
        keys,
        lambda one: replace(
            one,
            status="Approved with Changes",
            changed_by_people=True,
            contests=tuple(decided if other.contest == contest else other for other in one.contests),
        ),
    )


def assign_write_ins(files: SimulatedFiles, keys: Iterable[str], contest: str, choice: str) -> None:
    """A marked write-in was given to a printed candidate."""

    def given(theirs: TheirContest) -> TheirContest:
        if isinstance(theirs, TheirVotes) and theirs.contest == contest:
            return replace(theirs, choices=(*theirs.choices, choice), write_ins=0)
        return theirs

    files.change("assigned", keys, lambda one: replace(one, contests=tuple(map(given, one.contests))))


def wrong_style(files: SimulatedFiles, keys: Iterable[str], style: str) -> None:
    """The record is of another ballot style than the paper."""
    contests = tuple(TheirVotes(contest, ()) for contest in STYLES[style])
    files.change("style", keys, lambda one: replace(one, style=f"Ballot Style {style[-1]}", contests=contests))


def number_twice(files: SimulatedFiles, keys: Iterable[str]) -> None:
    """A second picture has the number, of another sheet."""
    wanted = set(keys)
    files.pictures += [
        replace(one, contests=one.contests[:-1], paper=f"other {one.key}")
        for one in files.pictures
        if one.key in wanted
    ]
    files.planted["number twice"] = wanted


def keys_with(sheets: Iterable[VotedSheet], fits: Callable[[VotedSheet], bool], number: int) -> list[str]:
    """The first sheets that fit."""
    found = [one.key for one in sheets if fits(one)][:number]
    assert len(found) == number
    return found


def reading_of(sheet: VotedSheet, contest: str) -> OurContest | None:
    return next((_our_contest(one) for one in sheet.contests if one.contest == contest), None)


def marks_darkly(sheet: VotedSheet, contest: str, marks: int) -> bool:
    """Whether so many choices are marked darkly in it."""
    return any(one.contest == contest and len(one.ink) == marks and one.ink[0][1] > 50 for one in sheet.contests)


def compared(files: SimulatedFiles) -> OutsideComparison:
    return compare(files.pictures, files.records, CONTESTS)


def keys_of(comparison: OutsideComparison, kind: ComparedAs, *, explained: bool = False) -> set[str]:
    return {
        one.line.record.key for one in comparison.lines if one.line.kind is kind if (one.cause is not None) is explained
    }
