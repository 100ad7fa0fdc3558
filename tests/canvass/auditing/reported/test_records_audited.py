"""Cast vote records as the machine's count of the audit: by batch and machine, held to the report, and blind."""

import json
from pathlib import Path

import pytest

from audit.outside_reports import FiguresSource
from canvass.cli import run
from tests.canvass.auditing.reported.records_beside import Change, Row, records_of_drawn, says_records, takes_records
from tests.canvass.auditing.reported.reported_audit import DRAWN, MEMBERS, contests, counted, opens, says, state_of
from tests.canvass.reported_county import SENATOR, ReportedCounty, figures_shown


def test_from_records_to_a_published_audit_by_commands(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    takes_records(county, records_of_drawn(county))
    capsys.readouterr()
    for precinct in DRAWN:
        assert says_records(county, precinct) == 0
        assert opens(county, precinct) == 0
    said = capsys.readouterr().out
    assert "The report agrees." in said
    assert not figures_shown(said, county.figures(DRAWN))
    county.audit("compare", "--json")
    county.audit("report", "--out", tmp_path / "before.json")
    seen = capsys.readouterr().out + (tmp_path / "before.json").read_text()
    assert not figures_shown(seen, county.figures(DRAWN)), "nothing before the lock"
    for unit in state_of(county).units:
        assert unit.figures is not None
        assert unit.figures.source is FiguresSource.RECORDS
        assert {one.machine for one in unit.figures.batches} == {"0003", "0004"}
        assert sum(one.ballots for one in unit.figures.batches) == unit.figures.ballots_cast
    for precinct in DRAWN:
        for contest in contests(county):
            assert counted(county, precinct, contest) == 0
    assert county.audit("certify", *(f"--signed={one}" for one in MEMBERS)) == 0
    assert county.audit("report", "--out", tmp_path / "report.json") == 0
    units = json.loads((tmp_path / "report.json").read_text())["units"]
    assert {tuple(one["outside"]["machines"]) for one in units} == {("0003", "0004")}
    assert {line["machine"] - line["manual"] for one in units for line in one["choices"]} == {0}
    assert county.audit("report", "--out", tmp_path / "report.html") == 0
    printed = (tmp_path / "report.html").read_text()
    for words in ("Cast vote records of another system", "EL-1", "They agree in every figure"):
        assert words in printed
    assert county.audit("publish", "--out", tmp_path / "published.json") == 0
    assert run(["audit", "replay", str(tmp_path / "published.json")]) == 0
    assert run(["verify", str(county.directory)]) == 0


def test_a_report_that_the_records_do_not_add_up_to_is_explained_and_listed(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    takes_records(county, records_of_drawn(county, lambda at, row: None if at in (5, 6) else row))
    capsys.readouterr()
    assert says_records(county, "P02") != 0
    refused = capsys.readouterr().err
    assert "differ" in refused
    assert "ballots cast" in refused
    assert not figures_shown(refused, county.figures(DRAWN))
    assert says_records(county, "P02", "--although", "two ballots were added by hand") == 0
    assert says_records(county, "P05") == 0
    assert opens(county, "P02") == 0
    for contest in contests(county):
        assert counted(county, "P02", contest) == 0
    county.audit("report", "--out", tmp_path / "report.json")
    units = [one for one in json.loads((tmp_path / "report.json").read_text())["units"] if one["precinct"] == "P02"]
    for one in units:
        held = {each["row"]: each["report"] - each["records"] for each in one["outside"]["records"]["differences"]}
        assert held["ballots cast"] == 2
        assert one["unaccounted"] == 2, "the report has two ballots that no record has"
    (senator,) = [one for one in units if one["contest"] == SENATOR]
    assert sum(line["manual"] - line["machine"] for line in senator["choices"]) == 2
    assert county.audit("report", "--out", tmp_path / "report.html") == 0
    assert "two ballots were added by hand" in (tmp_path / "report.html").read_text()


def test_the_report_names_each_taking_of_records_with_the_precincts_it_counted(
    county: ReportedCounty, tmp_path: Path
) -> None:
    takes_records(county, records_of_drawn(county))
    assert says_records(county, "P02") == 0
    takes_records(county, records_of_drawn(county, lambda at, row: None if at == 3 else row))
    assert says_records(county, "P05") == 0
    for precinct in DRAWN:
        assert opens(county, precinct) == 0
        for contest in contests(county):
            assert counted(county, precinct, contest) == 0
    assert county.audit("report", "--out", tmp_path / "report.html") == 0
    printed = (tmp_path / "report.html").read_text()
    state = state_of(county)
    taken = {one.records.content_sha256: state.precinct(one.precinct).name for one in state.reports if one.records}
    assert len(taken) == 2
    for content, precinct in taken.items():
        assert f"content {content} ({precinct})" in printed


def _in_another_group(at: int, row: Row) -> Row:
    return [*row[:5], "ABSENTEE", *row[6:]] if at == 5 else row


def _without_group(at: int, row: Row) -> Row:
    return [*row[:5], "", *row[6:]] if at == 5 else [*row[:5], row[5].replace("Provisional", "Late"), *row[6:]]


def test_records_are_held_to_the_report_group_by_group(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    takes_records(county, records_of_drawn(county, _in_another_group))
    said = capsys.readouterr().err
    place = county.results.precincts[1]
    assert place.by_group is not None
    for at, group, more in ((0, "Election Day", -1), (1, "Absentee", 1)):
        words = f"{group}: PRECINCT 02, ballots cast: {place.by_group[at]:,} in the report"
        assert f"{words}, {place.by_group[at] + more:,} in the records" in said
    assert "Provisional: PRECINCT 02" not in said
    takes_records(county, records_of_drawn(county, _without_group))
    said = capsys.readouterr().err
    assert "The report has ballots of the group 'Provisional', and no record is of it." in said
    assert "Records are of the group 'Late', which the report does not have." in said
    assert "1 record without a group" in said


def _hidden(at: int, row: Row) -> Row:
    return [*row[:6], *["redacted"] * len(row[6:])] if at == 9 else row


def _of_another_precinct(_: int, row: Row) -> Row | None:
    return None if row[1] == "PRECINCT 02" else row


@pytest.mark.parametrize(
    ("change", "words"),
    [(_hidden, "hide their votes"), (_of_another_precinct, "No cast vote record")],
)
def test_records_that_cannot_be_a_precinct_s_count_are_refused(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str], change: Change, words: str
) -> None:
    takes_records(county, records_of_drawn(county, change))
    capsys.readouterr()
    assert says_records(county, "P02", "--although", "nobody knows") != 0
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("precinct", ["P03", "P3", "precinct-2"])
def test_a_precinct_that_was_not_drawn_is_said_to_be_none_and_its_records_are_not_blamed(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str], precinct: str
) -> None:
    takes_records(county, records_of_drawn(county))
    capsys.readouterr()
    assert says_records(county, precinct) != 0
    said = capsys.readouterr().err
    assert f"Precinct {precinct} is not to be audited. Say it of a precinct that was drawn." in said
    assert "--from outside" not in said


def test_without_records_and_without_a_machine_nothing_is_chosen(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says_records(county, "P02") != 0
    assert "No cast vote records are taken" in capsys.readouterr().err
    takes_records(county, records_of_drawn(county, batches=False))
    capsys.readouterr()
    assert says_records(county, "P02") != 0
    assert "Name every machine" in capsys.readouterr().err
    assert says_records(county, "P02", "--machine", "DS450") == 0
    assert "Election Day, Absentee, Provisional" in capsys.readouterr().out
    assert opens(county, "P02") == 0
    assert {len(one.figures.batches) for one in state_of(county).units if one.figures} == {1}


def test_the_boxes_hold_every_batch_that_the_records_name(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    takes_records(county, records_of_drawn(county))
    says_records(county, "P02")
    capsys.readouterr()
    box = ("boxes", "P02", "--opened-by", "Ann", "--opened-by", "Ben", "--box")
    assert county.audit(*box, "17=EL-1,EL-2,AB-3") != 0
    assert "of the records' batches" in capsys.readouterr().err
    (said,) = state_of(county).reports
    assert said.records is not None
    named = said.records.batches
    assert county.audit(*box, f"17={','.join(named)}") == 0
    assert all(one.figures for one in state_of(county).units if one.unit.precinct == "P02")


def test_verifying_finds_records_that_were_altered_after_their_sums_were_taken(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    takes_records(county, records_of_drawn(county))
    says_records(county, "P02")
    opens(county, "P02")
    says(county, "P05")
    assert run(["verify", str(county.directory)]) == 0
    later = records_of_drawn(county, lambda at, row: None if at == 3 else row)
    takes_records(county, later)
    assert run(["verify", str(county.directory)]) == 0, "records taken later change no figure that was fixed"
    for kept in (county.directory / "outside").rglob("*"):
        if kept.is_file() and kept.read_bytes()[:16] == b"Cast Vote Record":
            kept.chmod(0o600)
            kept.write_bytes(kept.read_bytes().replace(b"Ann Ash", b"Ann Axe", 1))
    capsys.readouterr()
    assert run(["verify", str(county.directory)]) != 0
    assert "cast vote records" in capsys.readouterr().err
