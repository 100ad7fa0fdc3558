"""Simulated voters: what each means to vote, and what the pen leaves at each oval and line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from imaging.layout import Side, Target
from tabulate.election import Contest, ContestId, TargetMeaning
from test_ballots.press import Press
from test_ballots.strokes import Stroke
from test_ballots.voters.handwriting import USUAL, Hand, write_name
from test_ballots.voters.pens import PENS, MarkKind, Pen, mark_oval, stray_stroke

_PLAIN_KINDS: Mapping[MarkKind, float] = {
    MarkKind.FILL: 0.66,
    MarkKind.SCRIBBLE: 0.27,
    MarkKind.CHECK: 0.02,
    MarkKind.CROSS: 0.02,
    MarkKind.LINE: 0.015,
    MarkKind.FAINT: 0.01,
    MarkKind.LOOP: 0.005,
}
MIXED_KINDS = tuple(kind for kind in MarkKind if kind is not MarkKind.STRAY)
_SLIPS = (MarkKind.HESITATION, MarkKind.ERASED, MarkKind.DOT)


@dataclass(frozen=True, slots=True)
class VotingHabits:
    """Chances of what voters do. The kinds are how a voter marks the whole ballot."""

    kinds: Mapping[MarkKind, float] = field(default_factory=lambda: _PLAIN_KINDS)
    blank_ballot: float = 0.01
    undervote: float = 0.06
    overvote: float = 0.008
    write_in: float = 0.015
    name_without_oval: float = 0.003
    oval_without_name: float = 0.003
    slip: float = 0.006
    """For each contest: a hesitation mark, an erased mark or a dot in one more oval."""
    stray: float = 0.03
    """For each page: a stroke nobody meant."""
    mixed: float = 0.0
    """A voter who marks every oval in another way."""
    hands: tuple[Hand, ...] = ()
    """How names are written, one of these for each name; all in the usual way where there are none."""


CAREFUL = VotingHabits(
    kinds={MarkKind.FILL: 0.7, MarkKind.SCRIBBLE: 0.3}, blank_ballot=0.0, overvote=0.0, slip=0.0, stray=0.0
)
ROUGH = VotingHabits(
    kinds={kind: 1.0 for kind in MarkKind if kind not in (*_SLIPS, MarkKind.STRAY)},
    undervote=0.12,
    overvote=0.06,
    write_in=0.08,
    name_without_oval=0.02,
    oval_without_name=0.02,
    slip=0.08,
    stray=0.4,
)


@dataclass(slots=True)
class PenWork:
    """Everything the pen did on one card."""

    pen: Pen
    aimed: dict[int, MarkKind] = field(default_factory=dict)
    """What was aimed at which target, by its number."""
    aimed_strokes: dict[int, list[Stroke]] = field(default_factory=dict)
    written: set[int] = field(default_factory=set)
    """Targets in whose write-in area a name was written."""
    strokes: dict[Side, list[Stroke]] = field(default_factory=lambda: {Side.FRONT: [], Side.BACK: []})


@dataclass(frozen=True, slots=True)
class _Line:
    """A target of a contest on a side, with what it stands for."""

    side: Side
    target: Target
    meaning: TargetMeaning


@lru_cache(4096)
def popularity(contest: Contest, seed: int) -> Mapping[str, float]:
    """How the electorate leans in a contest: the same for every sheet of a deck."""
    rng = np.random.default_rng((seed, *contest.id.encode()))
    if not contest.choices:
        return MappingProxyType({})
    weights = rng.dirichlet(np.full(len(contest.choices), 3.0))
    return MappingProxyType({choice.id: float(weight) for choice, weight in zip(contest.choices, weights, strict=True)})


def vote(press: Press, card: int, habits: VotingHabits, seed: int, rng: np.random.Generator) -> PenWork:
    """Let one voter mark one card. `seed` is the deck's: it fixes how the electorate leans."""
    kinds = sorted(habits.kinds)
    weights = np.array([habits.kinds[kind] for kind in kinds])
    kind = MarkKind(kinds[int(rng.choice(len(kinds), p=weights / weights.sum()))])
    work = PenWork(PENS[int(rng.integers(len(PENS)))])
    mixed = habits.mixed > 0 and rng.random() < habits.mixed
    voter = _Voter(press, card, habits, None if mixed else kind, work, rng)
    if rng.random() >= habits.blank_ballot:
        for contest_id, lines in _lines(press, card).items():
            contest = press.election.contest(contest_id)
            voter.vote_contest(lines, contest, popularity(contest, seed))
    paper = press.paper(card)
    for page in press.election.layouts.cards[card].pages:
        if rng.random() < habits.stray:
            work.strokes[page.side].append(stray_stroke(paper.height_in, paper.width_in, work.pen, rng))
    return work


def _lines(press: Press, card: int) -> dict[ContestId, list[_Line]]:
    """The card's targets, contest by contest in ballot order."""
    meanings = press.election.cards[card].meanings
    found: dict[ContestId, list[_Line]] = {}
    for page in press.election.layouts.cards[card].pages:
        for target in page.targets:
            line = _Line(page.side, target, meanings[target.number - 1])
            found.setdefault(line.meaning.contest, []).append(line)
    return found


@dataclass(frozen=True, slots=True)
class _Voter:
    """One voter with a pen at one card."""

    press: Press
    card: int
    habits: VotingHabits
    kind: MarkKind | None
    """How the voter marks every oval; None: each in another way."""
    work: PenWork
    rng: np.random.Generator

    def vote_contest(self, lines: list[_Line], contest: Contest, leaning: Mapping[str, float]) -> None:
        """Mark one contest, or leave it."""
        habits, rng = self.habits, self.rng
        if rng.random() < habits.undervote:
            wanted = int(rng.integers(contest.seats))
        else:
            wanted = contest.seats + int(rng.random() < habits.overvote)
        printed = [line for line in lines if not line.meaning.write_in]
        blanks = [line for line in lines if line.meaning.write_in]
        if blanks and wanted and rng.random() < habits.write_in:
            self._mark(blanks[0], self._kind())
            self._write(blanks[0])
            wanted -= 1
        for line in self._chosen(printed, leaning, wanted):
            self._mark(line, self._kind())
        if blanks:
            self._careless_write_in(blanks[-1])
        if rng.random() < habits.slip:
            spare = [line for line in printed if line.target.number not in self.work.aimed]
            if spare:
                self._mark(spare[int(rng.integers(len(spare)))], _SLIPS[int(rng.integers(len(_SLIPS)))])

    def _chosen(self, printed: list[_Line], leaning: Mapping[str, float], wanted: int) -> list[_Line]:
        count = min(wanted, len(printed))
        if not count:
            return []
        weights = np.array([leaning[line.meaning.choice] for line in printed])
        places = self.rng.choice(len(printed), count, replace=False, p=weights / weights.sum())
        return [printed[int(place)] for place in sorted(places)]

    def _careless_write_in(self, line: _Line) -> None:
        """A name without its oval, or an oval without a name (ARM 44.3.2403(2))."""
        if line.target.number in self.work.aimed:
            return
        chance = self.rng.random()
        if chance < self.habits.name_without_oval:
            self._write(line)
        elif chance < self.habits.name_without_oval + self.habits.oval_without_name:
            self._mark(line, self._kind())

    def _kind(self) -> MarkKind:
        return self.kind or MIXED_KINDS[int(self.rng.integers(len(MIXED_KINDS)))]

    def _mark(self, line: _Line, kind: MarkKind) -> None:
        oval = self.press.oval(self.card, line.target)
        strokes = mark_oval(kind, oval, self.work.pen, self.rng)
        self.work.strokes[line.side] += strokes
        self.work.aimed[line.target.number] = kind
        self.work.aimed_strokes[line.target.number] = strokes

    def _write(self, line: _Line) -> None:
        area = line.target.write_in_area
        if area is None:
            return
        box = self.press.box_in(self.card, area)
        hands = self.habits.hands
        hand = hands[int(self.rng.integers(len(hands)))] if hands else USUAL
        self.work.strokes[line.side] += write_name(*box, self.work.pen, self.rng, hand)
        self.work.written.add(line.target.number)
