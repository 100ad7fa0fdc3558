"""`canvass publish results`: from a record to a folder that everybody may have."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from canvass import VERSION, clock
from canvass.cli import run
from canvass.disk.swapped_folders import swap_in
from canvass.record import create_record, open_record
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.announcing.night_sites import LATE, SENT, TWO, everything, key_for, published
from tests.canvass.exporting.conftest import exported_once, record
from tests.canvass.exporting.exported_county import TURNED, hostile_definition, released

__all__ = ["exported_once", "record"]
FIRST_VIEW_BYTES = 14_000


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return key_for(tmp_path, "mccone")


def accesses(record: Path) -> list[AccessRecorded]:
    with open_record(record) as opened:
        return [one for one in opened.entries() if isinstance(one, AccessRecorded)]


def test_a_release_becomes_a_site_whose_figures_are_those_of_the_results(
    record: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    released(record)
    site = tmp_path / "site"
    assert published(record, site, key, *LATE, *SENT, *TWO) == 0
    files = everything(site)
    snapshot = json.loads(files["download/results.json"])
    votes = {one["contest"]: sum(choice["votes"] for choice in one["choices"]) for one in snapshot["contests"]}
    capsys.readouterr()
    assert run(["results", str(record), "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)["contests"]
    assert votes == {
        one["contest"]: sum(c["votes"] for c in (*one["choices"], *one["write_ins"])) + one["write_ins_pending"]
        for one in counted
    }
    assert json.loads(files["latest.json"])["snapshot"] == 0
    assert len(files["latest.json"]) <= 600
    assert len(gzip.compress(files["index.html"])) <= FIRST_VIEW_BYTES
    assert {"checkpoint", "snapshots.jsonl", "s/0/manifest.json", "all.atom", "download/detailxml.zip"} <= set(files)
    seen = accesses(record)[-1]
    assert (seen.who, seen.what) == ("Ada Clerk", Access.TOTALS_EXPORTED)
    assert seen.detail.startswith("results snapshot 0, manifest ")
    assert "22:05 by Ada Clerk" in seen.detail
    assert published(record, site, key, *LATE, *SENT, *TWO) == 0, "nothing is new"
    assert everything(site) == files


def test_an_hour_of_the_next_update_without_its_zeros_is_one_in_the_calendar_too(
    record: Path, key: Path, tmp_path: Path
) -> None:
    released(record)
    next_update = ("--next-update", "2026-11-4 7:05")
    assert published(record, tmp_path / "site", key, *LATE, *SENT, *TWO, *next_update) == 0
    files = everything(tmp_path / "site")
    assert b"\r\nDTSTART:20261104T070500\r\n" in files["schedule.ics"]
    assert b"Next update: 2026-11-04 07:05." in files["index.html"]


@pytest.mark.parametrize("complete", [False, True])
def test_the_page_about_the_results_claims_no_more_of_the_complete_count_than_is_so(
    record: Path, key: Path, tmp_path: Path, complete: bool
) -> None:
    released(record, complete=complete)
    assert published(record, tmp_path / "site", key, *LATE, *SENT, *TWO) == 0
    about = everything(tmp_path / "site")["about/index.html"].decode()
    assert ("the difference of any two, is shown where" in about) is not complete
    assert ("precincts are shown by themselves, as the law asks" in about) is complete


def test_hostile_names_are_text_on_every_page_and_in_every_feed(record: Path, key: Path, tmp_path: Path) -> None:
    released(record)
    assert published(record, tmp_path / "site", key, *LATE, *SENT, *TWO) == 0
    files = everything(tmp_path / "site")
    for path, content in files.items():
        if path.endswith(".html"):
            text = content.decode()
            assert text.count("<script") == (0 if path.endswith("embed.html") else 1), path
            assert [one for one in ("<b>", "\N{RIGHT-TO-LEFT OVERRIDE}", TURNED) if one in text] == []
        if path.endswith(".atom"):
            assert fromstring(content) is not None
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in files["index.html"].decode()
    assert "x" * 1_900 in files["contest/levy/index.html"].decode()
    assert "x" * 400 not in files["index.html"].decode()


def test_nothing_goes_out_before_its_gates_are_open(
    record: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    assert published(record, site, key, *LATE, *SENT, *TWO) != 0
    assert "No totals of this record are released" in capsys.readouterr().err
    released(record, complete=False)
    for options, why in (
        ((*SENT, *TWO), "No zero report was published"),
        ((*LATE, *TWO), "A statewide race is on the ballot"),
        ((*LATE, *SENT, "--by", "Ada"), "two persons"),
        ((*LATE, *SENT, "--by", "Ada", "--with", "ADA"), "two persons"),
        ((*LATE, *SENT, *TWO, "--next-update", "soon"), "is no hour"),
        ((*LATE, *SENT, *TWO, "--zero"), "before the polls close"),
    ):
        assert published(record, site, key, *options) != 0
        assert why in " ".join(capsys.readouterr().err.split())
        assert not site.exists()


def test_the_zero_report_comes_on_the_day_and_looks_at_no_count(
    key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Path
) -> None:
    fresh, site = tmp_path / "fresh", tmp_path / "site"
    with create_record(fresh, hostile_definition(), VERSION, "0" * 64) as opened:
        closing = opened.election.polls_close
    monkeypatch.setattr(clock, "now", lambda: closing - timedelta(hours=6))
    assert published(fresh, site, key, "--zero", "--by", "Ada") == 0
    zero = json.loads(everything(site)["download/results.json"])
    assert {one["votes"] for contest in zero["contests"] for one in contest["choices"]} == {0}
    assert b"Zero report" in everything(site)["index.html"]
    monkeypatch.undo()
    released(record)
    assert published(record, site, key, *SENT, *TWO) == 0
    assert b"zero report" in everything(site)["changes/index.html"]
    assert json.loads(everything(site)["latest.json"])["snapshot"] == 1


def test_a_kill_just_after_the_site_changed_leaves_the_entry_of_the_publication(
    record: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released(record)

    def killed(*arguments: Any) -> None:
        swap_in(*arguments)
        raise KilledAfterSwap

    monkeypatch.setattr("canvass.announcing.publishing_snapshots.swap_in", killed)
    with pytest.raises(KilledAfterSwap):
        published(record, tmp_path / "site", key, *LATE, *SENT, *TWO)
    monkeypatch.undo()
    manifest = json.loads(everything(tmp_path / "site")["latest.json"])["manifest"]
    assert accesses(record)[-1].detail.startswith(f"results snapshot 0, manifest {manifest}")
    entries = len(accesses(record))
    assert published(record, tmp_path / "site", key, *LATE, *SENT, *TWO) == 0, "nothing is new"
    assert len(accesses(record)) == entries


class KilledAfterSwap(BaseException):
    """Stands for a kill: nothing catches it."""
