"""What a report of another system tells of one contest in one precinct, and what stands where it tells nothing."""

from dataclasses import replace
from datetime import date

import pytest

from audit.contests import WRITE_INS, AuditChoice, AuditContest, Unit
from audit.coverage import ChoiceVotes, MachineFigures, check_figures
from audit.coverage import Container as Box
from audit.discrepancy import compared
from audit.errors import Refused
from audit.events.counting import OutsideReportChosen
from audit.outside_reports import Coverage, FiguresSource
from audit.sheet_figures import Figures
from canvass.auditing.poll_book import BallotsCast
from canvass.auditing.reported.outside_report import outside_figures
from tabulate.election import ChoiceId, ContestId, ContestKind, PrecinctId
from tabulate.outside_figures import OutsideContestFigures, OutsideCount, OutsidePrecinctFigures

UNIT = Unit(PrecinctId("P1"), ContestId("board"))
ASH, BIRCH = ChoiceId("ash"), ChoiceId("birch")
ROWS = (AuditChoice(ASH, "Ash"), AuditChoice(BIRCH, "Birch"), AuditChoice(WRITE_INS, "write-in ovals marked"))
BOARD = AuditContest(UNIT.contest, "Board", ContestKind.CANDIDATE, None, 2, ROWS)
CHOSEN = OutsideReportChosen(UNIT.precinct, ("DS450",), 0, False, "Dee", date(2026, 11, 12))
EVERY = BallotsCast(every_style=frozenset({UNIT.contest}))
TOLD = OutsideContestFigures(UNIT.contest, 100, (90, 70), 5, 4, 31)
"""Two votes for each of 100 ballots."""
ALL = (Box("7", ("all groups",)),)


def taken(
    told: OutsideContestFigures = TOLD,
    book: BallotsCast = EVERY,
    cast: int | None = 120,
    chosen: OutsideReportChosen = CHOSEN,
) -> MachineFigures:
    count = OutsideCount("R", ("ab",), "", "", (OutsidePrecinctFigures(UNIT.precinct, cast, (), (told,)),))
    figures = outside_figures(count, UNIT, BOARD, chosen, book)
    check_figures(figures, BOARD, ALL)
    return figures


def by_hand(ballots: int, ash: int, birch: int, write_ins: int, overvotes: int = 0) -> Figures:
    votes = tuple(map(ChoiceVotes, (ASH, BIRCH, WRITE_INS), (ash, birch, write_ins)))
    return Figures(ballots, votes, 2 * ballots - ash - birch - write_ins - overvotes, overvotes)


def test_all_that_is_told_is_taken_as_it_is() -> None:
    figures = taken()
    assert (figures.source, figures.coverage) == (FiguresSource.REPORT, Coverage.PRECINCT)
    assert (figures.ballots, figures.ballots_cast, figures.overvotes, figures.undervotes) == (100, 100, 4, 31)
    assert figures.machines == ("DS450",)
    assert figures.outside is not None
    assert (figures.outside.ballots_told, figures.outside.told_apart) == (True, True)


def test_without_ballots_of_the_contest_those_cast_stand_where_every_ballot_has_it() -> None:
    figures = taken(replace(TOLD, ballots=None, overvotes=None, undervotes=None))
    assert (figures.ballots, figures.ballots_cast, figures.overvotes, figures.undervotes) == (120, 120, 0, 75)


def test_where_nothing_tells_the_ballots_the_committee_s_head_count_does() -> None:
    figures = taken(replace(TOLD, ballots=None, overvotes=None, undervotes=None), BallotsCast())
    assert figures.outside is not None
    assert not figures.outside.ballots_told
    assert figures.most_ballots == 120, "the heap is held against the precinct's ballots"
    counted = figures.with_head_count(97, 2)
    assert (counted.ballots_cast, counted.ballots, counted.undervotes) == (97, 97, 29)
    manual = by_hand(97, 90, 64, 5)
    both = compared(counted, manual, 2)
    assert (both.ballots_cast, both.d1) == (97, 6)


def test_a_head_count_of_fewer_ballots_than_the_votes_need_is_a_discrepancy_and_no_fault() -> None:
    figures = taken(replace(TOLD, ballots=None, overvotes=None, undervotes=None), BallotsCast())
    counted = figures.with_head_count(50, 2)
    assert (counted.ballots_cast, counted.ballots, counted.unaccounted) == (50, 83, -33)
    assert compared(counted, by_hand(50, 40, 30, 0), 2).d1 == 50


def test_the_poll_book_may_say_the_ballots_of_a_contest() -> None:
    told = replace(TOLD, ballots=None, overvotes=None, undervotes=None)
    figures = taken(told, BallotsCast(by_contest=((UNIT.contest, 98),)))
    assert (figures.ballots, figures.ballots_cast, figures.undervotes) == (98, 98, 31)


def test_without_any_number_of_ballots_it_is_asked() -> None:
    told = replace(TOLD, ballots=None, overvotes=None, undervotes=None)
    with pytest.raises(Refused, match="does not tell how many ballots were cast"):
        taken(told, BallotsCast(), cast=None)


def test_a_report_that_does_not_add_up_is_audited_all_the_same() -> None:
    figures = taken(replace(TOLD, overvotes=9))
    assert figures.outside is not None
    assert not figures.outside.told_apart
    assert (figures.ballots, figures.overvotes, figures.undervotes) == (100, 0, 35)
    more = taken(replace(TOLD, votes=(150, 90)))
    assert (more.ballots, more.ballots_cast, more.unaccounted) == (123, 100, -23)


def test_write_ins_are_shown_and_compared_only_where_the_county_says_that_they_are_ovals() -> None:
    manual = by_hand(100, 90, 70, 25)
    apart = compared(taken(), manual, 2)
    assert (apart.d1, [one.choice for one in apart.differences]) == (0, [ASH, BIRCH])
    assert [(one.machine, one.manual) for one in apart.apart] == [(5, 25)]
    assert apart.equal
    ovals = replace(CHOSEN, ovals=True)
    told = compared(taken(chosen=ovals), manual, 2)
    assert (told.d1, told.apart) == (20, ())
    untold = compared(taken(replace(TOLD, write_ins=None, overvotes=None), chosen=ovals), manual, 2)
    assert (untold.d1, len(untold.apart)) == (0, 1)


def test_a_unit_that_the_report_does_not_have_is_refused() -> None:
    with pytest.raises(Refused, match="No figures of another system are taken"):
        outside_figures(None, UNIT, BOARD, CHOSEN, EVERY)
