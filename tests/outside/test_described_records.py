"""ES&S's cast vote records and the Ballots table beside them: one export, whose records have a batch and a machine."""

from dataclasses import replace

import pytest

from canvass.errors import InputError
from canvass.importing.records.opened_records import opened_records
from outside.source import OutsideFile
from tests.outside.recorded_county import recorded_county
from tests.outside.table_writers import as_csv, ballots_table, ess_rows

COUNTY = recorded_county(1)
RECORDS = OutsideFile("records.csv", as_csv(ess_rows(COUNTY)))
TABLE = OutsideFile("ballots.csv", ballots_table(COUNTY))


@pytest.mark.parametrize("files", [(RECORDS, TABLE), (TABLE, RECORDS)])
def test_the_ballots_table_tells_batch_and_machine_of_each_record_and_no_vote(files: tuple[OutsideFile, ...]) -> None:
    alone, both = opened_records([RECORDS]).records, opened_records(files).records
    assert [one.votes for one in both.records] == [one.votes for one in alone.records]
    assert both.contests == alone.contests
    known = {str(one.number): (f"AB-{one.batch:02}", f"{one.tabulator:04}") for one in COUNTY.sheets}
    assert {one.key: (one.batch, one.tabulator) for one in both.records} == known
    assert not any(one.batch or one.tabulator for one in alone.records)
    assert [one.name for one in both.source.files] == ["records.csv", "ballots.csv"]
    assert both.source.election == "GEN2611"
    assert both.findings == alone.findings


def test_what_a_record_says_of_itself_stays() -> None:
    other = OutsideFile("ballots.csv", TABLE.content.replace(b"Absentee", b"Another group"))
    alone, both = opened_records([RECORDS]).records, opened_records([RECORDS, other]).records
    assert [(one.precinct, one.style, one.group) for one in both.records] == [
        (one.precinct, one.style, one.group) for one in alone.records
    ]


def test_numbers_that_only_one_of_them_has_are_said_and_no_row_becomes_a_record() -> None:
    fewer = replace(COUNTY, sheets=COUNTY.sheets[3:])
    some = OutsideFile("records.csv", as_csv(ess_rows(fewer)))
    both = opened_records([some, TABLE]).records
    assert len(both.records) == len(fewer.sheets)
    assert any("in the Ballots table, without a record: 3 numbers" in one.words for one in both.findings)
    half = opened_records([RECORDS, OutsideFile("ballots.csv", ballots_table(fewer))]).records
    assert any("not in the Ballots table: 3 numbers" in one.words for one in half.findings)
    assert [one.batch for one in half.records[:3]] == ["", "", ""]


def test_tables_of_two_elections_describe_nothing() -> None:
    other = OutsideFile("older.csv", TABLE.content.replace(b"GEN2611", b"GEN2411"))
    with pytest.raises(InputError, match="3 exports at once"):
        opened_records([RECORDS, TABLE, other])
