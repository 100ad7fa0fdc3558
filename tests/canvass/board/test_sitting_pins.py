"""A board at one screen: PINs for the sitting, what they are good for and what ends them; an overvote in seconds."""

from datetime import timedelta
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from playwright.sync_api import Page

from canvass import clock
from canvass.accounts import sitting_pins
from canvass.accounts.models import Account, SittingPin
from canvass.accounts.roles import Role
from canvass.accounts.sitting_pins import FEWEST_DIGITS, PIN_TRIES, PIN_UNUSED, PinTried, is_pin, try_pin, why_weak
from canvass.deciding.decisions import Deciding
from tabulate.board.boards import WorkingMode, WorkingModeSet
from tabulate.ledger.entries import Access
from tests.canvass.board.test_faults import ADDRESS, NAME, answers, decisions, said
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import PASSWORD, Site, account_name

JUDGE = Role.COUNTING_BOARD_MEMBER
PINS = {1: "402817", 2: "951306", 3: "268450"}
KEY_S, THINKING_S = 0.28, 1.35
"""One key of an average typist, and one act of thought, by the keystroke-level model (Card, Moran, Newell 1980)."""
THOUGHTS_A_JUDGE = 3
"""Looks at the ballot, looks at the choices, and is ready to confirm."""


@pytest.fixture(autouse=True)
def hashed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each PIN is hashed once a process: hashing is slow on purpose."""
    monkeypatch.setattr(sitting_pins, "make_password", hashed)


@cache
def hashed(pin: str) -> str:
    return make_password(pin)


@pytest.fixture
def one_screen(board_site: Site) -> Site:
    Deciding(board_site.record).enter(WorkingModeSet(WorkingMode.SHARED_SCREEN, "administrator"))
    return board_site


def set_pin(client: Client, number: int, password: str = PASSWORD) -> str:
    typed = PINS[number]
    sent = {"judge": account_name(JUDGE, number), "password": password, "pin": typed, "again": typed}
    return said(client, client.post("/board/sitting/", sent))


def with_pin(site: Site, client: Client, number: int) -> SittingPin:
    """As the page leaves it; a password less to hash."""
    session = client.session
    session["sitting"] = "this one"
    session.save()
    sitting_pins.set_pin("this one", site.account(JUDGE, number), PINS[number])
    return SittingPin.objects.get()


def confirm(client: Client, site: Site, number: int, secret: str) -> int:
    sent = answers(site, judge=account_name(JUDGE, number), password=secret)
    return client.post(ADDRESS, sent).status_code


def type_the_pin(page: Page, number: int) -> int:
    """The keys it took."""
    page.keyboard.type(PINS[number])
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("Enter")
    return len(PINS[number]) + 1


def test_three_judges_decide_an_overvote_at_one_screen_in_less_than_thirty_seconds(
    one_screen: Site, board_pages: Pages
) -> None:
    page = board_pages.page_as(JUDGE, 1, viewport={"width": 1280, "height": 900})
    page.goto("/board/sitting/")
    picture(page, "board-sitting")
    check_axe(page)
    for number in PINS:
        page.get_by_label("Own password").fill(PASSWORD)
        page.get_by_label("PIN", exact=True).fill(PINS[number])
        page.get_by_label("PIN, again").fill(PINS[number])
        page.get_by_role("button", name="Set the PIN").click()
    assert page.get_by_text("own password", exact=True).count() == 0
    page.set_viewport_size({"width": 320, "height": 700})
    check_fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    contests = len(Deciding(one_screen.record).ballot(NAME).ballot.contests_in_question)
    page.goto(ADDRESS)
    began = clock.now()
    keys = 0
    for place in range(contests):
        for key in ("Enter", "-") if place else ("-",):
            page.keyboard.press(key)
            keys += 1
    page.keyboard.press("Enter")
    picture(page, "board-confirm-with-pin")
    keys += 1 + sum(type_the_pin(page, number) for number in PINS)
    machine_s = (clock.now() - began).total_seconds()
    outcome = Deciding(one_screen.record).ballot(NAME).ballot.outcome
    assert outcome is not None
    assert outcome.judges == tuple(account_name(JUDGE, number) for number in PINS)
    assert all(contest.overvotes for contest in outcome.contests)
    people_s = keys * KEY_S + (2 * contests + len(PINS) * THOUGHTS_A_JUDGE) * THINKING_S
    print(f"{keys} keys, {people_s:.1f} s of people, {machine_s:.1f} s of the machine")
    assert people_s < 30, f"{keys} keys, {people_s:.1f} s of people"


def test_a_pin_is_set_under_the_own_password_alone_and_confirms_for_its_judge_alone(one_screen: Site) -> None:
    client = one_screen.client(JUDGE, 1)
    assert "not the judge&#x27;s password" in set_pin(client, 2, password="wrong")
    assert confirm(client, one_screen, 2, PINS[2]) == 422
    set_pin(client, 2)
    assert confirm(client, one_screen, 1, PINS[2]) == 422
    assert decisions(one_screen) == []
    assert confirm(client, one_screen, 2, PINS[2]) == 302
    assert decisions(one_screen) == [account_name(JUDGE, 2)]
    assert confirm(client, one_screen, 1, PASSWORD) == 302, "the own password confirms as before"
    told = [one.detail for one in one_screen.accesses(Access.SIGNED_IN)]
    assert told == [f"with a PIN for board 1, at the screen of {account_name(JUDGE, 1)}"]


def test_three_wrong_tries_end_a_pin_and_lock_nobody_out(one_screen: Site) -> None:
    client, judge = one_screen.client(JUDGE, 1), account_name(JUDGE, 2)
    with_pin(one_screen, client, 2)
    for _ in range(PIN_TRIES):
        assert confirm(client, one_screen, 2, "777123") == 422
    assert confirm(client, one_screen, 2, PINS[2]) == 422, "the right one comes too late"
    assert decisions(one_screen) == []
    assert [one.who for one in one_screen.accesses(Access.SIGN_IN_REFUSED)] == [judge] * (PIN_TRIES - 1)
    assert [one.who for one in one_screen.accesses(Access.LOCKED_OUT)] == [judge]


def test_no_try_is_free_when_several_come_at_once(one_screen: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    client = one_screen.client(JUDGE, 1)
    row = with_pin(one_screen, client, 2)
    looked_at = []

    def slow(pin: str, hashed: str) -> bool:
        """While one try is looked at the next one comes."""
        looked_at.append(pin)
        try_pin(row.sitting, row.account, "111222")
        return False

    monkeypatch.setattr(sitting_pins, "check_password", slow)
    assert try_pin(row.sitting, row.account, "111222") is PinTried.WRONG or not SittingPin.objects.exists()
    assert len(looked_at) == PIN_TRIES


def test_a_right_pin_forgives_what_was_mistyped_before(one_screen: Site) -> None:
    row = with_pin(one_screen, one_screen.client(JUDGE, 1), 1)
    for _ in range(2):
        assert try_pin(row.sitting, row.account, "777123") is PinTried.WRONG
        assert try_pin(row.sitting, row.account, "777123") is PinTried.WRONG
        assert try_pin(row.sitting, row.account, PINS[1]) is PinTried.RIGHT


@pytest.mark.parametrize("end", ["elsewhere", "ended", "signed out", "unused", "password", "disabled"])
def test_a_pin_ends_with_its_screen_its_sitting_its_time_and_its_password(
    one_screen: Site, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = one_screen.client(JUDGE, 1)
    with_pin(one_screen, client, 2)
    match end:
        case "elsewhere":
            client = one_screen.client(JUDGE, 1)
        case "ended":
            client.post("/board/sitting/end/")
        case "signed out":
            client.post("/accounts/sign-out/")
            client.post("/accounts/sign-in/", {"name": account_name(JUDGE, 1), "password": PASSWORD})
        case "unused":
            later = clock.now() + PIN_UNUSED - timedelta(seconds=5)
            monkeypatch.setattr(clock, "now", lambda: later)
            client.get("/board/")
            last = later + timedelta(seconds=10)
            monkeypatch.setattr(clock, "now", lambda: last)
        case "password":
            judge = one_screen.account(JUDGE, 2)
            judge.set_password("otters under the ice")
            judge.save()
        case _:
            Account.objects.filter(name=account_name(JUDGE, 2)).update(is_active=False)
    assert confirm(client, one_screen, 2, PINS[2]) == 422
    assert decisions(one_screen) == []


@pytest.mark.parametrize("pin", ["", "1234", "123456", "987654", "111111", "121212", "12345a", "٤٠٢٨١٧", "4" * 13])
def test_a_pin_that_is_guessed_first_or_is_none_is_refused(pin: str) -> None:
    assert why_weak(pin)
    with pytest.raises(ValueError, match="weak"):
        sitting_pins.set_pin("this one", Account(name="ann"), pin)


def test_a_pin_is_never_taken_for_a_password_nor_kept_as_it_is(one_screen: Site) -> None:
    row = with_pin(one_screen, one_screen.client(JUDGE, 1), 1)
    assert row.pin.startswith("argon2$argon2id$")
    assert is_pin(PINS[1])
    assert len(PINS[1]) >= FEWEST_DIGITS
    assert not is_pin(PASSWORD)
    assert PINS[1].encode() not in b"".join(file.read_bytes() for file in one_screen.directory.glob("*.sqlite3*"))


def test_pins_are_for_boards_at_one_screen(board_site: Site) -> None:
    for number in (1, 7):
        assert board_site.client(JUDGE, number).get("/board/sitting/")["Location"] == "/board/"


def test_what_is_wrong_with_a_pin_is_said_beside_it_and_none_is_set(one_screen: Site) -> None:
    client = one_screen.client(JUDGE, 1)
    sent = {"judge": account_name(JUDGE, 1), "password": PASSWORD, "pin": "123456", "again": "123456"}
    assert "This PIN is guessed first" in said(client, client.post("/board/sitting/", sent))
    sent = {**sent, "pin": PINS[1], "again": PINS[2]}
    assert "The two PINs differ" in said(client, client.post("/board/sitting/", sent))
    assert not SittingPin.objects.exists()
