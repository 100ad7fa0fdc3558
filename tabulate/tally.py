"""Running figures of a count: what sheets and hand counts add, and what leaves again when people decide.

Every sheet adds its figures as it stands; where a decision changes how it stands, the old figures are taken out and the
new ones put in. For a contest of k seats, always: votes + undervotes + overvotes + k * questionable = k * sheets.
"""

from collections import Counter
from collections.abc import Container, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, assert_never

from imaging.layout import CardId
from tabulate.ballots_cast import BallotPaper
from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.outcomes import ContestOutcome
from tabulate.board.places import COUNTED_PLACES, Place
from tabulate.election import ChoiceId, ContestId, CountingMethod, PrecinctId
from tabulate.questions import Question
from tabulate.votes import CastVoteRecord, ContestReading, Counted, Questionable, WordsCompared

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class WordsTotals:
    """Device printouts read, and how often their printed words and barcodes said the same, contest by contest."""

    printouts: int = 0
    agree: int = 0
    differ: int = 0
    unread: int = 0

    def with_printout(self, words: WordsCompared | None, times: int = 1) -> "WordsTotals":
        """These and one printout more (or, with -1, less); `words` is None where the rule compares none."""
        if words is None:
            return WordsTotals(self.printouts + times, self.agree, self.differ, self.unread)
        return WordsTotals(
            self.printouts + times,
            self.agree + times * len(words.agree),
            self.differ + times * len(words.differ),
            self.unread + times * len(words.unread),
        )

    def __add__(self, other: "WordsTotals") -> "WordsTotals":
        """Both together."""
        return WordsTotals(
            self.printouts + other.printouts,
            self.agree + other.agree,
            self.differ + other.differ,
            self.unread + other.unread,
        )


@dataclass(slots=True)
class ContestTally:
    """A contest's running figures in one precinct (or with none stated)."""

    sheets: int = 0
    """Sheets in the totals that carry it, and ballots counted by hand."""
    votes: Counter[ChoiceId] = field(default_factory=Counter)
    """Of the machine, the board and the hand counts together."""
    undervotes: int = 0
    questionable: Counter[Question] = field(default_factory=Counter)
    """Sheets on which it waits for the board."""
    overvotes: int = 0
    """Slots of ballots that the board, or a hand count, found overvoted: all the seats of each."""
    decided: Counter[Question] = field(default_factory=Counter)
    """Sheets on which the board decided it, by why it was asked."""
    by_board: Counter[ChoiceId] = field(default_factory=Counter)
    """The part of `votes` that stands on sheets on which the board decided the contest."""
    by_hand: Counter[ChoiceId] = field(default_factory=Counter)
    """The part of `votes` that hand counts brought."""
    outside: int = 0
    """The part of `sheets` that another system counted: what it does not tell, nobody can add up."""

    def __add__(self, other: "ContestTally") -> "ContestTally":
        """Both together."""
        return ContestTally(
            self.sheets + other.sheets,
            self.votes + other.votes,
            self.undervotes + other.undervotes,
            self.questionable + other.questionable,
            self.overvotes + other.overvotes,
            self.decided + other.decided,
            self.by_board + other.by_board,
            self.by_hand + other.by_hand,
            self.outside + other.outside,
        )

    def __sub__(self, part: "ContestTally") -> "ContestTally":
        """What is left without a part of it."""
        return ContestTally(
            self.sheets - part.sheets,
            self.votes - part.votes,
            self.undervotes - part.undervotes,
            self.questionable - part.questionable,
            self.overvotes - part.overvotes,
            self.decided - part.decided,
            self.by_board - part.by_board,
            self.by_hand - part.by_hand,
            self.outside - part.outside,
        )


TallyKey = tuple[PrecinctId | None, ContestId]


@dataclass(frozen=True, slots=True)
class SheetFigures:
    """A sheet as it stands, to be put into a tally or taken out of it."""

    place: Place
    precinct: PrecinctId | None
    method: CountingMethod = CountingMethod.HAND_MARKED
    readings: tuple[ContestReading | ContestOutcome, ...] = ()
    """None for a sheet that is not in the totals."""
    words: WordsCompared | None = None
    card: CardId | None = None
    """None for a sheet that was not read."""
    group: str = ""
    """The kind of its batch; of a new ballot of a transfer, its original's."""
    voted_apart: tuple[ContestId, ...] | None = None
    """As its batch says."""

    @property
    def paper(self) -> BallotPaper:
        """What it counts as towards ballots."""
        printout = self.method is CountingMethod.DEVICE
        return BallotPaper(self.precinct, self.card, self.group, printout, voted_apart=self.voted_apart)


IN_THE_TOTALS = COUNTED_PLACES | {Place.WAITING, Place.LAID_ASIDE}
"""Sheets in these places are among a contest's sheets; the last two, as far as they are in question, wait there."""


@dataclass(slots=True)
class Tally:
    """Running figures of one count. Its size depends on the ballot, not on the number of sheets."""

    contests: dict[TallyKey, ContestTally] = field(default_factory=dict)
    sheets: Counter[PrecinctId | None] = field(default_factory=Counter)
    """Sheets in the totals, with or without questions."""
    sheets_in_question: Counter[PrecinctId | None] = field(default_factory=Counter)
    by_device: dict[TallyKey, ContestTally] = field(default_factory=dict)
    """The part of `contests` that comes from device printouts. Show it only as `secrecy` lets it."""
    words: WordsTotals = field(default_factory=WordsTotals)
    places: Counter[Place] = field(default_factory=Counter)
    """Every sheet scanned, by where it stands."""
    hand_ballots: Counter[PrecinctId | None] = field(default_factory=Counter)
    """Ballots counted by hand."""
    papers: Counter[BallotPaper] = field(default_factory=Counter)
    """The sheets of `sheets` again, by what they count as towards ballots."""
    outside: Counter[PrecinctId | None] = field(default_factory=Counter)
    """Ballots that another system counted; they are among `sheets`."""

    @property
    def sheets_not_read(self) -> int:
        """Sheets that wait because they could not be read or do not belong."""
        return self.places[Place.NOT_READ]

    def add(
        self,
        votes: CastVoteRecord,
        batch_precinct: PrecinctId | None = None,
        method: CountingMethod = CountingMethod.HAND_MARKED,
    ) -> None:
        """Add a sheet that was read, as the machine left it. Where the card names no precinct, the batch's counts."""
        precinct = votes.precinct if votes.precinct is not None else batch_precinct
        place = Place.WAITING if votes.questions else Place.COUNTED
        self.put(SheetFigures(place, precinct, method, votes.contests, votes.words, votes.card))

    def put(self, figures: SheetFigures, times: int = 1) -> None:
        """Put a sheet's figures in, or, with -1, take them out again."""
        bump(self.places, figures.place, times)
        if figures.place not in IN_THE_TOTALS:
            return
        bump(self.sheets, figures.precinct, times)
        bump(self.papers, figures.paper, times)
        if figures.place not in COUNTED_PLACES:
            bump(self.sheets_in_question, figures.precinct, times)
        _put_contests(self.contests, figures, times)
        if figures.method is CountingMethod.DEVICE:
            self.words = self.words.with_printout(figures.words, times)
            _put_contests(self.by_device, figures, times)

    def put_hand_count(self, count: HandCount, times: int = 1) -> None:
        """Put in a hand count as it stands, ballots and contests whose sheets are equal; or, with -1, take it out."""
        precinct = count.opened.precinct
        self.hand_ballots[precinct] += times * count.ballots
        for sheet in count.settled:
            tally = self.contests.setdefault((precinct, sheet.contest), ContestTally())
            tally.sheets += times * sheet.ballots
            tally.undervotes += times * sheet.undervotes
            tally.overvotes += times * sheet.overvotes
            for figure in sheet.figures:
                bump(tally.votes, figure.choice, times * figure.votes)
                bump(tally.by_hand, figure.choice, times * figure.votes)
            if not tally.sheets:
                del self.contests[precinct, sheet.contest]

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            _together(self.contests, other.contests),
            self.sheets + other.sheets,
            self.sheets_in_question + other.sheets_in_question,
            _together(self.by_device, other.by_device),
            self.words + other.words,
            self.places + other.places,
            self.hand_ballots + other.hand_ballots,
            self.papers + other.papers,
            self.outside + other.outside,
        )

    def join(self, other: "Tally") -> None:
        """Take in figures of precincts that these have none of."""
        self.contests.update(other.contests)
        self.sheets.update(other.sheets)
        self.papers.update(other.papers)
        self.outside.update(other.outside)

    def without(self, precincts: Container[PrecinctId | None]) -> "Tally":
        """What of these figures is of no such precinct; where sheets stand is of all of them."""
        return Tally(
            {key: part for key, part in self.contests.items() if key[0] not in precincts},
            _elsewhere(self.sheets, precincts),
            _elsewhere(self.sheets_in_question, precincts),
            {key: part for key, part in self.by_device.items() if key[0] not in precincts},
            self.words,
            self.places + Counter(),
            _elsewhere(self.hand_ballots, precincts),
            Counter({paper: count for paper, count in self.papers.items() if paper.precinct not in precincts}),
            _elsewhere(self.outside, precincts),
        )


def _elsewhere(
    counter: Counter[PrecinctId | None], precincts: Container[PrecinctId | None]
) -> Counter[PrecinctId | None]:
    return Counter({precinct: count for precinct, count in counter.items() if precinct not in precincts})


def _together(one: dict[TallyKey, ContestTally], other: dict[TallyKey, ContestTally]) -> dict[TallyKey, ContestTally]:
    empty = ContestTally()
    return {key: one.get(key, empty) + other.get(key, empty) for key in dict.fromkeys((*one, *other))}


def bump(counter: Counter[Key], key: Key, times: int) -> None:
    """Count up or down; what comes to nothing leaves, so that equal figures are equal counters."""
    counter[key] += times
    if not counter[key]:
        del counter[key]


def _put_contests(tallies: dict[TallyKey, ContestTally], figures: SheetFigures, times: int) -> None:
    for reading in figures.readings:
        key = (figures.precinct, reading.contest)
        tally = tallies.get(key)
        if tally is None:
            tally = tallies[key] = ContestTally()
        tally.sheets += times
        _put_reading(tally, reading, times)
        if not tally.sheets:
            del tallies[key]


def _put_reading(tally: ContestTally, reading: ContestReading | ContestOutcome, times: int) -> None:
    match reading:
        case Counted():
            for choice in reading.choices:
                bump(tally.votes, choice, times)
            tally.undervotes += times * reading.undervotes
        case Questionable():
            bump(tally.questionable, reading.question, times)
        case ContestOutcome():
            for choice in reading.votes:
                bump(tally.votes, choice, times)
                bump(tally.by_board, choice, times)
            tally.undervotes += times * reading.undervotes
            tally.overvotes += times * reading.overvotes
            bump(tally.decided, reading.question, times)
        case _:
            assert_never(reading)
