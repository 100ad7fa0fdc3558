"""Nothing typed is lost to the end of a sign-in: in Chromium, with and without a script."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from canvass import clock
from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.web.sessions import IDLE
from tests.canvass.web.browsing import Pages, check_axe, picture
from tests.canvass.web.served_records import PASSWORD, account_name

ADD = re.compile(r"/accounts/add/$")
CLERK = account_name(Role.ELECTION_ADMINISTRATOR, 1)


def fill_in(page: Page) -> None:
    page.goto("/accounts/add/")
    page.get_by_label("Sign-in name").fill("judge-new")
    page.get_by_label("Full name").fill("Zoë Ångström <b>")
    page.get_by_label("Role").select_option(Role.OBSERVER.value)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password, again").fill(PASSWORD)


def send(page: Page) -> None:
    page.get_by_role("button", name="Add the account").click()


def sign_in(page: Page, name: str = CLERK) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def expect_filled(page: Page) -> None:
    expect(page).to_have_url(ADD)
    expect(page.get_by_label("Sign-in name")).to_have_value("judge-new")
    expect(page.get_by_label("Full name")).to_have_value("Zoë Ångström <b>")
    expect(page.get_by_label("Role")).to_have_value(Role.OBSERVER.value)
    expect(page.get_by_text("What you typed stands in the form again")).to_be_visible()


def kept(page: Page) -> object:
    return page.evaluate("sessionStorage.getItem('canvass-typed')")


def half_an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + IDLE + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_what_was_typed_stands_in_the_form_again_once_the_same_person_has_signed_in(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR)
    fill_in(page)
    half_an_hour_later(monkeypatch)
    send(page)
    expect(page.get_by_text("nothing was written")).to_be_visible()
    expect(page.get_by_text("What Election administrator 1 typed is kept in this window")).to_be_visible()
    check_axe(page)
    picture(page, "typed-kept")
    sign_in(page)
    expect_filled(page)
    check_axe(page)
    picture(page, "typed-again")
    assert not Account.objects.filter(name="judge-new").exists()
    assert kept(page) is None
    page.reload()
    expect(page.get_by_label("Sign-in name")).to_have_value("")


def test_nobody_else_finds_what_was_typed(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR)
    fill_in(page)
    half_an_hour_later(monkeypatch)
    send(page)
    sign_in(page, account_name(Role.ELECTION_ADMINISTRATOR, 2))
    expect(page.get_by_label("Sign-in name")).to_have_value("")
    assert kept(page) is None


def test_a_form_older_than_the_sign_in_is_filled_in_again(pages: Pages) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR)
    fill_in(page)
    other = page.context.new_page()
    other.goto("/accounts/sign-in/")
    sign_in(other)
    send(page)
    expect(page.get_by_role("heading", name="This form was not accepted")).to_be_visible()
    page.get_by_role("link", name="Open the page of the form again").click()
    expect_filled(page)


def test_a_form_that_is_answered_is_not_kept(pages: Pages) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR)
    fill_in(page)
    send(page)
    page.wait_for_load_state()
    assert kept(page) is None
    page.goto("/accounts/add/")
    expect(page.get_by_label("Sign-in name")).to_have_value("")


def test_no_password_is_ever_kept(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR)
    page.goto("/accounts/password/")
    for number, field in enumerate(page.locator("main input[type=password]").all()):
        field.fill(f"a secret of {number} words")
    half_an_hour_later(monkeypatch)
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert kept(page) is None


def test_without_a_script_the_next_page_says_that_nothing_was_written_and_leads_back(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR, java_script_enabled=False)
    fill_in(page)
    half_an_hour_later(monkeypatch)
    send(page)
    expect(page.get_by_text("What you sent was not done: nothing was written.")).to_be_visible()
    sign_in(page)
    expect(page).to_have_url(ADD)


def test_the_page_says_two_minutes_before_that_the_sign_in_ends(pages: Pages) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR)
    page.clock.install()
    fill_in(page)
    page.clock.run_for(timedelta(minutes=27, seconds=30) // timedelta(milliseconds=1))
    warning = page.get_by_role("alert")
    expect(warning).to_have_count(0)
    page.clock.run_for(timedelta(minutes=1) // timedelta(milliseconds=1))
    expect(warning).to_contain_text("You will be signed out in two minutes")
    check_axe(page)
    picture(page, "signed-out-soon")
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_have_count(0)
    page.clock.run_for(IDLE // timedelta(milliseconds=1) + 10_000)
    expect(warning).to_contain_text("Your sign-in has ended")
    expect(page.get_by_label("Sign-in name")).to_have_value("judge-new")
