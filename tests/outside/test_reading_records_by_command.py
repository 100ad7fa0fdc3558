"""`canvass outside read` on cast vote records: what people see, what programs get, and the exit code."""

import json

from click.testing import CliRunner, Result

from canvass.commands.outside.outside_read import outside_read
from tests.outside.hart_writer import hart_xml
from tests.outside.nist_writer import vxsuite
from tests.outside.recorded_county import recorded_county
from tests.outside.table_writers import as_csv, ess_rows


def _read(*arguments: object) -> Result:
    return CliRunner().invoke(outside_read, [str(one) for one in arguments], standalone_mode=False)


def test_programs_get_a_line_for_the_file_and_one_for_each_record(tmp_path):
    county = recorded_county(2, sheets=30)
    file = tmp_path / "Cast Vote Records.csv"
    file.write_bytes(as_csv(ess_rows(county)))

    answer = _read(file, "--json")

    head, *records = map(json.loads, answer.stdout.splitlines())
    assert answer.return_value == 0
    assert (head["format"], head["records"], head["ballots"], head["sheets"]) == ("ess-cvr", 30, 30, {})
    assert [one["record"] for one in records] == [str(sheet.number) for sheet in county.sheets]
    for contest in head["contests"]:
        voted = sum(choice["votes"] for choice in contest["choices"]) + contest["write_ins"]
        assert voted + contest["overvotes"] + contest["undervotes"] == contest["seats"] * contest["records"]
    place = [one["title"] for one in head["contests"]].index(county.contests[0].title)
    votes = [one for record in records for one in record["votes"] if one["contest"] == place]
    assert sum(one["overvoted"] for one in votes) == head["contests"][place]["overvoted"]
    assert len(votes) == head["contests"][place]["records"]


def test_people_see_contests_with_their_votes(tmp_path):
    county = recorded_county(3)
    for name, content in hart_xml(county).items():
        (tmp_path / name).write_bytes(content)

    answer = _read(tmp_path)

    assert answer.return_value == 0
    assert f"{len(county.sheets)} cast vote records, {len(county.sheets)} ballots." in answer.stdout
    for contest in county.contests:
        assert contest.title in answer.stdout


def test_findings_are_said_and_the_exit_code_says_that_people_are_needed(tmp_path):
    files = vxsuite(recorded_county(3))
    lost = next(name for name in files if name.endswith("report.json"))
    for name, content in files.items():
        if name != lost:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(content)

    answer = _read(tmp_path, "--json")

    assert answer.return_value == 1
    assert "sheets that were scanned" in answer.stderr
    assert json.loads(answer.stdout.splitlines()[0])["findings"][0]["kind"] == "records"


def test_a_folder_with_a_damaged_sheet_gives_no_totals_of_the_others(tmp_path):
    for name, content in hart_xml(recorded_county(3)).items():
        (tmp_path / name).write_bytes(content)
    first = sorted(tmp_path.iterdir())[0]
    first.write_bytes(first.read_bytes()[:-9])

    answer = _read(tmp_path, "--json")

    assert answer.return_value == 3
    assert answer.stdout == ""
    assert first.name in answer.stderr
