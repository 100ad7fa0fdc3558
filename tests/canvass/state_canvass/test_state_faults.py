"""Packages that came in together are entered all or none: a bad one among ten, a full disk, a process killed midway."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from canvass.errors import ExitCode
from canvass.state_canvass.state_folder import canvass_in
from tabulate.state_canvass.county_package import CountyPackage
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.sent_packages import package_from, sealed
from tests.canvass.state_canvass.counties_sent import BOARD, state, written

COUNTIES = tuple(f"County {number}" for number in range(1, 11))
BY = ("--by", "Dee Day")


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    opened = ("--election", "General Election", "--date", "2026-11-03")
    named = [word for one in COUNTIES for word in ("--county", one)]
    assert state(tmp_path / "state", "open", *opened, *named, *BY) == ExitCode.DONE
    return tmp_path / "state"


@pytest.fixture
def files(big_sky: CountyPackage, tmp_path: Path) -> list[Path]:
    """Of ten counties."""
    sent = [sealed(replace(big_sky, county=name, seal=None)) for name in COUNTIES]
    return [written(tmp_path, one, f"{number}.zip") for number, one in enumerate(sent)]


def steps(folder: Path) -> bytes:
    return (folder / "steps.jsonl").read_bytes()


def packages(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.glob("packages/*.zip"))


def test_a_bad_one_among_ten_leaves_nothing(
    folder: Path, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before, whole = steps(folder), files[8].read_bytes()
    for bad, said in ((b"no zip", "it is no zip that can be read"), (files[0].read_bytes(), "Two of the files are of")):
        files[8].write_bytes(bad)
        assert state(folder, "receive", *files, *BY) == ExitCode.WRONG_INPUT
        assert said in capsys.readouterr().err
        assert (steps(folder), packages(folder)) == (before, [])
    files[8].write_bytes(whole)
    assert state(folder, "receive", *files, *BY) == ExitCode.DONE
    assert (len(canvass_in(folder).received), len(packages(folder))) == (10, 10)


def at_the(number: int, fault: Callable[[], object]) -> Callable[..., None]:
    """`os.replace`, by which a file comes to stand in the folder, with a fault instead of that one."""
    real, done = os.replace, [0]

    def instead(source: Any, target: Any, **more: Any) -> None:
        done[0] += 1
        if done[0] == number:
            fault()
        real(source, target, **more)

    return instead


def disk_is_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_nothing_and_the_same_command_goes_on(
    folder: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = steps(folder)
    for number in (1, 6, 11):
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", at_the(number, disk_is_full))
            assert state(folder, "receive", *files, *BY) == ExitCode.ENVIRONMENT
        assert "is full" in capsys.readouterr().err
        assert (steps(folder), packages(folder)) == (before, []), number
    assert state(folder, "receive", *files, *BY) == ExitCode.DONE
    assert canvass_in(folder).missing == ()


def killed(command: Callable[[], object], number: int) -> None:
    """Run a command in a process of its own, which dies as the file of that number is about to stand."""
    child = os.fork()
    if not child:
        os.replace = at_the(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        command()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL, "it was killed, and did not end by itself"


def test_a_process_killed_midway_has_entered_none_and_the_same_command_enters_all(
    folder: Path, files: list[Path]
) -> None:
    before = steps(folder)
    # Four packages stand after the second kill and are not written again; the seventh file is the ledger then.
    for number in (1, 5, 7):
        killed(lambda: state(folder, "receive", *files, *BY), number)
        assert steps(folder) == before, number
        assert canvass_in(folder).received == {}
    assert state(folder, "receive", *files, *BY) == ExitCode.DONE
    found = canvass_in(folder)
    assert (found.missing, len(found.steps), len(packages(folder))) == ((), 11, 10)


def test_a_board_whose_declaration_was_cut_off_has_declared_nothing_and_no_paper_of_it_stands(
    folder: Path, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A declaration and its papers are one stroke."""
    small = tmp_path / "small"
    opened = ("--election", "General Election", "--date", "2026-11-03", "--county", COUNTIES[0])
    assert state(small, "open", *opened, *BY) == ExitCode.DONE
    assert state(small, "receive", files[0], *BY) == ExitCode.DONE
    before = steps(small)
    words = ("--out", tmp_path / "d", "--format", "json", *BOARD, "--at", "2026-11-30T10:00")
    killed(lambda: state(small, "declare", *words), 1)
    assert steps(small) == before
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", at_the(1, disk_is_full))
        assert state(small, "declare", *words) == ExitCode.ENVIRONMENT
    assert steps(small) == before
    assert state(small, "declare", *words) == ExitCode.DONE
    found = canvass_in(small)
    assert found.stands
    assert len(found.papers) == 1 + len(list((tmp_path / "d").iterdir()))
