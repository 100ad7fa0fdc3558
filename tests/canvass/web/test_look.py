"""Every base page in a real Chromium: axe finds nothing, and nothing is wider than a telephone, in light and dark."""

from typing import Any

import pytest

from canvass.accounts.roles import Role
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture

PUBLIC = [
    "/",
    "/status/",
    "/results/",
    "/results/?by=precinct",
    "/results/?by=method",
    "/accounts/sign-in/",
    "/nowhere/",
]
ADMINISTRATOR = ["/", "/status/", "/accounts/", "/accounts/add/", "/accounts/2/", "/accounts/password/", "/events/"]
WINDOWS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "telephone": {"viewport": {"width": 320, "height": 700}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("window", WINDOWS)
def test_every_page_can_be_read_by_everyone(pages: Pages, window: str) -> None:
    for role, addresses in ((None, PUBLIC), (Role.ELECTION_ADMINISTRATOR, ADMINISTRATOR)):
        page = pages.page_as(role, **WINDOWS[window])
        for address in addresses:
            page.goto(address)
            picture(page, f"{window}-{role or 'public'}-{address.strip('/?').replace('/', '-').replace('?', '-')}")
            check_axe(page)
            check_fits(page)
