"""What anyone may see, and when: sheets always, votes only once nothing seals them, each look an entry."""

import errno
import logging
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from canvass import clock
from canvass.accounts.roles import Role
from canvass.errors import full_disk
from canvass.web.pace import PER_MINUTE
from tabulate.board.polls import PollsClosed
from tabulate.ledger.entries import Access
from tabulate.ledger.errors import LedgerBroken
from tabulate.totals.results import TotalsDoNotAddUp
from tests.canvass.web.served_records import Site

BREAKDOWNS = ["", "?by=precinct", "?by=method", "?by=nonsense"]


def at(site: Site, monkeypatch: pytest.MonkeyPatch, after_close: timedelta) -> None:
    moment = site.served.election.polls_close.astimezone(UTC) + after_close
    monkeypatch.setattr(clock, "now", lambda: moment)


def candidates(site: Site) -> list[str]:
    """Names too long to stand in a page by chance."""
    names = {choice.name for contest in site.served.election.contests for choice in contest.choices}
    assert len(names) > 20
    return sorted(name for name in names if len(name) > 5)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("closed", [False, True])
def test_before_the_hour_nobody_sees_a_vote(
    site: Site, monkeypatch: pytest.MonkeyPatch, role: Role | None, closed: bool
) -> None:
    at(site, monkeypatch, timedelta(seconds=-1))
    if closed:
        site.record.append([PollsClosed("election-administrator-1")])
    client = site.client(role)
    for address in (*(f"/results/{one}" for one in BREAKDOWNS), "/", "/status/"):
        text = client.get(address).content.decode()
        assert [name for name in candidates(site) if name in text] == [], address
    assert "The totals are sealed" in client.get("/results/").content.decode()
    assert site.accesses(Access.TOTALS_SEEN) == []


def test_after_the_hour_the_administrator_has_yet_to_close_the_polls(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(site, monkeypatch, timedelta(hours=1))
    text = site.client(Role.ELECTION_ADMINISTRATOR).get("/results/").content.decode()
    assert "the election administrator has not closed the polls" in text


@pytest.mark.parametrize("address", BREAKDOWNS)
def test_open_totals_show_every_choice_and_each_look_is_written_down(
    site: Site, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    at(site, monkeypatch, timedelta(hours=1))
    site.record.append([PollsClosed("election-administrator-1")])
    for client in (site.client(Role.ELECTION_ADMINISTRATOR), site.client(Role.SECRETARY_OF_STATE)):
        text = client.get(f"/results/{address}").content.decode()
        assert "Unofficial" in text
        if "method" not in address:
            assert [name for name in candidates(site) if name not in text] == []
    assert [one.who for one in site.accesses(Access.TOTALS_SEEN)] == [
        "election-administrator-1",
        "secretary-of-state-1",
    ]


def test_a_method_that_few_voted_by_is_not_shown(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    at(site, monkeypatch, timedelta(hours=1))
    site.record.append([PollsClosed("election-administrator-1")])
    text = site.client(Role.ELECTION_ADMINISTRATOR).get("/results/?by=method").content.decode()
    assert "Suppressed:" in text


def test_one_computer_cannot_fill_the_record_by_looking(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    at(site, monkeypatch, timedelta(hours=1))
    site.record.append([PollsClosed("election-administrator-1")])
    statuses = [site.client().get("/results/").status_code for _ in range(PER_MINUTE + 2)]
    assert statuses == [200] * PER_MINUTE + [429] * 2
    assert site.client(Role.OBSERVER).get("/results/").status_code == 200
    seen = [one.role for one in site.accesses(Access.TOTALS_SEEN)]
    assert seen == [Role.OBSERVER.value], "nobody's views are no entries"


def test_while_sealed_the_public_sees_sheets_and_those_who_count_see_questions(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(site, monkeypatch, timedelta(hours=-1))
    assert "Questions that the machine raised" not in site.client().get("/status/").content.decode()
    assert "AB-001" in site.client().get("/status/").content.decode()
    assert "Questions that the machine raised" in site.client(Role.SCANNER_OPERATOR).get("/status/").content.decode()


def test_the_event_log_is_newest_first_and_goes_on_to_the_oldest(site: Site) -> None:
    administrator, observer = site.client(Role.ELECTION_ADMINISTRATOR), site.client(Role.OBSERVER)
    for _ in range(60):
        observer.get("/accounts/")
    first = administrator.get("/events/").content.decode()
    older = first.partition("?before=")[2].partition('"')[0]
    second = administrator.get(f"/events/?before={older}").content.decode()
    assert (first.count("<td>page refused</td>"), second.count("<td>page refused</td>")) == (50, 10)
    numbers = [int(line.split(">")[1].split("<")[0]) for line in first.split("<tr>")[1:] if 'td class="number"' in line]
    assert all(newer > older for newer, older in pairwise(numbers))


@pytest.mark.parametrize("before", ["-1", "1e9", "x' or 1=1", "9" * 400, "٣", ""])
def test_a_number_that_is_none_shows_the_newest(site: Site, before: str) -> None:
    assert site.client(Role.OBSERVER).get("/events/", {"before": before}).status_code == 200


def test_every_answer_carries_the_headers_that_keep_it_safe(site: Site) -> None:
    for address in ("/", "/nowhere/", "/accounts/", "/static/web/canvass.css"):
        answer = site.client(Role.OBSERVER).get(address)
        assert "default-src 'none'" in answer["Content-Security-Policy"], address
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
        answer.close()
    assert site.client(Role.OBSERVER).get("/")["Cache-Control"] == "no-store"


def test_a_name_that_this_computer_does_not_go_by_is_refused(site: Site) -> None:
    answer = site.client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "a name for this computer that it does not go by" in answer.content.decode()


def test_a_page_that_is_not_there_says_so_in_plain_words(site: Site) -> None:
    answer = site.client().get("/nowhere/")
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)


def test_a_fault_of_ours_says_what_to_do_on_the_page_and_all_of_itself_at_the_server(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (handler,) = (one for one in logging.getLogger("django.request").handlers if type(one) is logging.StreamHandler)
    said = StringIO()
    monkeypatch.setattr(handler, "stream", said)

    def fail(*_: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("canvass.public.views.count_status", fail)
    client = site.client()
    client.raise_request_exception = False
    answer = client.get("/status/")
    assert (answer.status_code, b"secret inside" in answer.content) == (500, False)
    assert "A fault in Canvass itself" in answer.content.decode()
    assert "RuntimeError: the secret inside" in said.getvalue()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (full_disk(Path("ballots")), "Make room on it"),
        (OSError(errno.ENOSPC, "No space left on device"), "Make room on it"),
        (LedgerBroken(7, "this", "that"), "entry 7"),
        (TotalsDoNotAddUp("sheriff", None, "one too many"), "one too many"),
    ],
)
def test_what_stops_the_work_is_told_in_its_own_words(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("canvass.public.views.count_status", fail)
    answer = site.client().get("/status/")
    assert (answer.status_code, said in answer.content.decode()) == (503, True)


def test_moments_are_told_in_the_county_s_own_time(site: Site) -> None:
    from canvass.web.templatetags.canvass_pages import when

    assert when(datetime(2026, 11, 4, 3, 0, tzinfo=UTC)) == "2026-11-03 20:00 MST"
    assert (when("2026-11-04T03:00:00.000000Z"), when(None)) == ("2026-11-03 20:00 MST", "")
