"""Precincts that were counted by hand are drawn, compared and certified, and no machine answers for them: B1."""

import pytest

from audit.certification import what_is_missing
from audit.coverage import HAND_COUNT, Container
from audit.errors import Refused
from audit.opening import open_audit
from audit.publication import publish, replay
from audit.report import county_report
from audit.state import UnitPhase
from canvass.auditing.batch_figures import batches_of, county_ballots
from canvass.auditing.definitive import audited_results
from canvass.auditing.papers.report_tables import county_document
from canvass.cli import run
from canvass.reporting.results import shown_results
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, TallySheetEntered
from tabulate.election import ChoiceId, PrecinctId
from tabulate.ledger.entries import Entry
from tests.canvass.audit_of_county import SENATE_UNIT, WRITTEN, CountyAudit, count_drawn, declare
from tests.canvass.audited_county import SENATOR, CountedCounty
from tests.canvass.auditing.counted_by_hand import P01, count_by_hand, the_board


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
    assert county_ballots(audit.counted, county.election) == 28
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
    assert run(["audit", "boxes", directory, "P01", "--box", "17=H1", "--opened-by", "Ann", "--opened-by", "Ben"]) == 0
    assert "2 counts may begin" in capsys.readouterr().out
    opened = CountyAudit.again(county).state.boxes_of(P01)
    assert opened == (Container("17", (f"{HAND_COUNT}H1",)),)
    assert audit.county is county
