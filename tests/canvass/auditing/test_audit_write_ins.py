"""Write-ins in the audit: ovals compared with the machine, valid votes by person with machine and board (A1, W47)."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.audit_json import JSON
from audit.committee import MemberId
from audit.contests import WRITE_INS
from audit.coverage import ChoiceVotes
from audit.edition import AuditEdition
from audit.errors import Refused
from audit.events.consequences import CauseFound, CauseOfDiscrepancy
from audit.events.counting import SheetEntered
from audit.opening import open_audit
from audit.publication import publish, replay
from audit.report import county_report
from audit.sheet_figures import Figures
from audit.state import Stage
from audit.tally_sheets import EntryMode
from canvass.auditing.definitive import AuditedContest, audited_results
from canvass.cli import run
from canvass.reporting.results import shown_results
from tabulate.board.batches.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.board.polls import PollsClosed
from tabulate.election import ChoiceId
from tests.canvass.audit_of_county import (
    DANA,
    JUDGES,
    SENATE_UNIT,
    WRITTEN,
    CountyAudit,
    count_drawn,
    decide,
    declare,
    seat_board,
    written_in,
)
from tests.canvass.audited_county import MACHINES, SENATOR, CountedCounty, usual_votes
from tests.soak import examples

BATCH = "P01-polls"


def with_write_ins(county: CountedCounty, ovals: int, valid: int, undecided: int = 0) -> CountyAudit:
    """P01 has 20 ballots and `ovals` more with a write-in oval marked; the board found `valid` of them for Dana."""
    declare(county)
    seat_board(county)
    usual = [usual_votes(place) for place in range(20)]
    county.count_batch(BATCH, SENATE_UNIT.precinct, [*usual, *[WRITTEN] * ovals])
    count_drawn(county, but=(1,))
    for place in range(ovals - undecided):
        decide(county, BATCH, 21 + place, written_in(DANA if place < valid else None))
    return CountyAudit(county).select().open_boxes(SENATE_UNIT.precinct)


def senate(audit: CountyAudit) -> AuditedContest:
    totals = shown_results(audit.county.election, audit.counted).totals
    audited = audited_results(audit.state, totals, audit.counted)
    assert audited is not None
    return next(one for one in audited.contests if one.contest == SENATOR)


def rows(audit: CountyAudit) -> dict[ChoiceId, tuple[int, int]]:
    return {row.choice: (row.machine, row.definitive) for row in senate(audit).rows}


def test_W47_twelve_ovals_three_valid_in_both_counts_are_no_difference(county: CountedCounty) -> None:
    audit = with_write_ins(county, ovals=12, valid=3)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT))
    compared = audit.state.comparison(SENATE_UNIT)
    assert [(one.machine, one.manual) for one in compared.differences if one.choice == WRITE_INS] == [(12, 12)]
    assert [(one.choice, one.machine, one.manual) for one in compared.written] == [(DANA, 3, 3)]
    assert (compared.d1, compared.d2, compared.d3, compared.equal) == (0, 0, 0, True)
    audit.count_the_rest().certify()
    assert rows(audit)[DANA] == (3, 3)


def test_W47_twelve_ovals_five_valid_to_the_board_and_four_to_the_committee_are_one_difference(
    county: CountedCounty,
) -> None:
    audit = with_write_ins(county, ovals=12, valid=5)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, dana_gray=4))
    compared = audit.state.comparison(SENATE_UNIT)
    assert (compared.d1, compared.d2, compared.d3, compared.equal) == (1, 1, 1, False)
    audit.count_the_rest().certify()
    assert rows(audit)[DANA] == (5, 4)
    assert "write-ins" not in {name for name, _ in rows(audit).items()}


def test_repair_A1_nobody_has_fewer_votes_than_none_whatever_the_committee_counts(county: CountedCounty) -> None:
    audit = with_write_ins(county, ovals=12, valid=3)
    none = audit.as_machine(SENATE_UNIT, ash=0, birch=0, cedar=0, write_ins=0, dana_gray=0)
    audit.tally(SENATE_UNIT, none).count_the_rest()
    (waiting,) = audit.state.awaiting_cause
    assert waiting == (SENATOR, Stage.SAMPLE)
    found = {one.choice: one for one in audit.state.comparison(SENATE_UNIT).differences}
    assert found[WRITE_INS].signed == -12


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_repair_A1_the_definitive_total_is_what_is_outside_the_unit_and_the_committees_count(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Property: county total less what it holds of these ballots, and the committee's valid votes; never below zero."""
    ovals = data.draw(st.integers(0, 5))
    valid = data.draw(st.integers(0, ovals))
    undecided = data.draw(st.integers(0, ovals - valid))
    made = CountedCounty(tmp_path_factory.mktemp("county") / "record")
    with made.record:
        audit = with_write_ins(made, ovals, valid, undecided)
        committee = data.draw(st.integers(0, ovals))
        ash = data.draw(st.integers(6, 9))
        audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, dana_gray=committee, ash=ash))
        audit.count_the_rest().certify()
        found = rows(audit)
        assert found[DANA] == (valid, committee)
        assert found[ChoiceId("ash")] == (63, 54 + ash)
        assert found.get(WRITE_INS, (0, 0))[1] == 0
        assert all(definitive >= 0 for _, definitive in found.values())
        changed = committee != valid or ash != 9
        assert audit.state.comparison(SENATE_UNIT).equal is not changed


def test_repair_A1_what_the_board_has_yet_to_read_is_no_discrepancy_and_goes_out_of_the_total(
    county: CountedCounty,
) -> None:
    audit = with_write_ins(county, ovals=12, valid=3, undecided=7)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, dana_gray=8))
    compared = audit.state.comparison(SENATE_UNIT)
    assert (compared.d1, compared.equal) == (0, False)
    audit.count_the_rest().certify()
    assert (rows(audit)[DANA], rows(audit)[WRITE_INS]) == ((3, 8), (7, 0))
    # The board reads on after the certificate: what is in the total changes, and the definitive figure stays.
    decide(county, BATCH, 30, written_in(DANA))
    assert (rows(audit)[DANA], rows(audit)[WRITE_INS]) == ((4, 8), (6, 0))


def test_repair_A1_a_batch_counted_anew_after_the_audit_is_not_added_to_what_the_committee_counted(
    county: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    """The new count of P01 is in the county's total, and the old one, which was compared, no longer is."""
    audit = with_write_ins(county, ovals=12, valid=3)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, ash=8)).count_the_rest().certify()
    assert rows(audit)[ChoiceId("ash")] == (63, 62)
    halt = county.record.append([CountHalted(MACHINES[0], "jo", "dirty glass")])
    why = ("dirty glass", "the others are in order")
    county.record.append([HaltEnded(halt.number, FoundByTest.ERROR, HaltChoice.HAND_COUNT, (BATCH,), JUDGES, *why)])
    county.count_batch("P01-again", SENATE_UNIT.precinct, [usual_votes(place) for place in range(20)], MACHINES[1])
    found = senate(audit)
    assert (found.rows, found.not_counted, found.differs) == ((), (BATCH,), True)
    county.record.append([PollsClosed("clerk")])
    run(["results", str(county.record.directory)])
    assert f"United States Senator: no definitive total. The audit compared {BATCH}." in capsys.readouterr().out
    run(["results", str(county.record.directory), "--json"])
    contest = json.loads(capsys.readouterr().out)["audit"]["contests"][0]
    assert (contest["choices"], contest["batches_not_counted"]) == ([], [BATCH])


def test_repair_A1_a_sheet_without_a_row_for_each_person_or_with_more_valid_votes_than_ovals_is_refused(
    county: CountedCounty,
) -> None:
    audit = with_write_ins(county, ovals=4, valid=2)
    right = audit.as_machine(SENATE_UNIT)
    for wrong, rule in (
        (replace(right, write_ins=()), "13-17-506(2)(a)"),
        (replace(right, write_ins=(ChoiceVotes(DANA, 5),)), "13-15-206(5)"),
        (replace(right, write_ins=(ChoiceVotes(DANA, -1),)), "13-17-506(2)(a)"),
        (replace(right, write_ins=(ChoiceVotes(ChoiceId("zed"), 2),)), "13-17-506(2)(a)"),
    ):
        with pytest.raises(Refused) as refused:
            audit.tally(SENATE_UNIT, wrong)
        assert refused.value.rule == rule
        audit = replayed(audit)


def replayed(audit: CountyAudit) -> CountyAudit:
    """The same audit, with the open round ended by nobody: sheets of another round are refused, so it is closed."""
    unit = audit.state.unit(SENATE_UNIT)
    assert unit.manual is None
    right = audit.as_machine(SENATE_UNIT)
    differing = replace(right, undervotes=right.undervotes + 1, ballots=right.ballots + 1)
    first, second = unit.rounds[-1].waiting_for

    for member, figures in ((first, right), (second, differing)):
        number = len(audit.state.unit(SENATE_UNIT).rounds)
        audit.log.take(
            SheetEntered(SENATE_UNIT.precinct, SENATE_UNIT.contest, number, member, member, EntryMode.TOTALS, figures)
        )
    return audit


def test_repair_A1_the_published_file_replays_with_both_rows(county: CountedCounty) -> None:
    audit = with_write_ins(county, ovals=12, valid=5)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, dana_gray=4)).count_the_rest().certify()
    text = publish(audit.log.events)
    again = replay(text)
    assert again.report == county_report(audit.state)
    unit = next(one for one in again.report.units if (one.precinct, one.contest) == ("P01", SENATOR))
    assert [(one.name, one.machine, one.manual) for one in unit.write_ins] == [("Dana Gray", 5, 4)]
    assert unit.differs
    assert json.loads(text)["events"][0]["body"]["edition"] == "2"


def test_repair_A1_an_audit_of_the_first_edition_keeps_its_one_row_and_never_shows_less_than_nothing(
    county: CountedCounty,
) -> None:
    """The page's figures: 12 ovals, 3 valid in the board's and the committee's eyes, came to 3 and -6."""
    declare(county)
    seat_board(county)
    usual = [usual_votes(place) for place in range(20)]
    county.count_batch(BATCH, SENATE_UNIT.precinct, [*usual, *[WRITTEN] * 12])
    count_drawn(county, but=(1,))
    for place in range(12):
        decide(county, BATCH, 21 + place, written_in(DANA if place < 3 else None))
    audit = CountyAudit(county, replace(open_audit(county.election), edition=AuditEdition.FIRST))
    audit.select().open_boxes(SENATE_UNIT.precinct)
    first = audit.state.unit(SENATE_UNIT).figures
    assert first is not None
    assert first.write_ins == ()
    three = audit.as_machine(SENATE_UNIT, write_ins=3)
    audit.tally(SENATE_UNIT, three).count_the_rest()
    assert audit.state.comparison(SENATE_UNIT).d1 == 9

    finders = (MemberId("ann"), MemberId("ben"))
    audit.log.take(CauseFound(SENATOR, CauseOfDiscrepancy.USER, (), finders, "ovals and votes", True, "2026-11-12"))
    audit.certify()
    assert rows(audit)[WRITE_INS] == (3, 3)


def test_repair_A1_the_results_say_who_was_written_in_and_the_ovals_are_in_no_total(
    county: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = with_write_ins(county, ovals=12, valid=5)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, dana_gray=4)).count_the_rest().certify()

    county.record.append([PollsClosed("clerk")])
    run(["results", str(county.record.directory), "--json"])
    found = json.loads(capsys.readouterr().out)["audit"]["contests"][0]["choices"]
    assert {"choice": "dana-gray", "name": "Dana Gray (write-in)", "machine": 5, "definitive": 4} in found
    assert [one["definitive"] for one in found] == [63, 49, 21, 4]


def test_repair_A1_figures_with_no_write_in_rows_are_written_as_before() -> None:

    plain = Figures(3, (ChoiceVotes(ChoiceId("ash"), 2),), 1, 0)
    assert JSON.write(plain) == '{"ballots":3,"overvotes":0,"undervotes":1,"votes":[{"choice":"ash","votes":2}]}'
