"""Machines barred, examined, cleared: 13-17-507(2)(a), 13-17-509(2), 13-17-502(1)."""

from dataclasses import replace
from datetime import date

import pytest

from audit.errors import Refused
from audit.events.consequences import MachineApproved, MachineBarredElsewhere, MachineExamined, VendorConsulted
from audit.machines import Approval, Consultation, Examination, Expert, barred, check_may_count
from tests.audit.audits import HASH, Audit

EXPERT = Expert("Dr. Fir", True, True, False)
EXAMINED = MachineExamined("left", Examination(EXPERT, date(2024, 12, 10), HASH, sound=True))
CONSULTED = VendorConsulted("left", Consultation("Scanners Inc.", date(2024, 12, 11)))
APPROVED = MachineApproved("left", Approval("the secretary of state", date(2024, 12, 12), HASH))


@pytest.fixture
def audit() -> Audit:
    """The machine called left is barred."""
    return Audit().do(MachineBarredElsewhere("left", "the primary of 2024-06-04", HASH))


def test_a_count_on_a_barred_machine_is_refused_and_says_what_is_missing(audit: Audit) -> None:
    with pytest.raises(Refused) as refused:
        check_may_count(audit.state.machines, "left")
    assert refused.value.rule == "13-17-507(2)(a)"
    assert "software expert" in str(refused.value)
    check_may_count(audit.state.machines, "right")


def test_a_machine_is_cleared_by_report_consultation_and_approval_together(audit: Audit) -> None:
    for event in (EXAMINED, CONSULTED, APPROVED):
        assert barred(audit.state.machines, "left")
        audit.do(event)
    assert not barred(audit.state.machines, "left")
    check_may_count(audit.state.machines, "left")


def test_report_and_consultation_may_come_in_any_order(audit: Audit) -> None:
    audit.do(CONSULTED, EXAMINED, APPROVED)
    assert not barred(audit.state.machines, "left")


def test_repair_c9_the_expert_has_a_bachelor_of_science(audit: Audit) -> None:
    another = replace(EXPERT, computer_science_degree=False)
    refused = audit.refusal(replace(EXAMINED, examination=replace(EXAMINED.examination, expert=another)))
    assert refused.rule == "13-17-502(1)"
    assert "bachelor of science" in str(refused)


@pytest.mark.parametrize("before", [(), (EXAMINED,), (CONSULTED,)])
def test_no_approval_before_both(audit: Audit, before: tuple[MachineExamined | VendorConsulted, ...]) -> None:
    audit.do(*before)
    assert audit.refusal(APPROVED).rule == "13-17-509(2)"


def test_no_approval_against_the_report(audit: Audit) -> None:
    failed = replace(EXAMINED, examination=replace(EXAMINED.examination, sound=False))
    audit.do(failed, CONSULTED)
    assert audit.refusal(APPROVED).rule == "13-17-509(2)"
    audit.do(EXAMINED, APPROVED)
    assert not barred(audit.state.machines, "left")


@pytest.mark.parametrize(
    "expert",
    [
        Expert("Somebody", False, True, False),
        Expert("Somebody", True, False, False),
        Expert("Somebody", True, True, True),
    ],
)
def test_the_expert_is_what_the_law_says(audit: Audit, expert: Expert) -> None:
    event = replace(EXAMINED, examination=replace(EXAMINED.examination, expert=expert))
    assert audit.refusal(event).rule == "13-17-502(1)"


@pytest.mark.parametrize("event", [EXAMINED, CONSULTED, APPROVED])
def test_a_machine_unknown_or_never_barred_needs_no_clearance(
    audit: Audit, event: MachineExamined | VendorConsulted | MachineApproved
) -> None:
    assert audit.refusal(replace(event, machine="right")).rule == "13-17-509(2)"


def test_a_cleared_machine_that_fails_again_starts_anew(audit: Audit) -> None:
    audit.do(EXAMINED, CONSULTED, APPROVED, MachineBarredElsewhere("left", "another", HASH))
    assert barred(audit.state.machines, "left")
    assert audit.refusal(APPROVED).rule == "13-17-509(2)"


def test_barring_a_barred_machine_keeps_what_was_done(audit: Audit) -> None:
    audit.do(EXAMINED, MachineBarredElsewhere("left", "another", HASH), CONSULTED, APPROVED)
    assert not barred(audit.state.machines, "left")
