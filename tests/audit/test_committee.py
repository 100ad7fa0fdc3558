"""The committee and its oaths: 13-17-504."""

from dataclasses import replace
from datetime import date

import pytest

from audit.committee import Member, MemberId
from audit.events.before import CommitteeAppointed, MemberReplaced, OathTaken
from audit.events.counting import TallyStarted
from audit.state import Phase
from audit.tally_sheets import RoundOutcome
from tests.audit.audits import NAMES, Audit, member

GOOD = tuple(member(name) for name in ("ann", "ben", "cal"))


def appointed(members: tuple[Member, ...] = GOOD, on: date = date(2024, 10, 1), **changes: str) -> CommitteeAppointed:
    return replace(CommitteeAppointed(members, "Clerk", "the commissioners", on), **changes)  # type: ignore[arg-type]


REFUSED = [
    (appointed(GOOD[:2]), "13-17-504(1)", "at least 3"),
    (appointed((*GOOD[:2], member("cal", election_judge=True))), "13-17-504(2)", "election judge"),
    (appointed((*GOOD, member("dee", vendor_employee=True))), "13-17-504(2)", "vendor"),
    (appointed((*GOOD, member("dee", maintained_machines=True))), "13-17-504(2)", "maintained"),
    (appointed((*GOOD, member("dee", county_resident=False))), "13-17-504(1)", "neither"),
    (appointed((*GOOD, member("dee", election_administrator=True))), "13-17-504(4)", "secretary"),
    (appointed((*GOOD, member("clerk"))), "13-17-504(4)", "secretary"),
    (appointed((*GOOD, GOOD[0])), "13-17-504(1)", "twice"),
    (appointed((*GOOD, member(" "))), "13-17-504(1)", "no name"),
    (appointed(on=date(2024, 11, 5)), "13-17-504(1)", "before the election"),
    (appointed(appointed_by=""), "13-17-504(1)", "not said"),
]


@pytest.mark.parametrize("members", [(*GOOD, member("dee", election_administrator=True)), (*GOOD, member("clerk"))])
def test_repair_c10_what_is_inferred_from_the_section_is_said_to_be(members: tuple[Member, ...]) -> None:
    assert "infer" in str(Audit().refusal(appointed(members)))


@pytest.mark.parametrize(("event", "rule", "words"), REFUSED)
def test_who_may_not_serve_is_refused_with_the_rule(event: CommitteeAppointed, rule: str, words: str) -> None:
    refused = Audit().refusal(event)
    assert refused.rule == rule
    assert words in str(refused)


def test_an_employee_from_elsewhere_may_serve() -> None:
    audit = Audit().do(appointed((*GOOD, member("dee", county_resident=False, county_employee=True))))
    assert len(audit.state.committee.members) == 4


def test_the_committee_is_ready_when_all_have_taken_the_oath() -> None:
    audit = Audit().do(appointed())
    for name in ("ann", "ben", "cal"):
        assert audit.state.phase is Phase.OPENED
        audit.do(OathTaken(MemberId(name), "a fellow member", date(2024, 10, 2)))
    assert audit.state.phase is Phase.COMMITTEE_READY


@pytest.mark.parametrize(("who", "before"), [("zoe", "ann"), ("ann", "Ann"), ("ann", ""), ("ann", "ann")])
def test_an_oath_is_taken_by_a_member_before_somebody_else(who: str, before: str) -> None:
    audit = Audit().do(appointed())
    assert audit.refusal(OathTaken(MemberId(who), before, date(2024, 10, 2))).rule == "13-17-504(3)"


def test_an_oath_is_taken_once() -> None:
    audit = Audit().appoint()
    assert audit.refusal(OathTaken(MemberId("ann"), "ben", date(2024, 10, 2))).rule == "13-17-504(3)"


def test_no_work_before_every_oath() -> None:
    audit = Audit().do(appointed(tuple(member(name) for name in NAMES)))
    for name in NAMES[:-1]:
        audit.do(OathTaken(MemberId(name), "the chair", date(2024, 10, 2)))
    audit.publish_results().select().prepare(audit.first_unit)
    unit = audit.first_unit
    start = TallyStarted(unit.precinct, unit.contest, 1, MemberId("ann"), tuple(MemberId(n) for n in NAMES[1:]))
    refused = audit.refusal(start)
    assert refused.rule == "13-17-504(3)"
    assert "Eve" in str(refused)


def test_a_committee_is_appointed_once() -> None:
    assert Audit().do(appointed()).refusal(appointed()).rule == "13-17-504(1)"


def replaced(leaving: str, name: str, reason: str = "ill", **bars: bool) -> MemberReplaced:
    return MemberReplaced(MemberId(leaving), member(name, **bars), reason, "the commissioners", date(2024, 11, 15))


def test_a_member_who_leaves_ends_the_counts_under_way_and_keeps_the_locked_ones() -> None:
    audit = Audit().begin()
    done, under_way = (one.unit for one in audit.state.units[:2])
    audit.prepare(done).tally(done)
    audit.prepare(under_way).start(under_way).do(audit.sheet(under_way, "ben"))
    audit.do(replaced("cal", "fay"))
    assert audit.state.unit(done).manual is not None
    assert audit.state.unit(under_way).rounds[-1].outcome is RoundOutcome.ENDED
    assert len(audit.state.unit(under_way).rounds[-1].sheets) == 1, "kept"
    audit.do(OathTaken(MemberId("fay"), "ann", date(2024, 11, 15))).tally(under_way)
    assert audit.state.unit(under_way).manual is not None


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        (replaced("zoe", "fay"), "13-17-504(1)"),
        (replaced("ann", "ben"), "13-17-504(1)"),
        (replaced("ann", "fay", reason=""), "13-17-504(1)"),
        (replaced("ann", "fay", election_judge=True), "13-17-504(2)"),
    ],
)
def test_a_replacement_is_held_to_the_same_rules(event: MemberReplaced, rule: str) -> None:
    assert Audit().appoint().refusal(event).rule == rule
