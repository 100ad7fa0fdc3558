"""Reports that counties and the state published, where they lie beside the repository: every figure that is known."""

import json
from collections import Counter
from pathlib import Path

import pytest

from canvass.commands.outside.contest_totals import contest_totals
from canvass.commands.outside.outside_json import results_json
from outside.findings import FindingKind
from outside.results import OutsideResults
from tests.outside.given_files import VENDORS, results_of

ALLEN, ALLEN_COUNTY, LYON = (
    VENDORS / "ess-reports" / name
    for name in ("allen_ks_2023_EL30A.txt", "allen_ks_2023_EL45A.txt", "lyon_ks_2023_precinct_summary.pdf")
)
MONTANA = VENDORS / "montana-sos" / "CTYALL_Results_46_2024.xlsx"


def read(path: Path) -> OutsideResults:
    return results_of(path.read_bytes(), path.name)


def where_it_lies(*paths: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not all(path.is_file() for path in paths), reason="the published files are not here")


@where_it_lies(ALLEN, ALLEN_COUNTY)
def test_a_county_s_precinct_report_and_its_county_report_are_one() -> None:
    precincts, county = read(ALLEN), read(ALLEN_COUNTY)
    said = results_json(precincts)
    known = ("precincts", "precinct_contests", "ballots", "registered")
    assert [said[key] for key in known] == [21, 144, 2534, 8698]
    assert said["groups"] == ["ADV", "EDS", "HDCT", "WED", "THS", "FRI", "PROV"]
    assert {one.kind for one in precincts.findings} == {FindingKind.CONTESTS}
    titles = [Counter(contest.title for contest in one.contests) for one in precincts.precincts]
    assert sum(max(one.values()) > 1 for one in titles) == 14
    one, other = (
        {(c.title, c.seats, c.place): c.rows for c in contest_totals(results)} for results in (precincts, county)
    )
    added = {(key, row.kind, row.name): (row.total, row.by_group) for key, rows in one.items() for row in rows}
    printed = {(key, row.kind, row.name): (row.total, row.by_group) for key, rows in other.items() for row in rows}
    assert len({(title, seats, kind, name) for (title, seats, _), kind, name in printed}) == 114
    assert added == printed


@where_it_lies(LYON)
def test_a_county_s_precinct_summary_has_one_contest_that_does_not_add_up() -> None:
    found = read(LYON)
    said = json.loads(json.dumps(results_json(found)))
    assert (said["precincts"], said["precinct_contests"], said["ballots"]) == (41, 158, 4611)
    (finding,) = found.findings
    assert finding.where == "Precinct 3, For Emporia City Commission Emporia"
    assert "296" in finding.words
    assert sum(one.ballots_cast == 0 for one in found.precincts) == 3


@where_it_lies(MONTANA)
def test_a_county_of_the_state_s_has_every_total() -> None:
    found = read(MONTANA)
    said = results_json(found)
    assert (said["precincts"], len(said["contests"])) == (31, 47)
    assert sum(len(one["choices"]) for one in said["contests"]) == 124
    assert {one.kind for one in found.findings} == {FindingKind.LABEL}
