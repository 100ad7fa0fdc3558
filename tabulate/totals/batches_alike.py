"""Batches that look like one another scanned twice: the same votes, sheet by sheet, in the same order or backwards.

A paper of which little is marked, or that a device printed, cannot be known again by its ink. A stack of them can: that
a run of sheets has the votes of another run, in order, is the more seldom by chance the longer it is. How seldom is
worked out from the record's own votes, and always taken for more likely than it is. Voters who mark one ticket,
contests with one candidate and empty ballots must never make two batches one. Test decks are fed on purpose: they are
left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from tabulate.board.places import OUT_PLACES, SheetName
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.entries import BatchKind
from tabulate.ledger.state import RecordState
from tabulate.votes import CastVoteRecord, ContestReading, Counted

CHANCE = 1e-3
"""Two batches are asked about where it is less likely than this that any two of the record agree so by chance."""
_EACH_TELLS_HALF = 0.5
"""Votes on one ballot hang together: a contest tells half of what it would if it stood alone."""
_LEAST_SHARE = 0.3
"""No choice is taken for rarer than this, as few ballots say little."""
_PRIOR_SHEETS = 2
_UNSEEN = 8
"""What was not seen among so many sheets may be had by one in as many times this."""
_DIFFERS = 4.0
"""What a sheet that differs takes away: another scan of a paper may be read otherwise."""
_GIVE_UP = 9.0
_APART = 3
"""So many sheets may differ, or be unread, one after another."""
_GRAMS = (3, 6, 12, 24)
"""So many sheets in order are a place to begin at, where they tell this share of what is needed."""
_SEED_SHARE = 0.5
_MOST_PLACES = 24
"""What stands at more places than this is no place to begin at."""

_Votes = tuple[ContestReading, ...]
_Place = tuple[int, int]
"""Batch, and sheet from 0."""


@dataclass(frozen=True, slots=True)
class AlikeRun:
    """Sheets of a batch that agree with sheets of an earlier one. Both runs are given by their lowest sheet number."""

    batch: str
    first: int
    earlier_batch: str
    earlier_first: int
    sheets: int
    backwards: bool
    """True where the stack was turned round."""

    def __str__(self) -> str:
        """For people."""
        last, earlier_last = self.first + self.sheets - 1, self.earlier_first + self.sheets - 1
        order = "in the opposite order" if self.backwards else "in the same order"
        return (
            f"sheets {self.first} to {last} of batch {self.batch} have the votes of sheets {self.earlier_first} to "
            f"{earlier_last} of batch {self.earlier_batch}, {order}"
        )


def batches_alike(state: RecordState) -> tuple[AlikeRun, ...]:
    """For each two batches that look like the same papers, the longest run; those that were allowed are left out."""
    batches = [batch for batch in state.batches.values() if _is_compared(state, batch)]
    stacks = [[kept.votes for kept in batch.kept] for batch in batches]
    found: dict[tuple[int, int], AlikeRun] = {}
    for run in _runs(stacks, [batch.opened.batch for batch in batches]):
        one, two = state.batches[run.batch], state.batches[run.earlier_batch]
        allowed = run.earlier_batch in one.alike_allowed or run.batch in two.alike_allowed
        key = (batches.index(one), batches.index(two))
        if not allowed and not _is_settled(state, run) and (key not in found or found[key].sheets < run.sheets):
            found[key] = run
    return tuple(found[key] for key in sorted(found))


def _is_compared(state: RecordState, batch: BatchState) -> bool:
    on_purpose = (BatchKind.TEST, BatchKind.TRANSFER)
    return batch.opened.batch_kind not in on_purpose and batch.opened.batch not in state.board.taken_out


def _is_settled(state: RecordState, run: AlikeRun) -> bool:
    """Whether most of the pairs count once at most: people struck one of the two."""
    pairs = ((run.first + n, run.earlier_first + n) for n in range(run.sheets))
    out = sum(
        state.place_of(SheetName(run.batch, one)) in OUT_PLACES
        or state.place_of(SheetName(run.earlier_batch, two)) in OUT_PLACES
        for one, two in pairs
    )
    return 2 * out > run.sheets


class _Chances:
    """How much it tells that two sheets agree: the logarithm of the chance, turned round."""

    def __init__(self, stacks: Sequence[Sequence[CastVoteRecord | None]]) -> None:
        self._choices: Counter[ContestReading] = Counter()
        self._sheets: Counter[str] = Counter()
        self._of_card: Counter[str] = Counter()
        self._alike: Counter[_Votes] = Counter()
        self._others: Counter[_Votes] = Counter()
        self._told: dict[_Votes, float] = {}
        for stack in stacks:
            read = [votes for votes in stack if votes is not None]
            same = Counter(votes.contests for votes in read)
            cards = Counter(votes.card for votes in read)
            self._of_card.update(cards)
            for votes in read:
                self._choices.update(votes.contests)
                self._sheets.update(reading.contest for reading in votes.contests)
                self._alike[votes.contests] += same[votes.contests] - 1
                self._others[votes.contests] += cards[votes.card] - 1

    def told(self, votes: CastVoteRecord) -> float:
        """What the agreement of another sheet with these votes tells; 0 where it tells nothing."""
        if votes.contests not in self._told:
            self._told[votes.contests] = -log(self._chance(votes))
        return self._told[votes.contests]

    def _chance(self, votes: CastVoteRecord) -> float:
        by_choice = 1.0
        for reading in votes.contests:
            if isinstance(reading, Counted) and reading.choices:
                share = (self._choices[reading] + 1) / (self._sheets[reading.contest] + 2)
                by_choice *= max(share, _LEAST_SHARE) ** _EACH_TELLS_HALF
        alike, others = self._alike[votes.contests], self._others[votes.contests]
        seen = (alike + _PRIOR_SHEETS * by_choice) / (others + _PRIOR_SHEETS)
        unseen = 1 / (_UNSEEN * max(self._of_card[votes.card], others + _PRIOR_SHEETS))
        return min(1.0, max(seen, by_choice, unseen))


def _runs(stacks: Sequence[Sequence[CastVoteRecord | None]], names: Sequence[str]) -> Iterator[AlikeRun]:
    chances = _Chances(stacks)
    sizes = [len(stack) for stack in stacks]
    pairs = sum(sizes) ** 2 - sum(size**2 for size in sizes)
    needed = log(max(1, pairs)) - log(CHANCE)
    done: set[tuple[int, int, int, int]] = set()
    for earlier, later, step in _seeds(stacks, chances, _SEED_SHARE * needed):
        line = (earlier[0], later[0], step, later[1] - step * earlier[1])
        if line in done:
            continue
        done.add(line)
        yield from _best_runs(stacks, names, chances, line, needed)


def _seeds(
    stacks: Sequence[Sequence[CastVoteRecord | None]], chances: _Chances, least: float
) -> Iterator[tuple[_Place, _Place, int]]:
    """Places of an earlier and a later batch from which a run may go, and the direction in the later one.

    Sheets in order that tell as much as `least` together: few that tell much, or many that tell little.
    """
    numbers: dict[tuple[str, _Votes], int] = {}
    marked = [
        [None if one is None else numbers.setdefault((one.card, one.contests), len(numbers)) for one in stack]
        for stack in stacks
    ]
    told = [[0.0 if one is None else chances.told(one) for one in stack] for stack in stacks]
    for size in _GRAMS:
        forwards: defaultdict[tuple[int | None, ...], list[_Place]] = defaultdict(list)
        for batch, stack in enumerate(marked):
            for at in range(len(stack) - size + 1):
                if sum(told[batch][at : at + size]) >= least:
                    forwards[tuple(stack[at : at + size])].append((batch, at))
        for gram, places in forwards.items():
            yield from ((one, two, 1) for one, two in _pairs(places, places))
            backwards = [(batch, at + size - 1) for batch, at in forwards.get(gram[::-1], ())]
            yield from ((one, two, -1) for one, two in _pairs(places, backwards))


def _pairs(places: Sequence[_Place], others: Sequence[_Place]) -> Iterator[tuple[_Place, _Place]]:
    return ((one, two) for one in places[:_MOST_PLACES] for two in others[:_MOST_PLACES] if one[0] < two[0])


def _best_runs(
    stacks: Sequence[Sequence[CastVoteRecord | None]],
    names: Sequence[str],
    chances: _Chances,
    line: tuple[int, int, int, int],
    needed: float,
) -> Iterator[AlikeRun]:
    """The runs along one line (an earlier batch, a later one, the direction, and by how much it is shifted)."""
    earlier, later, step, shift = line
    score = best = 0.0
    begun = ended = apart = 0
    for at in range(len(stacks[earlier]) + 1):
        there = step * at + shift
        inside = at < len(stacks[earlier]) and 0 <= there < len(stacks[later])
        told = _told(stacks[earlier][at], stacks[later][there], chances) if inside else None
        apart = 0 if told is not None and told >= 0 else apart + 1
        score += told or 0.0
        if score > best:
            best, ended = score, at + 1
        if score <= 0 or not inside or best - score > _GIVE_UP or apart > _APART:
            if best > needed:
                ends = (step * begun + shift, step * (ended - 1) + shift)
                yield AlikeRun(names[later], min(ends) + 1, names[earlier], begun + 1, ended - begun, step < 0)
            score, best, begun, ended = 0.0, 0.0, at + 1, at + 1


def _told(one: CastVoteRecord | None, two: CastVoteRecord | None, chances: _Chances) -> float | None:
    """What a pair of sheets tells; None where one of them was not read."""
    if one is None or two is None:
        return None
    if one.card != two.card or any(
        _differ(mine, theirs) for mine, theirs in zip(one.contests, two.contests, strict=False)
    ):
        return -_DIFFERS
    return min(chances.told(one), chances.told(two))


def _differ(one: ContestReading, other: ContestReading) -> bool:
    return isinstance(one, Counted) and isinstance(other, Counted) and one != other
