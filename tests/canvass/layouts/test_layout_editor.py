"""A learned layout is corrected in a real browser, by keyboard alone, and a voted sheet is read by it."""

import http.client
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.learning.layout_files import save_layout
from imaging.layout import MeasuredTarget
from tabulate.definitions.layouts.layout_file import BallotLayout, Name
from tabulate.definitions.layouts.layout_json import load_layout
from test_ballots.sheets import Scanning
from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.decks import vendor_sheets
from test_ballots.vendors.designs import COTTONWOOD
from test_ballots.vendors.press import VendorPress
from test_ballots.voters.true_marks import TrueMark
from test_ballots.voters.voting import CAREFUL
from tests.canvass.layouts.edited_pages import EDIT, browser_page, editor

DEFINITION = definition_bytes(3, styles=1)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a definition, and the layout that the command learned from the printer's PDF."""
    folder = tmp_path_factory.mktemp("learned")
    (folder / "definition.json").write_bytes(DEFINITION)
    (folder / "blank.pdf").write_bytes(VendorPress(COTTONWOOD, DEFINITION).blank_pdf(0))
    names = ["layout", "learn", folder / "definition.json", "--blank", folder / "blank.pdf", "--out", folder / "l.json"]
    assert run([str(name) for name in names]) == 0
    return folder


def _spoilt(layout: BallotLayout) -> tuple[BallotLayout, MeasuredTarget, Name]:
    """The layout with targets 1 and 2 taken for each other's, and target 3 lost; where that was, and its name."""
    (card,) = layout.cards
    page, back = card.pages
    first, second, third, *rest = page.targets
    assert third.name is not None
    swapped = (replace(first, name=second.name), replace(second, name=first.name), *rest)
    spoilt = replace(layout, cards=(replace(card, pages=(replace(page, targets=swapped), back)),))
    return spoilt, third.place, third.name


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def _follow(page: Page) -> None:
    """Press Enter on a link or button, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _choose(page: Page, name: Name) -> None:
    """Choose a name in the list that has the focus, with the arrow keys."""
    wanted = json.dumps([name.contest, name.choice])
    page.keyboard.press("Home")
    for _ in range(60):
        if page.evaluate("document.activeElement.value") == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the list has no {wanted}")


def test_two_names_are_corrected_and_a_target_added_by_keyboard_and_a_voted_sheet_is_read(
    learned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], browser: Browser
) -> None:
    file = tmp_path / "layout.json"
    right = load_layout(learned / "l.json")
    spoilt, lost_place, lost_name = _spoilt(right)
    save_layout(file, spoilt)
    with editor(file) as address, browser_page(browser) as page:
        page.goto(address)
        _tab_to(page, "td a")
        _follow(page)
        for target in right.cards[0].targets()[:2]:
            assert target.name is not None
            _tab_to(page, f"a[href$='/target/{target.place.number}/']")
            _follow(page)
            _tab_to(page, "#id_name")
            _choose(page, target.name)
            _tab_to(page, "#target-form button")
            _follow(page)
            expect(page.get_by_role("status")).to_have_text("Saved.")
        _tab_to(page, "a[href$='/page/1/']")
        _follow(page)
        _tab_to(page, "#id_name")
        _choose(page, lost_name)
        _tab_to(page, "#picture")
        _steer(page, lost_place)
        page.keyboard.press("Enter")
        for _ in range(2):
            page.keyboard.press("Shift+Tab")
        _tab_to(page, "#target-form button")
        _follow(page)
        expect(page.get_by_role("status")).to_have_text("Added.")
    saved = load_layout(file)
    assert [target.name for target in saved.cards[0].targets()] == [t.name for t in right.cards[0].targets()]
    added = saved.cards[0].targets()[2].place
    assert abs(added.x_in - lost_place.x_in) < 0.01
    assert abs(added.y_in - lost_place.y_in) < 0.01
    _check_reads(learned / "definition.json", file, tmp_path, capsys)


def _steer(page: Page, to: MeasuredTarget) -> None:
    """Move the new target from the middle of the page with the arrow keys, by tenths and hundredths of an inch."""
    for field, wanted, less, more in (
        ("#id_x_in", to.x_in, "ArrowLeft", "ArrowRight"),
        ("#id_y_in", to.y_in, "ArrowUp", "ArrowDown"),
    ):
        steps = round((wanted - float(page.input_value(field))) * 100)
        key = more if steps > 0 else less
        for _ in range(abs(steps) // 10):
            page.keyboard.press(f"Shift+{key}")
        for _ in range(abs(steps) % 10):
            page.keyboard.press(key)


def _check_reads(definition: Path, layout: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = next(vendor_sheets(COTTONWOOD, DEFINITION, 1, 6, CAREFUL, Scanning({}), scales=(1.0,)))
    scans = [folder / name for name in made.names]
    for scan, content in zip(scans, made.contents, strict=True):
        scan.write_bytes(content)
    capsys.readouterr()
    run(["read", str(definition), "--layout", str(layout), *map(str, scans), "--json"])
    sheet = json.loads(capsys.readouterr().out)
    marked = {(t["contest"], t["choice"]) for t in sheet["targets"] if t["mark"] == "marked"}
    assert marked == {(t.contest, t.choice) for t in made.truth.targets if t.mark is TrueMark.YES}
    assert len(marked) >= 5


@pytest.fixture
def opened(learned: Path, tmp_path: Path) -> Iterator[tuple[str, str, Path]]:
    """The editor's host and token, and the file it edits."""
    file = tmp_path / "layout.json"
    file.write_bytes((learned / "l.json").read_bytes())
    with editor(file) as address:
        _, _, host, _, token, _ = address.split("/")
        yield host, token, file


def _ask(host: str, way: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request(way, path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_only_the_browser_that_opened_the_printed_address_gets_in(opened: tuple[str, str, Path]) -> None:
    host, token, file = opened
    before = file.read_bytes()
    assert _ask(host, "GET", "/").status == 403
    assert _ask(host, "GET", "/open/guessed/").status == 403
    arrived = _ask(host, "GET", f"/open/{token}/")
    assert arrived.status == 302
    cookie = (arrived.getheader("Set-Cookie") or "").split(";")[0]
    assert "HttpOnly" in (arrived.getheader("Set-Cookie") or "")
    assert _ask(host, "GET", f"/open/{token}/").status == 403
    page = _ask(host, "GET", "/card/1/page/1/", Cookie=cookie)
    assert page.status == 200
    assert "script-src 'self'" in (page.getheader("Content-Security-Policy") or "")
    assert _ask(host, "GET", "/", Cookie=cookie, Host="elsewhere.example").status == 400
    assert _ask(host, "POST", "/card/1/page/1/target/1/remove/", Cookie=cookie).status == 403
    for nowhere in ("/card/9/page/1/", "/card/1/page/7/", "/card/0/page/0/", "/card/1/page/1/target/999/"):
        assert _ask(host, "GET", nowhere, Cookie=cookie).status == 404
    assert _ask(host, "GET", "/static/..%2Fviews.py", Cookie=cookie).status == 404
    assert file.read_bytes() == before


def test_what_contradicts_itself_is_not_saved_and_said_beside_the_form(
    opened: tuple[str, str, Path], browser: Browser
) -> None:
    host, token, file = opened
    before = file.read_bytes()
    with browser_page(browser) as page:
        page.goto(f"http://{host}/open/{token}/")
        page.goto(f"http://{host}/card/1/page/1/target/2/")
        first = load_layout(file).cards[0].targets()[0].place
        page.fill("#id_y_in", f"{first.y_in:.2f}")
        page.click("text=Save target 2")
        expect(page.get_by_role("alert")).to_contain_text("overlaps")
        assert file.read_bytes() == before
        page.goto(f"http://{host}/card/1/page/1/target/2/")
        save_layout(file, load_layout(file).with_card(replace(load_layout(file).cards[0])))
        file.write_bytes(file.read_bytes() + b"\n")
        page.click("text=Save target 2")
        expect(page.get_by_role("alert")).to_contain_text("was changed since this page was shown")
    assert file.read_bytes() == before + b"\n"


def test_ctrl_c_ends_it_and_a_port_in_use_is_named(learned: Path) -> None:
    with editor(learned / "l.json") as address:
        port = address.split("/")[2].partition(":")[2]
        again = [*EDIT, str(learned / "l.json"), "--no-open", "--port", port]
        refused = subprocess.run(again, capture_output=True, text=True, check=False, timeout=60)
    assert refused.returncode == ExitCode.ENVIRONMENT
    assert f"port {port}: Address already in use." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_layout_that_went_away_is_said_in_words_and_the_editor_goes_on(opened: tuple[str, str, Path]) -> None:
    host, token, file = opened
    cookie = (_ask(host, "GET", f"/open/{token}/").getheader("Set-Cookie") or "").split(";")[0]
    away = file.rename(file.with_suffix(".away"))
    assert _ask(host, "GET", "/", Cookie=cookie).status == 503
    away.rename(file)
    assert _ask(host, "GET", "/", Cookie=cookie).status == 200
