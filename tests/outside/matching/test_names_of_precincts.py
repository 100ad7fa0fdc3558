"""Precincts: one name however it is written, and names that are nearly alike stay apart."""

import random
from dataclasses import replace

import pytest

from outside.matching.name_map import NameMap, WaitingPrecinct
from outside.matching.normal_form import plain_precinct
from outside.matching.outside_names import OutsidePrecinctName
from outside.matching.partners import FoundBy
from outside.reading import read_outside
from outside.results import OutsideResults
from outside.source import OutsideFile
from tests.outside.given_files import VENDORS
from tests.outside.matching.names_met import P2, election, found_in, report

_MONTANA = VENDORS / "montana-sos" / "CTYALL_Results_46_2024.xlsx"


@pytest.mark.skipif(not _MONTANA.is_file(), reason="the published files are not here")
def test_real_precinct_names_of_montana_are_unique_and_find_their_own() -> None:
    (read,) = read_outside([OutsideFile("x.xlsx", _MONTANA.read_bytes())])
    assert isinstance(read, OutsideResults)
    names = [one.name for one in read.precincts]
    assert len({plain_precinct(one) for one in names}) == len(names) == 31
    shuffled = random.Random(3).sample(names, len(names))
    known = election(precincts=tuple(one.replace("PREC_", "Precinct ") for one in shuffled))
    found = found_in(replace(read, precincts=tuple(replace(one, contests=()) for one in read.precincts)), known)
    assert not found.waiting
    by_id = {str(one.id): one.name for one in known.precincts}
    assert all(
        by_id[str(one.precinct)] == one.outside.name.replace("PREC_", "Precinct ") for one in found.map.precincts
    )


SAME_PRECINCTS = [
    ("PRECINCT 01", "Precinct 1"),
    ("PREC_1.1", "Precinct 1.1"),
    ("PCT 7", "P07"),
    ("19A", "P19A"),
    ("PRECINCT 01 - D-CITY", "Precinct 1, D-City"),
    ("Precinct No. 5", "5"),
    ("WASHINGTON & LAKE", "Washington and Lake"),
]
OTHER_PRECINCTS = [("PREC_1.1", "PREC_11"), ("19A", "P19A1"), ("1", "1-1"), ("39", "39.1"), ("P1", "1A"), ("10", "1")]


@pytest.mark.parametrize(("one", "other"), SAME_PRECINCTS)
def test_one_precinct_however_it_is_written(one: str, other: str) -> None:
    assert plain_precinct(one) == plain_precinct(other)


@pytest.mark.parametrize(("one", "other"), OTHER_PRECINCTS)
def test_precincts_that_are_nearly_alike_stay_apart(one: str, other: str) -> None:
    assert plain_precinct(one) != plain_precinct(other)


def test_a_precinct_that_is_not_certain_waits_with_its_nearest() -> None:
    known = election(precincts=("Washington", "Jefferson"))
    (asked,) = found_in(report(precincts=("WASHINGTON SCH",)), known).waiting
    assert isinstance(asked, WaitingPrecinct)
    assert asked.proposals[0].name == "Washington"
    assert asked.proposals[0].ratio_percent == 83


def test_a_name_a_person_confirmed_stands_whatever_the_rules_say() -> None:
    known = election(precincts=("Washington", "Washington School"))
    name = OutsidePrecinctName("", "WASHINGTON")
    plain = found_in(report(precincts=("WASHINGTON",)), known).map.precincts[0]
    assert (plain.precinct, plain.found) == ("p1", FoundBy.NAME)
    said = NameMap((replace(plain, precinct=P2, found=FoundBy.PERSON),))
    found = found_in(report(precincts=("WASHINGTON", "WASHINGTON SCHOOL")), known, said)
    assert found.map.precinct(name) == "p2"
    assert [type(one) for one in found.waiting] == [WaitingPrecinct]
