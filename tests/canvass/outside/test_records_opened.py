"""Another system's cast vote records: opened after the pictures, kept as they came, held to the report, verified."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.importing.records import taking_records
from canvass.record import open_record
from tests.canvass.outside.compared_county import (
    BY,
    ComparedCounty,
    records_csv,
    records_taken,
    report_csv,
)
from tests.outside.table_writers import as_csv

if TYPE_CHECKING:
    pass


def test_records_are_refused_before_the_pictures_are_read(
    pictured: ComparedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record"
    assert run(["new", str(record), str(pictured.folder / "definition.json")]) == ExitCode.DONE
    early = replace(pictured, record=record)
    file = pictured.folder / "Cast Vote Records.csv"
    assert early.outside("cvrs", file, *BY) == ExitCode.WRONG_INPUT
    assert "--not-blind" in capsys.readouterr().err
    assert records_taken(early).taken is None
    assert early.outside("cvrs", file, "--not-blind", *BY) == ExitCode.DONE
    assert "nothing proves that the reading is blind" in capsys.readouterr().out
    assert early.outside("compare", "--out", tmp_path / "out") == ExitCode.WRONG_INPUT
    assert "No picture was read" in capsys.readouterr().err


def test_the_ledger_proves_that_the_pictures_came_first(
    taken: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    found = records_taken(taken).taken
    assert found is not None
    assert (found[1].records, found[1].keyed) == (4, 4)
    assert run(["verify", str(taken.record)]) == ExitCode.DONE
    capsys.readouterr()
    assert taken.outside("cvrs", taken.folder / "Cast Vote Records.csv", *BY) == ExitCode.DONE
    assert "nothing was written" in capsys.readouterr().out
    assert len(records_taken(taken).takings) == 1


def test_records_that_were_changed_on_the_disk_are_noticed(
    taken: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    (kept,) = [one for one in (taken.record / "outside").rglob("*.csv") if one.is_file()]
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"undervote", b"overvote ", 1))
    assert run(["verify", str(taken.record)]) == ExitCode.RECORD_BROKEN
    assert "was changed since it was kept" in capsys.readouterr().err
    assert taken.outside("compare", "--out", taken.folder / "out") == ExitCode.RECORD_BROKEN


def test_a_name_that_is_not_certain_waits_for_a_person(
    county: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = county.folder / "odd.csv"
    title = county.election.contests[-1].title
    odd.write_bytes(records_csv(county).replace(title.encode(), b"A Strange Question"))
    table = county.folder / "names.csv"
    assert county.outside("cvrs", odd, "--export-names", table, *BY) == ExitCode.WRONG_INPUT
    assert "A Strange Question" in capsys.readouterr().err
    assert records_taken(county).taken is None
    text = table.read_text("utf-8-sig")
    wrong = text.replace('A Strange Question",,', 'A Strange Question",nobody,')
    for content, code in (
        (wrong, ExitCode.WRONG_INPUT),
        (_filled(text, county.election.contests[-1].id), ExitCode.DONE),
    ):
        table.write_text(content)
        assert county.outside("cvrs", odd, "--names", table, *BY) == code
    found = records_taken(county).taken
    assert found is not None
    assert found[1].records == 4


def _filled(text: str, means: str) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    for row in rows[1:]:
        row[2] = means
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


BAD = {
    "a report of results": b"precinct,contest,choice,kind,votes\r\nP1,Sheriff,A. Able,choice,2\r\n",
    "nothing": b"",
    "no table": b"%PDF-1.4 not really",
    "half an archive": b"PK\x03\x04 and no more",
    "one number twice, with other votes": b"",
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_whole(county: ComparedCounty, capsys: pytest.CaptureFixture[str], what: str) -> None:
    content = BAD[what]
    if what.startswith("one number"):
        lines = records_csv(county).split(b"\r\n")
        content = b"\r\n".join([*lines[:3], lines[1].replace(b"Not Reviewed", b"Approved"), *lines[3:]])
    file = county.folder / "bad.csv"
    file.write_bytes(content)
    with open_record(county.record) as record:
        before = record.head()
    assert county.outside("cvrs", file, *BY) == ExitCode.WRONG_INPUT
    assert "bad.csv" in (said := capsys.readouterr().err)
    assert "Traceback" not in said
    with open_record(county.record) as record:
        assert record.head() == before
    assert not (county.record / "outside").exists()


def test_a_ballots_table_alone_has_no_votes_and_is_not_taken_as_records(
    county: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    table = ballots_table_file(county)
    assert county.outside("cvrs", table, *BY) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "ballots-1.csv: Electionware Ballots table (CSV), in which no record has votes" in said
    assert "Nothing was taken. Name the file with the votes, too" in said
    assert records_taken(county).taken is None
    assert not (county.record / "outside").exists()
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", table, *BY) == ExitCode.WAITING


def test_a_ballots_table_that_an_earlier_version_took_alone_verifies_and_gives_way_to_records(
    county: ComparedCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(taking_records, "_check_votes", lambda _: None)
        assert county.outside("cvrs", ballots_table_file(county), *BY) in (ExitCode.DONE, ExitCode.WAITING)
    assert run(["verify", str(county.record)]) == ExitCode.DONE
    assert county.outside("compare", "--out", county.folder / "out") == ExitCode.WAITING
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", *BY) == ExitCode.DONE
    assert run(["verify", str(county.record)]) == ExitCode.DONE
    assert len(records_taken(county).takings) == 2


def ballots_table_file(county: ComparedCounty) -> Path:
    """The six columns that describe a record, without those of votes."""
    file = county.folder / "ballots-1.csv"
    file.write_bytes(as_csv(row[:6] for row in csv.reader(io.StringIO(records_csv(county).decode()))))
    return file


def test_every_figure_of_the_report_that_the_records_do_not_add_up_to_is_listed(
    county: ComparedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report is the truth; the record that was changed and the one that is missing show."""
    report = county.folder / "report.csv"
    report.write_bytes(report_csv(county))
    for verb, *words in (("add", report), ("map",), ("take",)):
        assert county.outside(verb, *words, *BY) in (ExitCode.DONE, ExitCode.WAITING), capsys.readouterr().err
    capsys.readouterr()
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", *BY) == ExitCode.WAITING
    said = capsys.readouterr().err
    contest = county.election.contests[0].title
    assert f"{contest}, ballots with the contest: 5 in the report, 4 in the records" in said
    assert "ballots cast: 5 in the report, 4 in the records" in said
