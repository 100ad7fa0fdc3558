"""`canvass audit draw`: the answers, and rolls that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.audit_answers import WORDS, Capture, answer, usage_error


def test_draw_answers_exactly_as_documented(capsys: Capture) -> None:
    assert answer(capsys, "draw", "--precincts", "65", "--rules", "mca-2023", "--rolls", "6 5, 6 6, 0 1") == {
        "needed": 7,
        "reserves_needed": 3,
        "sample": [65, 1],
        "reserves": [],
        "rolls": [
            {"dice": "6 5", "number": 65, "taken": "sample"},
            {"dice": "6 6", "number": 66, "taken": None, "why": "out of range"},
            {"dice": "0 1", "number": 1, "taken": "sample"},
        ],
    }


def test_draw_takes_reserves_after_the_sample_and_needs_no_more(capsys: Capture) -> None:
    found = answer(capsys, "draw", "--precincts", "10", "--rolls", "0, 5, 5, 1, 8, 2, 9")
    assert (found["sample"], found["reserves"]) == ([10, 5], [1, 8, 2])
    assert [roll.get("why") or roll["taken"] for roll in found["rolls"]] == [
        "sample",
        "sample",
        "already chosen",
        "reserve",
        "reserve",
        "reserve",
        "not needed",
    ]


@pytest.mark.parametrize(
    ("precincts", "rules", "needed", "reserves", "sample"),
    [
        (1, "mca-2023", 1, 0, [1]),
        (2, "mca-2023", 2, 0, [1, 2]),
        (1, "nonfederal", 1, 0, [1]),
        (65, "mca-2021", 4, 3, []),
    ],
)
def test_draw_without_rolls(
    capsys: Capture, precincts: int, rules: str, needed: int, reserves: int, sample: list[int]
) -> None:
    found = answer(capsys, "draw", "--precincts", str(precincts), "--rules", rules)
    assert found == {
        "needed": needed,
        "reserves_needed": reserves,
        "sample": sample,
        "reserves": [],
        "rolls": [],
    }


def test_three_zeros_are_a_thousand(capsys: Capture) -> None:
    found = answer(capsys, "draw", "--precincts", "1000", "--rolls", "0 0 0, 0 0 1")
    assert (found["needed"], found["sample"]) == (100, [1000, 1])


def test_draw_tells_what_is_missing(capsys: Capture) -> None:
    assert run(["audit", "draw", "--precincts", "65", "--rolls", "6 5, 6 6"]) == ExitCode.DONE
    said = capsys.readouterr().out
    for words in ("#65", "nothing: out of range", "9 more to be rolled", "red, white"):
        assert words in said
    assert run(["audit", "draw", "--precincts", "2"]) == ExitCode.DONE
    assert "nothing is rolled" in capsys.readouterr().out


BAD_DRAWS = [
    (["--precincts", "65", "--rolls", "6 11"], "face of 11"),
    (["--precincts", "65", "--rolls", "6 5, 1"], "Roll 2"),
    (["--precincts", "65", "--rolls", "65"], "2 are rolled here"),
    (["--precincts", "65", "--rolls", "6 5 and 3"], "no roll"),
    (["--precincts", "8", "--rolls", "-1"], "no roll"),
    (["--precincts", "0"], "--precincts"),
    (["--precincts", "-3"], "--precincts"),
    (["--precincts", "1001"], "--precincts"),
    (["--precincts", "65", "--rules", "mca-1999"], "--rules"),
    ([], "--precincts"),
]


@pytest.mark.parametrize(("words", "said"), BAD_DRAWS)
def test_rolls_that_cannot_be_are_refused_in_words(capsys: Capture, words: list[str], said: str) -> None:
    assert said in usage_error(capsys, "draw", *words)


@given(st.integers(-2, 1005), WORDS)
def test_whatever_is_typed_as_rolls_is_answered_or_refused(precincts: int, rolls: str) -> None:
    code = run(["audit", "draw", "--precincts", str(precincts), "--rolls", rolls, "--json"])
    assert code in (ExitCode.DONE, ExitCode.USAGE)
