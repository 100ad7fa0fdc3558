"""The committee's pages: nobody who was an election judge is appointed or counts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from audit.committee import MemberId
from audit.events.before import MemberReplaced
from tabulate.board.boards import BoardAppointed, BoardDismissed, Judge
from tests.canvass.audited_county import election_day
from tests.canvass.web.audit_begun import NAMES, said
from tests.canvass.web.audit_site import EA, state_of
from tests.canvass.web.served_records import Site


def test_somebody_who_was_an_election_judge_is_not_appointed(fresh: Site) -> None:
    fresh.client(EA).post("/audit/open/", {"sure": "yes"})
    given: dict[str, Any] = {
        "secretary": "Clerk",
        "appointed_by": "them",
        "on": (election_day() - timedelta(days=9)).isoformat(),
    }
    for number, name in enumerate(NAMES[:3]):
        given |= {f"m{number}-account": name, f"m{number}-name": f"M {number}", f"m{number}-county_resident": "on"}
    answer = said(fresh, EA, "/audit/committee/appoint/", **(given | {"m1-election_judge": "on"}))
    assert "Refused under 13-17-504(2)" in answer
    assert state_of(fresh).committee.members == ()
    assert "not sworn" in said(fresh, EA, "/audit/committee/appoint/", **given)


def test_whoever_sat_on_a_counting_board_is_barred_whatever_the_form_says(fresh: Site) -> None:
    fresh.client(EA).post("/audit/open/", {"sure": "yes"})
    judges = tuple(Judge(f"judge-{number}", name, "2026-10-01") for number, name in enumerate(["Bea", "Cal", "M 2"]))
    fresh.record.append([BoardAppointed("1", judges, False, "the clerk")])
    given: dict[str, Any] = {"secretary": "Clerk", "appointed_by": "them"}
    given["on"] = (election_day() - timedelta(days=9)).isoformat()
    for number, name in enumerate(NAMES[:3]):
        given |= {f"m{number}-account": name, f"m{number}-name": f"M {number}", f"m{number}-county_resident": "on"}
    answer = said(fresh, EA, "/audit/committee/appoint/", **given)
    assert "M 2 was an election judge in this election" in answer
    assert state_of(fresh).committee.members == ()


def test_who_sat_on_a_board_after_the_appointment_counts_nothing(audited: Site) -> None:
    judges = tuple(Judge(account, account, "2026-10-01") for account in (NAMES[1], "judge-1", "judge-2"))
    audited.record.append([BoardAppointed("1", judges, False, "the clerk"), BoardDismissed("1", "the clerk")])
    answer = said(audited, EA, "/audit/counts/1/start/", reader=NAMES[0], round_number="1")
    assert "Refused under 13-17-504(2)" in answer
    assert state_of(audited).units[0].rounds == ()


def test_an_oath_before_the_appointment_is_refused(audited: Site) -> None:
    day, member = election_day(), MemberId(NAMES[2])
    appointed = (day - timedelta(days=10)).isoformat()
    with audited.served.audit.turn() as turn:
        new = replace(turn.state.committee.members[2], id=MemberId("new"), name="New Member")
        turn.take(MemberReplaced(member, new, "ill", "the governing body", day - timedelta(days=5)))
    early = said(audited, EA, "/audit/committee/oath/", member="new", sworn_before="the chair", on=appointed)
    assert f"The oath of {appointed} is before the appointment of {day - timedelta(days=5)}." in early
    in_time = said(audited, EA, "/audit/committee/oath/", member="new", sworn_before="the chair", on=day.isoformat())
    assert "The oath is recorded" in in_time
