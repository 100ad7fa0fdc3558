"""Help: a page of check lists for each role, whose lines lead to where the work is done, for those who may."""

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import NoReverseMatch, reverse

from canvass.accounts.roles import Role
from canvass.guiding.guides import GUIDES, guide_of

if TYPE_CHECKING:
    from tests.canvass.web.served_records import Site

STATE_PAGES = {"state:audits", "state:counties", "state:results", "state:recounts"}


def test_each_line_that_names_a_page_names_one_that_is_there() -> None:
    named = {line.page for guide in GUIDES for _, lines in guide.parts for line in lines if line.page}
    assert named >= STATE_PAGES
    assert all(reverse(name).startswith("/") for name in named - STATE_PAGES)
    with pytest.raises(NoReverseMatch):
        reverse("board:nowhere")


def test_everybody_finds_guides_in_the_bar_and_the_own_guide_first(site: "Site") -> None:
    for role in (None, *Role):
        page = site.client(role).get("/guides/").content.decode()
        titles = re.findall(r"<h2><a href=\"/guides/([a-z-]+)/\">", page)
        assert set(titles) == {one.value.replace(" ", "-") for one in Role}
        assert 'href="/guides/" aria-current="page"' in page
        assert role is None or titles[0] == role.value.replace(" ", "-")
        assert page.count("your office") == (role is not None)


def test_every_link_of_the_own_guide_opens(site: "Site") -> None:
    followed = 0
    for role in Role:
        client = site.client(role)
        page = client.get(f"/guides/{role.value.replace(' ', '-')}/").content.decode()
        main = page.partition('<ul class="check-list"')[2].partition("</main>")[0]
        for url in set(re.findall(r'<a href="([^"]+)"', main)):
            # What comes with a later step says so, and where that step is.
            assert client.get(url).status_code in (200, 403, 404), url
            followed += 1
    assert followed > 20


@pytest.mark.parametrize("role", Role)
def test_what_a_role_has_a_page_for_is_not_told_as_a_command_alone(role: Role) -> None:
    """A page that somebody has in the bar is the first way to do a thing."""
    lines = [line for _, lines in guide_of(role).parts for line in lines]
    counts = [line for line in lines if line.command.startswith(("canvass count", "canvass sheets"))]
    assert {line.what for line in counts if not line.page} == set()
    assert role is not Role.SCANNER_OPERATOR or len(counts) > 4


def test_who_is_not_signed_in_reads_the_guides_and_is_led_to_public_pages_alone(site: "Site") -> None:
    page = site.client().get("/guides/election-administrator/").content.decode()
    assert "Make an account for each person." in page
    assert 'href="/status/">See that batches' in page
    assert 'href="/accounts/">' not in page.partition("<main")[2]


def test_a_guide_of_nobody_is_no_page(site: "Site") -> None:
    assert site.client().get("/guides/emperor/").status_code == 404
