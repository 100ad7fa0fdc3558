"""The office's logs by the pages: what the clerk enters, what stands there then, and what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from canvass.accounts.roles import Role
from tabulate.board.intake.mail_election import may_be_by_mail
from tests.canvass.election_office.pages_typed import HOME, SURE, day, kinds, sent, shown

if TYPE_CHECKING:
    from django.test import Client

    from tests.canvass.web.served_records import Site

LIST = """Precinct,Ballot Number,Status,Reason,Time,Batch
P1,1,accepted,,,A-1
P1,2,deposited,,,A-1
P1,3,void,,,
North,4,to be rejected,,2026-10-20T10:00:01,
P1,5,rejected,no match,,
P2,1,issued,,,
P2,2,returned,,,
"""
NAMES = "Precinct,Ballot,Status,Voter Name\nP1,1,accepted,Jane Secretname\n"
PAPERS = (
    "absentee/paper/absentee-numbers/",
    "absentee/paper/absentee-certificate/",
    "absentee/paper/absentee-tracker/",
    "provisional/paper/provisional-log/",
    "provisional/letter/1/",
    "electronic/paper/electronic-log/",
    "electronic/paper/transcriptions/",
    "requests/paper/requests/",
    "requests/bills/1/",
)
PAGES = ("absentee/", "provisional/", "electronic/", "requests/")
STEPS = (
    "absentee/take/",
    "absentee/prepared/",
    "provisional/receive/",
    "provisional/decide/",
    "provisional/hold-back/",
    "electronic/give/",
    "electronic/receive/",
    "electronic/federal/",
    "electronic/transcribe/",
    "requests/enter/",
    "requests/bill/",
    "requests/answer/",
    "logs/provisional/strike/",
)
PROVISIONAL: dict[str, Any] = {"number": "V-1", "precinct": "P1", "why": "identification not sufficient"}


def hour(clock: str, after: int = 0) -> str:
    return f"{day(after)}T{clock}"


def taken(client: Client, text: str, **said: str) -> str:
    return sent(client, "absentee/take/", list=SimpleUploadedFile("list.csv", text.encode()), **said)


def filled(clerk: Client) -> None:
    """Something in every log."""
    assert "The numbers are taken." in taken(clerk, LIST)
    people = {"officials": "Ada Ash\nBo Birch"}
    prepared = {"day": day(0), "envelopes": "2", "boxes": "S-1", "notice": "posted", "registered": "9000"}
    assert "The day is entered." in sent(clerk, "absentee/prepared/", absentee_electors="6000", **prepared, **people)
    assert "in the log" in sent(clerk, "provisional/receive/", **PROVISIONAL)
    outcome = {"number": "V-1", "outcome": "counted: eligibility and identity are verified"}
    assert "The outcome is entered." in sent(clerk, "provisional/decide/", decided_at=hour("09:00", 1), **outcome)
    assert "is entered" in sent(clerk, "provisional/hold-back/", precinct="P1", ballots="9", **people)
    given = {"number": "E-1", "elector": "covered voter", "way": "e-mail", "given_at": hour("09:00", -20)}
    assert "in the log" in sent(clerk, "electronic/give/", **given)
    came = {"number": "E-1", "way": "e-mail", "sent_at": hour("19:59:30"), "received_at": hour("17:00", 1)}
    assert "is received" in sent(clerk, "electronic/receive/", **came)
    three = {"officials": "Ada Ash\nBo Birch\nCy Cole", "transcribed_at": hour("09:00", 7)}
    assert "is transcribed" in sent(clerk, "electronic/transcribe/", number="E-1", **three)
    late = {"number": "F-1", "sent_at": hour("20:00:01"), "received_at": hour("09:00", 1)}
    assert "in the log" in sent(clerk, "electronic/federal/", **late)
    assert "in the register" in sent(
        clerk, "requests/enter/", request="R-1", asked_by="a newspaper", wanted="all images", asked_on=day(8)
    )
    bill = {"request": "R-1", "pages": "120", "images": "800", "staff_minutes": "45", "staff_cost": "27"}
    assert "paid in advance" in sent(clerk, "requests/bill/", **bill)


def filled_by_mail(clerk: Client) -> None:
    """Plan, mailing, a box and post of an election by mail."""
    assert "The plan is entered." in sent(clerk, "mail/plan/", filed_on=day(-60), places="the courthouse\nLibrary")
    assert "The mailing is entered." in sent(clerk, "mail/sent/", mailed_on=day(-15), ballots="20")
    people = {"officials": "Ada Ash\nBo Birch"}
    box = {"box": "C-1", "place": "Library", "seal": "S-4", "envelopes": "4", "sealed_at": hour("20:05")}
    assert "The box is in the log." in sent(clerk, "mail/seal-box/", **box, **people)
    opened = {"box": "C-1", "seal_found": "whole", "envelopes": "4", "opened_at": hour("21:00")}
    assert "The box is opened." in sent(clerk, "mail/open-box/", **opened, **people)
    assert "The number is entered." in sent(clerk, "mail/posted/", day=day(0), envelopes="2")


def test_every_log_goes_its_way_by_pages(office: Site, clerk: Client) -> None:
    for page in PAGES:
        assert "<h1>" in shown(clerk, page), "empty at first"
    filled(clerk)
    page = shown(clerk, "absentee/")
    assert "2 accepted; 0 scanned." in page
    assert "Batch A-1: 2 accepted, 0 scanned: not scanned yet." in page
    assert "no request: to be rejected" in page
    assert "hold back" not in shown(clerk, "provisional/"), "nine are held back"
    page = shown(clerk, "electronic/")
    assert ("counts; transcribed" in page, "does not count: it was sent after 8 p.m." in page) == (True, True), page
    assert "Report on covered voters" not in page, "no federal election"
    answered = {"request": "R-1", "answer": "given", "remarks": "all of it", "answered_on": day(8)}
    assert "copies paid in advance" in sent(clerk, "requests/answer/", **answered)
    assert "The answer is entered." in sent(clerk, "requests/answer/", paid_on=day(8), **answered)
    assert "$207.00" in shown(clerk, "requests/")
    home = clerk.get("/").content.decode()
    for words in ("Absentee ballots", "Provisional ballots", "Electronic ballots", "Requests for records"):
        assert words in home
    assert "Is this the line?" in sent(clerk, "logs/provisional/strike/", line="V-1", reason="twice")
    assert "It is struck." in sent(clerk, "logs/provisional/strike/", line="V-1", reason="twice", **SURE)
    assert "No provisional ballot is entered." in shown(clerk, "provisional/")
    assert len(kinds(office, "log line struck")) == 1


def test_every_paper_is_made_in_every_form_and_every_table_is_saved(office: Site, clerk: Client) -> None:
    filled(clerk)
    for paper in PAPERS:
        for form, begins in (("pdf", b"%PDF"), ("html", b"<!doctype"), ("json", b"{"), ("csv", b"")):
            answer = clerk.get(f"{HOME}{paper}?form={form}")
            assert answer.status_code == 200
            assert answer.content.startswith(begins), (paper, form)
    for page, words in (
        ("absentee/", "North,5,1"),
        ("provisional/", "V-1,North"),
        ("electronic/", "E-1,covered voter"),
    ):
        assert words in clerk.get(f"{HOME}{page}?as=csv").content.decode("utf-8-sig")
    assert "A-1,2" in clerk.get(f"{HOME}absentee/?t1-as=csv").content.decode("utf-8-sig")
    for gone in (
        "provisional/letter/0/",
        "provisional/letter/2/",
        "requests/bills/2/",
        "absentee/paper/x/",
        "logs/x/strike/",
    ):
        assert clerk.get(f"{HOME}{gone}").status_code == 404


def test_no_name_of_a_voter_comes_into_the_record_or_onto_a_page(office: Site, clerk: Client) -> None:
    page = taken(clerk, NAMES)
    assert ("columns that may name voters: Voter Name" in page, "Secretname" in page) == (True, False), page
    assert kinds(office, "absentee figures") == []
    assert "The numbers are taken." in taken(clerk, NAMES, leave_out="voter_name")
    for text, words in (
        ("Jane Secretname,P1,1\nJo Secretname,P1,2\n", "no column precinct"),
        ("P1,1,accepted,Secretname,Secretname\n", "two columns of one name"),
        ("precinct,ballot,status\nSecretname,1,accepted\n", "Line 2 of the file needs a precinct"),
        ("precinct,ballot,status\nP1,Secretname,accepted\n", "Line 2 of the file needs the ballot"),
        ("precinct,ballot,status\nP1,1,Secretname\n", "Line 2 of the file needs a status"),
        ("precinct,ballot,status\nP1,1,rejected\n", "Line 2 of the file needs the reason"),
        ("precinct,ballot,status\nP1,1,to be rejected\n", "Line 2 of the file needs the exact time"),
        ("precinct,ballot,status\nP1,1,issued\nP1,1,issued\n", "Line 3 of the file needs a ballot number"),
        ("precinct,ballot,status\nP1,1,issued,Secretname\n", "more cells"),
        ("precinct,ballot,status,ballot number\nP1,1,issued,2\n", "two columns for ballot"),
        ("precinct,ballot,status\n", "no ballot"),
        ("precinct,ballot,status\nP1,0,issued\n", "from 1"),
    ):
        page = taken(clerk, text)
        assert (words in page, "Secretname" in page) == (True, False), (text, page)
    assert len(kinds(office, "absentee figures")) == 1
    assert "Secretname" not in str(list(office.record.entries()))


def test_what_the_law_refuses_the_pages_refuse_with_what_was_typed(office: Site, clerk: Client) -> None:
    sent(clerk, "provisional/receive/", **PROVISIONAL)
    assert "entered before" in sent(clerk, "provisional/receive/", **PROVISIONAL)
    early = {
        "number": "V-1",
        "outcome": "rejected: no sufficient proof of identity in time",
        "decided_at": hour("14:59", 6),
    }
    page = sent(clerk, "provisional/decide/", **early)
    assert ("mailed proof is in by" in page, early["decided_at"] in page) == (True, True)
    given = {"number": "E-1", "elector": "covered voter", "way": "e-mail", "given_at": "soon"}
    assert "is no hour" in sent(clerk, "electronic/give/", **given)
    assert "This field is required" in sent(clerk, "requests/enter/", request="R-1")
    assert len(kinds(office, "provisional", "logged", "records")) == 1


def test_the_logs_are_the_administrators_alone(office: Site, clerk: Client) -> None:
    observer = office.client(Role.OBSERVER)
    for page in (*PAGES, *STEPS[::3], PAPERS[0]):
        assert observer.get(f"{HOME}{page}").status_code == 403, page
    for page in STEPS:
        assert clerk.get(f"{HOME}{page}").status_code == 200, page


def test_an_election_by_mail_holds_boxes_and_post_against_what_came(office: Site, clerk: Client) -> None:
    if not may_be_by_mail(office.record.election):
        assert clerk.get(f"{HOME}mail/").status_code == 404, "today's record is of a regular election"
        return
    assert "Enter the plan" in shown(clerk, "mail/")
    assert "with its plan" in sent(clerk, "mail/posted/", day=day(0), envelopes="1")
    filled_by_mail(clerk)
    taken(clerk, LIST)
    page = shown(clerk, "mail/")
    assert "Boxes 4 + post 2 = 6 envelopes; accepted 2 + rejected 2 + pending 1 = 5: 1 more came." in page
    sent(clerk, "mail/posted/", day=day(0), envelopes="1")
    assert "= 5: they agree." in shown(clerk, "mail/")
    assert clerk.get(f"{HOME}mail/paper/deposit-log/").content.startswith(b"%PDF")
    assert clerk.get(f"{HOME}mail/x/").status_code == 404


def test_a_regular_election_has_no_page_of_an_election_by_mail(
    office: Site, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canvass.election_office.logs.mail_views.may_be_by_mail", lambda _: False)
    monkeypatch.setattr("canvass.election_office.logs.log_tasks.may_be_by_mail", lambda _: False)
    assert {clerk.get(f"{HOME}mail/{one}").status_code for one in ("", "plan/", "paper/deposit-log/")} == {404}
    assert "The election by mail" not in clerk.get("/").content.decode()
    assert kinds(office, "mail") == []
