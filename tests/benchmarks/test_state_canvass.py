"""The benchmark of the state's canvass lets no wrong answer be timed."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import state_canvass
from benchmarks.measures import WrongAnswer


def test_a_right_answer_passes_and_a_wrong_total_is_named(tmp_path: Path) -> None:
    packages = state_canvass.counties(random.Random(1), (4, 1))
    standing, _ = state_canvass.state_canvass(tmp_path, packages)
    state_canvass.check(packages, standing)
    first, *others = standing.figures.contests
    total = replace(first.total, votes=(first.total.votes[0] + 1, *first.total.votes[1:]))
    wrong = replace(standing, figures=replace(standing.figures, contests=(replace(first, total=total), *others)))
    with pytest.raises(WrongAnswer):
        state_canvass.check(packages, wrong)
