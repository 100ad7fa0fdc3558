"""Close contests by both readings, and the notice that alone exempts a county: 13-17-503(5)."""

from dataclasses import replace
from datetime import date

import pytest

from audit.calendar import warnings
from audit.events.before import ExemptionNoticed
from audit.exemption import ContestCount, Totals, close_contests, notice_form
from audit.rules import MCA_2021
from audit.state import Phase
from tabulate.election import ContestId
from tabulate.recounts.classes import RecountClass
from tests.audit.audits import HASH, Audit, opened


def count(*votes: int, kind: RecountClass = RecountClass.WIDER_OFFICE, **more: bool) -> ContestCount:
    return ContestCount(ContestId("governor"), "Governor", Totals.COUNTY, kind, 1, votes, **more)


def test_both_readings_of_the_margin_are_shown() -> None:
    (free,) = close_contests((count(2_005, 2_000),))
    (bonded,) = close_contests((count(2_010, 1_994),))
    assert (free.margin, free.within_201, free.within_211) == (5, True, False)
    assert (bonded.margin, bonded.within_201, bonded.within_211) == (16, False, True)
    assert close_contests((count(2_050, 2_000),)) == ()


def test_a_tie_is_close_by_every_reading() -> None:
    (tied,) = close_contests((count(2_000, 2_000),))
    assert tied.tie
    assert tied.within_201


def test_ten_votes_are_close_for_a_local_office() -> None:
    assert close_contests((count(110, 100, kind=RecountClass.ONE_COUNTY_OFFICE),))
    assert not close_contests((count(110, 100),))


def test_precinct_committees_and_unopposed_races_do_not_count() -> None:
    assert close_contests((count(5, 5, precinct_committee=True), count(500))) == ()


def notice(contest: str | None = "governor", on: date = date(2024, 11, 12), **changes: str) -> ExemptionNoticed:
    named = None if contest is None else ContestId(contest)
    return replace(ExemptionNoticed("a close contest", named, "Clerk", on, HASH), **changes)  # type: ignore[arg-type]


def test_a_close_contest_exempts_nobody_by_itself() -> None:
    audit = Audit().appoint().publish_results()
    close = close_contests((count(2_000, 2_000),))
    assert notice_form(audit.state, close).due is not None
    assert audit.state.phase is Phase.UNOFFICIAL_PUBLIC


def test_a_stored_notice_exempts_the_county_and_ends_the_audit() -> None:
    audit = Audit().appoint().publish_results().do(notice())
    assert audit.state.phase is Phase.EXEMPT
    refused = audit.refusal(notice())
    assert refused.rule == "13-17-503(5)"


REFUSED = [
    (notice(notice_sha256=""), "13-17-503(5)"),
    (notice(filed_by=" "), "13-17-503(5)"),
    (notice(contest=None), "13-17-503(5)(a)"),
    (notice(contest="mayor"), "13-17-503(3)"),
]


@pytest.mark.parametrize(("event", "rule"), REFUSED)
def test_a_notice_that_is_not_as_it_must_be_exempts_nobody(event: ExemptionNoticed, rule: str) -> None:
    audit = Audit().appoint().publish_results()
    assert audit.refusal(event).rule == rule


def test_repair_a9_a_late_notice_is_recorded_and_warned_of() -> None:
    on = date(2024, 11, 13)
    state = Audit().appoint().publish_results().do(notice(on=on)).state
    assert state.phase is Phase.EXEMPT
    assert [one for one in warnings(state.calendar, state.progress(), on) if "ARM 44.3.1719(2)" in one]
    in_time = Audit().appoint().publish_results().do(notice()).state
    assert not [one for one in warnings(in_time.calendar, in_time.progress(), on) if "late" in one]


def test_no_exemption_before_there_are_totals_nor_after_the_selection() -> None:
    assert Audit().refusal(notice()).rule == "13-17-503(5)(b)"
    assert Audit().begin().refusal(notice()).rule == "13-17-505"


def test_counting_by_hand_exempted_a_county_until_2023() -> None:
    start = replace(opened(rules=MCA_2021, day=date(2020, 11, 3)), hand_count_county=True)
    audit = Audit(start).do(notice(None, on=date(2020, 11, 5)))
    assert audit.state.phase is Phase.EXEMPT
    now = Audit(replace(opened(), hand_count_county=True))
    assert now.refusal(notice(None)).rule == "13-17-503(5)(a)"
