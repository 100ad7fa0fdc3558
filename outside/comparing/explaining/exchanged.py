"""Names exchanged or moved in a contest: found by what most sheets say, over all sheets or a part of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from outside.comparing.causes import ChoicesShifted, FoundCause, NamesExchanged, ScopeKind, SheetScope
from outside.comparing.classes import ComparedAs, ComparedLine
from outside.comparing.compared_sheets import Choices, SheetPlace, VotePairs, place_of
from outside.comparing.our_readings import OurVotes
from outside.comparing.their_records import TheirVotes

_FEW = 5
"""Fewer sheets show no rule."""
_MOSTLY = 3, 4
"""A rule holds for this part of a choice's sheets: two choices with half of the votes each differ on half by chance."""
_Pairs = Counter[tuple[Choices, Choices]]
_Cells = Mapping[SheetPlace, _Pairs]
_Moves = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Level:
    """A way to take sheets together, and the finer one in which each part must say the same."""

    kind: ScopeKind
    name: Callable[[SheetPlace], str]
    finer: Callable[[SheetPlace], str]


_LEVELS = (
    _Level(ScopeKind.ALL, lambda _: "", lambda place: place.precinct),
    _Level(ScopeKind.PRECINCT, lambda place: place.precinct, lambda place: place.style),
    _Level(ScopeKind.STYLE, lambda place: place.style, lambda place: place.machine),
    _Level(ScopeKind.MACHINE, lambda place: place.machine, lambda place: place.precinct),
)
"""From the widest. A style, a machine or a precinct is named only where a wider one does not say it already."""


def exchanged_names(lines: Sequence[ComparedLine], votes: VotePairs) -> Iterator[FoundCause]:
    """Each contest's rules, the widest first; a sheet is explained by one of them."""
    by_contest: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.kind is ComparedAs.DIFFER:
            by_contest[line.contest].append(number)
    for contest, numbers in sorted(by_contest.items()):
        yield from _of_contest(contest, lines, numbers, votes[contest])


def _of_contest(contest: str, lines: Sequence[ComparedLine], numbers: list[int], cells: _Cells) -> Iterator[FoundCause]:
    left = dict(cells)
    for level in _LEVELS:
        for name in sorted({level.name(place) for place in left}):
            some = {place: pairs for place, pairs in left.items() if level.name(place) == name}
            moves = _moves(some)
            if not moves or not _everywhere(moves, some, level) or (not name and level.kind is not ScopeKind.ALL):
                continue
            explained = tuple(
                number
                for number in numbers
                if level.name(place_of((lines[number].picture, lines[number].record))) == name
                if _is_moved(lines[number], moves)
            )
            yield FoundCause(_cause(contest, SheetScope(level.kind, name), moves, some, len(explained)), explained)
            left = {place: pairs for place, pairs in left.items() if place not in some}


def _moves(cells: _Cells) -> _Moves:
    """Which choice is counted as which other one on most of its sheets; empty where there is no such rule."""
    pairs = _together(cells)
    mine: Counter[str] = Counter()
    moved: Counter[tuple[str, str]] = Counter()
    for (ours, theirs), sheets in pairs.items():
        gone, came = set(ours) - set(theirs), set(theirs) - set(ours)
        mine.update(dict.fromkeys(ours, sheets))
        if len(gone) == len(came):
            moved.update({(one, other): sheets for one in gone for other in came})
    part, of = _MOSTLY
    rules = {one: (other, sheets) for (one, other), sheets in moved.items() if sheets * of >= part * mine[one]}
    return {
        one: other
        for one, (other, sheets) in sorted(rules.items())
        if sheets >= _FEW or (other in rules and rules[other][0] == one and rules[other][1] >= _FEW)
    }


def _together(cells: _Cells) -> _Pairs:
    pairs: _Pairs = Counter()
    for some in cells.values():
        pairs.update(some)
    return pairs


def _everywhere(moves: _Moves, cells: _Cells, level: _Level) -> bool:
    """Whether each part of the scope with enough votes says it: else the part alone is the scope."""
    parts: dict[str, _Pairs] = defaultdict(Counter)
    for place, pairs in cells.items():
        parts[level.finer(place)].update(pairs)
    for pairs in parts.values():
        fitting = sum(sheets for pair, sheets in pairs.items() if pair[0] != pair[1] and _fits(*pair, moves))
        concerned = _concerned(pairs, moves)
        if concerned >= _FEW and 2 * fitting <= concerned:
            return False  # Half is enough for a part, which may be small.
    return True


def _concerned(pairs: _Pairs, moves: _Moves) -> int:
    return sum(sheets for (ours, _), sheets in pairs.items() if moves.keys() & set(ours))


def _fits(ours: Choices, theirs: Choices, moves: _Moves) -> bool:
    return {moves.get(one, one) for one in ours} == set(theirs)


def _is_moved(line: ComparedLine, moves: _Moves) -> bool:
    match line.ours, line.theirs:
        case OurVotes(choices=ours), TheirVotes(choices=theirs):
            return _fits(ours, theirs, moves)
    return False


def _cause(
    contest: str, scope: SheetScope, moves: _Moves, cells: _Cells, sheets: int
) -> NamesExchanged | ChoicesShifted:
    pairs = _together(cells)
    voted = {one for (ours, _) in pairs for one in ours}
    exchanged = all(moves.get(other) == one or other not in voted for one, other in moves.items())
    kind = NamesExchanged if exchanged else ChoicesShifted
    return kind(contest, scope, tuple(moves.items()), sheets, _concerned(pairs, moves))
