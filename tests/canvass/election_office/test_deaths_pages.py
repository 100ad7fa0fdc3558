"""A candidate's death by the pages: entered, a successor named, struck; and what the county's figures say then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from canvass.accounts.roles import Role
from tests.canvass.election_office.pages_typed import HOME, SURE, day, kinds, sent, shown

if TYPE_CHECKING:
    from django.test import Client

    from tests.canvass.web.served_records import Site

DIED: dict[str, Any] = {"candidate": "2.1", "died_on": day(-3), "printed_on": day(-40)}
"""Elm, whom the county elected sheriff."""
NUMBER = 3
"""Elm's place among all choices of the definition."""
NAMED: dict[str, Any] = {
    "name": "Oak",
    "printed_as": "",
    "named_by": "the central committee",
    "certified_on": day(-2),
}


def test_a_death_goes_its_whole_way_by_pages_and_the_winner_has_no_certificate(office: Site, clerk: Client) -> None:
    assert "No candidate is entered as deceased." in shown(clerk, "deceased/")
    assert "Did this candidate die?" in sent(clerk, "deceased/enter/", **DIED)
    assert kinds(office, "candidate died") == [], "nothing is written before somebody is sure"
    page = sent(clerk, "deceased/enter/", **DIED, **SURE)
    assert ("The death is entered." in page, "count for the deceased alone" in page) == (True, True), page
    assert "1 candidate died after the printing." in clerk.get("/").content.decode()
    page = sent(clerk, f"deceased/{NUMBER}/successor/", **NAMED, **SURE)
    assert "Oak, named by the central committee" in page
    results = clerk.get("/results/").content.decode()
    assert "Elm (deceased)" in results
    certificates = clerk.get("/canvass/certificates/").content.decode()
    assert "died before the election (13-15-106)" in certificates
    page = sent(clerk, f"deceased/{NUMBER}/strike/", reason="another Elm", **SURE)
    assert ("It is struck." in page, "No candidate is entered" in page) == (True, True)
    assert "Elm (deceased)" not in clerk.get("/results/").content.decode()
    assert kinds(office, "candidate died", "successor named", "death struck") == [
        "candidate died",
        "successor named",
        "death struck",
    ]


def test_a_death_struck_twice_does_not_strike_another(office: Site, clerk: Client) -> None:
    sent(clerk, "deceased/enter/", **DIED, **SURE)
    sent(clerk, "deceased/enter/", **(DIED | {"candidate": "2.2"}), **SURE)
    at = re.findall(r"/office/(deceased/\d+/strike/)", clerk.get(f"{HOME}deceased/").content.decode())[0]
    assert "It is struck." in sent(clerk, at, reason="another Elm", **SURE)
    assert clerk.post(f"{HOME}{at}", {"reason": "another Elm", **SURE}).status_code == 404
    assert "Fir" in shown(clerk, "deceased/")
    assert len(kinds(office, "death struck")) == 1


def test_what_no_ballot_bears_out_is_refused_with_what_was_typed(office: Site, clerk: Client) -> None:
    for said, words in (
        ({"died_on": day(0)}, "a death before election day"),
        ({"died_on": day(-50)}, "had been printed"),
        ({"died_on": "yesterday"}, "the day of death"),
        ({"candidate": ""}, "This field is required"),
        ({"candidate": "9.9"}, "is not one of the available choices"),
    ):
        assert words in sent(clerk, "deceased/enter/", **(DIED | said), **SURE), said
    assert clerk.get(f"{HOME}deceased/{NUMBER}/strike/").status_code == 404
    for role in (Role.COUNTING_BOARD_MEMBER, Role.OBSERVER):
        assert office.client(role).get(f"{HOME}deceased/").status_code in (302, 403)
    assert kinds(office, "candidate died") == []
