"""What the precincts of one file have in common: a precinct in which something of it is missing or differs is found."""

from collections import Counter
from collections.abc import Callable, Iterator

from outside.findings import FindingKind, OutsideFinding
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRowKind

_ALIKE = 0.5
"""Contests of one title that share fewer of their rows are different contests, as those of precinct officers are."""
_Row = tuple[OutsideRowKind, str, str, bool]
_COMMON = 0.75
_TOTALS = frozenset({OutsideRowKind.OVERVOTES, OutsideRowKind.UNDERVOTES})
_PARTS = frozenset({OutsideRowKind.WRITE_IN, OutsideRowKind.NOT_ASSIGNED})


def uncommon_findings(results: OutsideResults) -> Iterator[OutsideFinding]:
    """All of them: names and codes, statistics, contests, rows."""
    yield from _names(results)
    for words, told in (
        ("ballots cast", _tells(lambda one: one.ballots_cast)),
        ("registered electors", _tells(lambda one: one.registered)),
        ("blank ballots", _tells(lambda one: one.blank_cast)),
        ("contests", _tells(lambda one: one.contests or None)),
    ):
        yield from _untold(results, words, told)
    yield from _totals(results)
    yield from _rows(results)


def _tells(of: Callable[[OutsidePrecinct], object]) -> Callable[[OutsidePrecinct], bool]:
    return lambda one: of(one) is not None


def _names(results: OutsideResults) -> Iterator[OutsideFinding]:
    codes: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for one in results.precincts:
        if one.code:
            codes.setdefault(one.code, set()).add(one.name)
            names.setdefault(one.name, set()).add(one.code)
    numbers = {code for code in codes if code.isdigit()}
    for code in sorted(numbers):
        if len(codes[code]) > 1:
            words = f"the number {code} has several names: {', '.join(sorted(codes[code]))}"
            yield OutsideFinding(FindingKind.PRECINCTS, "", words)
    for name, found in names.items():
        if len(found & numbers) > 1:
            words = f"the name has several numbers: {', '.join(sorted(found))}"
            yield OutsideFinding(FindingKind.PRECINCTS, name, words)


def _untold(results: OutsideResults, words: str, tells: Callable[[OutsidePrecinct], bool]) -> Iterator[OutsideFinding]:
    if words == "contests" and not any(map(tells, results.precincts)):
        yield OutsideFinding(FindingKind.CONTESTS, "", "the file has no contest: it may be cut off")
    untold = [one.name for one in results.precincts if not tells(one)]
    if 0 < len(untold) < len(results.precincts):
        for name in untold:
            yield OutsideFinding(FindingKind.PRECINCTS, name, f"no {words} here, as other precincts of the file have")


def _totals(results: OutsideResults) -> Iterator[OutsideFinding]:
    """Contests without the rows of overvotes and undervotes, or without seats, that the file's other contests have."""
    contests = [(precinct, contest) for precinct in results.precincts for contest in precinct.contests]
    figures: tuple[tuple[str, Callable[[OutsideContest], int | None]], ...] = (
        ("row of overvotes", lambda one: one.figure(OutsideRowKind.OVERVOTES)),
        ("row of undervotes", lambda one: one.figure(OutsideRowKind.UNDERVOTES)),
        ("total of votes", lambda one: one.total_votes),
        ("contest total", lambda one: one.contest_total),
        ("number of seats", lambda one: one.seats),
    )
    for words, figure in figures:
        without = [(precinct, contest) for precinct, contest in contests if figure(contest) is None]
        if 0 < len(without) < (1 - _COMMON) * len(contests) or (len(without) == 1 < len(contests)):
            for precinct, contest in without:
                where = f"{precinct.name}, {contest.title}" if precinct.name else contest.title
                yield OutsideFinding(FindingKind.CONTESTS, where, f"no {words}, as other contests of the file have")


def _rows(results: OutsideResults) -> Iterator[OutsideFinding]:
    """A contest whose choices are nearly those of other precincts, and not the same."""
    found: dict[tuple[str, str, str, int | None, int], list[tuple[OutsidePrecinct, tuple[_Row, ...]]]] = {}
    for precinct in results.precincts:
        for contest in precinct.contests:
            key = (contest.title, contest.district, contest.party, contest.seats, contest.place)
            found.setdefault(key, []).append((precinct, _identity(contest)))
    for key, contests in found.items():
        usual = Counter(rows for _, rows in contests).most_common(1)[0][0]
        for precinct, rows in contests:
            if rows != usual and _overlap(rows, usual) >= _ALIKE:
                yield OutsideFinding(FindingKind.CONTESTS, f"{precinct.name}, {key[0]}", _difference(rows, usual))


def _identity(contest: OutsideContest) -> tuple[_Row, ...]:
    """The rows that stand in every precinct with the contest: not names written in, which are there as they occur."""
    kept = [row for row in contest.rows if row.kind not in _PARTS | _TOTALS]
    return tuple(sorted((row.kind, row.name, row.party, row.by_group is None) for row in kept))


def _overlap(rows: tuple[_Row, ...], usual: tuple[_Row, ...]) -> float:
    same = (Counter(rows) & Counter(usual)).total()
    return same / max(len(rows), len(usual), 1)


def _difference(rows: tuple[_Row, ...], usual: tuple[_Row, ...]) -> str:
    missing = sorted(row[1] or row[0].value for row in (Counter(usual) - Counter(rows)).elements())
    more = sorted(row[1] or row[0].value for row in (Counter(rows) - Counter(usual)).elements())
    parts = [f"without {', '.join(missing)}"] if missing else []
    parts += [f"with {', '.join(more)}"] if more else []
    return f"{' and '.join(parts)}, unlike in other precincts"
