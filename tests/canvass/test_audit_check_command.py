"""`canvass audit check`: the answers, and figures that cannot be."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.audit_answers import WORDS, Capture, answer, usage_error


def check(*words: str, ballots: str = "1199", machine: str = "600,580", manual: str = "606,580") -> list[str]:
    return ["check", "--ballots", ballots, "--machine", machine, "--manual", manual, *words]


def test_check_answers_exactly_as_documented(capsys: Capture) -> None:
    assert answer(capsys, *check()) == {
        "threshold": "5.995",
        "d1": 6,
        "d2": 6,
        "d3": 6,
        "over": {"d1": True, "d2": True, "d3": True},
        "definitive": "manual",
    }


def test_check_says_when_nothing_differs(capsys: Capture) -> None:
    found = answer(capsys, *check(manual="600,580"))
    assert found["definitive"] == "machine"
    assert found["over"] == {"d1": False, "d2": False, "d3": False}


def test_check_reports_both_readings_of_d2_for_several_seats(capsys: Capture) -> None:
    found = answer(capsys, *check("--seats", "2", ballots="800", machine="400,390,300", manual="397,390,300"))
    assert (found["d1"], found["d2"], found["d2_votes"], found["d3"]) == (3, 2, 3, 3)
    assert found["over"]["d2_votes"] is False


TWO = [*check(ballots="700", machine="300,300", manual="304,300"), *check(ballots="700", machine="300,300")[1:-1]]


def test_check_pools_precincts_without_netting(capsys: Capture) -> None:
    found = answer(capsys, *TWO, "296,300")
    assert [one["over"]["d1"] for one in found["precincts"]] == [False, False]
    assert found["pooled"]["threshold"] == "7"
    assert found["pooled"]["d3"] == 8
    assert found["pooled"]["over"]["d2"] is True
    assert found["definitive"] == "manual"
    assert answer(capsys, *TWO, "296,300", "--pooled") == found["pooled"]


def test_check_explains_each_step(capsys: Capture) -> None:
    assert run(["audit", *check()]) == ExitCode.DONE
    said = capsys.readouterr().out
    for words in (
        "5.995",
        "13-17-507(2)",
        "D1 = 6, over",
        "manual figures are definitive",
        "find and record the cause",
    ):
        assert words in said
    assert run(["audit", *TWO, "296,300", "--seats", "2"]) == ExitCode.DONE
    assert "never netted" in capsys.readouterr().out


def test_a_machine_that_counted_too_many_is_compared_and_warned_of(capsys: Capture) -> None:
    assert run(["audit", *check("--json", ballots="110", machine="80,70", manual="55,55")]) == ExitCode.DONE
    captured = capsys.readouterr()
    assert json.loads(captured.out)["d1"] == 25
    assert "scanned twice" in captured.err


BAD_CHECKS = [
    (check(manual="606"), "2 machine figures and 1 manual"),
    (check(manual="606,580,1"), "2 machine figures and 3 manual"),
    (check(manual="620,580"), "1,200 votes in all"),
    (check("--seats", "3", manual="1200,0"), "1,200 for one choice"),
    (check(machine="-1,580"), "less than zero"),
    (check(machine="600;580"), "whole numbers"),
    (check(machine="600.0,580"), "whole numbers"),
    (check(machine=""), "whole numbers"),
    (check(manual="606,,580"), "whole numbers"),
    (check(machine="99999999999,1"), "whole numbers"),
    (check(ballots="-5"), "--ballots"),
    (check(ballots="many"), "--ballots"),
    (check("--seats", "0"), "--seats"),
    (check("--ballots", "800"), "give each once"),
    (check("--ballots", "9", "--machine", "1,2,3", "--manual", "1,2,3"), "different numbers of choices"),
    (["check"], "--ballots"),
]


@pytest.mark.parametrize(("words", "said"), BAD_CHECKS)
def test_figures_that_cannot_be_are_refused_in_words(capsys: Capture, words: list[str], said: str) -> None:
    assert said in usage_error(capsys, *words)


@given(WORDS, WORDS, WORDS, st.booleans())
def test_whatever_is_typed_as_figures_is_answered_or_refused(b: str, machine: str, manual: str, as_json: bool) -> None:
    words = check(*(["--json"] if as_json else []), ballots=b or "10", machine=machine, manual=manual)
    assert run(["audit", *words]) in (ExitCode.DONE, ExitCode.USAGE)
