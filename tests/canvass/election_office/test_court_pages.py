"""Actions in court by pages: begun, judged, appealed, ended; warnings, refusals, papers, what-if."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from canvass.accounts.roles import Role
from canvass.canvassing.county_standing import standing_now
from tabulate.ledger.entries import Access
from tests.canvass.election_office.pages_typed import (
    BEGUN,
    FIR,
    HOME,
    JUDGED,
    SHERIFF,
    SURE,
    day,
    kinds,
    sent,
    shown,
)

if TYPE_CHECKING:
    from django.test import Client

    from tests.canvass.web.served_records import Site

COURT = "court action"
STEPS = ("court/begin/", "court/1/judge/", "court/1/appeal/", "court/1/end/")
PAGES = ("court/", "court/list/", "court/what-if/", "court/what-if/2/", "court/1/", "court/1/paper/", *STEPS)
SCRIPT = "<script>alert(1)</script>"


def test_an_action_goes_its_whole_way_by_pages(office: Site, clerk: Client) -> None:
    assert "No action is entered." in shown(clerk, "court/")
    page = sent(clerk, "court/begin/", **BEGUN)
    assert ("The action is entered." in page, "DV-26-118" in page) == (True, True), page[:2000]
    assert "Actions in court" in clerk.get("/").content.decode()
    file = SimpleUploadedFile("judgment.pdf", b"The court finds for Fir.")
    asked = sent(clerk, "court/1/judge/", **(JUDGED | {"paper_sha256": "", "paper": file}))
    for words in ("Is this the judgment?", "another is declared: Fir", "may be declared by the court", "Elm 12, Fir 1"):
        assert words in asked, asked
    assert kinds(office, COURT) == ["court action begun"], "nothing is written before somebody is sure"
    page = sent(clerk, "court/1/judge/", **JUDGED, **SURE)
    assert "The judgment is entered." in page
    assert "Void by the judgment of a court" in page, "the certificate that it took"
    assert sent(clerk, "court/1/judge/", **JUDGED, **SURE).count("Nothing was written") == 1, "judged once"
    assert "The appeal is entered." in sent(clerk, "court/1/appeal/", appealed_by="Elm", appealed_on=day(8))
    again = JUDGED | {"finding": "stands", "declares": "", "illegal_0": "", "illegal_1": ""}
    assert "The judgment is entered." in sent(clerk, "court/1/judge/", **again, **SURE)
    ended: dict[str, Any] = {"reason": "the time to appeal is over", "ended_on": day(8)}
    assert "Has this case ended?" in sent(clerk, "court/1/end/", **ended)
    assert "and holds nothing any more" in sent(clerk, "court/1/end/", **ended, **SURE)
    assert len(kinds(office, COURT)) == 5
    assert standing_now(office.record).counts.courts.open == ()


def test_the_pages_file_is_the_hash_of_what_was_sent(office: Site, clerk: Client) -> None:
    sent(clerk, "court/begin/", **BEGUN)
    file = SimpleUploadedFile("judgment.pdf", b"The court finds for Fir.")
    asked = sent(clerk, "court/1/judge/", **(JUDGED | {"paper_sha256": "", "paper": file}))
    sha256 = hashlib.sha256(b"The court finds for Fir.").hexdigest()
    assert f'name="paper_sha256" value="{sha256}"' in asked
    both = JUDGED | {"paper": SimpleUploadedFile("judgment.pdf", b"x")}
    assert "one of the two" in sent(clerk, "court/1/judge/", **both, **SURE)
    assert "one of the two" in sent(clerk, "court/1/judge/", **(JUDGED | {"paper_sha256": ""}), **SURE)


def test_late_or_against_somebody_who_was_not_declared_is_asked_about_and_said(office: Site, clerk: Client) -> None:
    """13-36-101: an action is against somebody nominated or elected; whether it may be begun is for the court."""
    asked = sent(clerk, "court/begin/", **(BEGUN | {"about": FIR}))
    assert "Was this action begun?" in asked
    assert "Fir is not who was elected in Sheriff, by this record: it declares Elm (13-36-101)" in asked
    assert kinds(office, COURT) == []
    sent(clerk, "court/begin/", **(BEGUN | {"about": FIR}), **SURE)
    for page in ("court/", "court/1/", "court/1/paper/?form=html", "court/1/paper/?form=json", "court/list/?form=csv"):
        assert "LOOK AT THE NAME: Fir" in shown(clerk, page), page


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"case": ""}, "This field is required"),
    ({"case": "x" * 201}, "at most 200 characters"),
    ({"case": "a\u202eb"}, "characters that are no letters"),
    ({"case": "a\x00b"}, "Null characters are not allowed"),
    ({"kind": "duel"}, "not one of the available choices"),
    ({"about": "9.9"}, "not one of the available choices"),
    ({"kind": "void"}, "nobody by name, in the action to void an election"),
    ({"about": SHERIFF}, "whose nomination or election is contested"),
    ({"kind": "nomination"}, "nominates nobody (13-36-102(1))"),
    ({"kind": "nomination", "about": FIR}, "Say the day of its certificate"),
    ({"begun_by": "\u2800"}, "is no name"),
    ({"grounds": "\u2800"}, "it says nothing"),
    ({"begun_on": "soon"}, "is no day"),
    ({"begun_on": "2999-01-01"}, "not after"),
    ({"begun_on": day(-1)}, "and the election was on"),
    ({"at": "2999-01-01T00:00"}, "has not come"),
]


def test_what_the_command_refuses_the_page_refuses_and_keeps_what_was_typed(office: Site, clerk: Client) -> None:
    for said, words in WRONG:
        page = sent(clerk, "court/begin/", **(BEGUN | said), **SURE)
        assert words in page, (said, page[:3000])
        assert (said.get("begun_by", "Fir") in page, "Enter it</button>" in page) == (True, True), "typed words stay"
    assert SCRIPT not in sent(clerk, "court/begin/", **(BEGUN | {"grounds": SCRIPT, "at": "noon"}))
    assert kinds(office, COURT) == []
    sent(clerk, "court/begin/", **BEGUN)
    assert "a case that was not entered yet" in sent(clerk, "court/begin/", **BEGUN), "sent twice, written once"
    for said, words in (
        ({"finding": ""}, "This field is required"),
        ({"illegal_0": "16"}, "16 of them cannot be illegal"),
        ({"illegal_0": "-1"}, "greater than or equal to 0"),
        ({"declares": ""}, "whom the court declares"),
        ({"declares": "elm"}, "another of sheriff than elm"),
        ({"paper_sha256": "ab"}, "64 digits in hex"),
        ({"finding": "voids"}, "what a court may find"),
    ):
        assert words in sent(clerk, "court/1/judge/", **(JUDGED | said), **SURE), said
    assert "before it is appealed" in sent(clerk, "court/1/appeal/", appealed_by="Elm", appealed_on=day(8))
    assert kinds(office, COURT) == ["court action begun"]
    for place in ("0", "2", "99999999999999999999"):
        assert {clerk.get(f"{HOME}court/{place}/{one}").status_code for one in ("", "paper/", "judge/", "end/")} == {
            404
        }


def test_papers_are_handed_out_in_every_form_and_that_is_in_the_event_log(office: Site, clerk: Client) -> None:
    sent(clerk, "court/begin/", **BEGUN)
    for form, begins in (("pdf", b"%PDF"), ("html", b"<!doctype"), ("csv", b"Contest of an election"), ("json", b"{")):
        answer = clerk.get(f"{HOME}court/1/paper/?form={form}")
        assert answer.content.startswith(begins)
        assert f'filename="case-1.{form}"' in answer["Content-Disposition"]
        assert clerk.get(f"{HOME}court/list/?form={form}").status_code == 200
    assert clerk.get(f"{HOME}court/list/?form=json").json()["last_days"][0]["section"] == "13-36-102(2)"
    exported = [one.detail for one in office.accesses(Access.TOTALS_EXPORTED)]
    assert exported == ["case DV-26-118", "actions in court"] * 4 + ["actions in court"]


def test_what_if_is_reckoned_and_nothing_is_entered(office: Site, clerk: Client) -> None:
    assert "Sheriff" in shown(clerk, "court/what-if/")
    before = kinds(office, COURT)
    page = shown(clerk, "court/what-if/2/?illegal_0=12&illegal_1=1")
    assert "may be set aside (13-36-211)" in page
    assert clerk.get(f"{HOME}court/what-if/2/?illegal_0=12&form=json").json()["may_be_set_aside"] == ["elm"]
    assert "16 of them cannot be illegal" in shown(clerk, "court/what-if/2/?illegal_0=16&form=pdf")
    assert "a whole number" in shown(clerk, "court/what-if/2/?illegal_0=x")
    assert clerk.get(f"{HOME}court/what-if/99/").status_code == 404
    assert kinds(office, COURT) == before


def test_the_pages_are_the_administrators_alone_and_looking_writes_nothing(office: Site, clerk: Client) -> None:
    sent(clerk, "court/begin/", **BEGUN)
    observer, forged = office.client(Role.OBSERVER), office.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    assert {observer.get(f"{HOME}{one}").status_code for one in PAGES} == {403}
    assert {observer.post(f"{HOME}{one}", BEGUN | SURE).status_code for one in STEPS} == {403}
    assert {forged.post(f"{HOME}{one}", BEGUN | SURE).status_code for one in STEPS} == {403}
    for one in STEPS:
        clerk.get(f"{HOME}{one}", BEGUN | JUDGED | SURE)
    assert kinds(office, COURT) == ["court action begun"]
