"""Signing in: who is let in, who is not, what the ledger says of it, and when it ends."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from canvass import clock
from canvass.accounts.lockout import FAILURES, locked_until
from canvass.accounts.models import Account, RefusedSignIns
from canvass.accounts.roles import Role
from canvass.people.sign_in import UNKNOWN_NAME
from canvass.web.pace import PER_MINUTE, Pace
from canvass.web.reach import Reach
from canvass.web.served import serve_record
from canvass.web.sessions import ABSOLUTE, IDLE
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.web.served_records import PASSWORD, Site, copy_record

NAME = "counting-board-member-1"
SIGN_IN = "/accounts/sign-in/"


def try_to_sign_in(client: Client, name: str = NAME, password: str = PASSWORD, goal: str = "") -> tuple[int, str, str]:
    """Status, where it leads, and what the page says."""
    answer = client.post(SIGN_IN, {"name": name, "password": password, "next": goal})
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def is_signed_in(client: Client) -> bool:
    return "Sign out" in client.get("/").content.decode()


def test_name_and_password_let_in_and_the_ledger_says_so(site: Site) -> None:
    client = site.client()
    assert try_to_sign_in(client, goal="/status/")[:2] == (302, "/status/")
    assert is_signed_in(client)
    assert site.accesses() == [AccessRecorded(NAME, "counting-board member", Access.SIGNED_IN)]


def test_a_name_is_the_same_whatever_its_capitals(site: Site) -> None:
    assert try_to_sign_in(site.client(), name=NAME.upper())[0] == 302


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\t//evil.example",
        "evil.example",
        "https:evil.example",
    ],
)
def test_a_link_cannot_send_somebody_elsewhere_after_signing_in(site: Site, goal: str) -> None:
    assert try_to_sign_in(site.client(), goal=goal)[:2] == (302, "/")


def test_a_wrong_password_is_refused_and_written_down(site: Site) -> None:
    client = site.client()
    status, _, text = try_to_sign_in(client, password="something else entirely")
    assert status == 200
    assert "is not right" in text
    assert not is_signed_in(client)
    assert site.accesses() == [AccessRecorded(NAME, "counting-board member", Access.SIGN_IN_REFUSED)]


def test_what_was_typed_for_a_name_that_nobody_has_is_not_written_down(site: Site) -> None:
    try_to_sign_in(site.client(), name=PASSWORD)
    assert site.accesses() == [AccessRecorded(UNKNOWN_NAME, "", Access.SIGN_IN_REFUSED)]


def test_a_disabled_account_is_refused_like_a_wrong_password(site: Site) -> None:
    Account.objects.filter(name=NAME).update(is_active=False)
    assert "is not right, or the account is disabled" in try_to_sign_in(site.client())[2]


@pytest.mark.parametrize("name", [NAME, "nobody at all"])
def test_a_name_is_locked_after_five_refusals_whether_or_not_anybody_has_it(site: Site, name: str) -> None:
    client = site.client()
    answers = [try_to_sign_in(client, name, "wrong")[0] for _ in range(FAILURES + 1)]
    assert answers == [200] * (FAILURES - 1) + [429, 429]
    status, _, text = try_to_sign_in(client, name)
    assert status == 429
    assert "locked for 15 minutes" in text
    assert len(site.accesses(Access.SIGN_IN_REFUSED)) == FAILURES
    assert len(site.accesses(Access.LOCKED_OUT)) == 1


def test_a_lock_opens_by_itself_after_fifteen_minutes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(FAILURES):
        try_to_sign_in(site.client(), password="wrong")
    later = clock.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert try_to_sign_in(site.client())[0] == 302
    assert RefusedSignIns.objects.count() == 0


def test_a_new_password_opens_a_lock_at_once(site: Site) -> None:
    for _ in range(FAILURES):
        try_to_sign_in(site.client(), password="wrong")
    number = site.account(Role.COUNTING_BOARD_MEMBER).pk
    fresh = {"new_password": "geese over the river", "again": "geese over the river"}
    site.client(Role.ELECTION_ADMINISTRATOR).post(f"/accounts/{number}/password/", fresh)
    assert locked_until(NAME) is None
    assert try_to_sign_in(site.client(), password="geese over the river")[0] == 302


def test_one_computer_cannot_fill_the_record_with_refusals(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("canvass.people.sign_in.authenticate", lambda *_, **__: None)
    statuses = [try_to_sign_in(site.client(), f"name {number}", "wrong")[0] for number in range(PER_MINUTE + 3)]
    assert statuses == [200] * PER_MINUTE + [429] * 3
    assert len(site.accesses()) == PER_MINUTE


def test_the_pace_forgets_after_a_minute_and_tells_addresses_apart(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.test import RequestFactory

    here, there = (RequestFactory().get("/", REMOTE_ADDR=address) for address in ("10.0.0.1", "10.0.0.2"))
    pace = Pace(per_minute=1)
    moments = iter([0.0, 1.0, 2.0, 60.5])
    monkeypatch.setattr("canvass.web.pace.monotonic", lambda: next(moments))
    assert [pace.allows(here), pace.allows(here), pace.allows(there), pace.allows(here)] == [True, False, True, True]


def test_behind_a_proxy_its_word_tells_addresses_apart_and_nobody_else_s() -> None:
    from django.test import RequestFactory

    said = ("10.0.0.1", "10.0.0.2", "10.0.0.1, 10.0.0.3", "10.0.0.9, 10.0.0.1")
    requests = [RequestFactory().get("/", headers={"x-forwarded-for": one}) for one in said]
    proxied, direct = Pace(per_minute=1, proxied=True), Pace(per_minute=1)
    assert [proxied.allows(one) for one in requests] == [True, True, True, False]
    assert [direct.allows(one) for one in requests] == [True, False, False, False]


def test_a_form_that_is_not_ours_is_refused_in_plain_words(site: Site) -> None:
    client = site.client(enforce_csrf=True)
    status, _, text = try_to_sign_in(client)
    assert status == 403
    assert "This form was not accepted" in text
    assert site.accesses() == []


@pytest.mark.parametrize(("proxied", "status"), [(True, 302), (False, 403)])
def test_forms_come_from_https_only_where_a_proxy_encrypts(
    counted_record: Path, tmp_path: Path, proxied: bool, status: int
) -> None:
    reach = Reach(("ballots.example",), proxied=proxied)
    with serve_record(copy_record(counted_record, tmp_path / "served"), reach):
        client = Client(enforce_csrf_checks=True, headers={"host": "ballots.example"})
        token = client.get(SIGN_IN).content.decode().partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
        form = {"name": NAME, "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = client.post(SIGN_IN, form, headers={"origin": "https://ballots.example"})
        assert answer.status_code == status
        assert client.post(SIGN_IN, form, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_forged_post_changes_nothing(site: Site) -> None:
    client = site.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    watched = site.account(Role.OBSERVER)
    assert client.post(f"/accounts/{watched.pk}/disable/").status_code == 403
    assert site.account(Role.OBSERVER).is_active


@pytest.mark.parametrize(
    ("idle", "said"), [(IDLE, "after 30 minutes without work"), (ABSOLUTE, "12 hours after you signed in")]
)
def test_a_sign_in_ends(site: Site, monkeypatch: pytest.MonkeyPatch, idle: timedelta, said: str) -> None:
    client = site.client(Role.ELECTION_ADMINISTRATOR)
    later = clock.now() + idle + timedelta(seconds=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = client.post("/accounts/1/disable/", follow=True)
    assert f"You were signed out {said}. What you sent was not done: nothing was written." in answer.content.decode()
    (ended,) = site.accesses(Access.SIGNED_OUT)
    assert (ended.who, ended.detail) == ("election-administrator-1", said)
    assert site.account(Role.ELECTION_ADMINISTRATOR).is_active


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://127.0.0.1/accounts/add/?a=1", "/accounts/add/?a=1"),
        ("https://127.0.0.1/accounts/add/", "/accounts/add/"),
        ("http://127.0.0.1.evil.example/accounts/", "/"),
        ("http://127.0.0.1//evil.example/", "/"),
        ("http://127.0.0.1/\\evil.example/", "/"),
        ("http://evil.example/accounts/", "/"),
        ("http://[", "/"),
        ("http://127.0.0.1", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_without_a_sign_in_leads_back_to_its_page_and_nowhere_else(
    site: Site, referer: str, back: str
) -> None:
    answer = site.client().post("/accounts/add/", {}, headers={"referer": referer})
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["next"] == [back]
    forged = site.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    page = forged.post("/accounts/add/", {}, headers={"referer": referer})
    assert page.status_code == 403
    assert (f'href="{back}">Open the page of the form again' in page.content.decode()) is (back != "/")


def test_work_keeps_a_sign_in_alive_but_not_for_more_than_half_a_day(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, start = site.client(Role.OBSERVER), clock.now()
    step = IDLE - timedelta(minutes=1)
    for number in range(1, 30):
        moment = start + number * step
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert is_signed_in(client) is (moment - start <= ABSOLUTE), number


def test_signing_out_ends_the_session_and_is_written_down(site: Site) -> None:
    client = site.client(Role.OBSERVER)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/accounts/sign-out/").status_code == 405
    assert "You are signed out." in client.post("/accounts/sign-out/", follow=True).content.decode()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_signed_in(client)
    assert [one.who for one in site.accesses(Access.SIGNED_OUT)] == ["observer-1"]


def test_the_session_is_another_one_after_signing_in(site: Site) -> None:
    client = site.client(Role.OBSERVER)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    try_to_sign_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert [one.what for one in site.accesses()] == [Access.SIGNED_OUT, Access.SIGNED_IN]


def test_cookies_are_closed_to_scripts_and_to_other_sites(site: Site) -> None:
    client = site.client()
    client.get(SIGN_IN)
    try_to_sign_in(client)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    form = client.cookies[settings.CSRF_COOKIE_NAME]
    assert (session["httponly"], session["samesite"], form["httponly"], form["samesite"]) == (
        True,
        "Lax",
        True,
        "Strict",
    )
