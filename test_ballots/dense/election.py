"""The election of a dense ballot: contests of many candidates, one below the other in each column of ovals."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np

from imaging.layout import Paper, Side
from tabulate.definitions import parse_definition
from tabulate.election import (
    BallotStyleId,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    ContestScope,
    District,
    DistrictId,
    Election,
    Precinct,
    PrecinctId,
)
from test_ballots.definition import definition_of_layouts
from test_ballots.dense.forms import DenseForm
from test_ballots.names import people
from test_ballots.page_layout import CODE_BOX, PlacedBallot, PlacedPage, PlacedTarget, bottom_marks, grid_rows
from test_ballots.plan import Plan, PlannedStyle

FIRST_COLUMN, LAST_COLUMN = 2.0, 31.0
FIRST_ROW = 3.0
ROWS_AT_FOOT = 2.0
"""From the lowest ovals to the bottom row of timing marks, at least."""
_BESIDE_CODE = CODE_BOX.left - 1.0
_BELOW_CODE = CODE_BOX.bottom + 1.5
_FEWEST, _MOST = 8, 24
"""Candidates of a contest."""
_STYLE = BallotStyleId("S1")
_PRECINCT = Precinct(PrecinctId("P1"), "Precinct 1")
_STATE = DistrictId("state")


@dataclass(frozen=True, slots=True)
class _PlacedContest:
    """A contest and where its ovals stand, from the uppermost down."""

    contest: Contest
    side: Side
    column: float
    rows: tuple[float, ...]


@lru_cache(16)
def dense_election(form: DenseForm, seed: int) -> tuple[Election, bytes]:
    """The parsed election of one ballot style on two sides, and the definition's bytes: the same for form and seed."""
    rng = np.random.default_rng((seed, *form.name.encode()))
    names = iter(people(rng, 480) * 20)
    placed = tuple(_contests(form, rng, names))
    contests = tuple(one.contest for one in placed)
    plan = Plan(
        f"dense-{form.name}-{seed}",
        "General Election",
        "Anywhere County",
        (District(_STATE, "State of Montana"),),
        (),
        ((_PRECINCT, (_STATE,)),),
        contests,
        (PlannedStyle(_STYLE, (_PRECINCT.id,), tuple(contest.id for contest in contests), 0),),
    )
    definition = definition_of_layouts(plan, {_STYLE: [_ballot(form, placed)]}, form.outline)
    return parse_definition(definition), definition


def _contests(form: DenseForm, rng: np.random.Generator, names: Iterator[str]) -> Iterator[_PlacedContest]:
    last_row = grid_rows(form.height_in) - 1 - ROWS_AT_FOOT
    number = 0
    for side in Side:
        for column in np.arange(FIRST_COLUMN, LAST_COLUMN + 0.01, form.column_step):
            top = FIRST_ROW if column + form.outline.width / 2 < _BESIDE_CODE else _BELOW_CODE
            rows = np.arange(top, last_row + 0.01, form.row_step)
            for run in _runs(len(rows), rng):
                number += 1
                taken = tuple(float(row) for row in rows[run])
                yield _PlacedContest(_contest(number, len(taken), form.seats_share, names), side, float(column), taken)


def _runs(places: int, rng: np.random.Generator) -> Iterator[slice]:
    """Cut a column's places into contests; the place above each is its heading's."""
    at = 1
    while places - at >= _FEWEST:
        size = min(int(rng.integers(_FEWEST, _MOST + 1)), places - at)
        if places - at - size <= _FEWEST:
            size = places - at
        yield slice(at, at + size)
        at += size + 1


def _contest(number: int, candidates: int, seats_share: float, names: Iterator[str]) -> Contest:
    return Contest(
        ContestId(f"office-{number}"),
        f"Office {number}",
        ContestKind.CANDIDATE,
        ContestScope.STATEWIDE,
        _STATE,
        ceil(candidates * seats_share),
        tuple(Choice(ChoiceId(f"c{number}-{n}"), next(names)) for n in range(1, candidates + 1)),
        0,
    )


def _ballot(form: DenseForm, placed: tuple[_PlacedContest, ...]) -> PlacedBallot:
    paper = Paper(8.5, form.height_in, 0.25, 0.125, 0.5)
    return PlacedBallot(paper, tuple(_page(form, placed, side) for side in Side))


def _page(form: DenseForm, placed: tuple[_PlacedContest, ...], side: Side) -> PlacedPage:
    targets = tuple(
        PlacedTarget(one.contest.id, choice.id, one.column, row, None)
        for one in placed
        if one.side is side
        for choice, row in zip(one.contest.choices, one.rows, strict=True)
    )
    return PlacedPage(side, grid_rows(form.height_in), bottom_marks(1, side), CODE_BOX, targets)
