"""Workbooks of Montana's secretary of state: a county's results, and the official canvass."""

import pytest

from outside.errors import OutsideFileError
from outside.findings import FindingKind
from outside.formats import OutsideFormat
from tests.outside.given_files import results_of
from tests.outside.results.montana_workbook import county_workbook
from tests.outside.workbook_writer import workbook


def test_the_state_s_workbook_of_a_county_is_read_sheet_by_sheet() -> None:
    found = results_of(workbook(county_workbook()))
    assert found.source.format is OutsideFormat.MONTANA_RESULTS
    assert (found.source.label, found.source.run_at) == ("Official", "12/01/2026 2:57:22 PM")
    assert [(one.name, [c.title for c in one.contests]) for one in found.precincts] == [
        ("P1", ["SHERIFF FULL TERM", "LEVY"]),
        ("P10", ["SHERIFF FULL TERM"]),
    ]
    rows = found.precincts[1].contests[0].rows
    assert [(row.name, row.party, row.total) for row in rows] == [("ANN ASH", "Republican", 22), ("BEN BIRCH", "", 5)]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("changes", "kind"),
    [({"total": 34}, FindingKind.TOTALS), ({"counted": "Precincts 726 of 727 Reporting"}, FindingKind.PRECINCTS)],
)
def test_what_does_not_add_up_in_a_workbook_is_found(changes: dict[str, object], kind: FindingKind) -> None:
    assert {one.kind for one in results_of(workbook(county_workbook(**changes))).findings} == {kind}


@pytest.mark.parametrize("cell", ["=1+1", "two", 2.5, -2, "٢"])
def test_a_cell_that_is_no_whole_number_stops_the_workbook_with_its_place(cell: object) -> None:
    with pytest.raises(OutsideFileError, match="sheet 2, row 8"):
        results_of(workbook(county_workbook(no=cell)))


def test_a_workbook_whose_content_was_changed_is_refused() -> None:
    content = bytearray(workbook(county_workbook()))
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[at] ^= 1
    with pytest.raises(OutsideFileError, match=r"changed or damaged|cut off"):
        results_of(bytes(content))


def test_the_official_canvass_has_every_county() -> None:
    head = [
        "CountyName",
        "PrecinctName",
        "RaceName",
        "PartyCode",
        "Votes",
        "NameOnBallot",
        "HouseDistrict",
        "SenateDistrict",
    ]
    rows = [
        ["Larkspur", "P1", "SHERIFF", "NP ", 7, "ANN ASH", 1, 1],
        ["Larkspur", "P1", "SHERIFF", "NP ", 8, "BEN BIRCH", 1, 1],
        ["Monkshood", "P1", "SHERIFF", "NP ", 9, "CYD CEDAR", 2, 1],
    ]
    found = results_of(workbook({"Sheet1": [head, *rows]}))
    assert [(one.code, one.name, len(one.contests[0].rows)) for one in found.precincts] == [
        ("Larkspur", "P1", 2),
        ("Monkshood", "P1", 1),
    ]
    assert found.precincts[0].contests[0].rows[0].party == "NP"
    with pytest.raises(OutsideFileError, match=r"row 5: .*second time"):
        results_of(workbook({"Sheet1": [head, *rows, rows[-1]]}))
