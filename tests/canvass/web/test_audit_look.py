"""The audit's pages on a telephone and in the dark: axe finds nothing, and nothing is wider than the window."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from canvass.accounts.roles import Role
from tests.canvass.audited_county import USUAL_SENATOR
from tests.canvass.web.audit_begun import begin
from tests.canvass.web.audit_site import EA, MEMBER, SOS, audited_site, count_in_process
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import account_name, live_address

SEEN: dict[Role | None, list[str]] = {
    None: ["/audit/", "/audit/selection/"],
    SOS: ["/audit/rehearsal/", "/audit/counties/"],
    EA: ["/audit/committee/", "/audit/counts/", "/audit/boxes/17/", "/audit/exemption/", "/audit/report/"],
    MEMBER: ["/audit/counts/2/marks/", "/audit/counts/2/", "/audit/counts/1/comparison/", "/audit/counts/1/why/"],
    Role.OBSERVER: ["/audit/comparison/evidence/"],
}
WINDOWS: dict[str, dict[str, Any]] = {
    "telephone": {"viewport": {"width": 320, "height": 700}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


def test_every_page_of_the_audit_can_be_read_everywhere(tmp_path: Path, browser: Browser) -> None:
    with audited_site(tmp_path / "record") as site, live_address() as address:
        begin(site)
        count_in_process(site, 1, USUAL_SENATOR)
        site.client(EA).post("/audit/counts/2/start/", {"reader": account_name(MEMBER, 2), "round_number": "1"})
        site.client(SOS).post("/audit/rehearsal/freeze/")
        pages = Pages(browser, site, address)
        for window, options in WINDOWS.items():
            for role, addresses in SEEN.items():
                page = pages.page_as(role, **options)
                for one in addresses:
                    page.goto(one)
                    picture(page, f"audit-{window}-{one.strip('/').replace('/', '-')}")
                    check_axe(page)
                    check_fits(page)
        for context in browser.contexts:
            context.close()
