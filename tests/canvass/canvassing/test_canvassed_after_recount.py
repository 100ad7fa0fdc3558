"""A recount after the canvass: its figures stand in the corrected report beside what was canvassed (13-16-418)."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from canvass.errors import ExitCode
from canvass.returning.precinct_return import PrecinctReturn
from tabulate.county_canvass.canvassed import CountedPrecinct, PlaceKind, canvassed
from tabulate.county_canvass.return_rows import RowKind
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


def test_a_recount_that_agrees_is_told_by_the_check_as_by_the_declaration(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    report_of(record, tmp_path)
    recounted(record, "sheriff", "P1", {"elm": 9, "fir": 3}, under=0)
    assert county(record, "declare", "--out", tmp_path / "declared", *SIGNED) == ExitCode.WRONG_INPUT
    capsys.readouterr()
    assert county(record, "report", "--check", tmp_path / "report.json") == ExitCode.WAITING
    assert "its figures are the same, and a name or a count beside them" in capsys.readouterr().err


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
