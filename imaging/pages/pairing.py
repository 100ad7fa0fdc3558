"""Which single-page files are the two sides of one sheet, as far as their names tell."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

from imaging.pages.side_words import ONE_SIDE_WORD, PAIRS_OF_WORDS, SIDE_WORDS, plain_stem, side_word
from imaging.sheets import Pairing

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

_NUMBERED_SIDE = re.compile(rf"(?P<series>.*?)(?P<number>[0-9]+)[ _.\-]*(?P<word>{ONE_SIDE_WORD})")

Sides = tuple[str, str]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class NameTells:
    """What the names tell: sheets of two sides (indices, first side first), and sides whose other side is missing."""

    pairs: tuple[tuple[int, int], ...]
    alone: tuple[int, ...]


def what_names_tell(names: Sequence[str], pairing: Pairing = Pairing.PROVED) -> NameTells:
    """Pair the names of single-page files; indices into `names`. What is in neither list only the order can pair.

    Where a number that counts on goes before a word, `1-front` and `2-back` are a sheet. Where a scan has no number,
    scan 1 and scan 2 are none: they are the second and the third.
    """
    tells = _alike_but_for_a_side(names)
    if pairing is Pairing.BY_NAMES:
        return tells
    first_of_three = [pair for pair in tells.pairs if _is_after_one_without_number(names, pair)]
    worded = _alike_but_for_a_word(names)
    named = {at for sides in worded.values() for at in sides.values()}
    pairs = [pair for pair in tells.pairs if pair not in first_of_three and not named & set(pair)]
    pairs += [
        (sides[front], sides[back])
        for sides in worded.values()
        for front, back in SIDE_WORDS
        if front in sides and back in sides
    ]
    folders = {folder for folder, _ in worded}
    other_words = {at for at, name in enumerate(names) if side_word(name) and str(PurePath(name).parent) in folders}
    alone = sorted({*tells.alone, *other_words} - named - {at for pair in pairs for at in pair})
    on = _counted_on(names, NameTells(tuple(pairs), tuple(alone)))
    paired = {at for pair in on for at in pair}
    return NameTells(pairs=tuple(sorted([*pairs, *on])), alone=tuple(at for at in alone if at not in paired))


def _alike_but_for_a_word(names: Sequence[str]) -> dict[tuple[str, str], dict[str, int]]:
    """The names that are the same but for one word for the side, wherever it stands: exactly one of each side."""
    groups: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for at, name in enumerate(names):
        if (found := side_word(name)) is not None:
            groups[str(PurePath(name).parent), found[0]].append((found[1], at))
    return {
        key: dict(group)
        for key, group in groups.items()
        if len(group) == 2 and frozenset(word for word, _ in group) in PAIRS_OF_WORDS
    }


def _is_after_one_without_number(names: Sequence[str], pair: tuple[int, int]) -> bool:
    path = PurePath(names[pair[0]])
    ending = _ending(path.stem.casefold())
    if ending is None or not ending[1].isdigit():
        return False
    others = (other for name in names if (other := PurePath(name)).parent == path.parent)
    return any(other.stem.casefold() == ending[0] for other in others)


def _counted_on(names: Sequence[str], tells: NameTells) -> list[tuple[int, int]]:
    """Fronts with the backs that have the next number, where no front and back have the same one."""
    sides: dict[NumberedPlace, list[tuple[str, int]]] = defaultdict(list)
    paired = {at for pair in tells.pairs for at in pair}
    for at, name in enumerate(names):
        if at not in paired and (side := _numbered_side(name)) is not None:
            sides[side[0]].append((side[1], at))
    only = {place: here[0] for place, here in sides.items() if len(here) == 1}
    alike = {side[0][:2] for pair in tells.pairs if (side := _numbered_side(names[pair[0]])) is not None}
    return [
        (at, only[folder, series, number + 1][1])
        for (folder, series, number), (word, at) in only.items()
        if (folder, series, number + 1) in only
        and (word, only[folder, series, number + 1][0]) in SIDE_WORDS
        and (folder, series) not in alike
    ]


NumberedPlace = tuple[str, str, int]
"""The folder, the name before its last number, and that number."""


def _numbered_side(name: str) -> tuple[NumberedPlace, str] | None:
    """Where a name stands in its series, and the word for a side that comes after its last number."""
    match = _NUMBERED_SIDE.fullmatch(plain_stem(name))
    return (
        None if match is None else ((str(PurePath(name).parent), match["series"], int(match["number"])), match["word"])
    )


def _alike_but_for_a_side(names: Sequence[str]) -> NameTells:
    """Pair by one ending alone.

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


def in_pairs(indices: Sequence[Item]) -> list[tuple[Item, ...]]:
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
