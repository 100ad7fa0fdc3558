"""The words beside each target and above it: which side names stand on, and how far they reach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from imaging.layout import BoxIn, MeasuredTarget
from tabulate.naming.page_text import PageText, Word

_ANOTHER_COLUMN_IN = 0.3
_CLEAR_IN = 0.03
_LEAST_HALF_IN, _MOST_HALF_IN, _ALONE_HALF_IN = 0.1, 0.6, 0.25
_ABOVE_FIRST_LINE_IN = 0.12
_MOST_BELOW_IN = 1.4
_CHUNK_GAP_IN = 0.3
"""Words farther apart belong to different things: a name and a party, two columns."""
_HEADING_IN = 4.0
_NEXT = 1.9
"""In spacings of the column's closest targets: farther down stands another contest."""
_SAME_LINE = 0.5
_OWN_CELL_IN = 0.2
"""A rule that stands so near parts the target from its name."""


class NameSide(StrEnum):
    """Where names stand, seen from their targets."""

    RIGHT = "right"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class WordLine:
    """Words that stand on one line, cut where there is a wide gap."""

    chunks: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(word for chunk in self.chunks for word in chunk)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one target, and above the run of targets that it may begin."""

    target: MeasuredTarget
    column: int
    """Counts the columns of targets of the page from 0."""
    box: BoxIn
    readings: tuple[tuple[WordLine, ...], ...]
    """The lines if names stand level with the target's middle, and if their first line does."""
    above: str
    """The words between the target above, if any, and this one's own."""
    follows: bool
    """True where it stands close below the target above it, as within a contest."""


def words_beside(page: PageText, side: NameSide) -> list[Beside]:
    """For each target of the page, in its order, what stands on that side of it."""
    columns = _columns(page.targets)
    found: dict[int, Beside] = {}
    for number, column in enumerate(columns):
        left, right = _reach(columns, number, page, side)
        words = [word for word in page.words if word.box.right_in > left and word.box.left_in < right]
        closest = min((below.y_in - above.y_in for above, below in pairwise(column)), default=0.0)
        for place, target in enumerate(column):
            above = column[place - 1] if place else None
            below = column[place + 1] if place + 1 < len(column) else None
            one = _beside(target, above, below, number, words, (left, right), side, closest, page.rules)
            found[id(target)] = replace(one, above=_heading(one, above, page, columns, (left, right)))
    return [found[id(target)] for target in page.targets]


def _columns(targets: Sequence[MeasuredTarget]) -> list[list[MeasuredTarget]]:
    """The targets by columns from the left, each from the top."""
    columns: list[list[MeasuredTarget]] = []
    for target in sorted(targets, key=lambda target: target.x_in):
        if not columns or target.x_in - columns[-1][-1].x_in > _ANOTHER_COLUMN_IN:
            columns.append([])
        columns[-1].append(target)
    return [sorted(column, key=lambda target: target.y_in) for column in columns]


def _reach(
    columns: Sequence[Sequence[MeasuredTarget]], number: int, page: PageText, side: NameSide
) -> tuple[float, float]:
    """How far to the left and right the words of a column may stand, its targets included."""
    own = columns[number]
    left = min(target.x_in - target.width_in / 2 for target in own)
    right = max(target.x_in + target.width_in / 2 for target in own)
    if side is NameSide.RIGHT:
        others = columns[number + 1] if number + 1 < len(columns) else None
        end = min(t.x_in - t.width_in / 2 for t in others) - _CLEAR_IN if others else page.width_in
        return left - _CLEAR_IN, end
    others = columns[number - 1] if number else None
    start = max(t.x_in + t.width_in / 2 for t in others) + _CLEAR_IN if others else 0.0
    return start, right + _CLEAR_IN


def _beside(
    target: MeasuredTarget,
    above: MeasuredTarget | None,
    below: MeasuredTarget | None,
    column: int,
    words: Sequence[Word],
    reach: tuple[float, float],
    side: NameSide,
    closest_in: float,
    rules: Sequence[BoxIn],
) -> Beside:
    y = target.y_in
    gap_above = y - above.y_in if above else None
    gap_below = below.y_in - y if below else None
    gaps = [gap for gap in (gap_above, gap_below) if gap is not None]
    half = min(max(min(gaps) / 2, _LEAST_HALF_IN), _MOST_HALF_IN) if gaps else _ALONE_HALF_IN
    if side is NameSide.RIGHT:
        left, right = target.x_in + target.width_in / 2, min(reach[1], _wall(target, rules, side, reach[1]))
    else:
        left, right = max(reach[0], _wall(target, rules, side, reach[0])), target.x_in - target.width_in / 2
    own = [word for word in words if left - _CLEAR_IN <= (word.box.left_in + word.box.right_in) / 2 <= right]
    # the last choice of a contest is as deep as the one above it: below it stands another contest
    deepest = y + min(_MOST_BELOW_IN, *(gap - _ABOVE_FIRST_LINE_IN for gap in gaps)) if gaps else y + 2 * half
    level = _lines(word for word in own if abs(word.middle_in - y) <= half)
    hanging = _lines(word for word in own if y - _ABOVE_FIRST_LINE_IN <= word.middle_in <= deepest)
    follows = gap_above is not None and gap_above <= max(_NEXT * closest_in, 2.6 * half)
    box = BoxIn(y - half, max(left, 0.0), y + half, right)
    return Beside(target, column, box, (level, hanging), "", follows)


def _heading(
    one: Beside,
    above: MeasuredTarget | None,
    page: PageText,
    columns: Sequence[Sequence[MeasuredTarget]],
    reach: tuple[float, float],
) -> str:
    """The words above a target as far as its column goes on both sides: to its rules, where it stands between two."""
    target, half = one.target, (one.box.bottom_in - one.box.top_in) / 2
    left, right = reach
    wall_left = _wall(target, page.rules, NameSide.LEFT, 0.0)
    wall_right = _wall(target, page.rules, NameSide.RIGHT, page.width_in)
    others = [(x.x_in, x.width_in) for number, own in enumerate(columns) if number != one.column for x in own]
    if wall_left > 0 and not any(wall_left - width < x < left for x, width in others):
        left = min(left, wall_left)
    if wall_right < page.width_in and not any(right < x < wall_right + width for x, width in others):
        right = max(right, wall_right)
    ceiling = above.y_in + half if above else target.y_in - _HEADING_IN
    words = [
        word
        for word in page.words
        if word.box.right_in > left
        and word.box.left_in < right
        and ceiling - 0.05 <= word.middle_in < target.y_in - _ABOVE_FIRST_LINE_IN / 2
    ]
    return " ".join(word for line in _lines(words) for word in line.words)


def _wall(target: MeasuredTarget, rules: Sequence[BoxIn], side: NameSide, end_in: float) -> float:
    """Where the first rule stands beyond the target's own cell; `end_in` where none does."""
    way = 1 if side is NameSide.RIGHT else -1
    edge = target.x_in + way * target.width_in / 2
    walls = [
        (rule.left_in + rule.right_in) / 2
        for rule in rules
        if rule.top_in < target.y_in - target.height_in / 2 and rule.bottom_in > target.y_in + target.height_in / 2
    ]
    beyond = [wall for wall in walls if way * (wall - edge) > _OWN_CELL_IN]
    return min(beyond, key=lambda wall: way * wall, default=end_in)


def _lines(words: Iterator[Word] | Sequence[Word]) -> tuple[WordLine, ...]:
    """Words by lines from the top, each from the left."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle_in):
        height = word.box.bottom_in - word.box.top_in
        for line in lines[-2:]:
            if abs(line[0].middle_in - word.middle_in) < _SAME_LINE * max(height, _height(line[0])):
                line.append(word)
                break
        else:
            lines.append([word])
    return tuple(WordLine(tuple(_chunks(sorted(line, key=lambda word: word.box.left_in)))) for line in lines)


def _height(word: Word) -> float:
    return word.box.bottom_in - word.box.top_in


def _chunks(line: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    chunk: list[str] = []
    for place, word in enumerate(line):
        if place and word.box.left_in - line[place - 1].box.right_in > _CHUNK_GAP_IN:
            yield tuple(chunk)
            chunk = []
        chunk.append(word.text)
    if chunk:
        yield tuple(chunk)
