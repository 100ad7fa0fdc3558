"""Whole batches, precincts and contests that are unlike, and styles that were not read."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from outside.comparing.causes import (
    ContestShifted,
    ContestUnlike,
    FoundCause,
    ScopeKind,
    ScopeUnlike,
    SheetScope,
    StyleUnread,
)
from outside.comparing.classes import ComparedAs, ComparedLine
from outside.comparing.compared_sheets import ComparedSheets, named_style, place_of
from outside.comparing.explaining.one_way import OneWay, one_way
from outside.comparing.our_readings import OurContest, OurVotes
from outside.comparing.their_records import TheirContest, TheirVotes

_FEW_SHEETS = 10
"""Fewer sheets are listed one by one."""
_UNLIKE = frozenset({ComparedAs.DIFFER, ComparedAs.STYLE_DIFFERS})
_UNLIKE_PART = 1, 5
"""A contest that differs on more than this part of its sheets is said as one: two choices differ on half by chance."""
_ONE_WAY_PART = 4, 5
"""Where this part of the differences goes one way, it is a matter of marks and not of names."""
_UNREAD = 1, 5
"""More than this part of a style is said as one cause."""
_EXPLAINS = 4, 5
"""A contest is another one where this part of its sheets follows one rule."""


def unlike_scopes(compared: ComparedSheets, left: set[int]) -> Iterator[FoundCause]:
    """Batches, precincts and styles of which most sheets are unlike in at least half of their contests."""
    by_sheet: dict[str, list[int]] = defaultdict(list)
    for number in sorted(left):
        if compared.lines[number].kind in _UNLIKE:
            by_sheet[compared.lines[number].record.key].append(number)
    unlike: dict[SheetScope, list[list[int]]] = defaultdict(list)
    for numbers in by_sheet.values():
        line = compared.lines[numbers[0]]
        if 2 * len(numbers) >= max(len(line.picture.contests), len(line.record.contests)):
            for scope in place_of((line.picture, line.record)).scopes():
                unlike[scope].append(numbers)
    sheets = _sheets_by_scope(compared)
    order = (ScopeKind.PRECINCT, ScopeKind.BATCH, ScopeKind.STYLE)
    for scope in sorted(
        (one for one in unlike if one.kind in order), key=lambda one: (order.index(one.kind), one.name)
    ):
        some = [numbers for numbers in unlike[scope] if left.issuperset(numbers)]
        if len(some) >= _FEW_SHEETS and 2 * len(some) > sheets[scope]:
            explained = tuple(number for numbers in some for number in numbers)
            left.difference_update(explained)
            yield FoundCause(ScopeUnlike(scope, len(some), sheets[scope]), explained)


def unlike_contests(compared: ComparedSheets, left: set[int]) -> Iterator[FoundCause]:
    """Contests that differ on many sheets of a precinct or style, each way."""
    found: dict[tuple[str, SheetScope], list[int]] = defaultdict(list)
    for number in sorted(left):
        line = compared.lines[number]
        if line.kind is ComparedAs.DIFFER:
            for scope in place_of((line.picture, line.record)).scopes():
                if scope.kind in (ScopeKind.PRECINCT, ScopeKind.STYLE):
                    found[line.contest, scope].append(number)
    for (contest, scope), numbers in sorted(found.items(), key=lambda one: (one[0][1].kind, one[0][1].name, one[0][0])):
        some = [number for number in numbers if number in left]
        sheets = _with_votes(compared, contest, scope)
        part, of = _UNLIKE_PART
        if len(some) >= _FEW_SHEETS and len(some) * of > part * sheets and not _goes_one_way(compared, some):
            left.difference_update(some)
            other = _other_contest(contest, [compared.lines[number] for number in some])
            unlike = ContestUnlike(contest, scope, len(some), sheets)
            yield FoundCause(ContestShifted(contest, other, scope, len(some), sheets) if other else unlike, tuple(some))


def _goes_one_way(compared: ComparedSheets, numbers: Sequence[int]) -> bool:
    ways = Counter(one_way(compared.lines[number]) for number in numbers)
    part, of = _ONE_WAY_PART
    return max(ways[OneWay.LOST], ways[OneWay.ADDED]) * of >= part * len(numbers)


def _with_votes(compared: ComparedSheets, contest: str, scope: SheetScope) -> int:
    cells = compared.votes.get(contest, {})
    return sum(pairs.total() for place, pairs in cells.items() if scope in place.scopes())


def _other_contest(contest: str, lines: Sequence[ComparedLine]) -> str | None:
    """The contest from whose votes, as we read them, the system's votes in this one follow best."""
    theirs = [line.theirs for line in lines]
    fitting = {}
    for other in sorted({one.contest for line in lines for one in line.picture.contests} - {contest}):
        mine = [next((one for one in line.picture.contests if one.contest == other), None) for line in lines]
        fitting[other] = _following(mine, theirs)
    best = max(fitting, key=lambda other: fitting[other], default=None)
    part, of = _EXPLAINS
    return best if best is not None and fitting[best] * of >= part * len(lines) else None


def _following(mine: Sequence[OurContest | None], theirs: Sequence[TheirContest | None]) -> int:
    """Sheets on which one rule leads from ours to theirs; none where it always leads to the same."""
    rule: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for one, other in zip(mine, theirs, strict=True):
        match one, other:
            case OurVotes(choices=choices), TheirVotes(choices=counted):
                rule[choices][counted] += 1
    best = [counts.most_common(1)[0] for counts in rule.values()]
    return sum(sheets for _, sheets in best) if len({counted for counted, _ in best}) > 1 else 0


def unread_styles(compared: ComparedSheets) -> Iterator[FoundCause]:
    """Styles, by the records' names, of which more than a fifth of the pictures was not read whole."""
    unread: dict[SheetScope, list[int]] = defaultdict(list)
    for number, line in enumerate(compared.lines):
        if line.kind is ComparedAs.UNREAD:
            unread[named_style(line.record)].append(number)
    part, of = _UNREAD
    for scope, numbers in sorted(unread.items(), key=lambda one: one[0].name):
        sheets = len({compared.lines[number].record.key for number in numbers})
        if sheets >= _FEW_SHEETS and sheets * of > part * compared.styles[scope]:
            yield FoundCause(StyleUnread(scope, sheets, compared.styles[scope]), tuple(numbers))


def _sheets_by_scope(compared: ComparedSheets) -> Counter[SheetScope]:
    sheets: Counter[SheetScope] = Counter()
    for place, number in compared.sheets.items():
        for scope in place.scopes():
            sheets[scope] += number
    return sheets
