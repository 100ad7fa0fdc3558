"""Which paper both counts are of: counted by hand before, found in excess, resolved by the board (B1, B2, B9)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from audit.certification import what_is_missing
from audit.contests import WRITE_INS, Unit
from audit.coverage import HAND_COUNT, Container, MachineFigures, Treatment
from audit.edition import BallotsCompared
from audit.errors import Refused
from audit.opening import open_audit
from audit.publication import publish, replay
from audit.report import county_report
from audit.state import UnitPhase
from canvass.auditing.apart import apart_of
from canvass.auditing.batch_figures import batches_of, comparing, county_ballots, machine_figures
from canvass.auditing.definitive import audited_results
from canvass.auditing.papers.packets import packet_pdf, packets_of
from canvass.auditing.papers.report_tables import county_document
from canvass.auditing.poll_book import BallotsCast, ballots_cast
from canvass.cli import run
from canvass.reporting.results import shown_results
from imaging.sheets import Mark
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.hand_counts import ChoiceFigure, HandCountOpened, TallySheetEntered
from tabulate.board.rulings import ContestRuling
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.entries import Entry
from tests.canvass.audit_of_county import (
    DANA,
    ISSUE_UNIT,
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
from tests.canvass.audited_county import ISSUE, SENATOR, CountedCounty

P01 = SENATE_UNIT.precinct
BATCH = "P01-polls"
MARKED, FAINT = Mark.MARKED, Mark.AMBIGUOUS


@pytest.fixture
def county(tmp_path: Path) -> Iterator[CountedCounty]:
    made = CountedCounty(tmp_path / "record")
    with made.record:
        yield made


def the_board() -> BoardAppointed:
    """Counts by hand: one of its judges reads, the two others record (13-15-206(2))."""
    judges = tuple(Judge(name, name.title(), "2026-11-01") for name in ("rob", "sue", "tim"))
    return BoardAppointed("hand", judges, early_count=False, appointed_by="clerk")


def count_by_hand(
    county: CountedCounty, ballots: int = 20, dana: int = 2, name: str = "H1", with_senator: int = 20
) -> None:
    """P01 is counted by hand alone: 9 for Ash, 5 for Birch, some for Dana, the rest blank; every contest is settled."""
    recorders = ("rob", "sue")
    entries: list[Entry] = [the_board(), HandCountOpened(name, P01, ballots, (), recorders, "tim", "clerk", "hand")]
    for contest in county.election.contests:
        figures: tuple[ChoiceFigure, ...] = (ChoiceFigure(contest.choices[0].id, 9),)
        rest = ballots - 9
        if contest.id == SENATOR:
            figures = (ChoiceFigure(ChoiceId("ash"), 9), ChoiceFigure(ChoiceId("birch"), 5), ChoiceFigure(DANA, dana))
            rest = with_senator - 14 - dana
        carrying = with_senator if contest.id == SENATOR else ballots
        entries += [TallySheetEntered(name, contest.id, 1, one, carrying, figures, rest, 0) for one in recorders]
    county.record.append(entries)


def test_repair_B1_a_precinct_counted_by_hand_is_drawn_compared_and_certified(county: CountedCounty) -> None:
    declare(county)
    count_by_hand(county)
    count_drawn(county, but=(1,))
    audit = CountyAudit(county).select()
    assert [(one.batch, one.machine, one.ballots) for one in batches_of(audit.counted, P01)] == [
        ("hand count H1", "", 20)
    ]
    audit.open_boxes(P01).count_the_rest()
    unit = audit.state.unit(SENATE_UNIT)
    assert unit.without_machine
    assert audit.state.comparison(SENATE_UNIT).equal
    audit.certify()
    (report,) = [one for one in county_report(audit.state).units if (one.precinct, one.contest) == (P01, SENATOR)]
    assert (report.without_machine, report.machines, report.differs) == (True, (), False)
    table = next(
        one for one in county_document(county_report(audit.state), "").tables if one.title == "What was counted"
    )
    assert "no machine involved" in {row[5] for row in table.rows}
    assert replay(publish(audit.log.events)).report == county_report(audit.state)


def test_repair_B1_a_difference_is_definitive_and_no_machines_however_large(county: CountedCounty) -> None:
    declare(county)
    count_by_hand(county)
    count_drawn(county, but=(1,))
    audit = CountyAudit(county).select().open_boxes(P01)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, ash=0, birch=14)).count_the_rest()
    assert audit.state.comparison(SENATE_UNIT).d1 == 9
    assert (audit.state.awaiting_cause, what_is_missing(audit.state)) == ((), ())
    audit.certify()
    audited = audited_results(audit.state, shown_results(county.election, audit.counted).totals, audit.counted)
    assert audited is not None
    (senate,) = [one for one in audited.contests if one.contest == SENATOR]
    found = {row.choice: (row.machine, row.definitive) for row in senate.rows}
    assert (found[ChoiceId("ash")], found[ChoiceId("birch")]) == ((63, 54), (47, 56))


def test_repair_B1_ovals_that_the_hand_count_does_not_say_are_no_difference(county: CountedCounty) -> None:
    """A hand count knows valid write-in votes; an oval with an undeclared name is an undervote there."""
    declare(county)
    count_by_hand(county, dana=2)
    count_drawn(county, but=(1,))
    audit = CountyAudit(county).select().open_boxes(P01)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, write_ins=6))
    compared = audit.state.comparison(SENATE_UNIT)
    assert (compared.d1, compared.equal) == (0, True)


def test_repair_A2_few_ballots_beside_a_hand_count_are_published_and_replayed_as_they_were_certified(
    county: CountedCounty,
) -> None:
    declare(county)
    count_by_hand(county, dana=2)
    county.count_batch("P01-few", P01, [WRITTEN] * 3)
    count_drawn(county, but=(1,))
    audit = CountyAudit(county).select().open_boxes(P01)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, write_ins=8)).count_the_rest().certify()
    published = replay(publish(audit.log.events))
    assert published.report == county_report(audit.state)
    figures = published.state.unit(SENATE_UNIT).figures
    assert figures is not None
    assert [(one.ballots, one.together) for one in figures.batches] == [(23, True), (0, True)]


def test_repair_B1_a_hand_count_that_is_not_finished_is_refused_in_words(county: CountedCounty) -> None:
    county.record.append([the_board(), HandCountOpened("H1", P01, 20, (), ("rob", "sue"), "tim", "clerk", "hand")])
    count_drawn(county, but=(1,))
    audit = CountyAudit(county).select()
    with pytest.raises(Refused, match=r"13-15-206\(2\).*Hand count H1 has no equal tally sheets of United States"):
        audit.open_boxes(P01)
    assert audit.state.unit_phase(SENATE_UNIT) is UnitPhase.SEALED


def test_repair_B1_a_county_that_counts_by_hand_alone_finishes_its_audit(county: CountedCounty) -> None:
    for number in range(1, 8):
        name, precinct = f"H{number}", PrecinctId(f"P{number:02d}")
        entries: list[Entry] = [
            the_board(),
            HandCountOpened(name, precinct, 4, (), ("rob", "sue"), "tim", "clerk", "hand"),
        ]
        for contest in county.election.contests:
            figures = (ChoiceFigure(contest.choices[0].id, 3),)
            entries += [TallySheetEntered(name, contest.id, 1, one, 4, figures, 1, 0) for one in ("rob", "sue")]
        county.record.append(entries)
    audit = CountyAudit(county, open_audit(county.election, hand_count_county=True)).select()
    assert county_ballots(audit.counted) == 28
    audit.count_the_rest().certify()
    assert all(one.without_machine for one in audit.state.units)
    assert not county_report(audit.state).readings


def test_repair_B1_a_hand_count_beside_a_batch_leaves_the_machine_answerable(county: CountedCounty) -> None:
    declare(county)
    county.count_precinct(1)
    count_by_hand(county)
    count_drawn(county, but=(1,))
    audit = CountyAudit(county).select().open_boxes(P01)
    found = audit.state.unit(SENATE_UNIT).figures
    assert found is not None
    assert ([one.by_hand for one in found.batches], found.ballots) == ([False, True], 40)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, ash=8, birch=22)).count_the_rest()
    assert audit.state.awaiting_cause


def test_repair_B1_the_command_names_a_hand_count_by_its_name(
    county: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(county)
    count_by_hand(county)
    count_drawn(county, but=(1,))
    audit = CountyAudit(county).select()
    directory = str(county.record.directory)
    assert run(["audit", "boxes", directory, "P01", "--box", "17=H1", "--opened-by", "Ann"]) == 0
    assert "2 counts may begin" in capsys.readouterr().out
    opened = CountyAudit.again(county).state.boxes_of(P01)
    assert opened == (Container("17", (f"{HAND_COUNT}H1",)),)
    assert audit.county is county


def test_repair_B2_ballots_never_scanned_are_accepted_after_a_second_count_and_recorded(
    county: CountedCounty,
) -> None:
    """Butte 2022: 35 ballots lay in the box that no machine had counted, and the poll book did not say so."""
    count_drawn(county)
    audit = CountyAudit(county).select().open_boxes(P01)
    more = audit.as_machine(SENATE_UNIT, ballots=55, ash=30, birch=20)
    audit.tally(SENATE_UNIT, more)
    assert audit.state.unit(SENATE_UNIT).manual is None
    audit.tally(SENATE_UNIT, more)
    assert audit.state.unit(SENATE_UNIT).excess == 35
    audit.count_the_rest()
    assert audit.state.awaiting_cause
    (report,) = [one for one in county_report(audit.state).units if (one.precinct, one.contest) == (P01, SENATOR)]
    assert report.excess == 35


@pytest.mark.parametrize(
    ("texts", "whole", "own"),
    [
        ((), None, None),
        (("812",), 812, 812),
        (("us-senator=410",), None, 410),
        (("812", "us-senator=410"), 812, 410),
        (("a=b=7",), None, None),
    ],
)
def test_repair_B2_the_poll_book_says_a_number_for_the_precinct_or_for_a_contest(
    texts: tuple[str, ...], whole: int | None, own: int | None
) -> None:
    cast = ballots_cast(texts)
    assert (cast.precinct, cast.of(SENATOR, True)) == (whole, own if own is not None else whole)
    assert cast.of(ISSUE, False) is None


@pytest.mark.parametrize("text", ["", "x", "-3", "us-senator=", "us-senator=1.5", "us-senator"])
def test_repair_B2_what_is_no_number_of_ballots_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is no number of ballots"):
        ballots_cast((text,))


def test_repair_B2_a_number_for_a_contest_is_used_and_one_of_no_contest_here_is_refused(
    county: CountedCounty,
) -> None:
    count_drawn(county)
    audit = CountyAudit(county).select()
    with pytest.raises(Refused, match="Contest sheriff is not counted in precinct P01"):
        audit.open_boxes(P01, BallotsCast(by_contest=((ContestId("sheriff"), 9),)))
    audit.open_boxes(P01, BallotsCast(20, ((SENATOR, 23),)))
    cast = {one.unit: one.figures.ballots_cast for one in audit.state.units if one.figures}
    assert (cast[SENATE_UNIT], cast[ISSUE_UNIT]) == (23, 20)


def test_repair_B2_of_a_contest_that_not_every_ballot_carries_the_precincts_number_is_not_taken_and_that_is_said(
    county: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 20 ballots counted by hand 16 carry the senator's contest."""
    declare(county)
    count_by_hand(county, with_senator=16)
    count_drawn(county, but=(1,))
    CountyAudit(county).select()
    directory = str(county.record.directory)
    assert run(["audit", "boxes", directory, "P01", "--box", "17=H1", "--opened-by", "Ann", "--cast", "23"]) == 0
    told = capsys.readouterr()
    assert "Not every ballot of the precinct carries United States Senator" in told.out + told.err
    cast = {one.unit: one.figures.ballots_cast for one in CountyAudit.again(county).state.units if one.figures}
    assert (cast[SENATE_UNIT], cast[ISSUE_UNIT]) == (16, 23)


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
    assert "Dana Gray" in text
    clean = next(one for one in packets_of(audit.state, audit.counted) if one.precinct.id != P01)
    assert "laid apart" not in text_of(packet_pdf(audit.state, clean))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in PdfDocument(pdf))
