"""Folders that may be counted from a page: below those that were allowed, and by no other way."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode, InputError
from canvass.starting.counts_started import CountAsked, CountsStarted, CountStands
from canvass.starting.scan_folders import ScanFolders, scan_roots

LONGEST_S = 60


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """AB-001 with two files, a folder below a folder, a hidden one, an empty one, and links."""
    folder = tmp_path / "scans"
    for name in ("AB-001/one.jpg", "AB-001/two.jpg", "day 2/AB-002/one.jpg", ".hidden/one.jpg"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"scan")
    (folder / "empty").mkdir()
    (folder / "record" / "images").mkdir(parents=True)
    (folder / "record" / "ledger.sqlite3").touch()
    (folder / "record" / "images" / "kept.jpg").write_bytes(b"counted")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.jpg").write_bytes(b"secret")
    (folder / "out").symlink_to(outside)
    (folder / "within").symlink_to(folder / "AB-001")
    (folder / "AB-001" / "linked").symlink_to(outside)
    (folder / "AB-001" / "secret.jpg").symlink_to(outside / "secret.jpg")
    return folder


def test_folders_with_files_are_listed_and_links_are_not_followed(scans: Path) -> None:
    found = {one.name: one.files for one in ScanFolders((scans,)).listed()}
    assert found == {"scans/AB-001": 2, "scans/day 2/AB-002": 1}


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "/etc",
        "scans/..",
        "scans/../outside",
        "scans/AB-001/../../outside",
        "outside",
        "scans/out",
        "scans/within",
        "scans/AB-001/linked",
        "scans/.hidden",
        "scans/record",
        "scans/record/images",
        "scans/nothing",
        "scans/AB-001/one.jpg",
        "scans\x00/AB-001",
        "scans/" + "a" * 5_000,
        "SCANS/AB-001",
    ],
)
def test_no_name_leads_out_of_the_folders_that_were_allowed(scans: Path, name: str) -> None:
    with pytest.raises(InputError, match="Nothing was started"):
        ScanFolders((scans,)).folder(name)


def test_a_folder_is_found_by_its_name_also_where_two_allowed_ones_are_called_alike(
    scans: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "scans"
    (other / "AB-001").mkdir(parents=True)
    (other / "AB-001" / "page.jpg").write_bytes(b"scan")
    both = ScanFolders((scans, other))
    assert both.folder("scans/day 2/AB-002").path == scans / "day 2" / "AB-002"
    assert both.folder("scans (2)/AB-001").path == other / "AB-001"
    assert ScanFolders(()).listed() == ()


def test_what_is_no_folder_or_holds_the_record_is_not_allowed(tmp_path: Path) -> None:
    record = tmp_path / "record"
    (record / "images").mkdir(parents=True)
    for wrong in (tmp_path / "nothing", record, record / "images", tmp_path):
        with pytest.raises(InputError):
            scan_roots((wrong,), record)
    beside = tmp_path / "scans"
    beside.mkdir()
    assert scan_roots((beside, beside), record) == (beside.resolve(),)


def test_no_name_is_taken_for_an_option_of_the_command() -> None:
    asked = CountAsked("f", "--out", "--help", "-h", "", "--json", 3, adds=True, by="olga", at="")
    words = asked.command(Path("--record"))
    assert words[-3:] == ["--", "--record", "--out"]
    assert "--batch=--help" in words
    assert "--precinct=--json" in words
    assert "--machine=-h" in words


def test_a_count_from_the_page_is_what_the_page_says_whatever_stands_in_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("canvass.toml").write_text('[count]\nkind = "absentee"\nquiet = true\nnonsense = 1\n')
    (tmp_path / "empty").mkdir()
    started = CountsStarted(tmp_path / "empty")
    number = started.start(CountAsked("f", "f", "AB-001", "left scanner", "", "", None, adds=False, by="olga", at=""))
    until = time.monotonic() + LONGEST_S
    while (found := started.find(number)) and found.standing is CountStands.RUNNING:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert found is not None
    assert (found.standing, "is not an election record" in found.story) == (CountStands.REFUSED, True), found.story


def test_serve_refuses_a_folder_that_cannot_be_allowed_before_it_serves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", str(tmp_path / "record"), "--scans", str(tmp_path / "nothing")]) == ExitCode.WRONG_INPUT
    assert "Name a folder of scans that is there: --scans FOLDER" in capsys.readouterr().err
    assert run(["serve", str(tmp_path / "record"), "--scans", str(tmp_path)]) == ExitCode.WRONG_INPUT
    assert "lie in one another" in capsys.readouterr().err
