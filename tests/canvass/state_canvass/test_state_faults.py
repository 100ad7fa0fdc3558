"""Packages that came in together are entered all or none: a bad one among ten, a full disk, a process killed midway."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.state_canvass.state_folder import canvass_in
from tabulate.state_canvass.county_package import CountyPackage
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.sent_packages import package_from, sealed
from tests.canvass.recount_by_hand.counted_by_hand import STATEMENT
from tests.canvass.state_canvass.counties_sent import BOARD, state, written
from tests.canvass.web.served_records import PASSWORD

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


@pytest.fixture
def small(files: list[Path], tmp_path: Path) -> Path:
    """One county's canvass, declared: F is two votes behind in house district 46. Ann Ash has an account."""
    found = tmp_path / "small"
    opened = ("--election", "General Election", "--date", "2026-11-03", "--county", COUNTIES[0])
    assert state(found, "open", *opened, *BY) == ExitCode.DONE
    assert state(found, "receive", files[0], *BY) == ExitCode.DONE
    with with_password():
        user = ("ann", "--role", "observer", "--full-name", "Ann Ash", "--password-stdin")
        assert run(["user", "add", str(found), *user]) == ExitCode.DONE
    words = ("--out", tmp_path / "d", "--format", "json", *BOARD, "--at", "2026-11-30T10:00")
    assert state(found, "declare", *words) == ExitCode.DONE
    return found


@contextmanager
def with_password() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
        yield


def test_a_notice_that_was_cut_off_is_entered_whole_or_not_and_its_papers_are_written_once_more(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The steps are the first file; then the county's two."""
    before, out = steps(small), tmp_path / "n"
    petition = ("--petitioner", "f", "--statement", STATEMENT, "--verified-before", "Nan Notary", "--bond", "1200")
    words = ("R-1", "--contest", "house-46", *petition, "--filed", "2026-12-01", "--out", out, *BY)
    killed(lambda: state(small, "recount", *words), 1)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", at_the(1, disk_is_full))
        assert state(small, "recount", *words) == ExitCode.ENVIRONMENT
    assert "is full" in capsys.readouterr().err
    assert (steps(small), out.exists()) == (before, False), "no county is told of a recount that is not entered"
    killed(lambda: state(small, "recount", *words), 3)
    assert len(canvass_in(small).recounts) == 1
    assert len(list(out.glob("*.json")) + list(out.glob("*.pdf"))) == 1, "it died before the second"
    entered = steps(small)
    assert state(small, "recount", *words) == ExitCode.WRONG_INPUT
    assert "There is a recount R-1 already" in capsys.readouterr().err
    assert state(small, "notices", "R-1", "--out", out) == ExitCode.DONE
    assert (steps(small), len(list(out.glob("R-1-001-*")))) == (entered, 2)


def test_a_signature_that_was_cut_off_is_not_there_and_is_given_again(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All signatures of one command are one stroke; the key is there since the account is."""

    def sign() -> ExitCode:
        with with_password():
            own = ("--account", "ann", "--name", "Ann Ash", "--title", "state auditor", "--password-stdin")
            return ExitCode(run(["sign", str(small), "--every", *own]))

    papers = len(canvass_in(small).papers)
    killed(sign, 1)
    assert canvass_in(small).signatures.signed == ()
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", at_the(1, disk_is_full))
        assert sign() == ExitCode.ENVIRONMENT
    assert "is full" in capsys.readouterr().err
    assert canvass_in(small).signatures.signed == ()
    assert run(["verify", str(small)]) == ExitCode.DONE
    assert sign() == ExitCode.DONE
    assert len(canvass_in(small).signatures.signed) == papers
    assert run(["verify", str(small)]) == ExitCode.DONE
