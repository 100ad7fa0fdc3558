"""NIST's format for results: valid, every reference leads somewhere, and every cell is that of the release."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from canvass.exporting.common_format import id_of
from tests.canvass.exporting.common_formats import SCHEMAS, Json, at_hand, objects_in, reference_faults, schema_faults
from tests.canvass.exporting.exported_county import (
    PRECINCTS,
    Cell,
    cells_of_results,
    exported,
    made,
    released,
)

SCHEMA = "nist-results-v2.json"


def report_in(folder: Path) -> Json:
    found: Json = json.loads((folder / "err.json").read_bytes())
    return found


@pytest.fixture
def report(record: Path, tmp_path: Path) -> Json:
    released(record)
    return report_in(exported("results", record, tmp_path / "out"))


def cells_of(report: Json) -> tuple[Counter[Cell], Counter[tuple[str, str]]]:
    """Each cell by precinct, and the county's own; ids without their kinds."""
    by_place: Counter[Cell] = Counter()
    whole: Counter[tuple[str, str]] = Counter()

    def put(contest: str, choice: str, unit: str, count: int) -> None:
        if unit == "county":
            whole[contest, choice] += count
        else:
            by_place[contest, choice, unit.removeprefix("precinct-")] += count

    for contest in report["Election"][0]["Contest"]:
        id_ = contest["@id"].removeprefix("contest-")
        for one in contest["OtherCounts"]:
            fields = {"UNDERVOTES": "Undervotes", "OVERVOTES": "Overvotes", "write-ins": "WriteIns"}
            for choice, field in fields.items():
                put(id_, choice, one["GpUnitId"], one.get(field, 0))
        for selection in contest["ContestSelection"]:
            choice = selection["@id"].removeprefix(f"choice-{id_}.")
            assert selection["VoteCounts"][0]["GpUnitId"] == "county"
            for one in selection["VoteCounts"]:
                assert one["Type"] == "total"
                put(id_, choice, one["GpUnitId"], one["Count"])
    return +by_place, +whole


def test_every_cell_is_that_of_the_results_and_precincts_add_up_to_the_county(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    released(record)
    by_place, whole = cells_of(report_in(exported("results", record, tmp_path / "out")))
    assert by_place == cells_of_results(record, capsys)
    sums: Counter[tuple[str, str]] = Counter()
    for (contest, choice, _), count in by_place.items():
        sums[contest, choice] += count
    assert sums == whole


def test_votes_and_what_is_none_make_the_votes_allowed(report: Json) -> None:
    _, whole = cells_of(report)
    ballots = {"senator": 80, "council": 64, "levy": 80}
    for contest, seats in (("senator", 1), ("council", 2), ("levy", 1)):
        assert sum(count for (one, _), count in whole.items() if one == contest) == seats * ballots[contest]
    cast = {one["GpUnitId"]: one["BallotsCast"] for one in report["Election"][0]["BallotCounts"]}
    assert cast == {"county": 80, "precinct-P1": 40, "precinct-P2": 24, "precinct-P3": 16}


def test_every_reference_leads_somewhere_and_nothing_is_null(report: Json) -> None:
    assert reference_faults(report) == []
    assert len([one for one in objects_in(report) if "@id" in one]) > 15
    assert [one for one in objects_in(report) if None in one.values() or [] in one.values()] == []
    ids = [one["@id"] for one in objects_in(report) if "@id" in one]
    assert [id_ for id_ in ids if not re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", id_)] == []


def test_it_says_what_it_is_and_where(report: Json) -> None:
    assert (report["Status"], report["SequenceStart"], report["SequenceEnd"]) == ("unofficial-complete", 1, 1)
    assert report["Issuer"] == "McCone County, Montana"
    (county,) = (one for one in report["GpUnit"] if one["@id"] == "county")
    assert {one["Type"]: one["Value"] for one in county["ExternalIdentifier"]} == {
        "fips": "30055",
        "ocd-id": "ocd-division/country:us/state:mt/county:mccone",
    }
    names = {one["@id"]: one["Name"]["Text"][0]["Content"] for one in report["GpUnit"]}
    assert names["precinct-P1"] == PRECINCTS["P1"]
    assert not re.search("[\u202e\u200f]", json.dumps(report, ensure_ascii=False))


def test_a_planted_reference_that_leads_nowhere_is_found(report: Json) -> None:
    report["Election"][0]["Candidate"] = report["Election"][0]["Candidate"][1:]
    assert reference_faults(report) == ["candidate-senator.ann"]


def test_ids_stay_apart_whatever_they_are_made_of() -> None:
    made_of = [
        ("a", "b.c"),
        ("a.b", "c"),
        ("a_2e_b", "c"),
        ("a", "b_c"),
        ("a-b", "c"),
        ("é", ""),
        ("", "é"),
        (":", "</b>"),
    ]
    ids = {id_of("choice", *parts) for parts in made_of}
    assert len(ids) == len(made_of)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", id_) for id_ in ids)


needs_schema = pytest.mark.skipif(not at_hand(SCHEMA), reason=f"{SCHEMAS} is not here")


@needs_schema
def test_it_is_valid_with_dates_checked(report: Json) -> None:
    assert schema_faults(report, SCHEMA) == []
    assert schema_faults(report | {"GeneratedDate": "yesterday"}, SCHEMA) != []


@needs_schema
@pytest.mark.parametrize("complete", [True, False])
def test_a_county_with_districts_and_small_precincts_is_valid(tmp_path: Path, complete: bool) -> None:
    record = made(tmp_path / "small", far=4)
    released(record, complete)
    report = report_in(exported("results", record, tmp_path / "out"))
    assert (schema_faults(report, SCHEMA), reference_faults(report)) == ([], [])


@needs_schema
def test_a_county_of_other_kinds_of_contests_is_valid(tmp_path: Path) -> None:
    from tabulate.board.polls import PollsClosed
    from tests.canvass.audited_county import CountedCounty

    county = CountedCounty(tmp_path / "audited")
    for number in (1, 2, 3):
        county.count_precinct(number)
    county.record.append([PollsClosed("clerk")])
    county.record.close()
    released(tmp_path / "audited")
    report = report_in(exported("results", tmp_path / "audited", tmp_path / "out"))
    assert (schema_faults(report, SCHEMA), reference_faults(report)) == ([], [])
    kinds = {one["@type"].split(".")[1] for one in report["Election"][0]["Contest"]}
    assert kinds == {"CandidateContest", "RetentionContest", "BallotMeasureContest"}
