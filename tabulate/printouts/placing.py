"""Which block of a printout is which contest: by its title, and where that is worn by its place among the others.

A device prints the contests in the ballot style's order. So where the blocks whose titles can be read stand in that
order, and between two of them are exactly as many others as contests are missing there, it is known which they are.
Their lines must be that contest's all the same, and what stands above them must be a title hardly read: one that was
clearly read and is not the contest's is another's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio, ratio

from imaging.sheets import PrintedLine
from tabulate.election import ContestId
from tabulate.likeness import LETTERS_AN_ERROR_OF_A_TITLE, LONG_TITLE, Folded, best_title, fold
from tabulate.printouts.contest_lines import (
    LIKENESS_OF_A_BAD_READING,
    SURE_CONFIDENCE,
    ContestReader,
    Lines,
    ReadLine,
    Said,
)

_MOST_TITLE_LINES = 8
_NUMBERS = re.compile(r"\d+")
_SPECKS_AT_THE_ENDS = re.compile(r"^[a-z]\s+|\s+[a-z]$")
"""Small letters standing alone: of a title no word, but dirt taken for one."""
_WORN_LIKENESS, _PART_LIKENESS, _SURE_LIKENESS, _WORN_MARGIN = 40, 60, 90, 10
"""Of a hundred: how like its contest's title a worn one is; how like a part of it is what is left; how like a part is a
line that was clearly read; and by how much more what is left is like the title than like any choice."""
_LETTERS_OF_A_PART = 12
_SURE_WORD = 85
"""A short title with a word less sure is worn, however clear the others: its number may be lost. It has no other."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What the blocks of a page say."""

    said: dict[ContestId, Said]
    """Of contests whose one block was found and could be read."""
    rest: tuple[Lines, ...]
    """Blocks that are no contest's."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """The lines below a title, or a block without one."""

    title: str | None
    """Folded."""
    lines: tuple[PrintedLine, ...]

    @property
    def entries(self) -> Lines:
        """The lines, to be read as entries."""
        return _entries(self.lines)


def _entries(lines: Sequence[PrintedLine]) -> Lines:
    return tuple(map(ReadLine.of, lines))


def _text(lines: Sequence[PrintedLine]) -> str:
    return " ".join(line.text for line in lines)


def place_blocks(
    blocks: Sequence[tuple[PrintedLine, ...]], readers: Sequence[ContestReader], elsewhere: Sequence[Folded]
) -> Placed:
    """Read the blocks, given as their lines in the order of the page; `readers` are the style's contests in its order.

    Contests of one title stand in the style's order, and only if each has its block. A title that is `elsewhere`, on
    other styles of the election, is nearly a title of this one at times: a district's number apart.
    """
    by_title: dict[str, list[int]] = {}
    for number, reader in enumerate(readers):
        by_title.setdefault(reader.title.letters, []).append(number)
    titles = _Titles(
        {title: readers[same[0]] for title, same in by_title.items()},
        tuple(title for title in elsewhere if title.letters not in by_title),
    )
    pieces = [piece for lines in blocks for piece in titles.pieces(lines)]
    below: dict[str, list[int]] = {title: [] for title in by_title}
    for place, piece in enumerate(pieces):
        if piece.title in below:
            below[piece.title].append(place)
    contests = {
        place: number
        for title, same in by_title.items()
        if len(same) == len(below[title])
        for number, place in zip(same, below[title], strict=True)
    }
    found = {place: readers[number].said(pieces[place].entries) for place, number in contests.items()}
    for place, number in _by_order(pieces, contests, readers):
        contests[place], found[place] = number, _below_a_worn_title(pieces[place].lines, readers[number])
    for place, one in _parted_by_a_fold(pieces, contests, readers):
        found[place] = one
    said = {readers[contests[place]].contest.id: one for place, one in found.items() if one is not None}
    used = {place + 1 for place, one in found.items() if one is not None and not pieces[place].lines}
    others = (piece for place, piece in enumerate(pieces) if place not in contests and place not in used)
    rest = (piece.entries for piece in others if piece.title not in below)
    return Placed(said, tuple(rest))


@dataclass(frozen=True, slots=True)
class _Titles:
    """The titles that may stand on the page, folded."""

    here: dict[str, ContestReader]
    elsewhere: tuple[Folded, ...]

    def pieces(self, lines: tuple[PrintedLine, ...]) -> Iterator[_Piece]:
        """The block's titles, each with the lines below it: more than one where the rule between was not seen."""
        title, first, place = None, 0, 0
        while place < len(lines):
            here = self.here.get(title) if title else None
            starts = None if here and here.is_entry(ReadLine.of(lines[place])) else self._title(lines[place:])
            match starts:
                case None:
                    place += 1
                case found, count:
                    if title is not None or place > first:
                        yield _Piece(title, lines[first:place])
                    title, first, place = found, place + count, place + count
        if title is not None or lines:
            yield _Piece(title, lines[first:])

    def _title(self, lines: Sequence[PrintedLine]) -> tuple[str, int] | None:
        """The title that the lines begin with, and how many it takes: with the fewest errors, then the longest."""
        known = [(title, reader.title) for title, reader in self.here.items()]
        known += [(title.letters, title) for title in self.elsewhere]
        matches = []
        for count in range(1, min(len(lines), _MOST_TITLE_LINES) + 1):
            text = _text(lines[:count])
            match = best_title(fold(text), known) or best_title(fold(_SPECKS_AT_THE_ENDS.sub("", text)), known)
            if match is not None and not self._ends_in_an_entry(match[0], lines[:count]):
                matches.append((match[1], -count, match[0]))
        if not matches:
            return None
        _, count, title = min(matches)
        return title, -count

    def _ends_in_an_entry(self, title: str, lines: Sequence[PrintedLine]) -> bool:
        """Whether the last line is a choice of the contest: where the end of a title is worn, YES is as good an end."""
        return len(lines) > 1 and title in self.here and self.here[title].is_entry(ReadLine.of(lines[-1]))


def _by_order(
    pieces: Sequence[_Piece], contests: dict[int, int], readers: Sequence[ContestReader]
) -> Iterator[tuple[int, int]]:
    """Blocks without a title of which it is known what they are: their place, and the contest's number."""
    known = sorted(contests.items())
    numbers = [number for _, number in known]
    if numbers != sorted(set(numbers)):
        return
    ends = [(-1, -1), *known, (len(pieces), len(readers))]
    for (place, number), (next_place, next_number) in pairwise(ends):
        between = [at for at in range(place + 1, next_place) if _has_an_entry(pieces[at], readers)]
        missing = range(number + 1, next_number)
        if len(between) == len(missing) and all(pieces[at].title is None for at in between):
            yield from zip(between, missing, strict=True)


def _parted_by_a_fold(
    pieces: Sequence[_Piece], contests: dict[int, int], readers: Sequence[ContestReader]
) -> Iterator[tuple[int, Said]]:
    """Titles with nothing below them but a fold, taken for a rule: the next block, if it can be no other contest's."""
    if len(contests) < len(readers):
        return
    for place, number in contests.items():
        after = place + 1
        if pieces[place].title and not pieces[place].lines and after < len(pieces) and after not in contests:
            said = readers[number].said(pieces[after].entries) if pieces[after].title is None else None
            if said is not None:
                yield place, said


def _has_an_entry(piece: _Piece, readers: Sequence[ContestReader]) -> bool:
    """Whether it is a contest's block at all; the heading is none."""
    return piece.title is not None or any(
        reader.could_vote(piece.entries) or any(map(reader.is_entry, piece.entries)) for reader in readers
    )


def _below_a_worn_title(lines: tuple[PrintedLine, ...], reader: ContestReader) -> Said | None:
    """What the lines say below as many as can be of the title: a write-in's long name would take those in as well."""
    for count in range(min(len(lines), _MOST_TITLE_LINES), -1, -1):
        said = reader.said(_entries(lines[count:]))
        if said is not None and _is_worn_title(lines[:count], reader):
            return said
    return None


def _is_worn_title(lines: tuple[PrintedLine, ...], reader: ContestReader) -> bool:
    """Whether the lines are what is left of the title, nothing included; none of them is like a choice."""
    if not lines:
        return True
    title, sure = reader.title.letters, [line for line in lines if line.confidence >= SURE_CONFIDENCE]
    whole = all(line.worst_word >= _SURE_WORD for line in lines)
    if len(sure) == len(lines) and whole and len(title) < LONG_TITLE:
        return _is_broken_title(_text(lines), reader)
    if not all(_is_part(fold(line.text), reader.title) for line in sure):
        return False
    if any(reader.is_entry(line) or _like_a_choice(line.text, reader) for line in _entries(lines)):
        return False
    letters = fold(_text(lines)).letters
    least = reader.likeness(letters) + _WORN_MARGIN
    if ratio(letters, title) >= max(_WORN_LIKENESS, least):
        return True
    return len(letters) >= _LETTERS_OF_A_PART and partial_ratio(letters, title) >= max(_PART_LIKENESS, least)


def _is_broken_title(text: str, reader: ContestReader) -> bool:
    """Whether a text clearly read is the title with a word broken apart: `Distri>t 1`. Its numbers are right."""
    found, title = fold(text), reader.title
    rest = iter(found.keys)
    right = all(key in rest for key in title.keys) and _NUMBERS.findall(text) == _NUMBERS.findall(reader.contest.title)
    return (
        right
        and Levenshtein.distance(found.letters, title.letters) <= len(title.letters) // LETTERS_AN_ERROR_OF_A_TITLE
    )


def _is_part(line: Folded, title: Folded) -> bool:
    return all(key in title.keys for key in line.keys) and partial_ratio(line.letters, title.letters) >= _SURE_LIKENESS


def _like_a_choice(text: str, reader: ContestReader) -> bool:
    """Whether a line is more like a choice than like a part of the title: a question's short title is in both."""
    letters = fold(text).letters
    return reader.likeness(letters) >= max(LIKENESS_OF_A_BAD_READING, partial_ratio(letters, reader.title.letters))
