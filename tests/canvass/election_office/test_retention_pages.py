"""How long everything is kept, by pages: holds, and a disposal that is refused, asked about once more, and entered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from canvass import clock
from canvass.accounts.roles import Role
from tabulate.hours import MONTANA_TIME
from tests.canvass.audited_county import election_day
from tests.canvass.election_office.pages_typed import BEGUN, HELD, HOME, SURE, day, kinds, sent, shown
from tests.canvass.web.served_records import account_name

if TYPE_CHECKING:
    from django.test import Client

    from tests.canvass.web.served_records import Site

SEALED = {
    "container": "U-1",
    "holds": "unused",
    "precincts": "P1",
    "seals": "1",
    "signers": "Ada Ash=chief\nBo Birch=judge\nCy Cole=judge",
}
GONE: dict[str, Any] = {
    "containers": "U-1",
    "how": "shredded at the courthouse",
    "authority": "plan 7 of the county",
    "present": "Dee Clerk=administrator",
}
STEPS = ("retention/hold/", "retention/1/lift/", "retention/dispose/")
PAGES = ("retention/", "retention/plan/", *STEPS)
MONTHS = {True: 22, False: 12}


def later(monkeypatch: pytest.MonkeyPatch) -> str:
    """Two years after the election."""
    moment = datetime.combine(election_day(), datetime.min.time()).replace(tzinfo=MONTANA_TIME, hour=12)
    found = moment.replace(year=moment.year + 2, day=min(moment.day, 28))
    monkeypatch.setattr(clock, "now", lambda: found)
    return found.date().isoformat()


def test_a_hold_is_entered_and_lifted_by_pages(office: Site, clerk: Client) -> None:
    page = shown(clerk, "retention/")
    assert ("Everything is kept until" in page, "Holds that stand" in page) == (True, False)
    assert "Enter a disposal" not in page, "its day has not come"
    page = sent(clerk, "retention/hold/", **HELD)
    assert ("The hold is entered" in page, "Holds that stand" in page, "a letter" in page) == (True, True, True)
    for said, words in (
        ({}, "a hold by a new name"),
        ({"name": ""}, "This field is required"),
        ({"name": "H", "ground": "habit"}, "not one of the available choices"),
        ({"name": "H", "words": "\u2800"}, "it says nothing"),
        ({"name": "H", "held_on": "soon"}, "is no day"),
        ({"name": "H", "held_on": "2999-01-01"}, "not after"),
        ({"name": "H", "at": "2999-01-01T09:00"}, "has not come"),
        ({"name": "a\u202eb"}, "characters that are no letters"),
    ):
        page = sent(clerk, "retention/hold/", **(HELD | said))
        assert (words in page, said.get("words", "a letter") in page) == (True, True), said
    assert "a day not before" in sent(clerk, "retention/1/lift/", reason="answered", lifted_on=day(7))
    assert "The hold is lifted." in sent(clerk, "retention/1/lift/", reason="answered", lifted_on=day(8))
    assert clerk.get(f"{HOME}retention/1/lift/").status_code == 404
    assert kinds(office, "retention") == ["retention held", "retention hold lifted"]


def test_nothing_is_disposed_of_before_its_day_or_while_anything_holds(
    office: Site, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.post("/board/containers/seal/", SEALED)
    page = sent(clerk, "retention/dispose/", **GONE, **SURE)
    assert "Nothing was written" in page
    assert "shredded at the courthouse" in page, "typed words stay"
    sent(clerk, "court/begin/", **BEGUN)
    sent(clerk, "retention/hold/", **HELD)
    today = later(monkeypatch)
    clerk = office.client(Role.ELECTION_ADMINISTRATOR)
    page = sent(clerk, "retention/dispose/", **GONE, **SURE)
    assert ("case DV-26-118 is open in court" in page, "hold R-7 since" in page) == (True, True)
    assert kinds(office, "container") == ["container sealed"]
    sent(clerk, "court/1/end/", reason="withdrawn", ended_on=today, **SURE)
    sent(clerk, "retention/1/lift/", reason="answered", lifted_on=today)
    assert "Enter a disposal" in shown(clerk, "retention/")
    assert "Enter a disposal" not in shown(clerk, f"retention/?on={day(8)}"), "another day's state offers no step"
    for said, words in (
        ({"containers": "U-2"}, "U-2 is not one of the available choices"),
        ({"containers": ""}, "not one of the available choices"),
        ({"how": "\u2800"}, "it says nothing"),
        ({"present": "Dee Clerk"}, "no person with an office"),
    ):
        assert words in sent(clerk, "retention/dispose/", **(GONE | said), **SURE), said
    asked = sent(clerk, "retention/dispose/", **GONE)
    for words in ("Are these containers gone?", "U-1", "plan 7 of the county", "Dee Clerk, "):
        assert words in asked
    assert kinds(office, "container") == ["container sealed"], "nothing is written before somebody is sure"
    page = sent(clerk, "retention/dispose/", **GONE, **SURE)
    assert ("The disposal is entered." in page, "disposed of on" in page) == (True, True)
    assert "Enter a disposal" not in page, "nothing is left to dispose of"
    assert "not one of the available choices" in sent(clerk, "retention/dispose/", **GONE, **SURE), "it is gone"
    assert kinds(office, "container") == ["container sealed", "container disposed of"]


def test_the_plan_is_handed_out_in_every_form_and_for_another_day(office: Site, clerk: Client) -> None:
    sent(clerk, "retention/hold/", **HELD)
    for form, begins in (("pdf", b"%PDF"), ("html", b"<!doctype"), ("csv", b"Retention of ballots"), ("json", b"{")):
        assert clerk.get(f"{HOME}retention/plan/?form={form}").content.startswith(begins)
    found = clerk.get(f"{HOME}retention/plan/?form=json&on=2099-01-01").json()
    assert (found["on"], found["may_be_disposed_of"]) == ("2099-01-01", False)
    assert found["held_by"] == [f"hold R-7 since {day(8)}: request for public records"]
    assert "is no day" in shown(clerk, "retention/?on=soon")


def test_the_pages_are_the_administrators_alone_and_looking_writes_nothing(office: Site, clerk: Client) -> None:
    sent(clerk, "retention/hold/", **HELD)
    assert office.account(Role.ELECTION_ADMINISTRATOR).name == account_name(Role.ELECTION_ADMINISTRATOR)
    observer, forged = office.client(Role.OBSERVER), office.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    assert {observer.get(f"{HOME}{one}").status_code for one in PAGES} == {403}
    assert {observer.post(f"{HOME}{one}", HELD | GONE | SURE).status_code for one in STEPS} == {403}
    assert {forged.post(f"{HOME}{one}", HELD | GONE | SURE).status_code for one in STEPS} == {403}
    for one in STEPS:
        clerk.get(f"{HOME}{one}", HELD | GONE | SURE)
    assert kinds(office, "retention") == ["retention held"]
