"""The state's canvass from packages to declarations: W8, W9 by the law's figures; what is missing, altered, refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from canvass.errors import ExitCode
from tabulate.state_canvass.county_package import CountyPackage
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.canvassed_record import pages_of
from tests.canvass.canvassing.sent_packages import package_from, sealed
from tests.canvass.state_canvass.counties_sent import BOARD, begun, pine, state, written

BY = ("--by", "Dee Day")


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


@pytest.fixture
def both_in(big_sky: CountyPackage, tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    begun(folder)
    files = written(tmp_path, big_sky, "big-sky.zip"), written(tmp_path, pine(big_sky), "pine.zip")
    assert state(folder, "receive", *files, *BY) == ExitCode.DONE
    return folder


def test_w8_a_district_in_two_counties_is_declared_by_both_together(both_in: Path, tmp_path: Path) -> None:
    """D is declared, though C led in Big Sky; the senator's votes stand by county and by house district."""
    assert state(both_in, "report", "--out", tmp_path / "report.json") == ExitCode.DONE
    found = json.loads((tmp_path / "report.json").read_text("utf-8"))
    by_id = {one["contest"]: one for one in found["contests"]}
    house = {(row["kind"], row["name"]): row["votes"] for row in by_id["house-45"]["places"]}
    assert house[("county", "Big Sky")] == [402, 398]
    assert house[("county", "Pine")] == [1_204, 1_211]
    assert by_id["house-45"]["state"]["votes"] == [1_606, 1_609]
    senator = {row["name"]: row["votes"] for row in by_id["senator"]["places"]}
    assert senator["House District 45, Big Sky"] == [411, 387, 5]
    assert senator["House District 45, Pine"] == [900, 1_000, 3]
    assert senator["House District 45"] == [1_311, 1_387, 8], "people written in are one by their names"
    assert senator["House District 46"] == [268, 245, 2]
    assert by_id["senator"]["state"]["votes"] == [1_579, 1_632, 10]
    assert {row["name"]: row["electors_voting"] for row in found["electors"]} == {
        "Big Sky": 1_362,
        "Pine": 2_500,
        "House District 45": 3_326,
        "House District 46": 536,
        "State": 3_862,
    }
    at = ("--at", "2026-11-30T10:00")
    assert state(both_in, "declare", "--out", tmp_path / "d", "--format", "json", *BOARD, *at) == ExitCode.DONE
    declared = json.loads((tmp_path / "d" / "002-house-45.json").read_text("utf-8"))
    assert (declared["names"], declared["late"]) == (["D"], "")
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == [
        "001-senator.json",
        "002-house-45.json",
        "003-house-46.json",
    ]


def test_paper_and_csv_have_the_same_figures(both_in: Path, tmp_path: Path) -> None:
    for form in ("pdf", "csv"):
        assert state(both_in, "report", "--out", tmp_path / f"report.{form}") == ExitCode.DONE
    paper = " ".join(pages_of(tmp_path / "report.pdf"))
    table = (tmp_path / "report.csv").read_text("utf-8")
    assert "House District 45,house district,3326" in table
    assert '"State, total",' in table
    for words in ("Electors voting", "Wren (write-in)", "State, total", "House District 45, Pine"):
        assert words in paper
    assert "NOT COMPLETE" not in paper


def test_a_day_late_is_said_and_not_refused(both_in: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--out", tmp_path / "d", *BOARD, "--at", "2026-12-01T10:00")
    assert state(both_in, "declare", *words) == ExitCode.DONE
    assert "LATE: the last lawful day for the state canvass was Monday 2026-11-30" in capsys.readouterr().err
    (page,) = pages_of(tmp_path / "d" / "002-house-45.pdf")
    for word in ("LATE", "D has the highest number of votes", "state auditor", "Counties: Big Sky, Pine"):
        assert word in page


def test_only_a_tie_was_recounted_without_a_petition(
    big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tied, certified as such, and recounted: then, and not before, `--recounted` may name it, tied still or not."""
    folder, out = tmp_path / "state", ("--out", tmp_path / "d", "--format", "json", *BOARD)
    begun(folder)
    files = written(tmp_path, big_sky, "b.zip"), written(tmp_path, pine(big_sky), "p.zip")
    assert state(folder, "receive", *files, *BY) == ExitCode.DONE
    steps = (folder / "steps.jsonl").read_bytes()
    for name, words in (
        ("house-45", "was never tied"),
        ("senator", "was never tied"),
        ("nothing", "There is no contest"),
    ):
        assert state(folder, "declare", *out, "--recounted", name) == ExitCode.WRONG_INPUT
        assert words in capsys.readouterr().err
        assert (folder / "steps.jsonl").read_bytes() == steps
    tied = written(tmp_path, pine(big_sky, (1_204, 1_208)), "tied.zip")
    assert state(folder, "receive", tied, "--replace", *BY) == ExitCode.DONE
    assert state(folder, "declare", *out) == ExitCode.DONE
    house = tmp_path / "d" / "002-house-45.json"
    assert json.loads(house.read_text("utf-8"))["act"] == "certificate of a tie"
    for votes, act in (((1_204, 1_208), "certificate of a tie"), ((1_204, 1_209), "declaration")):
        again = written(tmp_path, pine(big_sky, votes), "again.zip")
        assert state(folder, "receive", again, "--replace", *BY) == ExitCode.DONE
        assert state(folder, "declare", *out, "--recounted", "house-45") == ExitCode.DONE
        found = json.loads(house.read_text("utf-8"))
        assert found["act"] == act
        assert ("The recount has left it" in found["said"]) is (act != "declaration")


HOURS = (
    ("2026-12-02T12:01", "has not come"),
    ("2999-01-01T10:00", "has not come"),
    ("2026-11-02T23:59", "is before election day, 2026-11-03"),
    ("2025-11-30T10:00", "is before election day, 2026-11-03"),
)


@pytest.mark.parametrize(("at", "said"), HOURS)
def test_no_step_is_taken_at_an_hour_that_cannot_be(
    both_in: Path, big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str, said: str
) -> None:
    before = (both_in / "steps.jsonl").read_bytes()
    other = written(tmp_path, replace(big_sky, report_entry=1), "other.zip")
    for verb, words in (("receive", (other, "--replace", *BY)), ("declare", ("--out", tmp_path / "d", *BOARD))):
        assert state(both_in, verb, *words, "--at", at) == ExitCode.WRONG_INPUT, verb
        assert said in capsys.readouterr().err
    assert (both_in / "steps.jsonl").read_bytes() == before
    assert len(list((both_in / "packages").iterdir())) == 2, "the file is not kept either"


def test_the_canvass_is_filed_once_the_board_has_made_it(
    both_in: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--out", tmp_path / "d", *BOARD, "--at", "2026-11-30T10:00")
    for wrong in ("2026-11-29", "1990-01-01"):
        assert state(both_in, "declare", *words, "--filed", wrong) == ExitCode.WRONG_INPUT
        assert "before the board declared on 2026-11-30" in capsys.readouterr().err
    for day in ("2026-11-30", "2026-12-01"):
        assert state(both_in, "declare", *words, "--filed", day) == ExitCode.DONE


def test_nothing_is_declared_while_a_county_is_missing_or_by_another_board(
    big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "state"
    begun(folder)
    assert state(folder, "receive", written(tmp_path, big_sky, "b.zip"), *BY) == ExitCode.DONE
    assert state(folder, "declare", "--out", tmp_path / "d", *BOARD) == ExitCode.WRONG_INPUT
    assert "Pine: the package is missing" in capsys.readouterr().err
    assert state(folder, "check") == ExitCode.WAITING
    said = capsys.readouterr()
    assert "Packages of 1 of 2 counties are in." in said.out
    assert "Not compared with the envelope's label: Big Sky." in said.out
    assert state(folder, "report", "--out", tmp_path / "report.pdf") == ExitCode.WAITING
    assert all("NOT COMPLETE" in page for page in pages_of(tmp_path / "report.pdf"))
    assert state(folder, "declare", "--out", tmp_path / "d", *BOARD[2:]) == ExitCode.WRONG_INPUT
    assert not (tmp_path / "d").exists()


def test_nobody_holds_two_of_the_three_offices(
    both_in: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = [word.replace("Bo Birch", "ann  ash") for word in BOARD]
    assert state(both_in, "declare", "--out", tmp_path / "d", *twice) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert ("found Ann Ash twice" in said, "(13-15-502)" in said) == (True, True)
    assert not (tmp_path / "d").exists()


def test_an_altered_package_is_named_by_county_and_cell(
    big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, sent = tmp_path / "state", pine(big_sky)
    begun(folder)
    house = sent.contests[1]
    places = (replace(house.places[0], votes=(1_211, 1_204)), *house.places[1:])
    altered = replace(sent, contests=(sent.contests[0], replace(house, places=places), *sent.contests[2:]))
    files = written(tmp_path, big_sky, "b.zip"), written(tmp_path, altered, "p.zip")
    assert state(folder, "receive", *files, *BY) == ExitCode.WAITING
    capsys.readouterr()
    assert state(folder, "check", "--json") == ExitCode.WAITING
    found = json.loads(capsys.readouterr().out)
    assert found["missing"] == []
    assert [(one["county"], one["where"]) for one in found["faults"]] == [
        ("Pine", "House-45, precinct P1"),
        ("Pine", "House-45, county Pine, C"),
        ("Pine", "House-45, county Pine, D"),
    ]
    assert state(folder, "declare", "--out", tmp_path / "d", *BOARD) == ExitCode.WRONG_INPUT
    again = written(tmp_path, sent, "again.zip")
    assert state(folder, "receive", again, *BY) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert ("--replace" in said, "(13-15-502)" in said) == (True, True)
    assert len(list((folder / "packages").iterdir())) == 2
    assert state(folder, "receive", again, "--replace", *BY) == ExitCode.DONE
    assert state(folder, "check") == ExitCode.DONE
    assert len(list((folder / "packages").iterdir())) == 3, "both are kept"


def test_what_does_not_belong_is_refused_and_nothing_is_entered(
    big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "state"
    begun(folder)
    seal = big_sky.seal
    assert seal is not None
    steps = (folder / "steps.jsonl").read_bytes()
    good = written(tmp_path, big_sky, "b.zip")
    for package, words in (
        (replace(big_sky, election="Primary Election"), "another election"),
        (replace(big_sky, date="2024-11-05"), "another election"),
        (replace(big_sky, county="Larch"), "none of the 2 counties"),
    ):
        assert state(folder, "receive", written(tmp_path, package, "x.zip"), *BY) == ExitCode.WRONG_INPUT
        said = capsys.readouterr().err
        assert (words in said, "(13-15-502)" in said) == (True, True)
    assert state(folder, "receive", good, good, *BY) == ExitCode.WRONG_INPUT
    assert "canvasses the returns of each county once (13-15-502)" in capsys.readouterr().err
    assert state(folder, "receive", good, "--seal", f"{seal.number}:{'0' * 64}", *BY) == ExitCode.WRONG_INPUT
    assert "the envelope's label says" in capsys.readouterr().err
    assert state(folder, "receive", tmp_path / "none.zip", *BY) == ExitCode.WRONG_INPUT
    assert (folder / "steps.jsonl").read_bytes() == steps
    assert state(folder, "receive", good, "--seal", f"{seal.number}:{seal.hash}", *BY) == ExitCode.DONE
    capsys.readouterr()
    state(folder, "check", "--json")
    assert json.loads(capsys.readouterr().out)["labels_not_compared"] == []
    assert state(folder, "open", "--election", "X", "--date", "2026-11-03", *BY) == ExitCode.WRONG_INPUT


def test_a_folder_that_was_altered_is_named(both_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = both_in / "steps.jsonl"
    before = steps.read_bytes()
    steps.write_bytes(before.replace(b"Dee Day", b"Eve Day", 1))
    assert state(both_in, "check") == ExitCode.RECORD_BROKEN
    assert "line 2 does not follow the one before" in capsys.readouterr().err
    steps.write_bytes(before)
    package = next((both_in / "packages").iterdir())
    package.write_bytes(package.read_bytes() + b"x")
    assert state(both_in, "check") == ExitCode.RECORD_BROKEN
    assert "was altered or is lost" in capsys.readouterr().err


def test_counties_that_do_not_say_the_same_of_a_contest_are_named(
    big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, sent = tmp_path / "state", pine(big_sky, **{"i-188": (3, 2)})
    begun(folder)
    renamed = replace(sent.contests[1], title="House District 54")
    other = replace(sent, contests=(sent.contests[0], renamed, *sent.contests[2:]))
    files = written(tmp_path, big_sky, "b.zip"), written(tmp_path, other, "p.zip")
    state(folder, "receive", *files, *BY)
    capsys.readouterr()
    assert state(folder, "check") == ExitCode.WAITING
    said = capsys.readouterr().err
    assert "Pine: House District 54: Big Sky does not say the same of its title" in said
    assert "Big Sky: I-188: The whole state votes on it, Pine has it, and this county has not." in said


def test_a_district_in_two_counties_is_not_declared_by_the_votes_of_one(
    big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pine has electors in house district 45, and its package lacks the contest; nobody of Pine is in district 46."""
    folder, sent = tmp_path / "state", pine(big_sky)
    begun(folder)
    lacking = sealed(
        replace(sent, contests=tuple(one for one in sent.contests if one.contest != "house-45"), seal=None)
    )
    files = written(tmp_path, big_sky, "b.zip"), written(tmp_path, lacking, "p.zip")
    state(folder, "receive", *files, *BY)
    capsys.readouterr()
    assert state(folder, "check", "--json") == ExitCode.WAITING
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["county"], fault["where"]) == ("Pine", "House-45")
    assert "Electors of its district voted here, Big Sky has it, and this county has not." in fault["found"]
    assert state(folder, "declare", "--out", tmp_path / "d", *BOARD) == ExitCode.WRONG_INPUT
    assert not (tmp_path / "d").exists()
