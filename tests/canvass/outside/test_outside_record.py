"""Another system's reports in a record: kept once, named by people, checked, taken, sealed, and verified again."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from outside.columns.columns_writing import columns_of
from outside.results import OutsideResults, OutsideRowKind, ResultsLevel
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.ledger.fold import fold
from tests.canvass.outside.county_beside import (
    BY,
    CountyBeside,
    at_clock,
    county_beside,
    county_results,
    files_in,
    with_precinct,
    with_row,
)
from tests.outside.simulated_county import of_county
from tests.outside.summary_writer import Look, precinct_summary

ACCEPTED = ("--accept", "run=no provisional ballot was left", "--accept", "precinct-set=nobody voted there")
"""What is found in every simulated county: its report is of the sixth day at ten, and one precinct has no ballot."""


@pytest.fixture
def beside(tmp_path: Path) -> CountyBeside:
    return county_beside(tmp_path)


def counts(beside: CountyBeside) -> OutsideCounts:
    with open_record(beside.record) as opened:
        return fold(opened.outlines()).board.office.outside


def taken(beside: CountyBeside) -> CountyBeside:
    assert beside.outside("add", beside.report(), *BY) == ExitCode.DONE
    assert beside.outside("map", *BY) == ExitCode.DONE
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.DONE
    return beside


def kinds(beside: CountyBeside, capsys: pytest.CaptureFixture[str]) -> list[str]:
    return sorted({one["kind"] for one in beside.answer(capsys, "check")["findings"]})


def test_a_report_goes_from_the_file_to_results_by_precinct(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(beside)
    found = beside.answer(capsys, "results", "--by", "precinct")
    assert found["ballots"] == sum(one.ballots_cast or 0 for one in beside.results.precincts)
    assert [one["ballots"] for one in found["precincts"]] == [one.ballots_cast for one in beside.results.precincts]
    printed = {
        (one.name.title(), contest.title.title(), row.name): row.total
        for one in beside.results.precincts
        for contest in one.contests
        for row in contest.rows
        if row.kind is OutsideRowKind.CHOICE
    }
    shown = {
        (one["name"], contest["title"], choice["name"]): choice["votes"]
        for one in found["precincts"]
        for contest in one["contests"]
        for choice in contest["choices"]
    }
    assert shown == printed
    groups = found["precincts"][0]["by_group"]
    assert [one["ballots"] for one in groups] == list(beside.results.precincts[0].by_group or ())
    assert {one["because"] for one in found["accepted"]} == {"no provisional ballot was left", "nobody voted there"}
    assert run(["verify", str(beside.record)]) == ExitCode.DONE
    assert "1 file of another system: as kept" in capsys.readouterr().out


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


def test_figures_are_sealed_until_results_may_be_shown(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_clock(monkeypatch, "2026-11-03T19:59")
    assert beside.outside("add", beside.report(), *BY) == ExitCode.DONE
    said = capsys.readouterr()
    wrong = with_row(beside.results, 0, 0, 0, 1)
    assert beside.outside("add", beside.report(wrong, "later.pdf"), *BY) == ExitCode.WAITING
    beside.outside("map", *BY)
    beside.outside("check")
    beside.outside("take", *BY)
    beside.outside("check", "--json")
    later = capsys.readouterr()
    words = "\n".join((said.out, said.err, later.out, later.err))
    words = words.replace(str(beside.record), "")
    figures = {row.total for one in wrong.precincts for each in one.contests for row in each.rows if row.total > 99}
    assert len(figures) > 5
    assert [one for one in figures if f" {one:,} " in words or f" {one:,}," in words] == []
    assert beside.outside("results") == ExitCode.SEALED
    assert "sealed" in capsys.readouterr().err
    at_clock(monkeypatch, "2026-11-10T09:00")
    assert beside.outside("check") == ExitCode.WAITING
    row, whole = wrong.precincts[0].contests[0].rows[0], beside.results.precincts[0].contests[0]
    assert f"{whole.total_votes:,}" in capsys.readouterr().err
    assert row.total > 0


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


def test_nothing_is_taken_while_anything_is_neither_mended_nor_accepted(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    beside.outside("add", beside.report(), *BY)
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.WRONG_INPUT
    assert "mapping, Precinct Summary.pdf" in capsys.readouterr().err
    beside.outside("map", *BY)
    assert beside.outside("take", *BY) == ExitCode.WRONG_INPUT
    assert beside.outside("take", "--accept", "names=we know them", *BY) == ExitCode.WRONG_INPUT
    assert beside.outside("take", *ACCEPTED, "--accept", "pages=none", *BY) == ExitCode.WRONG_INPUT
    assert beside.outside("take", "--accept", "run", *BY) == ExitCode.USAGE
    assert counts(beside).taken is None
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.DONE
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.DONE
    assert len(counts(beside).takings) == 1


def test_every_finding_is_listed_at_once(beside: CountyBeside, capsys: pytest.CaptureFixture[str]) -> None:
    one = beside.results.precincts[0]
    fewer = replace(one, contests=one.contests[1:], ballots_cast=(one.ballots_cast or 0) + 5)
    printed = with_precinct(beside.results, 0, fewer)
    printed = replace(printed, precincts=printed.precincts[:3])
    beside.outside("add", beside.report(printed), *BY)
    beside.outside("map", *BY)
    found = beside.answer(capsys, "check")["findings"]
    said = {(one["kind"], one["where"]) for one in found}
    names = [one.name.title() for one in beside.results.precincts]
    assert ("precinct-set", names[3]) in said
    assert ("precinct-set", names[2]) in said
    assert ("contest-set", f"{names[0]}, {one.contests[0].title.title()}") in said
    assert any(kind == "contest-ballots" and where.startswith(names[0]) for kind, where in said)
    assert any(kind == "groups" for kind, _ in said)


def test_another_report_of_the_same_count_is_held_to_it(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(beside)
    other = beside.folder / "typed.csv"
    other.write_text(columns_of(with_row(beside.results, 1, 0, 0, 3)), encoding="utf-8")
    beside.outside("add", other, *BY)
    beside.outside("map", *BY)
    assert beside.outside("check") == ExitCode.WRONG_INPUT
    assert "--file NAME" in capsys.readouterr().err
    found = beside.answer(capsys, "check", "--file", "Precinct Summary.pdf")
    (other_report,) = [one for one in found["findings"] if one["kind"] == "other-report"]
    assert other_report["file"] == "typed.csv"
    assert other_report["where"].startswith(beside.results.precincts[1].name.title())
    assert (found["taken_is_current"], found["mapping_entry"] is not None) == (True, True)


def test_the_precincts_are_held_to_the_report_of_the_whole_county(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(beside)
    whole = replace(beside.results, precincts=(of_county(beside.results),), level=ResultsLevel.COUNTY)
    summary = beside.folder / "Election Summary.pdf"
    summary.write_bytes(precinct_summary(whole, Look(precinct_lines=False)))
    assert beside.outside("add", summary, *BY) == ExitCode.DONE
    beside.outside("map", *BY)
    assert "other-report" not in kinds(beside, capsys)
    summary.write_bytes(precinct_summary(with_row(whole, 0, 0, 0, 3), Look(precinct_lines=False)))
    beside.outside("add", summary, *BY)
    capsys.readouterr()
    assert beside.outside("check") == ExitCode.WAITING
    title, row = whole.precincts[0].contests[0].title.title(), whole.precincts[0].contests[0].rows[0]
    there = f"{row.total + 3:,} in this report, {row.total:,} in the precincts that are taken"
    assert f"[other-report] Election Summary.pdf: {title}: {row.name}: {there}" in capsys.readouterr().err
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.WRONG_INPUT


def table_of(beside: CountyBeside) -> list[dict[str, str]]:
    file = beside.folder / "map.csv"
    file.unlink(missing_ok=True)
    beside.outside("map", "--export", file)
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def sent_back(beside: CountyBeside, rows: list[dict[str, str]]) -> ExitCode:
    file = beside.folder / "filled.csv"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(out.getvalue(), encoding="utf-8")
    return beside.outside("map", "--import", file, *BY)


def with_strange_precinct(beside: CountyBeside) -> OutsideResults:
    return with_precinct(beside.results, 1, replace(beside.results.precincts[1], name="RURAL SCH"))


def test_what_is_not_certain_waits_until_a_person_fills_it_in(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    beside.outside("add", beside.report(with_strange_precinct(beside)), *BY)
    assert beside.outside("map", *BY) == ExitCode.WAITING
    assert kinds(beside, capsys) == ["names", "run"]
    rows = table_of(beside)
    (waiting,) = [one for one in rows if not one["means"]]
    assert waiting["may be"] == "P02 = Precinct 02 - Rural (62 %)", "all others are known by other names"
    waiting["means"] = "precinct 02 - rural"
    assert sent_back(beside, rows) == ExitCode.DONE
    mapping = counts(beside).mapping
    assert mapping is not None
    found = {one.name: (one.precinct, one.how) for one in mapping[1].precincts}
    assert found["RURAL SCH"] == ("P02", "a person")
    assert {how for name, (_, how) in found.items() if name != "RURAL SCH"} == {"the same name"}
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.DONE
    assert table_of(beside)[1]["meaning"] == "Precinct 02 - Rural"


def test_a_change_of_a_name_is_another_entry_and_figures_taken_by_it_are_others(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(beside)
    first = counts(beside).count
    rows = table_of(beside)
    left, right = [one for one in rows if one["name"].startswith("Choice")][:2]
    left["means"], right["means"] = right["means"], left["means"]
    assert sent_back(beside, rows) == ExitCode.DONE
    assert beside.answer(capsys, "check")["taken_is_current"] is False
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.DONE
    assert len(counts(beside).mappings) == 2
    assert counts(beside).count != first
    assert run(["verify", str(beside.record)]) == ExitCode.DONE


def test_what_is_left_out_by_a_person_is_found_and_accepted(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    test = replace(beside.results.precincts[3], name="TEST 99", code="")
    printed = replace(beside.results, precincts=(*beside.results.precincts, test))
    beside.outside("add", beside.report(printed), *BY)
    rows = table_of(beside)
    next(one for one in rows if "TEST 99" in one["name"])["means"] = "-"
    assert sent_back(beside, rows) == ExitCode.DONE
    assert "left-out" in kinds(beside, capsys)
    assert beside.outside("take", *ACCEPTED, "--accept", "left-out=a test deck", *BY) == ExitCode.DONE
    count = counts(beside).count
    assert count is not None
    assert count.ballots_cast == sum(one.ballots_cast or 0 for one in beside.results.precincts)
    assert run(["verify", str(beside.record)]) == ExitCode.DONE


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


Spoil = Callable[[list[dict[str, str]]], list[dict[str, str]]]


def with_cell(column: str, cell: str) -> Spoil:
    return lambda rows: [rows[0] | {column: cell}, *rows[1:]]


SPOILED: dict[str, Spoil] = {
    "an id that nobody has": with_cell("means", "P99"),
    "an id of another kind": with_cell("means", "contest-0"),
    "a formula": with_cell("means", '=HYPERLINK("http://x")'),
    "a line twice": lambda rows: [rows[0], *rows],
    "a line of another file": with_cell("line", "n000000000000000"),
    "a name that was changed": with_cell("name", "Precinct: 2-Jan"),
    "a zero byte": with_cell("means", "P01\0"),
    "letters that steer a screen": with_cell("means", "P01\x1b[2J"),
    "a column missing": lambda rows: [{key: one[key] for key in one if key != "means"} for one in rows],
    "a column that is strange": lambda rows: [one | {"votes": "7"} for one in rows],
    "two names of one precinct": lambda rows: [rows[0] | {"means": rows[1]["means"]}, *rows[1:]],
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_spoiled_table_is_refused_and_nothing_of_it_is_taken(
    beside: CountyBeside, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    beside.outside("add", beside.report(), *BY)
    rows = table_of(beside)
    assert sent_back(beside, SPOILED[what](rows)) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "nothing was taken" in said
    assert "\x1b" not in said
    assert counts(beside).mapping is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"line,name,means\n", b"\x00" * 50, b"a" * (9 << 20)])
def test_a_table_that_is_none_is_refused(beside: CountyBeside, content: bytes) -> None:
    beside.outside("add", beside.report(), *BY)
    file = beside.folder / "none.csv"
    file.write_bytes(content)
    assert beside.outside("map", "--import", file, *BY) == ExitCode.WRONG_INPUT
    assert counts(beside).mapping is None


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


def test_figures_that_do_not_follow_from_the_file_are_named(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(beside)
    with open_record(beside.record) as opened:
        entry = fold(opened.outlines()).board.office.outside.takings[0][1]
        one = entry.count.precincts[0]
        swapped = replace(one.contests[0], votes=one.contests[0].votes[::-1])
        changed = replace(one, contests=(swapped, *one.contests[1:]))
        opened.append([replace(entry, count=replace(entry.count, precincts=(changed, *entry.count.precincts[1:])))])
    capsys.readouterr()
    assert run(["verify", str(beside.record)]) == ExitCode.RECORD_BROKEN
    said = capsys.readouterr().err
    assert "Entry 5 (figures of another system)" in said
    assert beside.results.precincts[0].name.title() in said


def test_commands_of_a_record_without_reports_say_what_to_do(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb, words in (("map", ()), ("check", ()), ("take", BY), ("results", ())):
        assert beside.outside(verb, *words) == ExitCode.WRONG_INPUT
        assert "first: canvass outside" in capsys.readouterr().err
