"""A county of real size is defined on the page in one sitting, from two CSV files."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from canvass.cli import run
from tabulate.definitions import load_definition
from tabulate.definitions.doubts import definition_doubts
from tests.canvass.definition_editor.defining_pages import Hand, defining
from tests.canvass.layouts.edited_pages import browser_page
from tests.canvass.web.browsing import check_axe, check_fits, picture
from tests.tabulate.defining.certified_counties import (
    OFFICES,
    contests_csv,
    precincts_csv,
    true_county,
    voted_on,
)

_CLICKS, _FIELDS, _MOST_S = 9, 20, 60


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is not there yet."""
    return tmp_path_factory.mktemp("defining") / "draft"


@pytest.fixture(scope="module")
def opened(draft: Path, browser: Browser) -> Iterator[Page]:
    """The pages in the browser that was invited; the printed address is good once."""
    with defining(draft) as address, browser_page(browser) as page:
        page.goto(address)
        yield page


def test_sixty_precincts_and_forty_contests_with_two_split_house_districts_are_defined_in_one_sitting(
    tmp_path: Path, draft: Path, opened: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    county = true_county(Random(1), precincts=60, houses=6, split=2)
    assert (len(county.contests), len({one.precinct for one in county.electors})) == (40, 60)
    contests, precincts = tmp_path / "certified.csv", tmp_path / "precincts.csv"
    contests.write_bytes(contests_csv(county))
    precincts.write_bytes(precincts_csv(county))
    page, began, hand = opened, time.monotonic(), Hand(opened)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto("/".join(page.url.split("/")[:3]))
    picture(page, "define-overview")
    hand.click("Go on: The election")
    hand.type("County", "Larch")
    hand.type("Title", "General Election")
    hand.type("Election day", "2026-11-03")
    hand.choose("Kind of election", "general")
    hand.choose("Write-in lines of a contest of candidates", "as many as seats")
    hand.choose("Are the county's officers its own, shared with no other county?", "yes")
    check_axe(page)
    picture(page, "define-election")
    hand.click("Save and go on")
    hand.give("Contests and candidates", contests)
    hand.give("Precincts", precincts)
    hand.click("Read the lists")
    picture(page, "define-offices")
    for words, office in OFFICES.items():
        number = sum(one.office == words for one in county.contests)
        hand.choose(f"{words} ({number} contests)", office.value)
    hand.click("Save and go on")
    picture(page, "define-places")
    check_axe(page)
    for heading, where in (
        ("State senator", "several counties"),
        ("State representative", "district within a county"),
        ("Municipal office", "municipality"),
        ("School", "district within a county"),
        ("Ballot issues", "one county"),
    ):
        hand.choose("All that are left open below", where, within=heading)
    hand.choose("District Judge, Dept. 1", "one county")
    hand.click("Save and go on")
    for heading in ("Municipal office", "School"):
        hand.choose("All that are left open below", "yes", within=heading)
    hand.choose("County Superintendent of Schools", "yes")
    hand.click("Save and go on")
    expect(page.get_by_role("heading", name="Precincts", level=1)).to_be_visible()
    check_axe(page)
    picture(page, "define-precincts")
    hand.click("Go on: Contests")
    picture(page, "define-contests")
    hand.click("Go on: The definition")
    hand.click("Write the definition")
    expect(page.get_by_text("canvass new RECORD")).to_be_visible()
    taken_s = time.monotonic() - began
    check_axe(page)
    picture(page, "define-finish")
    assert (hand.clicks, hand.fields) == (_CLICKS, _FIELDS)
    place = "/".join(page.url.split("/")[:3])
    page.goto(f"{place}/precincts/?search=larch")
    expect(page.locator("tbody tr")).to_have_count(sum(one.municipality == "Larch" for one in county.electors))
    page.get_by_role("link", name="style-2 of").first.click()
    expect(page.get_by_role("heading", name="Mayor, Larch")).to_be_visible()
    check_axe(page)
    picture(page, "define-ballot")
    assert taken_s < _MOST_S
    election = load_definition(draft / "definition.json")
    assert definition_doubts(election) == ()
    assert voted_on(election) == county.truth()
    assert run(["new", str(tmp_path / "record"), str(draft / "definition.json")]) == 0
    assert "40 contests, 60 precincts in 62 parts" in capsys.readouterr().out
    assert json.loads((draft / "draft.json").read_text())["answers"]["county"] == "Larch"


def test_pages_stand_narrow_and_dark_with_hostile_lists_and_say_line_and_column(
    tmp_path: Path, opened: Page, browser: Browser
) -> None:
    wrong, binary = tmp_path / "wrong.csv", tmp_path / "picture.csv"
    wrong.write_text("Office,Candidate,Seats\nSheriff,=HYPERLINK(1),two\nMayor,Ann\u202eAsh,1\n", encoding="utf-8")
    binary.write_bytes(b"\x89PNG\r\n" + bytes(range(256)) * 40)
    page, hand = opened, Hand(opened)
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark")
    page.goto("/".join(page.url.split("/")[:3]) + "/lists/")
    hand.give("Contests and candidates", wrong)
    hand.give("Precincts", binary)
    hand.click("Read the lists")
    main = page.locator("main")
    expect(main).to_contain_text("line 2, column seats: found 'two'; expected a whole number")
    expect(main).to_contain_text("line 2, column candidate: found '=HYPERLINK(1)', which a spreadsheet would")
    expect(main).to_contain_text("line 3, column candidate: found 'Ann?Ash', with signs that cannot be printed")
    expect(main).to_contain_text("a file that is no table")
    check_axe(page)
    check_fits(page)
    picture(page, "define-wrong-lists")
    for label, text in (("Candidate, line 2", "Bea Birch"), ("Seats, line 2", "1"), ("Candidate, line 3", "Ann Ash")):
        hand.type(label, text)
    page.set_viewport_size({"width": 1280, "height": 900})
    picture(page, "define-mending-wide")
    page.set_viewport_size({"width": 320, "height": 700})
    hand.click("Keep these cells of contests")
    expect(main).to_contain_text("wrong.csv, mended on the page: 2 contests")
    expect(main).not_to_contain_text("Candidate, line 2")
    picture(page, "define-mended")
    hand.click("Steps")
    hand.click("The election")
    check_fits(page)
    assert page.request.post(page.url, form={"county": "Fir"}).status == 403
    other = browser.new_context().new_page()
    answer = other.goto(page.url)
    assert answer is not None
    assert answer.status == 403
    other.context.close()
