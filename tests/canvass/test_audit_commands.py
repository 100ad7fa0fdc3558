"""`canvass audit check`, `draw`, `rules` and `replay`: the answers, and what is not an answer."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.publication import publish
from canvass.cli import run
from canvass.commands.audit import COMMANDS
from canvass.errors import ExitCode
from tests.audit.audits import WHOLE

if TYPE_CHECKING:
    from canvass.record.store import Record

Capture = pytest.CaptureFixture[str]


def answer(capsys: Capture, *words: str) -> dict[str, Any]:
    assert run(["audit", *words, "--json"]) == ExitCode.DONE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def usage_error(capsys: Capture, *words: str) -> str:
    assert run(["audit", *words]) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--date", "2024-11-05"], "mca-2023"),
        (["--date", "2020-11-03"], "mca-2021"),
        (["--date", "2025-11-04"], "nonfederal"),
        (["--rules", "nonfederal"], "nonfederal"),
    ],
)
def test_rules_are_those_of_the_date(capsys: Capture, words: list[str], expected: str) -> None:
    found = answer(capsys, "rules", *words)
    assert found["rules"] == expected
    assert found["figures"]["threshold_ballots"] == 5
    assert found["parameters"]["committee"] == {"value": "at least 3 members", "section": "13-17-504(1)"}


def test_rules_of_a_record_are_those_of_its_election(capsys: Capture, record: "Record") -> None:
    assert run(["audit", "rules", str(record.directory)]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "mca-2023" in said
    assert "13-17-507(2)" in said


@pytest.mark.parametrize(
    "words", [[], ["--date", "2024-11-05", "--rules", "mca-2021"], ["--date", "2008-11-04"], ["--date", "yesterday"]]
)
def test_rules_of_nothing_or_of_two_things_are_refused(capsys: Capture, words: list[str]) -> None:
    assert usage_error(capsys, "rules", *words)


def test_rules_of_what_is_no_record_are_refused(capsys: Capture, tmp_path: Path) -> None:
    assert run(["audit", "rules", str(tmp_path)]) == ExitCode.WRONG_INPUT
    assert "Traceback" not in capsys.readouterr().err


@pytest.fixture
def published(tmp_path: Path) -> Path:
    file = tmp_path / "published.json"
    file.write_text(publish(WHOLE))
    return file


def test_replay_derives_sample_comparison_and_outcome(capsys: Capture, published: Path) -> None:
    found = answer(capsys, "replay", str(published))
    assert (found["sample"], found["reserves"]) == (["p4", "p2"], ["p1", "p3"])
    assert (found["phase"], found["over"], found["verified"]) == ("certified", ["senator"], True)
    differing = [unit for unit in found["units"] if unit["definitive"] == "manual"]
    assert [(unit["machine"], unit["manual"]) for unit in differing] == [([300, 280], [310, 280])]
    assert run(["audit", "replay", str(published), "--sha256", found["sha256"].upper()]) == ExitCode.DONE
    said = capsys.readouterr().out
    for words in ("Precinct 4", "310", "Outcome: certified", "none altered"):
        assert words in said


def test_replay_stops_at_what_was_altered(capsys: Capture, published: Path) -> None:
    published.write_text(published.read_text().replace('"undervotes": 220', '"undervotes": 221', 1))
    assert run(["audit", "replay", str(published)]) == ExitCode.RECORD_BROKEN
    assert "was altered" in capsys.readouterr().err


def test_replay_of_another_file_than_announced_stops(capsys: Capture, published: Path) -> None:
    assert run(["audit", "replay", str(published), "--sha256", "ab" * 32]) == ExitCode.RECORD_BROKEN
    assert "announced" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]"])
def test_replay_of_something_else_stops(capsys: Capture, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.json"
    file.write_bytes(content)
    assert run(["audit", "replay", str(file)]) == ExitCode.WRONG_INPUT
    assert run(["audit", "replay", str(tmp_path / "none.json")]) == ExitCode.WRONG_INPUT
    assert run(["audit", "replay", str(tmp_path)]) == ExitCode.WRONG_INPUT
    assert "Traceback" not in capsys.readouterr().err


def test_the_help_names_every_audit_command(capsys: Capture) -> None:
    assert run(["audit", "--help"]) == ExitCode.DONE
    said = capsys.readouterr().out
    for name, (line, _) in COMMANDS.items():
        assert f"  {name} " in said
        assert line in " ".join(said.split())


WORDS = st.text("0123456789 ,;-.\n\u0663abc", max_size=20)


@given(st.integers(-2, 1005), WORDS)
def test_whatever_is_typed_as_rolls_is_answered_or_refused(precincts: int, rolls: str) -> None:
    code = run(["audit", "draw", "--precincts", str(precincts), "--rolls", rolls, "--json"])
    assert code in (ExitCode.DONE, ExitCode.USAGE)


@given(WORDS, WORDS, WORDS, st.booleans())
def test_whatever_is_typed_as_figures_is_answered_or_refused(b: str, machine: str, manual: str, as_json: bool) -> None:
    words = check(*(["--json"] if as_json else []), ballots=b or "10", machine=machine, manual=manual)
    assert run(["audit", *words]) in (ExitCode.DONE, ExitCode.USAGE)
