"""The machines' figures are of the batches in the boxes, like with like; ballots in doubt are listed one by one."""

import pytest

from audit.contests import Unit, contests_of
from audit.coverage import Container, Treatment
from audit.errors import Refused
from canvass.auditing.batch_figures import batches_of, machine_figures
from canvass.auditing.close_marks import closest_ballots
from imaging.sheets import Mark, Reason, ReasonCode, UnreadSheet
from tabulate.election import PrecinctId
from tabulate.ledger.entries import SheetNotRead
from tabulate.ledger.fold import fold
from tests.canvass.audited_county import SENATOR, CountedCounty

NORTH = PrecinctId("P01")
SENATE = Unit(NORTH, SENATOR)
MARKED, FAINT = Mark.MARKED, Mark.AMBIGUOUS


def figures_of(county: CountedCounty, *batches: str, cast: int | None = None):
    state = fold(county.record.outlines())
    contest = next(one for one in contests_of(county.election) if one.id == SENATOR)
    return machine_figures(state, SENATE, contest, (Container("seal", batches),), cast)


def test_the_machines_figures_cover_exactly_the_batches_in_the_boxes(county: CountedCounty) -> None:
    county.count_batch("A", NORTH, [{"ash": MARKED}] * 3, "left scanner")
    county.count_batch("B", NORTH, [{"birch": MARKED}] * 2, "right scanner")
    county.count_batch("C", PrecinctId("P02"), [{"ash": MARKED}] * 9)
    both, one = figures_of(county, "A", "B"), figures_of(county, "B")
    assert [votes.votes for votes in both.votes] == [3, 2, 0, 0]
    assert both.machines == ("left scanner", "right scanner")
    assert [votes.votes for votes in one.votes] == [0, 2, 0, 0]
    with pytest.raises(Refused, match=r"13-17-503\(2\).*Batch C holds no ballot of precinct P01.*A, B"):
        figures_of(county, "A", "C")


def test_a_batch_of_several_precincts_gives_only_the_ballots_of_this_one(county: CountedCounty) -> None:
    county.count_precinct(1)
    county.count_precinct(2)
    state = fold(county.record.outlines())
    assert [(one.batch, one.ballots) for one in batches_of(state, NORTH)] == [("P01-polls", 20)]
    assert figures_of(county, "P01-polls").ballots == 20


def test_ballots_the_machine_was_not_sure_of_are_listed_one_by_one(county: CountedCounty) -> None:
    voted = [{"ash": MARKED, "elm": MARKED}, {"ash": FAINT, "elm": MARKED}, {"ash": MARKED, "birch": MARKED}]
    county.count_batch("A", NORTH, [*voted, {"write-in-0": MARKED}, {"elm": FAINT, "cedar": MARKED}])
    found = figures_of(county, "A")
    # Sheet 4's write-in and sheet 5's clean vote are the machine's; the faint mark and the overvote wait for people.
    assert [votes.votes for votes in found.votes] == [1, 0, 1, 1]
    assert [(one.sheet, one.treatment, one.reason) for one in found.listed] == [
        (2, Treatment.UNRESOLVED, "ambiguous mark"),
        (3, Treatment.UNRESOLVED, "overvote"),
    ]
    assert (found.ballots, found.left_out, found.ballots_cast, found.unaccounted) == (3, 2, 5, 0)


def test_the_ballots_with_marks_closest_to_a_threshold_come_first(county: CountedCounty) -> None:
    county.count_batch("A", NORTH, [{"ash": MARKED, "elm": MARKED}, {"elm": MARKED}, {"ash": FAINT, "elm": MARKED}])
    county.count_batch("B", PrecinctId("P02"), [{"ash": FAINT}])
    found = closest_ballots(county.record, SENATE, ("A", "B"))
    assert [(one.sheet, one.said) for one in found] == [
        (3, "set aside: ambiguous mark"),
        (1, "Ash"),
        (2, "no vote"),
    ]
    assert [target.mark for target in found[0].targets] == ["ambiguous", "unmarked", "unmarked", "unmarked"]


def test_case_23_of_the_reference_612_cast_and_three_never_resolved(county: CountedCounty) -> None:
    """605 read and 4 copies scanned make 609; 3 that were rejected are in neither count."""
    clean: list[dict[str, Mark]] = [{"ash": MARKED, "elm": MARKED}] * 609
    county.count_batch("A", NORTH, [*clean, *[{"ash": FAINT, "elm": MARKED}] * 3])
    found = figures_of(county, "A", cast=612)
    assert (found.ballots, found.left_out, found.most_ballots, found.unaccounted) == (609, 3, 609, 0)


def test_sheets_not_read_are_listed_where_they_are_ballots_of_the_precinct(county: CountedCounty) -> None:
    county.count_batch("A", NORTH, [{"ash": MARKED}])
    card = county.election.cards[0].id
    for number, code in ((2, ReasonCode.POSITION_UNCERTAIN), (3, ReasonCode.OTHER_ELECTION)):
        source = county.picture(f"unread-{number}", {})
        unread = UnreadSheet(number, (source,), (Reason(code, "seen"),), card if number == 2 else None)
        county.record.append([SheetNotRead("A", unread)])
    assert [(one.sheet, one.reason) for one in figures_of(county, "A").listed] == [(2, "position uncertain")]


def test_a_sheet_not_read_among_several_precincts_is_listed_for_each_and_counted_for_none(
    county: CountedCounty,
) -> None:
    county.count_batch("A", NORTH, [{"ash": MARKED}] * 3)
    south = county.sheet("A", PrecinctId("P02"), 4, {"birch": MARKED})
    unread = UnreadSheet(5, (county.picture("torn", {}),), (Reason(ReasonCode.POSITION_UNCERTAIN, "seen"),), None)
    county.record.append([south, SheetNotRead("A", unread)])
    found = figures_of(county, "A")
    assert [(one.sheet, one.treatment) for one in found.listed] == [(5, Treatment.PRECINCT_UNKNOWN)]
    assert (found.ballots, found.ballots_cast, found.left_out, found.unaccounted) == (3, 3, 0, 0)
