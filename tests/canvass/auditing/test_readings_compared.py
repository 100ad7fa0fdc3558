"""Which readings are compared: the machine's, or those that the board resolved, too: B9."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from audit.contests import WRITE_INS, Unit
from audit.coverage import Container, MachineFigures, Treatment
from audit.edition import BallotsCompared
from audit.opening import open_audit
from audit.report import county_report
from canvass.auditing.apart.laid_apart import apart_of
from canvass.auditing.batch_figures import comparing, machine_figures
from canvass.auditing.papers.packets import packet_pdf, packets_of
from canvass.cli import run
from canvass.reporting.results import shown_results
from imaging.sheets import Mark
from tabulate.board.rulings import ContestRuling
from tabulate.election import ChoiceId
from tests.canvass.audit_of_county import (
    DANA,
    ISSUE_UNIT,
    SELECTED_ON,
    SENATE_UNIT,
    WRITTEN,
    CountyAudit,
    count_drawn,
    decide,
    declare,
    printed,
    seat_board,
    written_in,
)
from tests.canvass.audited_county import SENATOR, CountedCounty
from tests.canvass.auditing.counted_by_hand import P01

BATCH = "P01-polls"
MARKED, FAINT = Mark.MARKED, Mark.AMBIGUOUS


# Sheet 1 clean; 2 a faint mark in the senator's contest; 3 an overvote in the issue; 4 a write-in; 5 both in doubt.
SHEETS: list[dict[str, Mark]] = [
    {"ash": MARKED, "for": MARKED},
    {"birch": FAINT, "for": MARKED},
    {"ash": MARKED, "for": MARKED, "against": MARKED},
    dict(WRITTEN),
    {"cedar": FAINT, "for": FAINT},
]


def found_by(county: CountedCounty, unit: Unit, how: BallotsCompared) -> MachineFigures:
    audit = open_audit(county.election, compared=how)
    state = CountyAudit.unsaved(county, audit)
    contest = state.contest(unit.contest)
    counted = CountyAudit.counted_of(county)
    box = (Container("seal", (BATCH,)),)
    return machine_figures(counted, unit, contest, box, None, comparing(state, contest, counted))


def sheets_in(found: MachineFigures) -> tuple[int, list[int]]:
    """How many ballots are in the first count, and which are laid apart."""
    return found.ballots, sorted(one.ballot.sheet for one in apart_of(found))


@pytest.fixture
def doubtful(county: CountedCounty) -> CountedCounty:
    """The board has decided sheets 2 and 4, and neither 3 nor 5."""
    declare(county)
    seat_board(county)
    county.count_batch(BATCH, P01, SHEETS)
    decide(county, BATCH, 2, printed("birch"))
    decide(county, BATCH, 4, written_in(DANA))
    return county


@pytest.mark.parametrize(
    ("how", "senate", "issue"),
    [
        # What the machine was sure of: 2 is the board's in the senator's contest, 5 nobody's.
        (BallotsCompared.MACHINE, (3, [2, 5]), (3, [3, 5])),
        # Contest by contest, whatever is resolved: 2 comes in.
        (BallotsCompared.RESOLVED, (4, [5]), (3, [3, 5])),
        # Whole ballots: 3 waits in the issue, and so stays out of the senator's contest too.
        (BallotsCompared.WHOLE, (3, [3, 5]), (3, [3, 5])),
    ],
)
def test_repair_B9_the_readings_of_which_ballots_are_compared(
    doubtful: CountedCounty, how: BallotsCompared, senate: tuple[int, list[int]], issue: tuple[int, list[int]]
) -> None:
    assert sheets_in(found_by(doubtful, SENATE_UNIT, how)) == senate
    assert sheets_in(found_by(doubtful, ISSUE_UNIT, how)) == issue


def test_repair_B9_machine_and_board_together_are_the_first_count_of_what_is_resolved(doubtful: CountedCounty) -> None:
    found = found_by(doubtful, SENATE_UNIT, BallotsCompared.RESOLVED)
    votes = {one.choice: one.votes for one in found.votes}
    assert votes == {"ash": 2, "birch": 1, "cedar": 0, WRITE_INS: 1}
    assert [(one.person, one.votes) for one in found.write_ins] == [(DANA, 1)]
    assert [(one.sheet, one.treatment) for one in found.listed] == [
        (2, Treatment.RESOLVED),
        (5, Treatment.UNRESOLVED),
    ]
    assert (found.ballots_cast, found.left_out) == (5, 1)


RULINGS = (
    ("ash",),
    ("birch",),
    (),
    None,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=8), st.sampled_from(BallotsCompared))
def test_repair_B9_every_ballot_is_compared_or_laid_apart_and_all_resolved_make_the_countys_total(
    tmp_path_factory: pytest.TempPathFactory, sheets: list[tuple[int, bool]], how: BallotsCompared
) -> None:
    """Property over boards' rulings; once all is resolved, machine + board are exactly the county's total there."""
    made = CountedCounty(tmp_path_factory.mktemp("county") / "record")
    with made.record:
        seat_board(made)
        ballots = [{"ash": FAINT if doubt else MARKED, "for": MARKED} for _, doubt in sheets]
        made.count_batch(BATCH, P01, ballots)
        for place, (ruling, doubt) in enumerate(sheets, 1):
            if doubt and ruling < 3:
                chosen = tuple(ChoiceId(one) for one in RULINGS[ruling] or ())
                decide(made, BATCH, place, ContestRuling(SENATOR, chosen, (), 1 - len(chosen)))
        found = found_by(made, SENATE_UNIT, how)
        in_both, apart = sheets_in(found)
        assert in_both + len(apart) == len(sheets)
        if how is not BallotsCompared.MACHINE and not apart:
            totals = shown_results(made.election, CountyAudit.counted_of(made)).totals
            county = {one.choice: one.votes for one in totals.contests[0].choices}
            assert {one.choice: one.votes for one in found.votes if one.choice != WRITE_INS} == county


def test_repair_B9_the_reading_is_chosen_at_the_opening_and_said_in_report_and_packet(
    doubtful: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = str(doubtful.record.directory)
    assert run(["audit", "open", directory, "--compared", "whole"]) == 0
    assert BallotsCompared.WHOLE.said in capsys.readouterr().out
    assert CountyAudit.again(doubtful).state.opened.compared is BallotsCompared.WHOLE
    told = {one.name: one.value for one in county_report(CountyAudit.again(doubtful).state).parameters}
    assert told["ballots compared"] == BallotsCompared.WHOLE.said


def test_repair_B9_the_ballots_to_lay_apart_are_on_the_packet_before_any_box_is_open(doubtful: CountedCounty) -> None:
    count_drawn(doubtful, but=(1,))
    audit = CountyAudit(doubtful).select()
    packet = next(one for one in packets_of(audit.state, audit.counted) if one.precinct.id == P01)
    text = text_of(packet_pdf(audit.state, packet))
    assert "Ballots to be laid apart" in text
    assert "the board added its votes" in text
    assert "Valid write-in votes" in text
    # Each tally sheet says what is left out, by what the paper shows; nothing says what the machine asked.
    assert "Counted: 3 ballots of 5; left out: batch P01-polls, 2nd of 5; batch P01-polls, 5th of 5." in text
    assert "Counted: 3 ballots of 5; left out: batch P01-polls, 3rd of 5; batch P01-polls, 5th of 5." in text
    assert not re.search("overvote|ambiguous|Sheet 2", text)
    assert "Dana Gray" in text
    clean = next(one for one in packets_of(audit.state, audit.counted) if one.precinct.id != P01)
    assert "laid apart" not in text_of(packet_pdf(audit.state, clean))


def test_the_command_asks_before_boxes_are_opened_while_ballots_wait_and_corrects_what_was_wrong(
    doubtful: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    count_drawn(doubtful, but=(1,))
    CountyAudit(doubtful).select()
    directory, day = str(doubtful.record.directory), SELECTED_ON.isoformat()
    opening = ["audit", "boxes", directory, "P01", "--box", f"17={BATCH}", "--on", day]
    both = ["--opened-by", "Ann", "--opened-by", "Ben"]
    assert run([*opening, *both]) != 0
    assert "2 ballots of this precinct wait for the counting board." in capsys.readouterr().err
    assert run([*opening, "--opened-by", "Ann", "--board-undecided"]) != 0
    assert "Two sign the custody log" in capsys.readouterr().err
    assert run([*opening, *both, "--board-undecided"]) == 0
    told = capsys.readouterr().out
    assert "2nd of 5" in told
    assert "lay apart: the board added its votes" in told
    # The board decides one more: the figures are taken anew, with the reason; the published file has these alone.
    decide(doubtful, BATCH, 3, ContestRuling(ISSUE_UNIT.contest, (ChoiceId("for"),), (), 0))
    correction = ["audit", "correct-boxes", directory, "P01", "--by", "Clerk", "--on", day]
    assert run([*correction, "--reason", "The board decided one more.", "--box", "18=P02-polls"]) != 0
    assert "The figures of P01 are of other batches" in capsys.readouterr().err
    assert run([*correction, "--reason", "The board decided one more.", "--box", f"18={BATCH}", "--figures-again"]) == 0
    state = CountyAudit.again(doubtful).state
    assert [one.seal for one in state.boxes_of(P01) or ()] == ["18"]
    listed = {one.sheet: one.treatment for one in state.unit(ISSUE_UNIT).figures.listed}  # type: ignore[union-attr]
    assert listed[3] is Treatment.ADDED_BY_HAND


def test_figures_taken_anew_by_command_ask_for_the_poll_books_number_once_more(
    doubtful: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    count_drawn(doubtful, but=(1,))
    CountyAudit(doubtful).select()
    directory, day = str(doubtful.record.directory), SELECTED_ON.isoformat()
    opening = ["audit", "boxes", directory, "P01", "--box", f"17={BATCH}", "--on", day, "--board-undecided"]
    assert run([*opening, "--opened-by", "Ann", "--opened-by", "Ben", "--cast", "9"]) == 0
    correction = ["audit", "correct-boxes", directory, "P01", "--by", "Clerk", "--on", day, "--reason", "One decided."]
    assert run([*correction, "--cast", "9"]) != 0
    assert "--figures-again" in capsys.readouterr().err
    assert run([*correction, "--figures-again"]) != 0
    assert "The poll book had 9 ballots cast" in capsys.readouterr().err
    assert run([*correction, "--figures-again", "--cast", "9"]) == 0
    units = [one for one in CountyAudit.again(doubtful).state.units if one.unit.precinct == P01]
    assert {one.figures.ballots_cast for one in units if one.figures is not None} == {9}


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in PdfDocument(pdf))
