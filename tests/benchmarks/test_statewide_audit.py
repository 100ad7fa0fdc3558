"""The statewide benchmark's check lets no wrong answer be timed."""

import random
from dataclasses import replace

import pytest

from benchmarks import statewide_audit
from benchmarks.measures import WrongAnswer


def test_the_state_has_56_counties_and_727_precincts() -> None:
    assert len(statewide_audit.PRECINCTS) == 56
    assert sum(statewide_audit.PRECINCTS) == 727


def test_a_right_answer_passes_and_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statewide_audit, "PRECINCTS", (12, 3, 1))
    report, _ = statewide_audit.statewide_audit(random.Random(1))
    statewide_audit.check(report)
    first, *others = report.counties
    for wrong in (
        replace(first, sample=first.sample[1:]),
        replace(first, units_that_differ=0),
        replace(first, units_locked=first.units_locked - 1),
    ):
        with pytest.raises(WrongAnswer):
            statewide_audit.check(replace(report, counties=(wrong, *others)))
