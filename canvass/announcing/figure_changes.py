"""What a snapshot says otherwise than the one before it: every cell that changed, and every figure that fell."""

from collections.abc import Iterator
from dataclasses import dataclass

from canvass.announcing.snapshot import ContestPublished, RowPublished, Snapshot
from canvass.exporting.figures_by_row import PENDING

_UNDER, _OVER = "UNDERVOTES", "OVERVOTES"
_MAY_FALL = frozenset({PENDING, _UNDER, _OVER})


@dataclass(frozen=True, slots=True)
class CellChange:
    """One figure of a contest, before and now."""

    contest: str
    title: str
    choice: str
    name: str
    before: int
    now: int
    """In the whole of the contest."""


def changes_between(before: Snapshot, now: Snapshot) -> tuple[CellChange, ...]:
    """Every figure of a whole contest that is another now; one that is not there any more is 0."""
    ids = dict.fromkeys(one.contest for one in (*before.contests, *now.contests))
    return tuple(
        change for id_ in ids for change in _of_contest(before.contest(id_), now.contest(id_)) if _differs(change)
    )


def falls_between(before: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """In words, every choice that has fewer votes than before, in a contest or in a row that both show.

    So is a county that is not there any more: what others counted since could hide that its votes are gone.
    Write-ins that the board has yet to read become votes of named people: those may fall.
    """
    wholes = [
        f"{one.title}, {one.name}: {one.before:,} to {one.now:,}"
        for one in changes_between(before, now)
        if one.now < one.before and one.choice not in _MAY_FALL
    ]
    there = {one.place for one in now.places}
    gone = [f"{one.name}, which is not there any more" for one in before.places if one.place not in there]
    return (*wholes, *gone, *(words for one in before.contests for words in _falls_by_row(one, now)))


def _falls_by_row(before: ContestPublished, snapshot: Snapshot) -> Iterator[str]:
    now, places = snapshot.contest(before.contest), {one.place for one in snapshot.places}
    rows = {} if now is None else {row.place: row for row in now.rows if row.place in places}
    for row in before.rows:
        if now is not None and row.place in rows:
            has = _by_choice(now, rows[row.place])
            had = _by_choice(before, row)
            if any(has.get(one, 0) < votes for one, votes in had.items() if one not in _MAY_FALL):
                yield f"{before.title}, {row.name}"


def _by_choice(contest: ContestPublished, row: RowPublished) -> dict[str, int]:
    return {one.choice: votes for one, votes in zip(contest.choices, row.votes, strict=True)}


def _differs(change: CellChange) -> bool:
    return change.before != change.now


def _of_contest(before: ContestPublished | None, now: ContestPublished | None) -> Iterator[CellChange]:
    said = now or before
    assert said is not None
    had, has = _figures(before), _figures(now)
    for choice in dict.fromkeys((*had, *has)):
        name = (has.get(choice) or had[choice])[0]
        old, new = had.get(choice, ("", 0))[1], has.get(choice, ("", 0))[1]
        yield CellChange(said.contest, said.title, choice, name, old, new)


def _figures(contest: ContestPublished | None) -> dict[str, tuple[str, int]]:
    if contest is None:
        return {}
    own = {one.choice: (one.name, one.votes) for one in contest.choices}
    return own | {_UNDER: ("Undervotes", contest.undervotes), _OVER: ("Overvotes", contest.overvotes)}
