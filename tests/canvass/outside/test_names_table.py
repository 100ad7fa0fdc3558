"""Names in another system's reports, as a table that a person fills in: what waits, what changes, what is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from outside.results import OutsideResults
from tests.canvass.outside.county_beside import (
    ACCEPTED,
    BY,
    CountyBeside,
    counts,
    kinds,
    taken,
    with_precinct,
)


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
