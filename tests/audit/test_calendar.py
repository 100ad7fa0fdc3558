"""The audit's dates and what is warned of: 13-17-505, 13-17-506(1), 13-17-509(1), 13-15-401."""

from datetime import date, timedelta

import pytest

from audit.calendar import AuditProgress, calendar_of, check_selection_day, day_of, warnings
from audit.errors import Refused
from audit.events.before import CanvassSet
from audit.rules import MCA_2023, NONFEDERAL
from tests.audit.audits import Audit

E = date(2024, 11, 5)
CALENDAR = calendar_of(MCA_2023, E)


def test_the_dates_of_the_general_election_of_2024() -> None:
    assert CALENDAR.notice_due == date(2024, 11, 12)
    assert (CALENDAR.selection_first, CALENDAR.selection_last) == (date(2024, 11, 12), date(2024, 11, 14))
    assert CALENDAR.meeting_posted == date(2024, 11, 9)
    assert CALENDAR.canvass_last == date(2024, 11, 19)
    assert CALENDAR.done_by == date(2024, 11, 18)
    assert CALENDAR.frozen_until == date(2024, 12, 5)
    assert len(CALENDAR.deadlines()) == 6


def test_an_earlier_canvass_moves_the_end_of_the_audit() -> None:
    audit = Audit().do(CanvassSet(date(2024, 11, 17)))
    assert audit.state.calendar.done_by == date(2024, 11, 16)
    assert audit.refusal(CanvassSet(date(2024, 11, 5))).rule == "13-15-401"


@pytest.mark.parametrize("days", [-1, 0, 6, 10])
def test_a_selection_outside_its_days_is_refused(days: int) -> None:
    with pytest.raises(Refused, match="13-17-505"):
        check_selection_day(CALENDAR, E + timedelta(days=days))


def test_a_nonfederal_audit_has_no_window_but_follows_the_election() -> None:
    calendar = calendar_of(NONFEDERAL, E)
    check_selection_day(calendar, E + timedelta(days=20))
    with pytest.raises(Refused, match="13-17-510"):
        check_selection_day(calendar, E - timedelta(days=1))


@pytest.mark.parametrize("text", ["", "2024-13-01", "5 Nov 2024", "tomorrow"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        day_of(text)


FRESH = AuditProgress(exempt_since=None, committee_ready=False, selected=False, certified_on=None)
READY = AuditProgress(exempt_since=None, committee_ready=True, selected=False, certified_on=None)
SELECTED = AuditProgress(exempt_since=None, committee_ready=True, selected=True, certified_on=None)
WARNED = [
    (FRESH, 0, "committee"),
    (READY, 3, "notice of exemption"),
    (READY, 8, "selection must be made"),
    (READY, 10, "Nothing was selected"),
    (SELECTED, 12, "must be done"),
    (SELECTED, 14, "should have been done"),
]


@pytest.mark.parametrize(("progress", "days", "words"), WARNED)
def test_what_is_due_or_late_is_warned_of(progress: AuditProgress, days: int, words: str) -> None:
    assert any(words in one for one in warnings(CALENDAR, progress, E + timedelta(days=days)))


DONE = (
    AuditProgress(E + timedelta(days=5), False, False, None),
    AuditProgress(None, True, True, E + timedelta(days=13)),
)


def test_nothing_but_the_freeze_is_warned_of_when_nothing_is_due() -> None:
    assert warnings(CALENDAR, READY, E - timedelta(days=10)) == ()
    (freeze,) = warnings(CALENDAR, SELECTED, E + timedelta(days=9))
    assert "13-17-509(1)" in freeze
    for done in DONE:
        assert warnings(CALENDAR, done, E + timedelta(days=40)) == ()


def test_machines_are_frozen_for_thirty_days_also_where_the_audit_is_over() -> None:
    for done in DONE:
        for days in (1, 30):
            (freeze,) = warnings(CALENDAR, done, E + timedelta(days=days))
            assert "13-17-509(1)" in freeze
            assert str(E + timedelta(days=30)) in freeze
        for days in (-1, 0, 31):
            assert warnings(CALENDAR, done, E + timedelta(days=days)) == ()


def test_a_canvass_set_too_late_is_warned_of() -> None:
    late = calendar_of(MCA_2023, E, E + timedelta(days=20))
    assert any("13-15-401" in one for one in warnings(late, SELECTED, E + timedelta(days=9)))


def test_repair_c2_the_freeze_follows_federal_elections_only() -> None:
    calendar = calendar_of(NONFEDERAL, E)
    assert warnings(calendar, SELECTED, E + timedelta(days=9)) == ()
    assert "no machine changed" not in {one.what for one in calendar.deadlines()}
    freeze = CALENDAR.deadlines()[-1]
    assert (freeze.what, freeze.first, freeze.last) == ("no machine changed", date(2024, 11, 6), date(2024, 12, 5))


def test_repair_c3_an_audit_that_was_done_too_late_stays_so() -> None:
    late = AuditProgress(None, True, True, E + timedelta(days=14))
    for days in (14, 400):
        found = warnings(CALENDAR, late, E + timedelta(days=days))
        assert len([one for one in found if "13-17-506(1)" in one]) == 1


@pytest.mark.parametrize(("day", "warned"), [(4, True), (6, True), (7, False)])
def test_repair_c4_a_canvass_before_the_held_ballots_are_counted_is_warned_of(day: int, warned: bool) -> None:
    early = calendar_of(MCA_2023, E, E + timedelta(days=day))
    found = [one for one in warnings(early, SELECTED, E + timedelta(days=1)) if "13-15-107(6)" in one]
    assert bool(found) is warned
    assert not [one for one in warnings(early, SELECTED, E + timedelta(days=8)) if "13-15-107(6)" in one]


def test_repair_c5_the_meeting_is_posted_by_the_day_of_the_meeting() -> None:
    assert (CALENDAR.meeting_posted_first, CALENDAR.meeting_posted) == (date(2024, 11, 7), date(2024, 11, 9))
    held = Audit().begin().state.calendar
    assert (held.meeting_posted_first, held.meeting_posted) == (date(2024, 11, 8), date(2024, 11, 8))
    (posted,) = (one for one in held.deadlines() if one.what == "meeting posted")
    assert (posted.first, posted.last) == (None, date(2024, 11, 8))
