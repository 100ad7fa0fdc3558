"""Another system's reports in a record: recognised, kept once as they came, withdrawn, and found again."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from outside.columns.columns_writing import columns_of
from tests.canvass.outside.county_beside import (
    ACCEPTED,
    BY,
    CountyBeside,
    counts,
    county_beside,
    county_results,
    files_in,
    kinds,
    taken,
    with_row,
)


def test_the_same_bytes_are_already_there_and_other_figures_are_a_new_version(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    assert beside.outside("add", beside.report(), beside.report(name="copy.pdf"), *BY) == ExitCode.DONE
    assert "Already there, as Precinct Summary.pdf" in capsys.readouterr().out
    later = with_row(beside.results, 0, 0, 0, 1)
    beside.outside("add", beside.report(later, "later.pdf"), *BY)
    said = capsys.readouterr()
    assert "a later version of Precinct Summary.pdf; both are kept" in said.out
    row, whole = later.precincts[0].contests[0].rows[0], beside.results.precincts[0].contests[0].rows[0]
    assert f"{row.name}: {whole.total:,} before, {row.total:,} now" in said.err
    first, second = (one for _, one in counts(beside).files)
    assert (second.earlier, counts(beside).newest_files) == (first.sha256, (second,))
    assert len(files_in(beside.record / "outside")) == 2


def test_reports_of_other_precincts_are_no_versions_and_are_one_count_together(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    half = replace(beside.results, precincts=beside.results.precincts[:2])
    rest = replace(beside.results, precincts=beside.results.precincts[2:])
    assert beside.outside("add", beside.report(half, "a.pdf"), beside.report(rest, "b.pdf"), *BY) == ExitCode.DONE
    assert [one.earlier for _, one in counts(beside).files] == ["", ""]
    assert beside.outside("map", *BY) == ExitCode.DONE
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.DONE
    assert len(beside.answer(capsys, "results", "--by", "precinct")["precincts"]) == 4


def test_a_report_that_names_another_election_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = county_beside(tmp_path, date="2028-11-07")
    report = beside.report()
    assert beside.outside("add", report, *BY) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "the file is of November 3, 2026; this election is on November 7, 2028" in said
    assert "Nothing was kept" in said
    assert counts(beside).files == ()
    assert beside.outside("add", report, "--although", "the date was set wrong", *BY) == ExitCode.DONE
    assert counts(beside).files[0][1].although == "the date was set wrong"
    assert "election" in kinds(beside, capsys)


def zip_bomb(folder: Path) -> Path:
    file = folder / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.txt", b"0" * (20 << 20))
    return file


def entities(folder: Path) -> Path:
    file = folder / "records.xml"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><CastVoteRecordReport>&b;</CastVoteRecordReport>'
    )
    return file


def formulas(folder: Path) -> Path:
    file = folder / "figures.csv"
    file.write_text("precinct,contest,choice,kind,votes,group\nP1,Sheriff,Ann,choice,=1+1,\n")
    return file


def cut_off(folder: Path) -> Path:
    file = folder / "cut.pdf"
    file.write_bytes(folder.joinpath("Precinct Summary.pdf").read_bytes()[:2000])
    return file


def empty(folder: Path) -> Path:
    file = folder / "empty.pdf"
    file.write_bytes(b"")
    return file


HOSTILE: tuple[Callable[[Path], Path], ...] = (zip_bomb, entities, formulas, cut_off, empty)


@pytest.mark.parametrize("made", HOSTILE, ids=lambda one: str(one.__name__))
def test_a_file_that_cannot_be_read_keeps_nothing_of_what_was_named_with_it(
    beside: CountyBeside, made: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    report = beside.report()
    assert beside.outside("add", report, made(beside.folder), *BY) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "Nothing was kept" in said
    assert "Traceback" not in said
    assert counts(beside).files == ()
    assert not (beside.record / "outside").exists()


def test_a_report_in_an_archive_is_kept_as_itself(beside: CountyBeside) -> None:
    archive = beside.folder / "export.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(beside.report(), "reports/Precinct Summary.pdf")
    assert beside.outside("add", archive, *BY) == ExitCode.DONE
    ((_, kept),) = counts(beside).files
    assert kept.name == "export.zip/reports/Precinct Summary.pdf"
    (file,) = files_in(beside.record / "outside")
    assert file.read_bytes() == beside.report().read_bytes()


def test_an_archive_in_an_archive_is_not_opened_and_the_message_says_so(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    inner, outer = beside.folder / "inner.zip", beside.folder / "outer.zip"
    with zipfile.ZipFile(inner, "w") as packed:
        packed.write(beside.report(), "Precinct Summary.pdf")
    with zipfile.ZipFile(outer, "w") as packed:
        packed.write(inner, "inner.zip")
    assert beside.outside("add", outer, *BY) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "Passed over: outer.zip/inner.zip (an archive in an archive)." in said
    assert "Nothing was kept." in said
    assert counts(beside).files == ()
    assert beside.outside("cvrs", outer, "--not-blind", *BY) == ExitCode.WRONG_INPUT
    assert "Passed over: outer.zip/inner.zip (an archive in an archive)." in capsys.readouterr().err


def test_a_report_kept_by_mistake_is_withdrawn_and_nothing_goes_by_it(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(beside)
    wrong = beside.folder / "wrong.csv"
    wrong.write_text(columns_of(county_results(seed=11)), encoding="utf-8")
    beside.outside("add", wrong, *BY)
    assert "other-report" in {
        one["kind"] for one in beside.answer(capsys, "check", "--file", "Precinct Summary.pdf")["findings"]
    }
    why = ("--reason", "of another county", *BY)
    assert beside.outside("withdraw", "--file", "Precinct Summary.pdf", *why) == ExitCode.WRONG_INPUT
    assert beside.outside("withdraw", "--file", "nothing.pdf", *why) == ExitCode.WRONG_INPUT
    assert beside.outside("withdraw", "--file", "wrong.csv", *why) == ExitCode.DONE
    assert kinds(beside, capsys) == ["precinct-set", "run"]
    assert len(files_in(beside.record / "outside")) == 2
    assert run(["verify", str(beside.record)]) == ExitCode.DONE
    beside.outside("add", wrong, *BY)
    assert len(counts(beside).newest_files) == 2, "it may be kept again"


def test_a_kept_file_that_was_altered_or_is_gone_is_named(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(beside)
    (file,) = files_in(beside.record / "outside")
    content = file.read_bytes()
    for change in (lambda: file.write_bytes(content[:-1] + b"x"), file.unlink):
        change()
        capsys.readouterr()
        assert run(["verify", str(beside.record)]) == ExitCode.RECORD_BROKEN
        assert "Entry 2" in (said := capsys.readouterr().err)
        assert file.name in said
        assert beside.outside("check") == ExitCode.RECORD_BROKEN
    file.write_bytes(content)
    assert run(["verify", str(beside.record)]) == ExitCode.DONE


def test_commands_of_a_record_without_reports_say_what_to_do(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb, words in (("map", ()), ("check", ()), ("take", BY), ("results", ())):
        assert beside.outside(verb, *words) == ExitCode.WRONG_INPUT
        assert "first: canvass outside" in capsys.readouterr().err
