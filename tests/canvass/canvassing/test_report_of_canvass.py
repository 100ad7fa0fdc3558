"""The report of the canvass: the same in every form, superseded by what came later, altered by others (13-15-404)."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from canvass.errors import ExitCode
from imaging.sheets import Mark
from tabulate.election import PrecinctId
from tests.canvass.canvassing.canvassed_record import (
    BOARD,
    SIGNED,
    WHO,
    CanvassedRecord,
    adopted,
    county,
    pages_of,
    report_of,
    returns_in,
)


def test_every_form_of_the_report_has_the_same_figures(record: Path, tmp_path: Path) -> None:
    adopted(record, tmp_path)
    found = report_of(record, tmp_path)
    for form in ("csv", "html", "pdf"):
        county(record, "report", "--out", tmp_path / f"report.{form}")
    rows = list(csv.reader(StringIO((tmp_path / "report.csv").read_text("utf-8"))))
    page, paper = (tmp_path / "report.html").read_text("utf-8"), " ".join(pages_of(tmp_path / "report.pdf"))
    for contest in found["contests"]:
        for place in (*contest["places"], contest["county"]):
            name = f"{place['name']}, total" if place["kind"] == "county" else place["name"]
            figures = [place["electors_voting"], *place["votes"], place["undervotes"], place["overvotes"]]
            words = list(map(str, figures))
            assert [name, *words, place["remark"]] in rows
            assert f"<td>{name}</td>" + "".join(f'<td class="n">{one}</td>' for one in words) in page
            assert f"{name} {' '.join(words)}" in paper
    sheriff = found["contests"][1]
    assert [one["votes"] for one in sheriff["places"]] == [[9, 3], [6, 2], [0, 0]]
    assert (sheriff["county"]["votes"], sheriff["total_vote"]) == ([15, 5], "20")
    assert found["contests"][3]["total_vote"] == "12", "24 votes for two seats (13-15-208)"
    assert found["adopted"]["signed_by"] == ["Ann Ash", "Bo Birch"]
    assert all(f"{found['ledger']['number']}:{found['ledger']['hash']}" in text for text in (page, paper))


def test_a_later_change_supersedes_the_report_and_a_corrected_one_takes_its_place(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    first = report_of(record, tmp_path)
    assert county(record, "report", "--check", tmp_path / "report.json") == ExitCode.DONE
    head = f"{first['ledger']['number']}:{first['ledger']['hash']}"
    one_more(record)
    for given in (tmp_path / "report.json", head):
        assert county(record, "report", "--check", given) == ExitCode.WAITING
        out, err = capsys.readouterr()
        assert "IS SUPERSEDED by the record's later entries" in err
        assert ["sheriff,", "precinct", "P3,", "fir", "0", "1"] in [line.split() for line in out.splitlines()]
    assert county(record, "declare", "--out", tmp_path / "declared", *SIGNED) == ExitCode.WRONG_INPUT
    assert "is superseded" in capsys.readouterr().err
    assert county(record, "report") == ExitCode.WRONG_INPUT, "the form of P3 says what the record does not"
    assert "check (5)" in capsys.readouterr().err
    returns_in(record, tmp_path, "P3")
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.WRONG_INPUT
    assert "Enter that the board met again first" in capsys.readouterr().err
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    assert county(record, "report", "--version", 1, "--out", tmp_path / "first.pdf") == ExitCode.WAITING
    assert all("SUPERSEDED: the report of entry" in page for page in pages_of(tmp_path / "first.pdf"))
    assert county(record, "report", "--version", 1, "--out", tmp_path / "first.json") == ExitCode.WAITING
    again = json.loads((tmp_path / "first.json").read_text("utf-8"))
    assert again["figures_sha256"] == first["figures_sha256"]
    assert county(record, "report", "--version", 2, "--out", tmp_path / "second.pdf") == ExitCode.DONE
    assert "A corrected report" in pages_of(tmp_path / "second.pdf")[0]
    assert county(record, "report", "--version", 3) == ExitCode.WRONG_INPUT


def one_more(record: Path) -> None:
    """A ballot of Far is found and counted."""
    found = CanvassedRecord.again(record)
    found.count_batch("far", PrecinctId("P3"), [{"fir": Mark.MARKED, "kay": Mark.MARKED}])
    found.expect(P3=1)
    found.record.close()


def test_an_altered_report_is_told_and_no_other_file_is_taken_for_one(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    found, place = report_of(record, tmp_path), tmp_path / "altered.json"
    changed = json.loads(json.dumps(found))
    changed["contests"][1]["county"]["votes"][0] += 1
    for altered, words in (
        (changed, "IS NOT WHAT THE RECORD SAID THERE"),
        (json.loads(json.dumps(found).replace("Elm", "Oak")), "NAMES SOMETHING OTHERWISE"),
    ):
        place.write_text(json.dumps(altered), "utf-8")
        assert county(record, "report", "--check", place) == ExitCode.WAITING
        assert words in capsys.readouterr().err
    broken: list[object] = [[], {}, found | {"contests": 1}, found | {"ledger": None}, found | {"electors": [{}]}]
    for one in broken:
        place.write_text(json.dumps(one), "utf-8")
        assert county(record, "report", "--check", place) == ExitCode.WRONG_INPUT
        assert "is no report of a canvass in JSON" in capsys.readouterr().err
