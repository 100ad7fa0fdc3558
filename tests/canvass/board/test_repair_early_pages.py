"""A record that holds early results lets in whom the law lets in, and the administrator enters who that is (A4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from canvass import clock
from canvass.accounts.roles import Role
from tests.canvass.web.served_records import account_name

if TYPE_CHECKING:
    from tests.canvass.web.served_records import Site

CLOSE = datetime(2026, 11, 4, 3, tzinfo=UTC)
JUDGE, ADMINISTRATOR = Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR
COMMITTEE = Role.AUDIT_COMMITTEE_MEMBER
OFF = (Role.OBSERVER, COMMITTEE, JUDGE)
OWN = {ADMINISTRATOR: "/board/", JUDGE: "/board/", Role.OBSERVER: "/events/", COMMITTEE: "/events/"}


@pytest.fixture
def afternoon(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = CLOSE - timedelta(hours=5)
    monkeypatch.setattr(clock, "now", lambda: moment)


def statuses(site: Site, *roles: Role) -> list[int]:
    return [site.client(role).get(OWN[role]).status_code for role in roles]


def test_repair_A4_before_the_polls_close_early_results_are_for_those_who_signed_or_are_designated(
    board_site: Site, afternoon: None
) -> None:
    assert statuses(board_site, ADMINISTRATOR, *OFF) == [200, 403, 403, 403]
    answer = board_site.client(Role.OBSERVER).get("/events/").content.decode()
    assert "non-disclosure affirmation (13-15-207(4))" in answer
    assert board_site.client(Role.OBSERVER).get("/status/").status_code == 200, "what is public stays so"
    clerk = board_site.client(ADMINISTRATOR)
    for role in (Role.OBSERVER, JUDGE):
        said = {
            "account": account_name(role),
            "signed_on": "2026-11-02",
            "witness": f"election administrator|{account_name(ADMINISTRATOR)}",
        }
        assert clerk.post("/board/early-count/", said).status_code == 302
    member = account_name(COMMITTEE)
    assert clerk.post("/board/early-count/designate/", {"accounts": [member]}).status_code == 302
    assert statuses(board_site, *OFF) == [200, 200, 200]
    page = clerk.get("/board/early-count/").content.decode()
    assert all(account_name(role) in page for role in OFF)
    assert clerk.post("/board/early-count/designate/", {}).status_code == 302
    assert statuses(board_site, COMMITTEE) == [403]


def test_repair_A4_only_the_administrator_or_a_judge_witnesses_an_affirmation(board_site: Site) -> None:
    clerk, head = board_site.client(ADMINISTRATOR), board_site.record.head()
    for witness in (f"election administrator|{account_name(Role.OBSERVER)}", "somebody", ""):
        said = {"account": account_name(JUDGE), "signed_on": "2026-11-02", "witness": witness}
        assert clerk.post("/board/early-count/", said).status_code == 200
    assert board_site.record.head() == head


@pytest.mark.parametrize("moment", [CLOSE, datetime(2026, 11, 2, 6, 59, 59, tzinfo=UTC)])
def test_repair_A4_at_other_times_everybody_sees_their_pages(
    board_site: Site, monkeypatch: pytest.MonkeyPatch, moment: datetime
) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert statuses(board_site, ADMINISTRATOR, *OFF) == [200, 200, 200, 200]


def test_repair_A4_a_board_counts_early_once_each_judge_has_signed(board_site: Site) -> None:
    clerk = board_site.client(ADMINISTRATOR)
    said = {"board": "9"}
    for place, number in enumerate((5, 6, 7), 1):
        name = account_name(JUDGE, number)
        said |= {f"judge_{place}": name, f"oath_{place}": "2026-10-20"}
        entered = {"account": name, "signed_on": "2026-11-02", "witness": f"chief election judge|{account_name(JUDGE)}"}
        assert clerk.post("/board/early-count/", entered).status_code == 302
    asked = clerk.post("/board/boards/dismiss/", {"board": "2"}).content.decode()
    assert "Dismiss board 2?" in asked
    assert "2" in board_site.served.state.read(lambda state: state.board.boards)
    clerk.post("/board/boards/dismiss/", {"board": "2", "sure": "yes"})
    assert clerk.post("/board/boards/", said).status_code == 302
    board = board_site.served.state.read(lambda state: state.board.boards["9"])
    assert board.early_count
    assert {judge.affirmation_witness for judge in board.judges} == {account_name(JUDGE)}


def test_repair_B11_the_page_takes_a_late_write_in_with_its_facts(board_site: Site) -> None:
    clerk = board_site.client(ADMINISTRATOR)
    office = next(one for one in board_site.served.election.contests if one.write_ins and one.choices)
    said = {"contest": office.id, "name": "Lou  Late", "ground": "13-10-211(2)"}
    facts = {
        "candidate": f"{office.id}|{office.choices[0].id}",
        "event": "died",
        "happened_on": "2026-10-20",
        "filed_at": "2026-11-02T16:00",
    }
    for wrong in ({"ground": "13-10-211(7)"}, {"candidate": "elsewhere|x"}, {"filed_at": "2026-11-02T18:00"}):
        clerk.post("/board/write-ins/declare/", said | facts | wrong)
    clerk.post("/board/write-ins/declare/", said)
    assert board_site.served.state.read(lambda state: len(state.board.declared)) == 0
    clerk.post("/board/write-ins/declare/", said | facts)
    (entry,) = board_site.served.state.read(lambda state: tuple(state.board.declared))
    assert (entry.name, entry.candidate, entry.filed_at) == ("Lou Late", office.choices[0].id, "2026-11-02T16:00")


def test_repair_readings_the_page_sets_and_the_status_page_prints(board_site: Site) -> None:
    clerk = board_site.client(Role.ELECTION_ADMINISTRATOR)
    said = {"settled": "clean-contests with-the-ballot", "ground": "opinion 7", "settled_on": "2026-09-01"}
    assert clerk.post("/board/readings/", said | {"settled": "clean-contests never"}).status_code == 200
    assert clerk.post("/board/readings/", said).status_code == 302
    assert "opinion 7" in clerk.get("/board/readings/").content.decode()
    assert "opinion 7" in board_site.client().get("/status/").content.decode()
    assert board_site.client(Role.COUNTING_BOARD_MEMBER).get("/board/readings/").status_code == 403
