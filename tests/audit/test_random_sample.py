"""A whole audit, step by step as the statute has it, and what may not happen at each step (13-17-503 to 13-17-509)."""

import random
from dataclasses import replace
from datetime import date

import pytest

from audit.certification import definitive_figures, what_is_missing
from audit.contests import Unit
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.before import AuditOpened, CanvassSet, ResultsPublished
from audit.events.certifying import AuditCertified, AuditPublished
from audit.events.consequences import CauseFound, CauseOfDiscrepancy
from audit.events.selecting import ListFrozen, SelectionAnnounced
from audit.machines import barred
from audit.random_sample import fold
from audit.rules import MCA_2021, NONFEDERAL, Base, DiscrepancyPolicy, Measure
from audit.selection import PRECINCTS
from audit.state import Phase, Stage
from tabulate.election import ContestId, PrecinctId
from tests.audit.audits import BALLOTS, E_DAY, HASH, Audit, opened

SENATOR = ContestId("senator")
MISSOULA = [(6, 5), (0, 1), (1, 2), (3, 3), (4, 0), (2, 2), (5, 9), (1, 0), (2, 0), (3, 0)]
"""Seven precincts of 65, and 10, 20 and 30 in reserve."""


def missoula() -> Audit:
    return Audit(opened(65)).begin(first=MISSOULA)


def units_of(audit: Audit, contest: ContestId, stage: Stage = Stage.SAMPLE) -> list[Unit]:
    return [one.unit for one in audit.state.units_of(contest, stage)]


def count_with_difference(audit: Audit, unit: Unit, difference: int) -> Audit:
    usual = audit.usual_votes(unit.contest)
    return audit.prepare(unit).tally(unit, [usual[0] + difference, *usual[1:]])


def over_the_threshold(cause_known: bool = False) -> Audit:
    """The senator's contest is over in the first precinct; everything else is counted and equal."""
    audit = missoula()
    count_with_difference(audit, units_of(audit, SENATOR)[0], 9)
    audit.count_all()
    return audit.find("senator") if cause_known else audit


def test_an_audit_without_differences_is_certified_and_published() -> None:
    audit = missoula()
    phases = [audit.state.phase]
    audit.count_all()
    phases.append(audit.state.phase)
    audit.certify()
    phases.append(audit.state.phase)
    audit.do(AuditPublished(date(2024, 11, 19), HASH))
    phases.append(audit.state.phase)
    assert phases == [Phase.SELECTED, Phase.COMPARED, Phase.CERTIFIED, Phase.PUBLISHED]
    assert all(not one.differs for one in definitive_figures(audit.state))
    assert len(definitive_figures(audit.state)) == len(audit.state.units)


def test_any_difference_makes_the_manual_count_definitive_and_one_vote_needs_no_cause() -> None:
    audit = missoula()
    unit = units_of(audit, SENATOR)[0]
    count_with_difference(audit, unit, 1)
    audit.count_all()
    assert audit.state.phase is Phase.COMPARED
    (differing,) = [one for one in definitive_figures(audit.state) if one.differs]
    assert differing.unit == unit
    assert differing.manual.votes[0].votes == differing.machine.votes[0].votes + 1
    audit.certify()


def test_over_the_threshold_nothing_is_certified_before_the_cause_is_found() -> None:
    audit = over_the_threshold()
    assert audit.state.phase is Phase.CAUSE_FINDING
    assert audit.state.awaiting_cause == ((SENATOR, Stage.SAMPLE),)
    refused = audit.refusal(audit.certificate())
    assert refused.rule == "13-17-506(2)(c)"
    assert "cause" in str(refused)


@pytest.mark.parametrize("cause", [CauseOfDiscrepancy.ADMINISTRATIVE, CauseOfDiscrepancy.USER])
def test_people_s_errors_bar_no_machine_and_escalate_nothing(cause: CauseOfDiscrepancy) -> None:
    audit = over_the_threshold().find("senator", cause)
    assert audit.state.machines == ()
    assert audit.state.phase is Phase.COMPARED
    audit.certify()


def test_a_machine_s_error_bars_it_and_adds_three_reserves_for_that_contest_only() -> None:
    audit = over_the_threshold(cause_known=True)
    assert barred(audit.state.machines, "left")
    assert not barred(audit.state.machines, "right")
    more = [one.unit for one in audit.state.units if one.stage is Stage.ESCALATION]
    assert more == [Unit(PrecinctId(f"p{number}"), SENATOR) for number in (10, 20, 30)]
    assert audit.state.phase is Phase.ESCALATED
    assert audit.refusal(audit.certificate()).rule == "13-17-506(2)(c)"


def test_the_escalation_is_measured_by_itself_and_ends_the_audit() -> None:
    audit = over_the_threshold(cause_known=True).count_all()
    assert audit.state.phase is Phase.COMPARED
    measurement = audit.state.measurement(SENATOR, Stage.ESCALATION)
    assert measurement is not None
    assert not measurement.over
    audit.certify()


def test_the_law_knows_no_second_escalation() -> None:
    audit = over_the_threshold(cause_known=True)
    count_with_difference(audit, units_of(audit, SENATOR, Stage.ESCALATION)[0], 9)
    audit.count_all()
    before = len(audit.state.units)
    assert audit.state.awaiting_cause == ((SENATOR, Stage.ESCALATION),)
    audit.find("senator", machines=("right",))
    assert len(audit.state.units) == before
    assert barred(audit.state.machines, "right")
    assert audit.state.phase is Phase.COMPARED
    audit.certify()


def test_fewer_than_three_left_means_all_that_remain() -> None:
    audit = Audit(opened(4)).begin(first=[(4,), (2,), (1,)])
    count_with_difference(audit, units_of(audit, SENATOR)[0], 9)
    audit.count_all().find("senator")
    assert [unit.precinct for unit in units_of(audit, SENATOR, Stage.ESCALATION)] == ["p1", "p3"]


def test_with_nothing_left_the_finding_ends_it() -> None:
    audit = Audit(opened(2)).begin()
    count_with_difference(audit, units_of(audit, SENATOR)[0], 9)
    audit.count_all().find("senator")
    assert units_of(audit, SENATOR, Stage.ESCALATION) == []
    assert audit.state.phase is Phase.COMPARED


def test_a_district_s_contest_escalates_where_it_is_on_a_ballot() -> None:
    """Reserves without the contest are of no use for it: the county's other precincts follow in their order."""
    audit = missoula()
    contest = ContestId("house-1")
    count_with_difference(audit, units_of(audit, contest)[0], 9)
    audit.count_all().find("house-1")
    precincts = [unit.precinct for unit in units_of(audit, contest, Stage.ESCALATION)]
    assert precincts == ["p3", "p5", "p7"]


def test_small_differences_of_several_precincts_are_over_together() -> None:
    audit = missoula()
    first, second, *_ = units_of(audit, SENATOR)
    count_with_difference(audit, first, 5)
    count_with_difference(audit, second, -5)
    audit.count_all()
    assert audit.state.phase is Phase.COMPARED, "10 of 5,600 ballots is not over 28"
    small = Audit(opened(2)).begin()
    for unit, difference in zip(units_of(small, SENATOR), (5, -5), strict=True):
        count_with_difference(small, unit, difference)
    small.count_all()
    measurement = small.state.measurement(SENATOR, Stage.SAMPLE)
    assert measurement is not None
    assert measurement.over, "10 of 1,600 ballots is over 8, and never netted"
    assert [one.base for one in measurement.deciding if any(each.over for each in one.readings)] == [Base.AUDITED]


def test_the_policy_is_a_setting_of_the_audit() -> None:
    lenient = DiscrepancyPolicy(measures=(Measure.D1,))
    audit = Audit(replace(opened(2), policy=lenient)).begin()
    unit = units_of(audit, SENATOR)[0]
    usual = audit.usual_votes(SENATOR)
    audit.prepare(unit).tally(unit, [usual[0] + 4, usual[1] - 4]).count_all()
    assert audit.state.phase is Phase.COMPARED
    assert audit.state.rules.policy == lenient


Change = dict[str, object]
BAD_FINDINGS: list[tuple[Change, str]] = [
    ({"contest": ContestId("governor")}, "13-17-507(2)"),
    ({"evidence": " "}, "13-17-507(2)"),
    ({"secretary_of_state_informed": False}, "13-17-507(2)"),
    ({"found_by": ("ann", "ben")}, "13-17-507(2)"),
    ({"found_by": ("ann", "ann", "ann")}, "13-17-507(2)"),
    ({"found_by": ("ann", "ben", "zoe")}, "13-17-504(1)"),
    ({"machines": ()}, "13-17-507(2)(a)"),
    ({"machines": ("unknown",)}, "13-17-507(2)(a)"),
    ({"cause": CauseOfDiscrepancy.USER}, "13-17-507(2)"),
]


@pytest.mark.parametrize(("change", "rule"), BAD_FINDINGS)
def test_a_finding_is_whole_or_refused(change: Change, rule: str) -> None:
    audit = over_the_threshold()
    event: CauseFound = replace(audit.finding("senator"), **change)  # type: ignore[arg-type]
    assert audit.refusal(event).rule == rule


def test_no_finding_before_every_sheet_of_the_contest_is_locked() -> None:
    audit = missoula()
    count_with_difference(audit, units_of(audit, SENATOR)[0], 9)
    assert audit.refusal(audit.finding("senator")).rule == "13-17-507(2)"


def test_every_member_signs_the_very_report() -> None:
    audit = missoula().count_all()
    whole = audit.certificate()
    assert audit.refusal(replace(whole, members=whole.members[:-1])).rule == "13-17-506(2)(c)"
    assert audit.refusal(replace(whole, report_sha256=HASH)).rule == "13-17-506(2)(c)"
    assert audit.refusal(replace(whole, on=date(2024, 11, 1))).rule == "13-17-506(2)(c)"
    audit.certify()


def test_nothing_is_certified_before_it_is_counted() -> None:
    audit = missoula()
    assert len(what_is_missing(audit.state)) == len(audit.state.units)
    assert what_is_missing(Audit().state) == ("Nothing has been selected (13-17-505).",)
    assert audit.refusal(audit.certificate()).rule == "13-17-506(2)(c)"


def test_after_the_certificate_nothing_is_added_but_its_publication_and_clearances() -> None:
    audit = missoula().count_all().certify()
    for event in (audit.certificate(), CanvassSet(date(2024, 11, 19)), ResultsPublished(date(2024, 11, 6), HASH, 1)):
        assert audit.refusal(event).rule == "13-17-506(2)(c)"
    audit.do(AuditPublished(date(2024, 11, 19), HASH))
    assert audit.refusal(AuditPublished(date(2024, 11, 19), HASH)).rule == "13-17-507(4)"


def test_nothing_is_published_before_the_certificate() -> None:
    assert missoula().refusal(AuditPublished(date(2024, 11, 19), HASH)).rule == "13-17-507(4)"


OPENINGS: list[tuple[AuditOpened, str]] = [
    (opened(rules=MCA_2021), "13-17-503(1)"),
    (opened(day=date(2020, 11, 3)), "13-17-503(1)"),
    (opened(rules=NONFEDERAL, day=date(2021, 11, 2)), "13-17-503"),
    (opened(0), "13-17-503(3)"),
    (replace(opened(), policy=DiscrepancyPolicy(measures=())), "13-17-507(2)"),
]


@pytest.mark.parametrize(("event", "rule"), OPENINGS)
def test_an_audit_is_opened_under_the_rules_of_its_date(event: AuditOpened, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        fold([event])
    assert refused.value.rule == rule


def test_an_audit_is_opened_once_and_first() -> None:
    assert Audit().refusal(opened()).rule == "13-17-503(1)"
    with pytest.raises(Refused, match="No audit is open"):
        fold([CanvassSet(date(2024, 11, 19))])
    assert fold([]) is None


def test_results_are_published_once_and_after_the_polls() -> None:
    audit = Audit()
    assert audit.refusal(ResultsPublished(date(2024, 11, 4), HASH, 10)).rule == "13-35-241"
    assert audit.refusal(ResultsPublished(E_DAY, HASH, -1)).rule == "13-17-503(1)"
    audit.publish_results()
    assert audit.refusal(ResultsPublished(date(2024, 11, 7), HASH, 10)).rule == "13-17-503(1)"


def test_a_nonfederal_audit_of_a_precinct_runs_by_the_same_steps() -> None:
    audit = Audit(opened(8, NONFEDERAL, date(2025, 11, 4)))
    audit.appoint().do(ResultsPublished(date(2025, 11, 5), HASH, 900))
    for numbered in audit.lists():
        audit.do(ListFrozen(numbered, numbered.sha256(), date(2025, 11, 20)))
    audit.roll(PRECINCTS, (3,), (3,), (8,))
    for one in audit.state.selection.contest_lists:
        audit.roll_out(one.numbered.drawn, random.Random(2))
    audit.do(SelectionAnnounced(date(2025, 11, 20), "the commissioners"))
    assert {one.unit.precinct for one in audit.state.units} == {"p3"}
    assert len(audit.state.units) == 4
    audit.count_all()
    certificate = replace(audit.certificate(), on=date(2025, 11, 21))
    assert isinstance(certificate, AuditCertified)
    audit.do(certificate)


def test_folding_all_events_again_gives_the_same_state() -> None:
    audit = over_the_threshold(cause_known=True)
    events: list[AuditEvent] = audit.events
    assert fold(events) == audit.state
    assert (
        sum(one.figures.ballots for one in audit.state.units_of(SENATOR, Stage.SAMPLE) if one.figures is not None)
        == BALLOTS * 7
    )
