"""A county of 17 precincts that another system counted: its Precinct Summary is all that there is."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from canvass.cli import run
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from tests.canvass.outside.county_beside import at_clock
from tests.outside.simulated_county import GROUPS, NOTHING
from tests.outside.summary_writer import precinct_summary

PRECINCTS = 17
_TWO_DIGITS, _FEW = 99, 20
_BOXES = 50
"""Boxes of a tally sheet are numbered so."""
_ALONE = re.compile(r"(?<![\w.:/#%+-])\d[\d,]*\d(?![\w:/%-])")
ON_AUDIT_DAY = "2026-11-12T10:00:00"
_CANDIDATES = ("Ann Ash", "Ben Birch", "Cyd Cedar")
CONTESTS = (
    ("UNITED STATES SENATOR", _CANDIDATES),
    ("SECRETARY OF STATE", ("Dee Dogwood", "Eve Elm")),
    ("STATE REPRESENTATIVE DISTRICT 45", ("Fay Fir", "Gus Hazel")),
    ("CONSTITUTIONAL INITIATIVE NO. 130", ("YES", "NO")),
    ("SHERIFF", ("Hal Holly", "Ida Ivy")),
)
SENATOR = "united-states-senator"
STATED = (
    "--own-officers",
    "--territory=state-representative-district-45=one county",
    "--territory=constitutional-initiative-no-130=state",
)


def reported_results(seed: int = 17, sheriff_part: float = 1.0) -> OutsideResults:
    """What the other system counted: every figure has three digits, so that a page can be searched for it."""
    draw = random.Random(seed)
    return OutsideResults(
        NOTHING, GROUPS, tuple(_precinct(draw, number, sheriff_part) for number in range(1, PRECINCTS + 1))
    )


def _precinct(draw: random.Random, number: int, sheriff_part: float) -> OutsidePrecinct:
    cast = (draw.randint(431, 487), draw.randint(511, 574), draw.randint(3, 9))
    parts = {"SHERIFF": sheriff_part}
    contests = tuple(_contest(draw, title, names, cast, parts.get(title, 1.0)) for title, names in CONTESTS)
    return OutsidePrecinct(f"PRECINCT {number:02}", contests, "", sum(cast), 0, sum(cast) + 100, cast)


def _contest(
    draw: random.Random, title: str, names: Sequence[str], cast: tuple[int, ...], part: float
) -> OutsideContest:
    ballots = tuple(int(one * part) for one in cast)
    rows: list[list[int]] = []
    for of_group in ballots:
        written, over, under = (draw.randint(0, most) if of_group > 99 else 0 for most in (2, 1, 2))
        left = of_group - written - over - under
        column = []
        for name in names[:-1]:
            column.append(left * draw.randint(38, 55) // 100 if name else 0)
            left -= column[-1]
        column += [left, written, over, under]
        rows.append(column)
    figures = list(zip(*rows, strict=True))
    made = [OutsideRow(n, OutsideRowKind.CHOICE, sum(f), f) for n, f in zip(names, figures, strict=False)]
    if names[0] == "YES":  # Nothing is written in at an issue.
        made[-1] = replace(made[-1], total=made[-1].total + sum(figures[-3]))
        groups = tuple(map(sum, zip(made[-1].by_group or (), figures[-3], strict=True)))
        made[-1] = replace(made[-1], by_group=groups)
    else:
        made.append(OutsideRow("", OutsideRowKind.WRITE_INS, sum(figures[-3]), figures[-3]))
    made.append(OutsideRow("", OutsideRowKind.OVERVOTES, sum(figures[-2]), figures[-2]))
    made.append(OutsideRow("", OutsideRowKind.UNDERVOTES, sum(figures[-1]), figures[-1]))
    total = sum(ballots)
    votes = total - sum(figures[-2]) - sum(figures[-1])
    return OutsideContest(title, tuple(made), 1, total_votes=votes, contest_total=total)


@dataclass(frozen=True)
class ReportedCounty:
    """The record with nothing but the report's figures."""

    directory: Path
    results: OutsideResults
    report: Path

    def audit(self, command: str, *words: object) -> int:
        """A command on the record's audit; its exit code."""
        return run(["audit", command, str(self.directory), *map(str, words)])

    def figures(self, precincts: Sequence[str]) -> frozenset[str]:
        """Every figure of three digits or more that the report has of these precincts, as people would see it."""
        places = [self.results.precincts[int(one.removeprefix("P")) - 1] for one in precincts]
        told = [figure for one in places for figure in (one.ballots_cast or 0, *(one.by_group or ()))]
        rows = [row for one in places for contest in one.contests for row in contest.rows]
        told += [figure for row in rows for figure in (row.total, *(row.by_group or ()))]
        return frozenset(f"{one:,}" for one in told if one > _TWO_DIGITS and one % _BOXES)

    def choices_of(self, precinct: str, contest: str) -> tuple[tuple[str, int], ...]:
        """Each row of choices of a contest in a precinct, as the report has it."""
        place = self.results.precincts[int(precinct.removeprefix("P")) - 1]
        found = next(one for one in place.contests if one.title.lower().replace(" ", "-").replace(".", "") == contest)
        return tuple((row.name, row.total) for row in found.rows)


def figures_shown(text: str, figures: frozenset[str]) -> list[str]:
    """Those that stand in a text by themselves: not in a section, a date, a hash, a size or an address."""
    assert len(figures) > _FEW
    seen = set(_ALONE.findall(text))
    return sorted(one for one in figures if one in seen or one.replace(",", "") in seen)


def reported_county(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    results: OutsideResults | None = None,
    stated: Sequence[str] = STATED,
) -> ReportedCounty:
    """From the report to a record that has taken it, each step by its command. It is nine days after the election."""
    results = reported_results() if results is None else results
    folder.mkdir(parents=True, exist_ok=True)
    at_clock(monkeypatch, ON_AUDIT_DAY)
    report, definition, record = folder / "Precinct Summary.pdf", folder / "definition.json", folder / "record"
    report.write_bytes(precinct_summary(results))
    steps = (
        ("outside", "definition", report, "--out", definition, *stated),
        ("new", record, definition),
        ("close-polls", record, "--by", "Dee Clerk"),
        ("outside", "add", record, report, "--by", "Dee Clerk"),
        ("outside", "map", record, "--by", "Dee Clerk"),
        ("outside", "take", record, "--by", "Dee Clerk", "--accept", "run=no provisional ballot is left to count"),
    )
    for step in steps:
        assert run([str(word) for word in step]) == 0, step
    return ReportedCounty(record, results, report)
