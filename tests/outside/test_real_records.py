"""Real exports of other systems, where they are at hand: the figures that are known of them come out."""

from collections import Counter

import pytest

from outside.cast_vote_records import CardVotes, OutsideCastVoteRecords, RankedVotes
from outside.records.recorded_totals import RecordedTotals, ballots_in, recorded_totals
from tests.outside.given_files import VENDORS, records_at

pytestmark = pytest.mark.skipif(not VENDORS.exists(), reason="real exports of other systems are not at hand")


def _totals(read: OutsideCastVoteRecords) -> dict[str, RecordedTotals]:
    return {one.contest.title: one for one in recorded_totals(read)}


def test_a_ward_of_madison_from_es_and_s_csv():
    read = records_at(VENDORS / "ess-cvr" / "ward9_fall18.csv")

    numbers = [int(record.key) for record in read.records]
    assert len(numbers) == 2335 == ballots_in(read)
    assert (numbers[0], numbers[-1]) == (269377, 271714)
    assert len(set(range(numbers[0], numbers[-1] + 1)) - set(numbers)) == 3
    assert len(read.contests) == 11
    governor = _totals(read)["Governor / Lieutenant Governor"]
    assert dict(governor.choices) == {
        "DEM Tony Evers /Mandela Barnes": 1788,
        "REP Scott Walker /Rebecca Kleefisch": 506,
        "LIB Phillip Anderson /Patrick Baird": 20,
        "IND Maggie Turnbull /Wil Losch": 8,
        "WGR Michael J. White /Tiffany Anderson": 4,
    }
    assert (governor.undervotes, governor.overvotes) == (8, 1)
    every = recorded_totals(read)
    assert sum(one.undervotes or 0 for one in every) == 1768
    assert sum(one.write_ins for one in every) == 147
    assert sum(one.overvotes or 0 for one in every) == 6
    assert read.findings == ()


def test_portland_s_ranks_and_the_pictures_over_its_empty_cells():
    read = records_at(VENDORS / "ess-cvr" / "2015_portland_mayor_cvr.xlsx")

    (mayor,) = recorded_totals(read)
    assert len(read.records) == 99
    assert (mayor.contest.title, mayor.contest.ranks) == ("For Mayor", 15)
    assert (mayor.overvoted, mayor.undervotes) == (6, 299)
    marks = [name for record in read.records for one in record.votes for rank in _ranked(one).ranks for name in rank]
    assert marks.count("") == 5
    assert len(marks) + 6 + 299 == 99 * 15


def _ranked(votes: object) -> RankedVotes:
    assert isinstance(votes, RankedVotes)
    return votes


def test_mount_olive_from_dominion_csv():
    read = records_at(VENDORS / "dominion-csv" / "Mount_Olive_cvrs.csv")

    assert len(read.records) == 31
    assert dict(_totals(read)["Minister of Farming"].choices) == {"Erin George": 31, "Alex Hall": 0}
    assert [one.records for one in recorded_totals(read)] == [31, 0, 0]


def test_an_excerpt_of_alaska_from_dominion_json():
    read = records_at(VENDORS / "dominion-json")

    totals = _totals(read)
    assert len(read.records) == 39 == ballots_in(read)
    assert len({record.tabulator for record in read.records}) == 4
    assert {record.status for record in read.records} == {""}
    assert dict(totals["U.S. President / Vice President"].choices)["Harris/Walz"] == 22
    assert dict(totals["U.S. Representative"].choices)["Peltola, Mary S."] == 20
    assert dict(totals["BM#1 - 23AMLS"].choices)["YES"] == 22
    assert dict(totals["BM#2 - 22AKHE"].choices)["NO"] == 22
    assert read.records[0].key == "92302_00017_000002"
    assert read.source.election_date == "20241105"


def test_eighteen_sheets_from_hart():
    read = records_at(VENDORS / "hart-xml")

    assert len(read.records) == 18
    assert Counter(record.sheet for record in read.records) == {1: 9, 2: 9}
    assert ballots_in(read) == 9
    assert {record.batch for record in read.records} == {"1"}
    assert sum(_overvoted(one) for record in read.records for one in record.votes) == 5
    assert sum(one.overvoted for one in recorded_totals(read)) == 5


def _overvoted(votes: object) -> bool:
    return (isinstance(votes, CardVotes) and votes.overvoted is True) or (
        isinstance(votes, RankedVotes) and bool(votes.overvotes)
    )


def test_a_primary_of_kansas_from_clear_ballot():
    read = records_at(VENDORS / "clear-ballot")

    (primary,) = recorded_totals(read)
    choices = dict(primary.choices)
    assert len(read.records) == 50
    assert (choices["Michael Bennet"], choices["Joe Biden"], choices["Cory Booker"]) == (5, 3, 1)
    assert primary.contest.ranks == 5


def test_nist_s_examples_in_json_and_xml():
    read = records_at(VENDORS / "nist-cdf" / "cdf_json_file1_cvr.json")
    example = records_at(VENDORS / "nist-cdf" / "nist_example_1.xml")

    assert len(read.records) == 15
    assert len(example.records) == 6
    (only,) = recorded_totals(example)
    assert dict(only.choices) == {"_C1CN1": 3, "_C1CN2": 1, "_C1CN3": 0}
    assert (only.write_ins, only.written_in, only.overvoted) == (1, (("Donald Nolte", 1),), 1)


def test_three_sheets_of_vxsuite():
    read = records_at(VENDORS / "vxsuite-cdf")

    assert len(read.records) == 3
    overvotes = {one.contest.title: one.overvotes for one in recorded_totals(read) if one.overvotes}
    assert overvotes["Governor"] == 1
    assert overvotes["State Representatives Hillsborough District 34"] == 3
    assert any("the export has 3 of 184 sheets that were scanned" in str(one) for one in read.findings)
    assert read.records[0].images == (
        "0058b918-9da6-4922-b952-def029bc5101-front.jpg",
        "0058b918-9da6-4922-b952-def029bc5101-back.jpg",
    )
