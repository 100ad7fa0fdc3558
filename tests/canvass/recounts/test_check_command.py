"""`canvass recounts check`: lines of totals that were counted anywhere, and of a record's own under their seal."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.clock import now
from canvass.errors import ExitCode
from tests.canvass.audited_county import CountedCounty
from tests.tabulate.definitions_data import DELETE, as_bytes, canvass_document, set_at

LINES = """contest,choice,votes
commissioner,ames,5216
commissioner,burke,5213
commissioner,write-in:Cy Cole,5210
levy,for,1204
levy,against,1199
"""


def lines(capsys: pytest.CaptureFixture[str], *words: object, expected: ExitCode = ExitCode.DONE) -> list[Any]:
    capsys.readouterr()
    assert run(["recounts", "check", *map(str, words), "--json"]) == expected
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    document = canvass_document()
    for number, purpose in ((0, {"office": "county commissioner", "territory": "one county"}), (2, LEVY)):
        for name, value in {**purpose, "scope": DELETE}.items():
            document = set_at(document, f"contests[{number}].{name}", value)
    file = tmp_path / "definition.json"
    file.write_bytes(as_bytes(document))
    return file


LEVY = {"territory": "several counties"}


@pytest.fixture
def totals(tmp_path: Path) -> Path:
    file = tmp_path / "totals.csv"
    file.write_text(LINES, encoding="utf-8")
    return file


def test_a_line_a_contest_is_printed_with_exact_figures_as_text(
    definition: Path, totals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, levy = lines(capsys, definition, totals)
    assert office == {
        "contest": "commissioner",
        "class": "1a",
        "votes_for_office": "7819.5",
        "winners": ["ames", "burke"],
        "loser": "write-in:Cy Cole",
        "margin": 3,
        "limit_free": "19.54875",
        "limit_bond": "39.0975",
        "floor": 10,
        "recount": "free",
        "signatures": None,
        "filed_with": "election administrator",
    }
    assert levy == {
        "contest": "levy",
        "class": "1e",
        "votes_for_office": "2403",
        "winners": ["for"],
        "loser": "against",
        "margin": 5,
        "limit_free": "6.0075",
        "limit_bond": "12.015",
        "floor": None,
        "recount": "free",
        "signatures": 25,
        "filed_with": "secretary of state",
    }


def test_people_read_who_may_petition_whom_and_what_has_no_line(
    definition: Path, totals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["recounts", "check", str(definition), str(totals)]) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert "County Commissioner (commissioner), class (1)(a) of 13-16-201\n" in out
    assert "  most votes   Ada Ames 5,216; Bo Burke 5,213\n  defeated     Cy Cole 5,210, 3 votes behind: free\n" in out
    assert "  total vote   7,819.5; free up to 19.54875, or 10 votes; for a bond up to 39.0975\n" in out
    assert "  signed by    at least 25 electors, from at least 2 counties\n" in out
    assert "No totals of justice: no line for them." in err
    assert "may apply to a court" not in out
    totals.write_text(LINES.replace("5210", "5213").replace("1199", "1100"), encoding="utf-8")
    assert run(["recounts", "check", str(definition), str(totals)]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "  equal        Bo Burke 5,213; Cy Cole 5,213\n" in out
    assert "  recount      none by the margin; an elector who could vote on it may apply to a court" in out


def test_a_class_that_the_definition_does_not_tell_is_said_to_be_taken(
    tmp_path: Path, totals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = tmp_path / "older.json"
    older.write_bytes(as_bytes(canvass_document()))
    assert run(["recounts", "check", str(older), str(totals)]) == ExitCode.DONE
    assert "levy: the definition does not say who votes on it. Class 1c is taken" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("levy,for,1204", "levy,for,-4"), "line 5: found '-4' votes for 'for'; expected a whole number from 0 on."),
        ((LINES, ""), "line 1: found no columns; expected the first line to be `contest,choice,votes`."),
        (("levy,against,1199\n", ""), "found no votes of against in the contest levy;"),
    ],
)
def test_totals_that_say_nothing_plain_stop_the_command(
    definition: Path, totals: Path, change: tuple[str, str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    totals.write_text(LINES.replace(*change), encoding="utf-8")
    assert run(["recounts", "check", str(definition), str(totals), "--json"]) == ExitCode.WRONG_INPUT
    out, err = capsys.readouterr()
    assert out == ""
    assert f"totals.csv: {words}" in err
    assert err.endswith("Nothing was checked.\n")


def test_a_definition_alone_and_a_file_that_is_not_there_are_refused(
    definition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["recounts", "check", str(definition)]) == ExitCode.WRONG_INPUT
    assert "Name the CSV file of the totals after it" in capsys.readouterr().err
    assert run(["recounts", "check", str(definition), str(tmp_path / "none.csv")]) == ExitCode.ENVIRONMENT
    assert run(["recounts", "check", str(tmp_path / "none.json"), str(definition)]) == ExitCode.WRONG_INPUT


def test_a_record_is_asked_under_the_seal_of_its_totals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    CountedCounty(tmp_path / "sealed", (now() + timedelta(days=20)).date()).count_precinct(1)
    assert run(["recounts", "check", str(tmp_path / "sealed"), "--json"]) == ExitCode.SEALED
    out, err = capsys.readouterr()
    assert out == ""
    assert "sealed until the polls close" in err
    other = tmp_path / "other.csv"
    other.write_text("contest,choice,votes\nca-116,for,12\nca-116,against,11\n", encoding="utf-8")
    (line,) = lines(capsys, tmp_path / "sealed", other)
    assert (line["contest"], line["margin"]) == ("ca-116", 1), "totals of another system are not the record's"


def test_a_records_own_totals_have_a_line_a_contest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    CountedCounty(tmp_path / "record").count_precinct(1)
    found = {line["contest"]: line for line in lines(capsys, tmp_path / "record")}
    assert list(found) == ["us-senator", "us-representative", "sheriff", "retain-3", "ca-116"]
    assert (found["us-senator"]["winners"], found["us-senator"]["loser"], found["us-senator"]["margin"]) == (
        ["ash"],
        "birch",
        2,
    )
    assert found["us-representative"]["recount"] == "none"
    assert run(["recounts", "check", str(tmp_path / "record")]) == ExitCode.DONE
    assert "us-senator, us-representative, retain-3, ca-116: these may be voted on in other counties too" in (
        capsys.readouterr().err
    )
