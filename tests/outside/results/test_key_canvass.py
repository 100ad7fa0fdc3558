"""The numbered key canvass, and rows of ERM however they are spelt."""

from collections.abc import Callable

import pytest

from outside.findings import FindingKind
from outside.results import OutsideResults
from tests.outside.ascii_writer import ascii_results
from tests.outside.erm_writer import erm_report
from tests.outside.given_files import results_of
from tests.outside.key_canvass_writer import key_canvass
from tests.outside.simulated_county import Shape, as_printed, simulated_county


def test_a_key_canvass_is_read_by_its_numbers() -> None:
    truth = as_printed(simulated_county(40), Shape(groups=False, codes=True, blank=False))
    found = results_of(key_canvass(truth))
    assert found.precincts == truth.precincts
    assert found.source.county == "LARKSPUR COUNTY, MONTANA"
    assert found.findings == ()


@pytest.mark.parametrize(
    "write", [lambda one: ascii_results(one, 5), key_canvass, erm_report], ids=["ascii", "key", "el30"]
)
@pytest.mark.parametrize(
    ("old", "new"), [(b"OVER VOTES", b"OVERVOTES "), (b"UNDER VOTES", b"UNDERVOTES "), (b"WRITE-IN", b"WRITE IN")]
)
def test_a_row_of_erm_counts_the_same_however_its_name_is_spelt(
    write: Callable[[OutsideResults], bytes], old: bytes, new: bytes
) -> None:
    content = write(as_printed(simulated_county(44), Shape(groups=False, codes=True)))
    for one, other in ((old, new), (old.title(), new.title())):
        if one in content:
            assert results_of(content.replace(one, other)).precincts == results_of(content).precincts
            return
    raise AssertionError(f"{old!r} is not in the file")


def test_a_precinct_that_is_lost_from_a_key_canvass_is_found_by_the_totals() -> None:
    lines = key_canvass(as_printed(simulated_county(41), Shape(groups=False, codes=True))).split(b"\n")
    at = max(place for place, line in enumerate(lines) if line.startswith(b"0001"))
    found = results_of(b"\n".join([*lines[:at], *lines[at + 1 :]]))
    assert {one.kind for one in found.findings} == {FindingKind.TOTALS}


def test_a_primary_s_contest_has_the_party_of_the_line_above_it() -> None:
    truth = as_printed(simulated_county(42), Shape(groups=False, codes=True))
    lines = key_canvass(truth).split(b"\n")
    at = max(place for place, line in enumerate(lines) if line.startswith(b"====")) - 1
    first = next(place for place in range(at, 0, -1) if b"PERCENT" in lines[place])
    found = results_of(b"\n".join([*lines[:first], b"              (DEMOCRAT)", *lines[first:]]))
    parties = {contest.party for one in found.precincts for contest in one.contests}
    assert parties == {"", "DEMOCRAT"}


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [(b"</PRE>", b"", {"pages"}), (b"  Vote For  1\n", b"", {"contests"}), (b"\n0001 ", b"\n0009 ", {"precincts"})],
)
def test_what_is_lost_from_a_key_canvass_is_found(old: bytes, new: bytes, kinds: set[str]) -> None:
    content = key_canvass(as_printed(simulated_county(43), Shape(groups=False, codes=True)))
    assert old in content
    assert {one.kind.value for one in results_of(content.replace(old, new, 1)).findings} >= kinds
