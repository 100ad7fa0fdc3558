"""A whole night without leaving the pages, by mouse, keyboard and screen reader's tree: what it costs is counted."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.canvass.night.hand_of_tree import Tree
from tests.canvass.night.hands import Keys, Mouse
from tests.canvass.night.small_stack import SmallStack, small_stack
from tests.canvass.night.the_night import Night, served_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HANDS = {"mouse": Mouse, "keys": Keys, "tree": Tree}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> SmallStack:
    made = small_stack(tmp_path_factory.mktemp("night"))
    assert len(made.overvoted()) == 2, "the board has work"
    assert sum(made.figures().values()) > 40
    return made


@pytest.mark.long
@pytest.mark.parametrize("way", list(HANDS))
def test_a_whole_night_from_the_definition_to_unofficial_results_on_the_pages_alone(
    stack: SmallStack, browser: Browser, tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    try:
        with served_folder(tmp_path / "general-2026", stack.folder / "scans") as invited:
            night = Night(browser, invited, stack, HANDS[way])
            table, paper = night.walk()
    finally:
        for context in browser.contexts:
            context.close()
    seconds, tally = time.monotonic() - began, night.tally
    with capsys.disabled():
        print(
            f"\n{way}: {tally.pages} pages, {tally.total} acts {dict(sorted(tally.acts.items()))}, "
            f"{tally.seconds:.1f} s of waiting for pages, {seconds:.1f} s in all"
        )
    assert figures_in(table) == stack.figures()
    assert paper.startswith(b"%PDF-")
    assert tally.pages <= 70


def figures_in(table: bytes) -> dict[tuple[str, str], int]:
    """Every figure of the county, by contest's title and choice's name."""
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert rows
    return {(row["contest"], row["choice"]): int(row["votes"]) for row in rows if row["votes"] not in ("", "0")}
