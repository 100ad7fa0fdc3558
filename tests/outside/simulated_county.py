"""A county whose figures are drawn from a seed: the truth that writers of reports print, and readers must find again.

It draws each ballot's contests group by group, so that every identity of the figures holds.
"""

import random
from dataclasses import dataclass, replace

from outside.formats import OutsideFormat
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from outside.source import OutsideSource, SourceFile

NOTHING = OutsideSource(OutsideFormat.COLUMNS, (SourceFile("", "", 0),), "")
GROUPS = ("Election Day", "Absentee", "Provisional")
_NAMES = ("Ann Ash", "Ben Birch", "Cyd Cedar", 'Dan "Red" Dogwood', "Eve B. Elm", "Fay Fir Jr.", "Gus O'Hazel")
_PARTIES = ("REP", "DEM", "LIB", "")
_OFFICES = (
    ("SHERIFF", 1, 1.0),
    ("CITY COUNCIL WARD 3", 3, 0.6),
    ("SCHOOL TRUSTEE DISTRICT 12 AT LARGE", 2, 1.0),
    ("SHALL JUDGE H. HOLLY BE RETAINED IN OFFICE?", 1, 1.0),
    ("2026 LEVY", 1, 0.8),
)
"""Title, seats, and the part of a precinct that has the contest."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a report prints of the truth."""

    groups: bool = True
    overvotes: bool = True
    parties: bool = True
    written_in: bool = False
    totals: bool = False
    """Total votes cast and contest totals."""
    codes: bool = False
    blank: bool = True


def told(figure: int | None) -> int:
    """A figure that a simulated county always has."""
    assert figure is not None
    return figure


def simulated_county(seed: int, precincts: int = 4) -> OutsideResults:
    """Everything that any report prints, with groups."""
    draw = random.Random(seed)
    offices = draw.sample(_OFFICES, 3)
    choices = {title: _choices(draw, title) for title, _, _ in offices}
    done = tuple(_precinct(draw, number, offices, choices) for number in range(1, precincts + 1))
    return OutsideResults(NOTHING, GROUPS, done)


def _choices(draw: random.Random, title: str) -> list[tuple[str, str]]:
    if title.startswith(("SHALL", "2026")):
        return [("YES", ""), ("NO", "")]
    return [(name, draw.choice(_PARTIES)) for name in draw.sample(_NAMES, draw.randint(2, 5))]


def _precinct(draw, number, offices, choices) -> OutsidePrecinct:
    cast = (0, 0, 0) if number == 3 else tuple(draw.randint(0, most) for most in (400, 1500, 9))
    contests = tuple(
        _contest(draw, title, seats, choices[title], tuple(int(one * part) for one in cast))
        for title, seats, part in offices
        if part == 1 or number % 2
    )
    blank = draw.randint(0, min(cast[0], 3))
    return OutsidePrecinct(
        f"PRECINCT {number:02} - RURAL",
        contests,
        f"{number:04}",
        sum(cast),
        blank,
        sum(cast) + draw.randint(0, 500),
        cast,
    )


def _contest(draw, title, seats, choices, ballots) -> OutsideContest:
    """Each group's votes: overvoted ballots first, the rest among choices, write-ins and undervotes."""
    columns = [_column(draw, seats, len(choices), ballots_of_group) for ballots_of_group in ballots]
    figures = list(zip(*columns, strict=True))
    rows = [
        OutsideRow(name, OutsideRowKind.CHOICE, sum(figure), figure, party)
        for (name, party), figure in zip(choices, figures, strict=False)
    ]
    names = figures[len(choices) : len(choices) + 3]
    rows += [
        OutsideRow(name, kind, sum(figure), figure)
        for name, kind, figure in zip(
            ("Duplicate 2", "Hal Heath", ""),
            (OutsideRowKind.WRITE_IN, OutsideRowKind.WRITE_IN, OutsideRowKind.NOT_ASSIGNED),
            names,
            strict=True,
        )
    ]
    written = tuple(map(sum, zip(*names, strict=True)))
    rows.append(OutsideRow("", OutsideRowKind.WRITE_INS, sum(written), written))
    over, under = figures[-2:]
    rows.append(OutsideRow("", OutsideRowKind.OVERVOTES, sum(over), over))
    rows.append(OutsideRow("", OutsideRowKind.UNDERVOTES, sum(under), under))
    total = seats * sum(ballots)
    return OutsideContest(
        title, tuple(rows), seats, total_votes=total - sum(over) - sum(under), contest_total=total, ballots=sum(ballots)
    )


def _column(draw, seats, choices, ballots) -> list[int]:
    """Votes of each choice, three kinds of write-ins, overvotes, undervotes."""
    overvoted = draw.randint(0, min(ballots, 3))
    left = seats * (ballots - overvoted)
    figures = []
    for _ in range(choices):
        figures.append(draw.randint(0, min(left, ballots)) if draw.random() > 0.1 else 0)
        left -= figures[-1]
    for _ in range(3):
        figures.append(draw.randint(0, min(left, 2)))
        left -= figures[-1]
    return [*figures, seats * overvoted, left]


def as_printed(county: OutsideResults, shape: Shape) -> OutsideResults:
    """What of the truth a report of this shape prints, and so what must be read."""
    return replace(
        county,
        groups=county.groups if shape.groups else (),
        precincts=tuple(_as_printed(one, shape) for one in county.precincts),
    )


def _as_printed(precinct: OutsidePrecinct, shape: Shape) -> OutsidePrecinct:
    return replace(
        precinct,
        code=precinct.code if shape.codes else "",
        blank_cast=precinct.blank_cast if shape.blank else None,
        by_group=precinct.by_group if shape.groups else None,
        contests=tuple(_contest_as_printed(one, shape) for one in precinct.contests),
    )


def _contest_as_printed(contest: OutsideContest, shape: Shape) -> OutsideContest:
    hidden = {OutsideRowKind.OVERVOTES, OutsideRowKind.UNDERVOTES} if not shape.overvotes else set()
    if not shape.written_in:
        hidden |= {OutsideRowKind.WRITE_IN, OutsideRowKind.NOT_ASSIGNED}
    rows = tuple(
        replace(row, by_group=row.by_group if shape.groups else None, party=row.party if shape.parties else "")
        for row in contest.rows
        if row.kind not in hidden
    )
    if shape.totals:
        return replace(contest, rows=rows, ballots=None)
    return replace(contest, rows=rows, ballots=None, total_votes=None, contest_total=None)


def of_county(county: OutsideResults) -> OutsidePrecinct:
    """All precincts added up, as a report of the whole county prints them: contests in the order of their titles."""
    contests: dict[str, list[OutsideContest]] = {}
    for precinct in county.precincts:
        for contest in precinct.contests:
            contests.setdefault(contest.title, []).append(contest)
    return OutsidePrecinct(
        "",
        tuple(_added(some) for some in contests.values()),
        "",
        sum(told(one.ballots_cast) for one in county.precincts),
        sum(told(one.blank_cast) for one in county.precincts),
        sum(told(one.registered) for one in county.precincts),
        tuple(map(sum, zip(*(one.by_group for one in county.precincts), strict=True))),
    )


def _added(contests: list[OutsideContest]) -> OutsideContest:
    rows = []
    for same in zip(*(one.rows for one in contests), strict=True):
        by_group = tuple(map(sum, zip(*(row.by_group for row in same), strict=True)))
        rows.append(replace(same[0], total=sum(by_group), by_group=by_group))
    return replace(
        contests[0],
        rows=tuple(rows),
        total_votes=sum(told(one.total_votes) for one in contests),
        contest_total=sum(told(one.contest_total) for one in contests),
        ballots=sum(told(one.ballots) for one in contests),
    )
