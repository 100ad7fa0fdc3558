"""The page on which a person confirms what names in another system's reports mean; it shows no figure of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.accounts.roles import Role
from canvass.errors import ExitCode
from tabulate.ledger.fold import fold
from tests.canvass.outside.county_beside import BY, county_beside, county_results, with_precinct
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tabulate.board.outside.outside_counts import OutsideCounts
    from tests.canvass.web.served_records import Site

EA = Role.ELECTION_ADMINISTRATOR
NAMES = "/office/names/"
WINDOWS: list[tuple[int, Any, tuple[str, ...]]] = [
    (1280, "light", ()),
    (1280, "dark", ("color-contrast",)),
    (320, "light", ("color-contrast", "target-size")),
]


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Site]:
    """A county whose report names one precinct otherwise, and has one that is none."""
    county = county_beside(tmp_path)
    second = replace(county.results.precincts[1], name="RURAL SCH")
    test = replace(county.results.precincts[2], name="TEST 99", code="")
    printed = with_precinct(county_results(), 1, second, test)
    assert county.outside("add", county.report(printed), *BY) == ExitCode.DONE
    with site_of(county.record) as site:
        make_accounts()
        yield site


def counts(site: Site) -> OutsideCounts:
    return fold(site.record.outlines()).board.office.outside


def test_the_page_can_be_read_by_everyone(beside: Site, browser: Browser) -> None:
    with live_address() as address:
        pages = Pages(browser, beside, address)
        for width, scheme, rules in WINDOWS:
            page = pages.page_as(EA, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name in (NAMES, f"{NAMES}?change=1"):
                page.goto(name)
                picture(page, f"outside-names{'-change' if 'change' in name else ''}-{width}-{scheme}")
                check_fits(page)
                check_axe(page, *rules)
        for context in browser.contexts:
            context.close()


def test_a_person_confirms_by_keyboard_without_a_script_and_changes_it_again(beside: Site, browser: Browser) -> None:
    with live_address() as address:
        page = Pages(browser, beside, address).page_as(EA, java_script_enabled=False)
        page.goto("/")
        page.get_by_role("link", name="Names in another system").press("Enter")
        assert page.get_by_text("2 names not known yet").is_visible()
        assert page.get_by_label("RURAL SCH").input_value() == ""
        page.get_by_label("RURAL SCH").select_option("P02")
        page.get_by_label("TEST 99").select_option("-")
        page.get_by_role("button", name="Confirm what the names mean").press("Enter")
        assert page.get_by_text("What the names mean is confirmed.").is_visible()
        page.get_by_role("link", name="Say anew what names mean").press("Enter")
        page.get_by_label("TEST 99").select_option("P02")
        page.get_by_role("button", name="Confirm what the names mean").press("Enter")
        assert page.get_by_text("2 precincts are said to be").is_visible()
        picture(page, "outside-names-refused")
        for context in browser.contexts:
            context.close()
    (number, mapping) = counts(beside).mappings[-1]
    meant = {one.name: (one.precinct, one.how) for one in mapping.precincts}
    assert (meant["RURAL SCH"], meant["TEST 99"]) == (("P02", "a person"), (None, "a person"))
    assert len(counts(beside).mappings) == 1
    assert number > 2


def test_nobody_else_sees_the_page_and_no_figure_is_on_it(beside: Site) -> None:
    for role in Role:
        status = beside.client(role).get(NAMES).status_code
        assert (status == 200) is (role is EA), role
    said = beside.client(EA).get(f"{NAMES}?change=1").content.decode()
    figures = {row.total for one in county_results().precincts for each in one.contests for row in each.rows}
    shown = [one for one in figures if one > 100 and f">{one}<" in said.replace(",", "")]
    assert len(figures) > 10
    assert shown == []


def test_an_answer_to_another_state_of_things_is_not_taken(beside: Site) -> None:
    client = beside.client(EA)
    answer = client.post(f"{NAMES}confirm/", {"seen": "0" * 64})
    assert answer.status_code == 422
    assert "changed since the page was loaded" in answer.content.decode()
    assert counts(beside).mapping is None


def test_answers_that_nobody_could_give_are_refused(beside: Site) -> None:
    client = beside.client(EA)
    page = client.get(f"{NAMES}?change=1").content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    key = re.findall(r'<select id="(n\w+)"', page)[0]
    for strange in ("P99", "=1+1", "contest-0", "\x00"):
        answer = client.post(f"{NAMES}confirm/", {"seen": seen, key: strange})
        assert answer.status_code == 422
        assert "Expected for" in answer.content.decode()
    assert counts(beside).mapping is None
