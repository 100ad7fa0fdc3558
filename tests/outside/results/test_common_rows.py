"""What the precincts of a report have in common: a row that one of them lost is found by the others."""

from dataclasses import replace

import pytest

from outside.columns.columns_writing import columns_of
from outside.findings import FindingKind
from outside.results import OutsideResults, OutsideRowKind
from tests.outside.given_files import results_of
from tests.outside.results.typed_columns import TYPED
from tests.outside.simulated_county import Shape, as_printed, simulated_county


def without(county: OutsideResults, kind: OutsideRowKind) -> OutsideResults:
    """Without the first row of a kind in the first contest of the last precinct."""
    precinct = county.precincts[-1]
    contest = precinct.contests[0]
    gone = next(row for row in contest.rows if row.kind is kind)
    contests = (replace(contest, rows=tuple(row for row in contest.rows if row is not gone)), *precinct.contests[1:])
    return replace(county, precincts=(*county.precincts[:-1], replace(precinct, contests=contests)))


@pytest.mark.parametrize("kind", [OutsideRowKind.CHOICE, OutsideRowKind.WRITE_INS, OutsideRowKind.UNDERVOTES])
def test_a_row_that_is_lost_in_one_precinct_is_found_by_the_others(kind: OutsideRowKind) -> None:
    truth = as_printed(simulated_county(44, precincts=5), Shape(groups=False))
    assert results_of(columns_of(truth).encode()).findings == ()
    findings = results_of(columns_of(without(truth, kind)).encode()).findings
    assert FindingKind.CONTESTS in {one.kind for one in findings}


def test_contests_of_one_title_with_other_people_in_each_precinct_are_no_finding() -> None:
    typed = "".join(f"P{at},Precinct officer,{name},choice,{at},\n" for at, name in enumerate(("A A", "B B", "C C")))
    assert results_of(f"{TYPED.splitlines()[0]}\n{typed}".encode()).findings == ()


def test_a_precinct_without_ballots_cast_is_found_where_others_tell_them() -> None:
    typed = TYPED + "P08,Sheriff,A. Able,choice,1,\n"
    assert {one.where for one in results_of(typed.encode()).findings} >= {"P08"}
