"""The ASCII export: figures in fixed columns."""

from dataclasses import replace

import pytest

from outside.errors import OutsideFileError
from outside.findings import FindingKind
from outside.formats import OutsideFormat
from outside.results import OutsideResults
from tests.outside.ascii_writer import ascii_results
from tests.outside.given_files import results_of
from tests.outside.simulated_county import Shape, as_printed, simulated_county


def in_order_of_titles(county: OutsideResults) -> OutsideResults:
    precincts = (
        replace(one, contests=tuple(sorted(one.contests, key=lambda contest: (contest.title, contest.seats))))
        for one in county.precincts
    )
    return replace(county, precincts=tuple(precincts))


@pytest.mark.parametrize(("places", "stripped"), [(0, False), (5, True), (14, False)])
def test_the_ascii_export_is_read_by_its_columns(places: int, stripped: bool) -> None:
    truth = in_order_of_titles(as_printed(simulated_county(30 + places), Shape(groups=places > 0, codes=True)))
    found = results_of(ascii_results(truth, places, "\n" if stripped else "\r\n", stripped))
    assert found.source.format is OutsideFormat.ESS_ASCII
    assert found.precincts == truth.precincts
    assert found.groups == (("group 1", "group 2", "group 3") if places else ())
    assert {one.kind for one in found.findings} == ({FindingKind.NOT_READ} if places else set())


def test_a_name_of_another_party_keeps_its_first_word() -> None:
    truth = as_printed(simulated_county(31), Shape(groups=False, codes=True))
    line = ascii_results(truth, 0).decode().splitlines()[-1]
    wrong = line[:17] + "DEM" + line[20:83] + "REP Ann Ash".ljust(38) + line[121:]
    (contest,) = results_of(f"{line}\r\n{wrong[:4]}099{wrong[7:]}\r\n".encode()).precincts[0].contests
    assert [(row.name, row.party) for row in contest.rows][1:] == [("REP Ann Ash", "DEM")]


def test_a_line_that_stands_in_the_export_twice_is_found() -> None:
    content = ascii_results(as_printed(simulated_county(32), Shape(groups=False, codes=True)), 0)
    again = content + content.splitlines(keepends=True)[-1]
    assert FindingKind.CONTESTS in {one.kind for one in results_of(again).findings}


@pytest.mark.parametrize(("at", "letter"), [(3, "x"), (13, " "), (14, "٣")])
def test_a_figure_that_is_no_digit_stops_the_export_with_its_line(at: int, letter: str) -> None:
    lines = ascii_results(as_printed(simulated_county(33), Shape(groups=False, codes=True)), 0).decode().splitlines()
    lines[6] = lines[6][:at] + letter + lines[6][at + 1 :]
    with pytest.raises(OutsideFileError, match=r"line 7: .*digits"):
        results_of("\n".join(lines).encode())
