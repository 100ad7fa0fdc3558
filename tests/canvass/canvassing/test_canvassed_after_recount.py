"""A recount after the canvass: its figures stand in the corrected report beside what was canvassed (13-16-418)."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from canvass.errors import ExitCode
from canvass.returning.precinct_return import PrecinctReturn
from tabulate.board.county.canvass_entries import ReturnReceived
from tabulate.board.county.canvass_terms import ReturnCheck, ReturnedFigure
from tabulate.county_canvass.audit_of_returns import PrecinctCanvassed, checks_of
from tabulate.county_canvass.canvassed import CountedPrecinct, PlaceKind, canvassed
from tabulate.county_canvass.return_rows import ReturnContest, ReturnRow, RowKind
from tabulate.election import ChoiceId, ContestId, Precinct, PrecinctId
from tests.canvass.canvassing.canvassed_counties import county as big_sky_county
from tests.canvass.canvassing.canvassed_counties import declared, scanned, standing
from tests.canvass.canvassing.canvassed_record import (
    BOARD,
    SIGNED,
    WHO,
    adopted,
    county,
    pages_of,
    recounted,
    report_of,
    returns_in,
)


def test_a_certified_recount_is_in_the_corrected_report_beside_what_was_canvassed(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    recounted(record, "sheriff", "P1", {"elm": 8, "fir": 3}, under=1)
    assert county(record, "check") == ExitCode.DONE, "the forms are from before the recount"
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    sheriff = report_of(record, tmp_path)["contests"][1]
    north = next(one for one in sheriff["places"] if one["place"] == "P1")
    assert (north["votes"], north["undervotes"], north["remark"]) == ([8, 3], 1, "recount")
    assert (sheriff["county"]["votes"], sheriff["county"]["undervotes"]) == ([14, 5], 1)
    elm = next(one for one in sheriff["by_source"] if (one["place"], one["name"]) == ("P1", "Elm"))
    assert (elm["machine"], elm["counted"], elm["manual"], elm["recount"], elm["counts"]) == (9, 9, None, 8, 8)
    for form in ("csv", "pdf"):
        assert county(record, "report", "--out", tmp_path / f"report.{form}") == ExitCode.DONE
    rows = list(csv.reader(StringIO((tmp_path / "report.csv").read_text("utf-8"))))
    (names,) = (row for row in rows if "Recount" in row)
    of_elm = rows[rows.index(names) :]
    found = next(row for row in of_elm if row[:2] == ["North", "Elm"])
    assert (found[names.index("Machine")], found[names.index("Recount")], found[names.index("Counts")]) == (
        "9",
        "8",
        "8",
    )
    assert "North Elm 9 0 0 9 8 8" in " ".join(pages_of(tmp_path / "report.pdf"))


def test_a_recount_that_agrees_changes_nothing_and_the_report_stands(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """13-16-419: where nothing is another, nothing more is done. The report, its hash and its packages stand."""
    adopted(record, tmp_path)
    before = report_of(record, tmp_path)
    assert county(record, "send", "--out", tmp_path / "first.zip", "--by", "Dee Clerk") == ExitCode.DONE
    recounted(record, "sheriff", "P1", {"elm": 9, "fir": 3}, under=0)
    recounted(record, "house", "P2", {"ida": 8}, 0, "R-2")
    capsys.readouterr()
    assert county(record, "report", "--check", tmp_path / "report.json") == ExitCode.DONE
    assert county(record, "declare", "--out", tmp_path / "declared", *SIGNED) == ExitCode.DONE
    after = report_of(record, tmp_path)
    assert after["adopted"] == before["adopted"]
    assert (after["superseded"], after["figures_sha256"]) == (None, before["figures_sha256"])
    assert county(record, "send", "--out", tmp_path / "again.zip") == ExitCode.DONE
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "first.zip").read_bytes()
    capsys.readouterr()
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.WRONG_INPUT
    assert "no figure of it is another now" in capsys.readouterr().err


def test_a_later_recount_of_the_same_precinct_is_compared_with_the_one_before_it(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """R-1 changes a vote; a form is made between; R-2 finds what R-1 did; R-3 changes one more."""
    adopted(record, tmp_path)
    recounted(record, "sheriff", "P1", {"elm": 8, "fir": 3}, under=1)
    returns_in(record, tmp_path, "P1")
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    recounted(record, "sheriff", "P1", {"elm": 8, "fir": 3}, 1, "R-2")
    assert report_of(record, tmp_path)["superseded"] is None
    assert county(record, "check") == ExitCode.DONE
    recounted(record, "sheriff", "P1", {"elm": 8, "fir": 4}, 0, "R-3")
    capsys.readouterr()
    assert county(record, "check") == ExitCode.DONE, "the form made between is from before the last recount"
    assert county(record, "report", "--check", tmp_path / "report.json") == ExitCode.WAITING
    sheriff = report_of(record, tmp_path)["contests"][1]
    assert sheriff["county"]["votes"] == [14, 6]


def test_a_form_that_no_recount_explains_fails_still() -> None:
    first = ReturnRow(RowKind.CHOICE, ChoiceId("elm"), "Elm", 9, 0, 0, None, 9)
    figures = [9]
    contest = ReturnContest(ContestId("sheriff"), "Sheriff", 1, (first,), "")
    for number, votes in enumerate((8, 7), 50):
        row = replace(first, recount=votes, counts=votes, canvassed=figures[-1])
        contest = replace(contest, rows=(row,), recounted="R", recounted_in=number, before=contest)
        figures.append(votes)
    assert [one.rows[0].counts for one in contest.through_recounts] == [7, 8, 9]
    for figure in (6, 10, 0):
        received = ReturnReceived(
            PrecinctId("P1"), 40, "0" * 64, 12, 12, (ReturnedFigure(contest.contest, "elm", figure),), ("Ada",), "", ""
        )
        given = PrecinctCanvassed(Precinct(PrecinctId("P1"), "P1", ()), 12, 12, "", (contest,), (), {}, received, False)
        fails = next(one for one in checks_of(given, {}) if one.check is ReturnCheck.RETURN_FORM)
        assert fails.problems == (f"Sheriff, Elm: form {figure:,}, record 7.",)
        for right in figures:
            form = replace(received, figures=(ReturnedFigure(contest.contest, "elm", right),))
            holds = checks_of(replace(given, received=form), {})
            assert not next(one for one in holds if one.check is ReturnCheck.RETURN_FORM).problems


def test_ballots_of_a_recounted_contest_wait_no_more_for_the_counting_board() -> None:
    """The recount board counts every ballot, those set aside too (13-16-412); other contests of theirs still wait."""
    rows = (
        ReturnRow(RowKind.CHOICE, ChoiceId("elm"), "Elm", 9, 0, 0, None, 9),
        ReturnRow(RowKind.UNDERVOTES, None, "undervotes", 0, 0, 0, None, 0),
        ReturnRow(RowKind.WAITING, None, "waiting", 1, 0, 0, None, 1),
        ReturnRow(RowKind.BALLOTS, None, "ballots", 10, 0, 0, None, 10),
    )
    contest = ReturnContest(ContestId("sheriff"), "Sheriff", 1, rows, "")
    found = {RowKind.CHOICE: 10, RowKind.UNDERVOTES: 0, RowKind.WAITING: 0, RowKind.BALLOTS: 10}
    after = tuple(replace(row, recount=found[row.kind], counts=found[row.kind], canvassed=row.counts) for row in rows)
    recounted = replace(contest, rows=after, recounted="R", recounted_in=50, before=contest)

    def arithmetic(*contests: ReturnContest) -> tuple[str, ...]:
        precinct = Precinct(PrecinctId("P1"), "P1", ())
        given = PrecinctCanvassed(precinct, 10, 10, "", contests, (), {}, None, False)
        return next(one for one in checks_of(given, {}) if one.check is ReturnCheck.ARITHMETIC).problems

    assert arithmetic(contest) == ("1 of 1 contests have ballots that wait for the board.",)
    assert arithmetic(recounted) == ()
    assert arithmetic(recounted, replace(contest, contest=ContestId("judge"))) != ()
    short = replace(recounted, rows=(replace(after[0], recount=9, counts=9), *after[1:]))
    assert arithmetic(short) == ("Sheriff: by the recount 9 on ballots for 10.",)


def test_parts_and_what_a_recount_changed_make_the_precinct_where_only_undervotes_changed() -> None:
    election = big_sky_county()
    found = standing(election, [declared(), *scanned(election, "P2-A"), *scanned(election, "P2-B")])
    given = [_one_overvote(one) if one.precinct.id == "P2" else one for one in found.returns]
    counted = [CountedPrecinct(one.precinct, one.electors, False, one.contests) for one in given]
    senator = canvassed(election, counted, found.counts.by_part, {})[0]
    rows = [one for one in senator.places if one.kind in (PlaceKind.PART, PlaceKind.NOT_BY_PART)]
    (whole,) = (one for one in senator.places if one.kind is PlaceKind.PRECINCT and one.place == "P2")
    assert [sum(one or 0 for one in column) for column in zip(*(row.figures for row in rows), strict=True)] == [
        *whole.figures
    ]
    assert whole.overvotes == 1


def _one_overvote(found: PrecinctReturn) -> PrecinctReturn:
    """A recount of the first contest finds one overvote that was counted as an undervote."""
    first, *others = found.contests
    changes = {RowKind.UNDERVOTES: -1, RowKind.OVERVOTES: 1}
    rows = (replace(row, recount=(own := row.counted + changes.get(row.kind, 0)), counts=own) for row in first.rows)
    return replace(found, contests=(replace(first, rows=tuple(rows), recounted="Recounted."), *others))
