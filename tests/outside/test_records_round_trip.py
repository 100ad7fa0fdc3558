"""Simulated counties, written as each system exports them, and read back: what is read is what was simulated."""

import pytest

from outside.records.recorded_totals import ballots_in, recorded_totals
from tests.outside.dominion_json_writer import dominion_json, dominion_stem
from tests.outside.given_files import archive, as_json, records_in, records_of
from tests.outside.hart_writer import hart_key, hart_xml
from tests.outside.nist_writer import as_cdf_xml, cdf_report, vxsuite
from tests.outside.recorded_county import RecordedCounty, guid, known, recorded_county, said
from tests.outside.table_writers import (
    as_csv,
    ballots_table,
    clear_ballot_csv,
    clear_ballot_key,
    dominion_csv,
    dominion_key,
    ess_rows,
    ess_workbook,
)

SEEDS = range(6)


def _keys(county: RecordedCounty) -> dict[int, str]:
    return {sheet.number: str(sheet.number) for sheet in county.sheets}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", ["csv", "workbook"])
def test_es_and_s_records_are_read_as_they_were(seed, form):
    county = recorded_county(seed)
    content = as_csv(ess_rows(county)) if form == "csv" else ess_workbook(county)

    read = records_of(content)

    assert said(read) == known(county, _keys(county))
    seats = {contest.title: contest.seats for contest in county.contests}
    assert {contest.title: contest.seats for contest in read.contests} == {
        contest.title: seats[contest.title] for contest in read.contests
    }
    assert ballots_in(read) == len(county.sheets)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ballots_table_tells_everything_but_votes(seed):
    county = recorded_county(seed)

    read = records_of(ballots_table(county))

    assert [(one.key, one.precinct, one.group, one.tabulator, one.batch, one.votes) for one in read.records] == [
        (str(one.number), one.precinct, one.group, f"{one.tabulator:04}", f"AB-{one.batch:02}", ())
        for one in county.sheets
    ]
    assert read.source.county == "Example County,Montana"
    assert read.source.election_date == "11/03/2026"


@pytest.mark.parametrize("seed", SEEDS)
def test_dominion_s_csv_is_read_as_it_was(seed):
    county = recorded_county(seed)

    read = records_of(dominion_csv(county))

    assert said(read) == known(county, {sheet.number: dominion_key(sheet) for sheet in county.sheets})
    assert read.source.election == "Simulated County"


@pytest.mark.parametrize("seed", SEEDS)
def test_dominion_s_json_is_read_as_it_was_from_a_folder_and_from_an_archive(seed):
    county = recorded_county(seed)
    files = dominion_json(county)

    read = records_in(files)

    assert said(read) == known(county, {sheet.number: dominion_stem(sheet) for sheet in county.sheets})
    packed = records_of(archive({f"export/{name}": content for name, content in files.items()}), "export.zip")
    assert said(packed) == said(read)
    assert ballots_in(read) == len(county.sheets)


@pytest.mark.parametrize("seed", SEEDS)
def test_hart_s_sheets_are_read_as_they_were(seed):
    county = recorded_county(seed)

    read = records_in(hart_xml(county))

    assert said(read) == known(county, {one.number: hart_key(one) for one in county.sheets}, groups=False)
    assert ballots_in(read) == len(county.sheets)


@pytest.mark.parametrize("seed", SEEDS)
def test_clear_ballot_is_read_as_it_was_and_blank_contests_stay_untold(seed):
    county = recorded_county(seed)

    read = records_of(clear_ballot_csv(county))

    keys = {sheet.number: clear_ballot_key(sheet) for sheet in county.sheets}
    assert said(read) == known(county, keys, groups=False, blanks=False)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_nist_s_format_is_read_as_it_was(seed, form):
    county = recorded_county(seed)
    report = cdf_report(county)

    read = records_of(as_json(report) if form == "json" else as_cdf_xml(report))

    assert said(read) == known(county, {one.number: guid("cvr", one.number) for one in county.sheets})
    assert read.source.county == "Example County"


@pytest.mark.parametrize("seed", SEEDS)
def test_vxsuite_s_folders_are_read_as_they_were(seed):
    county = recorded_county(seed)

    read = records_in(vxsuite(county))

    assert said(read) == known(county, {one.number: guid("cvr", one.number) for one in county.sheets})
    assert read.findings == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_all_systems_give_one_county_the_same_totals(seed):
    county = recorded_county(seed)
    readings = [
        records_of(as_csv(ess_rows(county))),
        records_of(ess_workbook(county)),
        records_of(dominion_csv(county)),
        records_in(dominion_json(county)),
        records_in(hart_xml(county)),
        records_of(as_json(cdf_report(county))),
        records_of(as_cdf_xml(cdf_report(county))),
        records_in(vxsuite(county)),
    ]

    totals = [
        {
            one.contest.title: (
                sorted((name, votes) for name, votes in one.choices if votes),
                one.write_ins,
                one.overvoted,
                one.undervotes,
                one.records,
            )
            for one in recorded_totals(read)
            if one.records
        }
        for read in readings
    ]

    assert all(one == totals[0] for one in totals)
    assert totals[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_votes_overvotes_and_undervotes_are_the_seats_times_the_records(seed):
    county = recorded_county(seed)

    for one in recorded_totals(records_of(as_csv(ess_rows(county)))):
        voted = sum(votes for _, votes in one.choices) + one.write_ins
        assert voted + (one.overvotes or 0) + (one.undervotes or 0) == (one.contest.seats or 0) * one.records
