"""Before the audit is opened each of its pages says so, and leads to where it is opened."""

import pytest
from django.urls import reverse

from audit.edition import BallotsCompared
from canvass.accounts.roles import Role
from canvass.committee.current_audit import INSIDE, SECTIONS
from tests.canvass.web.audit_site import EA
from tests.canvass.web.served_records import Site


@pytest.mark.parametrize("role", INSIDE)
def test_every_page_of_the_bar_says_that_the_audit_is_not_open(fresh: Site, role: Role) -> None:
    client, overview = fresh.client(role), reverse("committee:overview")
    for title, name in SECTIONS:
        answer = client.get(reverse(name))
        text = answer.content.decode()
        assert "There is no such page" not in text, title
        assert "sealed" not in text, title
        if answer.status_code == 404:
            assert "The audit is not open yet." in text, title
            assert f'href="{overview}"' in text, title


def test_an_address_of_no_page_is_still_none(fresh: Site) -> None:
    answer = fresh.client(Role.ELECTION_ADMINISTRATOR).get("/audit/nowhere/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_who_opens_an_audit_is_asked_with_all_that_stays_and_a_rehearsal_by_its_name(fresh: Site) -> None:
    clerk = fresh.client(EA)
    real = clerk.post("/audit/open/", {}).content.decode()
    assert "Open the audit?" in real
    assert "ehearsal" not in real
    asked = clerk.post("/audit/open/", {"rehearsal": "on", "compared": "whole"}).content.decode()
    assert "Open a rehearsal of the audit?" in asked
    assert "this record has no other audit afterwards" in asked
    assert BallotsCompared.WHOLE.said in asked
    assert fresh.served.audit.state is None


def test_a_rehearsal_of_the_whole_audit_says_so_on_every_page_and_paper(fresh: Site) -> None:
    clerk = fresh.client(EA)
    clerk.post("/audit/open/", {"rehearsal": "on", "sure": "yes"})
    for address in ("/audit/", "/audit/committee/", "/audit/counts/", "/audit/report/"):
        page = clerk.get(address).content.decode()
        assert "REHEARSAL. This is not the audit." in page, address
        assert 'class="rehearsal"' in page, address
    assert "REHEARSAL of General Election" in fresh.client().get("/audit/published/published.json").content.decode()
    paper = clerk.get("/audit/report/audit-report.html").content.decode()
    assert '<p class="every">REHEARSAL. This is not the audit.</p>' in paper
