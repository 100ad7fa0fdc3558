"""Which single-page files are the two sides of one sheet, as far as their names tell."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

_SIDES = (
    ("front", "back"),
    ("recto", "verso"),
    ("f", "b"),
    ("a", "b"),
    ("p1", "p2"),
    ("page1", "page2"),
    ("side1", "side2"),
    ("1", "2"),
)
_PLAIN_WORDS = frozenset({"front", "back", "recto", "verso"})
"""A name that ends so is a side even where no other file is named for the other side."""
_ENDING = re.compile(r"(?P<stem>.*?)(?P<gap>[ _.\-]*)(?P<side>front|back|recto|verso|[abf]|(?:p|page|side)?0*[0-9]+)")

Sides = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NameTells:
    """What the names tell: sheets of two sides (indices, first side first), and sides whose other side is missing."""

    pairs: tuple[tuple[int, int], ...]
    alone: tuple[int, ...]


def what_names_tell(names: Sequence[str]) -> NameTells:
    """Pair the names of single-page files; indices into `names`. What is in neither list only the order can pair.

    Two files of one folder are a sheet where their names are the same but for a last front/back, f/b, a/b, p1/p2, 1/2
    or the like, and no third name fits: scan-1, scan-2, scan-3 are three scans, not a sheet and a half.
    """
    groups: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for index, name in enumerate(names):
        path = PurePath(name)
        ending = _ending(path.stem.casefold())
        if ending is not None:
            groups[str(path.parent), ending[0]].append((ending[1], index))
    pairs = {key: pair for key, group in groups.items() if (pair := _pair_of(group)) is not None}
    used = {(folder, _sides_of(groups[folder, stem])) for folder, stem in pairs}
    alone = [
        group[0][1]
        for (folder, _), group in groups.items()
        if len(group) == 1 and _is_a_side(group[0][0], [sides for where, sides in used if where == folder])
    ]
    return NameTells(pairs=tuple(sorted(pairs.values())), alone=tuple(sorted(alone)))


def in_pairs(indices: Sequence[int]) -> list[tuple[int, ...]]:
    """Pair by order; an odd last one stays alone."""
    return [tuple(indices[at : at + 2]) for at in range(0, len(indices), 2)]


def _ending(stem: str) -> tuple[str, str] | None:
    """A name's stem without its side, and the side in its plain form (p02 is p2)."""
    match = _ENDING.fullmatch(stem)
    if match is None:
        return None
    before, gap, side = match["stem"], match["gap"], match["side"]
    letter_after_number = not side[-1].isdigit() and before[-1:].isdigit()
    if before and not gap and not letter_after_number:
        return None
    return before, re.sub(r"0+(?=[0-9])", "", side)


def _sides_of(group: list[tuple[str, int]]) -> Sides | None:
    if len(group) != 2:
        return None
    present = {side for side, _ in group}
    return next((sides for sides in _SIDES if present == set(sides)), None)


def _pair_of(group: list[tuple[str, int]]) -> tuple[int, int] | None:
    sides = _sides_of(group)
    if sides is None:
        return None
    by_side = dict(group)
    return by_side[sides[0]], by_side[sides[1]]


def _is_a_side(side: str, used_here: list[Sides | None]) -> bool:
    """A side by itself: a plain word, or an ending that pairs other sheets of the same folder."""
    return side in _PLAIN_WORDS or any(sides is not None and side in sides for sides in used_here)
