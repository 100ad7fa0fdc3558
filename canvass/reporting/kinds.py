"""Ballots by the kind of their batches: how many are in the totals and how many wait, never a vote.

Kinds that are held for the sixth day stand together in one line, as they are added up together (13-15-107(5)).
"""

from collections import Counter
from dataclasses import dataclass

from tabulate.board.places import COUNTED_PLACES, WAITING_PLACES
from tabulate.ledger.batch_kinds import HELD_KINDS, BatchKind
from tabulate.ledger.state import RecordState

_HELD_WORDS = {BatchKind.PROVISIONAL: "provisional", BatchKind.LATE_COVERED_VOTER: "late covered voters'"}


@dataclass(frozen=True, slots=True)
class KindLine:
    """The ballots of a kind, or of the kinds that are held together."""

    name: str
    counted: int
    """By the machine, or decided by the board."""
    waiting: int
    """Set aside for people."""


def kind_lines(state: RecordState, released: bool, test: bool) -> tuple[KindLine, ...]:
    """Each kind with ballots, in the order of `BatchKind`; those that are held only once they are `released`."""
    counted: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for batch in state.batches.values():
        kind = batch.opened.batch_kind
        if batch.test is test and (released or kind not in HELD_KINDS):
            counted[_name(state, kind)] += batch.at(*COUNTED_PLACES)
            waiting[_name(state, kind)] += batch.at(*WAITING_PLACES)
    names = dict.fromkeys(_name(state, kind) for kind in BatchKind)
    return tuple(KindLine(name, counted[name], waiting[name]) for name in names if counted[name] or waiting[name])


def held_words(state: RecordState) -> str:
    """What the held ballots are, in words: `provisional`, or that and others."""
    kinds = {batch.opened.batch_kind for _, batch in state.batches_kept()} & HELD_KINDS or {BatchKind.PROVISIONAL}
    return " and ".join(words for kind, words in _HELD_WORDS.items() if kind in kinds)


def _name(state: RecordState, kind: BatchKind) -> str:
    return held_words(state) if kind in HELD_KINDS else kind.value
