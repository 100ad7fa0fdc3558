"""Another system's figures: checked, taken with reasons, sealed, held to other reports, and verified again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from outside.columns.columns_writing import columns_of
from outside.results import OutsideRowKind, ResultsLevel
from tabulate.ledger.fold import fold
from tests.canvass.outside.county_beside import (
    ACCEPTED,
    BY,
    CountyBeside,
    at_clock,
    counts,
    kinds,
    taken,
    with_precinct,
    with_row,
)
from tests.outside.simulated_county import of_county
from tests.outside.summary_writer import Look, precinct_summary


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
