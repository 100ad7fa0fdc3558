"""After a count the page says of each paper that was set aside where it goes: scanner, board, or elsewhere."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import unescape
from pathlib import Path

import pytest

from canvass.accounts.roles import Role
from canvass.errors import ExitCode
from canvass.starting.counts_started import COUNTS, CountAsked, CountsStarted
from imaging.sheets import Reason, ReasonCode, UnreadSheet
from tabulate.ledger.entries import BatchClosed, SheetNotRead
from tests.canvass.results.shown_county import ShownCounty, votes
from tests.canvass.web.served_records import Site, make_accounts, site_of
from tests.tabulate.ledger_makers import source

REASONS = (ReasonCode.NO_TIMING_MARKS, ReasonCode.REPEATED_SHEET, ReasonCode.OTHER_ELECTION, ReasonCode.PAGE_MISSING)
PLACES = {
    "Find the paper and scan it again: 2 sheets": ("box-2.png", "box-5.png"),
    "To the election administrator: it does not belong here: 1 sheet": ("box-4.png",),
    "To the counting board, as it is: 1 sheet": ("box-3.png",),
}


def counted_box(directory: Path) -> None:
    """A batch of which one sheet was counted, and four were not read."""
    county = ShownCounty(directory)
    county.more("box", "P1", 1)
    unread = [
        SheetNotRead("box", UnreadSheet(number, (source(f"box-{number}.png"),), (Reason(code, "seen"),)))
        for number, code in enumerate(REASONS, 2)
    ]
    county.record.append([*unread, BatchClosed("box", 5, 1, 0, 4)])
    county.record.close()


def ended(directory: Path, code: ExitCode, story: str) -> None:
    """A count that was started from a page, as it left its folder."""
    folder = directory / COUNTS / "1"
    folder.mkdir(parents=True)
    asked = CountAsked(
        "scans/box", "/scans/box", "box", "left scanner", "", "", 6, False, "olga", "2026-11-04T01:00:00Z"
    )
    (folder / "asked.json").write_text(json.dumps(asdict(asked)))
    (folder / "exit-code").write_text(str(int(code)))
    (folder / "story.txt").write_text(story)


def page(site: Site) -> str:
    return " ".join(site.client(Role.SCANNER_OPERATOR).get("/scans/1/").content.decode().split())


def test_each_paper_set_aside_has_its_place_and_no_vote_is_told(tmp_path: Path) -> None:
    counted_box(tmp_path / "record")
    ended(tmp_path / "record", ExitCode.WAITING, "")
    with site_of(tmp_path / "record") as site:
        make_accounts()
        text = page(site)
        for words, files in PLACES.items():
            section = text.partition(f"{words}</h3>")[2].partition("</section>")[0]
            assert section.count('<th scope="row"') == len(files), words
            assert [file for file in files if file not in section] == []
        assert "and say that these are more papers of it" in text
        assert [choice for choice in votes(0) if f">{choice}<" in text] == []


@pytest.mark.parametrize(
    ("code", "says", "goes_on"),
    [
        (ExitCode.BUSY, "refused", False),
        (ExitCode.WRONG_INPUT, "refused", False),
        (ExitCode.INTERRUPTED, "stopped", True),
    ],
)
def test_why_a_count_ended_early_is_said_and_a_stopped_one_may_go_on(
    tmp_path: Path, code: ExitCode, says: str, goes_on: bool
) -> None:
    counted_box(tmp_path / "record")
    ended(tmp_path / "record", code, "canvass: Machine <left> was halted by Ann.")
    with site_of(tmp_path / "record") as site:
        make_accounts()
        text = page(site)
        assert f"<dd>{says}</dd>" in text
        assert "<details open><summary>Its story</summary>" in text
        assert "Machine &lt;left&gt; was halted by Ann." in text
        assert ("Go on counting" in text) is goes_on


def test_a_count_does_not_go_on_in_another_folder_that_has_the_name_now(tmp_path: Path) -> None:
    counted_box(tmp_path / "record")
    ended(tmp_path / "record", ExitCode.INTERRUPTED, "")
    other = tmp_path / "other" / "scans"
    (other / "box").mkdir(parents=True)
    with site_of(tmp_path / "record", (other,)) as site:
        make_accounts()
        answer = site.client(Role.SCANNER_OPERATOR).post("/scans/1/again/", follow=True)
        said = unescape(answer.content.decode())
        assert f"scans/box is now the folder {other / 'box'}; the count was of /scans/box." in said
        assert [one.number for one in CountsStarted(site.directory).all()] == [1]


def test_a_count_s_folder_that_is_damaged_is_left_out(tmp_path: Path) -> None:
    counted_box(tmp_path / "record")
    for number, said in (("1", "{"), ("2", "[]"), ("3", '{"batch": "x"}'), ("x", "{}")):
        folder = tmp_path / "record" / COUNTS / number
        folder.mkdir(parents=True)
        (folder / "asked.json").write_text(said)
    with site_of(tmp_path / "record") as site:
        make_accounts()
        client = site.client(Role.SCANNER_OPERATOR)
        assert client.get("/scans/").status_code == 200
        assert client.get("/scans/1/").status_code == 404
