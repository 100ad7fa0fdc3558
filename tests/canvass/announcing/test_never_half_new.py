"""A site stands whole, the old one or the new one, whatever dies while it is made."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from canvass.announcing.publishing_snapshots import NewSnapshot, publish_snapshot
from canvass.announcing.sites_read import read_site
from canvass.announcing.snapshot import Snapshot
from canvass.attesting.head_keys import HeadSigner, public_key_in
from canvass.disk import swapped_folders
from canvass.errors import BusyError, EnvironmentFault, RecordError
from tests.canvass.announcing.night_sites import contest_made, everything, key_for, put, snapshot_of_county

FIRST = snapshot_of_county("30001", [contest_made("mayor", [(10, 9, 1), (20, 15, 5), (8, 12, 0)])])
SECOND = replace(FIRST, release=9, contests=(contest_made("mayor", [(14, 9, 1), (20, 15, 5), (8, 12, 0)]),), ballots=64)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return key_for(tmp_path, "beaverhead")


@pytest.fixture
def site(tmp_path: Path, key: Path) -> Path:
    put(tmp_path / "site", key, FIRST)
    return tmp_path / "site"


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


def dying(place: Callable[..., Any], at: int, error: BaseException) -> Callable[..., Any]:
    """The function, until it is called for the `at`th time: then nothing of it is done any more."""
    calls = 0

    def called(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls >= at:
            raise error
        return place(*arguments, **named)

    return called


@pytest.mark.parametrize("at", [1, 2, 7, 19, 21])
def test_a_full_disk_in_the_middle_leaves_the_old_site_and_the_next_run_publishes(
    site: Path, key: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(site)
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(Path, "write_bytes", dying(Path.write_bytes, at, full))
    with pytest.raises(EnvironmentFault):
        put(site, key, SECOND)
    monkeypatch.undo()
    assert everything(site) == before
    assert put(site, key, SECOND).snapshot.number == 1
    assert read_site(site, public_key_in(f"{key}.pub")).newest == replace(SECOND, number=1)


@pytest.mark.parametrize("where", ["write_bytes", "sync", "exchange", "rmtree", "checkpoint"])
def test_a_kill_at_any_moment_leaves_a_whole_site_and_the_next_run_finishes(
    site: Path, key: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(site)
    match where:
        case "write_bytes":
            monkeypatch.setattr(Path, "write_bytes", dying(Path.write_bytes, 11, Killed()))
        case "checkpoint":
            monkeypatch.setattr(HeadSigner, "sign", dying(HeadSigner.sign, 1, Killed()))
        case "sync":
            monkeypatch.setattr(os, "sync", dying(os.sync, 1, Killed()))
        case "exchange":
            monkeypatch.setattr(swapped_folders, "_exchange", dying(lambda *paths: None, 1, Killed()))
        case "rmtree":
            monkeypatch.setattr(shutil, "rmtree", dying(lambda *paths: None, 1, Killed()))
    with pytest.raises(Killed):
        put(site, key, SECOND)
    monkeypatch.undo()
    found = read_site(site, public_key_in(f"{key}.pub"))
    assert found.newest.release in (7, 9)
    assert found.newest.release == 9 or everything(site) == before
    put(site, key, SECOND)
    found = read_site(site, public_key_in(f"{key}.pub"))
    assert [one.release for one in found.history] == [7, 9]
    assert not swapped_folders.beside(site).exists()


def test_a_real_kill_leaves_a_whole_site(site: Path, key: Path) -> None:
    program = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from tests.canvass.announcing import test_never_half_new as told\n"
        "real, calls = Path.write_bytes, []\n"
        "def write(place, content):\n"
        "    calls.append(place)\n"
        "    if len(calls) == 15:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(place, content)\n"
        "Path.write_bytes = write\n"
        f"told.put(Path({str(site)!r}), Path({str(key)!r}), told.SECOND)\n"
    )
    before = everything(site)
    died = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert everything(site) == before
    put(site, key, SECOND)
    assert read_site(site, public_key_in(f"{key}.pub")).newest.number == 1


def test_a_system_that_cannot_swap_is_put_back_where_it_died(
    site: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    monkeypatch.setattr(os, "rename", dying(os.rename, 2, Killed()))
    with pytest.raises(Killed):
        put(site, key, SECOND)
    assert not site.exists()
    monkeypatch.undo()
    put(site, key, SECOND)
    assert [one.release for one in read_site(site, public_key_in(f"{key}.pub")).history] == [7, 9]


def test_two_at_once_put_one_snapshot_after_the_other(site: Path, key: Path) -> None:
    third = replace(SECOND, release=11, unshown=12)
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda one: put(site, key, one), (SECOND, third)))
    found = read_site(site, public_key_in(f"{key}.pub"))
    assert sorted(one.snapshot.number for one in done) == [1, 2]
    assert [one.number for one in found.history] == [0, 1, 2]


def test_another_machine_that_was_faster_keeps_its_site(site: Path, key: Path, tmp_path: Path) -> None:
    other = tmp_path / "faster"
    copied = tmp_path / "other machine"
    copied.mkdir()
    for name in (key.name, f"{key.name}.pub", f"{key.name}.heads"):
        shutil.copy(key.with_name(name), copied / name)
    shutil.copytree(site, other)
    put(other, copied / key.name, SECOND)

    def make(last: Snapshot | None) -> NewSnapshot:
        shutil.rmtree(site)
        shutil.copytree(other, site)
        return NewSnapshot(replace(SECOND, unshown=3), ())

    with pytest.raises(BusyError, match="changed by another machine"):
        publish_snapshot(site, key, make, lambda found: None)
    assert everything(site) == everything(other)
    assert put(site, key, replace(SECOND, release=11, unshown=3)).snapshot.number == 2


def test_an_older_copy_of_a_site_is_not_signed_again(site: Path, key: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "older")
    put(site, key, SECOND)
    with pytest.raises(RecordError, match="older copy"):
        put(tmp_path / "older", key, replace(SECOND, unshown=3))


def test_links_of_the_first_snapshot_go_on_working(site: Path, key: Path) -> None:
    first = {path: content for path, content in everything(site).items() if path.startswith(("o/", "s/"))}
    pages = {path for path in everything(site) if path.endswith((".html", ".atom"))}
    put(site, key, SECOND)
    now = everything(site)
    assert pages <= set(now)
    assert {path: now[path] for path in first} == first


def test_a_site_that_is_a_link_to_its_folder_is_published_again(site: Path, key: Path, tmp_path: Path) -> None:
    (link := tmp_path / "www").symlink_to(site)
    for number in (1, 2, 3):
        assert put(link, key, replace(SECOND, unshown=number)).snapshot.number == number
    assert link.is_symlink()
    assert read_site(site, public_key_in(f"{key}.pub")).newest.unshown == 3
    assert not swapped_folders.beside(link).is_symlink()


def test_a_contest_whose_id_ends_as_a_file_does_keeps_its_place_apart_from_that_file(key: Path, tmp_path: Path) -> None:
    rows = [(10, 9, 1), (20, 15, 5)]
    odd = replace(FIRST, contests=tuple(contest_made(id_, rows) for id_ in ("mayor", "mayor.json", "mayor.atom")))
    for number in (0, 1):
        assert put(tmp_path / "odd", key, replace(odd, unshown=number)).snapshot.number == number
    assert "contest/mayor.json" in everything(tmp_path / "odd")
