"""The site as readers have it: with and without a script, on a telephone, by keyboard, over ten snapshots."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from canvass.announcing.combining import combined
from canvass.announcing.maps import map_of
from canvass.announcing.snapshot import Snapshot, SnapshotSaid
from tests.canvass.announcing.night_sites import contest_made, key_for, put, snapshot_of_county
from tests.canvass.web.browsing import check_axe, check_fits, picture

UNSAID = SnapshotSaid()
LONG = f"Shall {'a very long question ' * 190}</script><script>alert(1)</script>?"
FOLLOWED = "state.senator,30001.mayor,30003.mayor"
FIRST_VIEW_BYTES = 14_000
BROKEN_WORDS = """() => [...document.querySelectorAll("thead th")].filter((head) => {
  const words = document.createRange();
  words.selectNodeContents(head);
  return /^\\w+$/.test(head.textContent) && words.getClientRects().length > 1;
}).map((head) => head.textContent)"""
_LOOKED_AT_BY_AXE = ("contest/senator/index", "changes/index", "map/index")


class Quiet(SimpleHTTPRequestHandler):
    """A plain web server that says nothing."""

    def do_GET(self) -> None:
        """Give the file: its hour has whole seconds, and these snapshots come within one."""
        del self.headers["If-Modified-Since"]
        super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def night(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which a plain server hands it out."""
    (tmp_path / "served").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "served")))
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield tmp_path / "served", f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    serving.join()


def county(fips: str, moment: int, said: SnapshotSaid = UNSAID) -> Snapshot:
    """Ann gains ten votes at each moment but the sixth, when a batch is taken out again."""
    ann = 20 + 10 * moment - (40 if moment == 6 else 0)
    contests = [
        contest_made("senator", [(ann, 15, 5), (30, 25, 1)], "state/senator", "United States senator"),
        contest_made("mayor", [(ann, 18, 2), (9, 30, 4)], title="Mayor"),
        contest_made("levy", [(ann, 18, 2), (9, 30, 4)], title=LONG),
    ]
    return replace(snapshot_of_county(fips, contests), release=moment + 2, unshown=4, said=said)


def square(place: str, west: float) -> dict[str, object]:
    ring = [[west, 46.0], [west + 1, 46.0], [west + 1, 47.0], [west, 47.0], [west, 46.0]]
    return {"type": "Feature", "properties": {"id": place}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def shapes(folder: Path, *places: str) -> Path:
    file = folder / "shapes.geojson"
    features = [square(place, -110.0 + number) for number, place in enumerate(places)]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_every_page_is_read_without_a_script_fits_and_breaks_no_rule_of_axe(
    night: tuple[Path, str], browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    folder, address = night
    said = SnapshotSaid("2026-11-03 23:00", "Two boxes are on the road.")
    for moment in (1, 2):
        one = county("30001", moment, said)
        put(folder / "one", key_for(tmp_path, "one"), one, map_of(shapes(tmp_path, "P0", "P1"), one))
    assert len(gzip.compress((folder / "one/index.html").read_bytes())) <= FIRST_VIEW_BYTES
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=width == 1280,
    )
    page = context.new_page()
    paths = ("index", "contest/senator/index", "contest/levy/index", "contest/mayor/embed", "precinct/P0/index")
    for path in (*paths, "changes/index", "downloads/index", "about/index", "map/index"):
        page.goto(f"{address}/one/{path}.html")
        check_fits(page)
        if path in _LOOKED_AT_BY_AXE and width == 1280:
            check_axe(page)
        picture(page, f"night-{width}-{path.replace('/', '-')}")
        assert page.locator("h1").count() == 1
        assert page.evaluate(BROKEN_WORDS) == [], path
    page.goto(f"{address}/one/index.html")
    expect(page.get_by_role("cell", name="70", exact=True).first).to_be_visible()
    expect(page.get_by_text("4 counted, not yet shown").first).to_be_visible()
    context.close()


def test_three_contests_of_two_counties_are_followed_over_ten_snapshots_with_one_correction(
    night: tuple[Path, str], browser: Browser, tmp_path: Path
) -> None:
    folder, address = night
    key = key_for(tmp_path, "state")

    def update(moment: int) -> None:
        said = SnapshotSaid(correction="A box was counted twice.") if moment == 6 else SnapshotSaid()
        pair = [county("30001", moment), county("30003", moment)]
        put(folder / "state", key, replace(combined(pair, None, said), release=moment))

    update(0)
    scripted, plain = browser.new_context(), browser.new_context(java_script_enabled=False)
    page, paper = scripted.new_page(), plain.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/state/index.html?follow={FOLLOWED}")
    sections = page.locator("section[data-contest]:visible")
    expect(sections).to_have_count(3)
    sections.first.get_by_role("button", name="Follow").focus()
    for moment in range(1, 10):
        update(moment)
        page.evaluate("nightLook()")
        expect(page.locator("#news")).to_contain_text(f"Snapshot {moment}:")
        expect(sections).to_have_count(3)
        ann = 20 + 10 * moment - (40 if moment == 6 else 0)
        expect(sections.nth(0).get_by_role("row", name="Ann").first).to_contain_text(f"{2 * (ann + 30)}")
        expect(sections.nth(2).get_by_role("row", name="Ann").first).to_contain_text(f"{ann + 9}")
        assert (page.get_by_text("A box was counted twice").count() > 0) is (moment == 6)
        for own in ("contest/30003.mayor", "county/30003"):
            paper.goto(f"{address}/state/{own}/index.html")
            expect(paper.get_by_text("A box was counted twice.")).to_have_count(int(moment == 6))
        paper.goto(f"{address}/state/contest/30003.mayor/index.html")
        expect(paper.get_by_role("row", name="Ann").first).to_contain_text(f"{ann + 9}")
    assert page.evaluate("document.activeElement.textContent") == "Following"
    picture(page, "night-state-followed")
    page.get_by_role("button", name="Show all contests").press("Enter")
    page.reload()
    expect(sections).to_have_count(3)
    assert page.evaluate("new URL(location.href).searchParams.get('follow')") == FOLLOWED
    paper.goto(f"{address}/state/changes/index.html")
    expect(paper.get_by_text("A box was counted twice.")).to_have_count(1)
    expect(paper.locator("h2")).to_have_count(10)
    assert b"A box was counted twice" in (folder / "state/contest/30003.mayor.atom").read_bytes()
    assert [context.cookies() for context in (scripted, plain)] == [[], []]
    assert wrong == []
    scripted.close()
    plain.close()
