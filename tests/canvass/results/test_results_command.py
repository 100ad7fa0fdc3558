"""`canvass results`: one breakdown at a time, a table or a paper as a file, and parties, shares and leads in words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.reporting.results import Breakdown
from tests.canvass.results.shown_county import NAMES


def said(capsys: pytest.CaptureFixture[str], record: Path, *words: str) -> tuple[int, str]:
    code = run(["results", str(record), *words])
    found = capsys.readouterr()
    return code, " ".join((found.out + found.err).split())


def test_words_have_county_step_precincts_parties_shares_and_who_leads(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = said(capsys, record)
    assert code == ExitCode.DONE
    assert "Larkspur County, " in text
    assert "Unofficial: what waits for the counting board is not among the votes." in text
    assert "Precincts: 3 complete, 1 partly counted." in text
    assert "Ann Ames 38 57.6% Green leads" in text
    assert "Council, vote for 2" in text


def test_two_breakdowns_are_refused_and_the_last_is_not_taken_in_silence(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for both in (("precinct", "method"), ("method", "precinct"), ("part", "precinct")):
        code, text = said(capsys, record, "--by", both[0], "--by", both[1])
        assert code == ExitCode.USAGE
        assert f"--by {both[0]} and --by {both[1]}" in text
    assert said(capsys, record, "--by", "method", "--by", "method")[0] == ExitCode.DONE


@pytest.mark.parametrize("by", list(Breakdown))
@pytest.mark.parametrize("ending", ["csv", "pdf", "html"])
def test_results_are_written_as_a_table_a_paper_or_a_page(
    record: Path, tmp_path: Path, by: Breakdown, ending: str
) -> None:
    out = tmp_path / f"results.{ending}"
    words = [] if by is Breakdown.CONTEST else ["--by", by.key]
    assert run(["results", str(record), *words, "--out", str(out)]) == ExitCode.DONE
    content = out.read_bytes()
    match ending:
        case "csv":
            table = list(csv.DictReader(content.decode().splitlines()))
            assert {one["contest_id"] for one in table} == {"senator", "council", "sheriff", "levy"}
        case "pdf":
            assert content.startswith(b"%PDF")
        case _:
            text = content.decode()
            assert all(name in text for name in NAMES.values())
            assert "NOT FOR PUBLICATION" in text


def test_the_table_on_stdout_is_the_table_in_the_file(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["results", str(record), "--csv"]) == ExitCode.DONE
    shown = capsys.readouterr().out.splitlines()
    assert run(["results", str(record), "--csv", "--out", str(tmp_path / "table")]) == ExitCode.DONE
    written = (tmp_path / "table").read_text().splitlines()
    assert [line.rpartition(",")[0] for line in shown] == [line.rpartition(",")[0] for line in written]
    assert len(shown) > 15


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--out", "results.docx"), "ends in none of: .csv, .pdf, .html"),
        (("--json", "--csv"), "Ask for --json, or for --csv and --out"),
        (("--json", "--out", "r.csv"), "Ask for --json, or for --csv and --out"),
        (("--by", "part", "--csv"), "canvass county report"),
    ],
)
def test_what_there_is_not_is_refused_in_words(
    record: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    code, text = said(capsys, record, *words)
    assert code == (ExitCode.WRONG_INPUT if "part" in words else ExitCode.USAGE)
    assert why in text


def test_no_table_is_written_while_totals_are_sealed(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from canvass.record import open_record

    with open_record(record) as opened:
        hour = opened.election.polls_close.replace(hour=19)
    monkeypatch.setattr("canvass.clock.now", lambda: hour)
    assert run(["results", str(record), "--out", str(tmp_path / "r.csv")]) == ExitCode.SEALED
    assert not (tmp_path / "r.csv").exists()
