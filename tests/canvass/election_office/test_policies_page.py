"""The county's policies by the page: drafted in every form, adopted, adopted anew; what is refused keeps its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvass.accounts.roles import Role
from tests.canvass.election_office.pages_typed import ADOPTED, HOME, WORDS, kinds, sent, shown

if TYPE_CHECKING:
    from django.test import Client

    from tests.canvass.web.served_records import Site

POLICIES = "local policies"
STEPS = ("policies/adopt/", "policies/draft/")


def test_policies_are_drafted_and_adopted_on_one_page(office: Site, clerk: Client) -> None:
    page = shown(clerk, "policies/")
    assert ("No policies are adopted" in page, "none are left unsealed for the night" in page) == (True, True)
    assert "Adopt them first" in shown_after(clerk, "policies/paper/")
    for form, begins in (("pdf", b"%PDF"), ("html", b"<!doctype"), ("csv", b"Policies for"), ("json", b"{")):
        answer = clerk.post(f"{HOME}policies/draft/", WORDS | {"form": form})
        assert answer.content.startswith(begins)
        assert f'filename="policies-draft.{form}"' in answer["Content-Disposition"]
    assert "DRAFT: not adopted" in clerk.post(f"{HOME}policies/draft/", WORDS | {"form": "html"}).content.decode()
    assert kinds(office, POLICIES) == [], "a draft enters nothing"
    page = sent(clerk, "policies/adopt/", **ADOPTED)
    assert "The policies are adopted by the county commissioners" in page
    assert "Adopt others in their place" in page
    assert "are adopted already, by entry" in sent(clerk, "policies/adopt/", **ADOPTED), "sent twice, written once"
    assert "Behind the rope." in shown(clerk, "policies/"), "the form offers what holds"
    sent(clerk, "policies/adopt/", **(ADOPTED | {"observation": "Before the counter."}))
    for form in ("pdf", "html", "csv", "json"):
        assert clerk.get(f"{HOME}policies/paper/?form={form}").status_code == 200
    assert clerk.get(f"{HOME}policies/paper/?form=json").json()["observation"] == "Before the counter."
    assert len(kinds(office, POLICIES)) == 2


def shown_after(client: Client, page: str) -> str:
    return client.get(f"{HOME}{page}", follow=True).content.decode()


def test_what_is_no_policy_is_refused_and_the_words_stay(office: Site, clerk: Client) -> None:
    for said, words in (
        ({"place": ""}, "This field is required"),
        ({"place": "\u2800"}, "it says nothing"),
        ({"place": "x" * 2_001}, "at most 2000 characters"),
        ({"place": "a\u202eb"}, "characters that are no letters"),
        ({"adopted_by": ""}, "is no name"),
        ({"adopted_on": ""}, "is no day"),
        ({"adopted_on": "2999-01-01"}, "the day of adoption"),
        ({"at": "2999-01-01T09:00"}, "has not come"),
    ):
        page = sent(clerk, "policies/adopt/", **(ADOPTED | said))
        assert (words in page, "Two keys lie with two people." in page) == (True, True), said
    assert "it says nothing" in sent(clerk, "policies/draft/", **(WORDS | {"hours": "\u2800"}))
    assert kinds(office, POLICIES) == []


def test_the_page_is_the_administrators_alone(office: Site, clerk: Client) -> None:
    observer, forged = office.client(Role.OBSERVER), office.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    assert {observer.get(f"{HOME}policies/{one}").status_code for one in ("", "paper/")} == {403}
    assert {one.post(f"{HOME}{step}", ADOPTED).status_code for one in (observer, forged) for step in STEPS} == {403}
    assert {clerk.get(f"{HOME}{one}", ADOPTED).status_code for one in STEPS} == {405}
    assert kinds(office, POLICIES) == []
