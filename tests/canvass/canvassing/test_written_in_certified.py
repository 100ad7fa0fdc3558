"""Who was written in: 5% of the last general's votes nominate, and an acceptance by the tenth day (W10, W26)."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from canvass import clock
from canvass.errors import ExitCode
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_record import at
from tests.canvass.canvassing.certified_record import (
    ADOPTED_DAY,
    BY,
    accept,
    certificates,
    clear,
    entries,
    issue,
    make,
)
from tests.canvass.canvassing.test_certificates_issued import listed, states

WON = ("--votes", 812, "--source", "report of the canvass of 2024", *BY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied."""
    return make(tmp_path_factory.mktemp("certified"))


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "record"))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The eleventh day after the canvass."""
    now = clock.now() + timedelta(days=ADOPTED_DAY + 11 - 8)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_w10_41_votes_nominate_where_40_do_not(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waits = "last general election not stated"
    assert states(record, tmp_path, "attorney-d") == [("Quinn", waits)]
    assert accept(record, "attorney-d", "q", "--at", at(0)) == ExitCode.WRONG_INPUT
    assert waits in capsys.readouterr().err
    for contest in ("attorney-d", "coroner-d"):
        assert certificates(record, "last-general", contest, *WON) == ExitCode.DONE
    found = {one["contest"]: one for one in listed(record, tmp_path)}
    assert [found[one]["state"] for one in ("attorney-d", "coroner-d")] == ["to accept", "no nominee"]
    assert "20 x 40 = 800 is less than 812" in found["coroner-d"]["said"]
    assert accept(record, "coroner-d", "w", "--at", at(0)) == ExitCode.WRONG_INPUT
    assert accept(record, "attorney-d", "q", "--at", at(0), fee="42.50") == ExitCode.DONE
    assert clear(record, "attorney-d", "q") == ExitCode.DONE
    filed = (election_day() + timedelta(days=1)).isoformat()
    assert certificates(record, "choose", "attorney-d", "q", "--filed", filed, *BY) == ExitCode.DONE
    assert issue(record, "attorney-d", "Quinn", tmp_path / "out") == ExitCode.DONE
    (file,) = (tmp_path / "out").iterdir()
    paper = json.loads(file.read_text("utf-8"))
    assert (paper["certificate"], paper["written_in"], paper["void"]) == ("certificate of nomination", True, None)
    assert states(record, tmp_path, "attorney-r") == [("Quinn", "no nominee: another party")], "Quinn chose D"
    assert certificates(record, "last-general", "clerk", *WON) == ExitCode.WRONG_INPUT
    assert "nominates nobody" in capsys.readouterr().err


@pytest.mark.usefixtures("later")
def test_w10_on_day_11_nobody_accepts_and_there_is_no_nominee(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert certificates(record, "last-general", "attorney-d", *WON) == ExitCode.DONE
    before = entries(record)
    assert accept(record, "attorney-d", "q", "--at", at(1, day=ADOPTED_DAY + 11)) == ExitCode.WRONG_INPUT
    assert "(13-10-204(1)(b); 1-1-307 read as as-it-falls)" in capsys.readouterr().err
    assert entries(record) == before
    found = {one["contest"]: one for one in listed(record, tmp_path)}
    assert (found["attorney-d"]["state"], found["clerk"]["state"]) == ("no nominee", "no certificate: not accepted")
    assert "Zoe may not assume office" in found["clerk"]["said"]
    assert clear(record, "clerk", "z") == ExitCode.DONE
    assert issue(record, "clerk", "z", tmp_path / "out") == ExitCode.WRONG_INPUT
    assert "no certificate: not accepted" in capsys.readouterr().err
    assert accept(record, "clerk", "z", "--at", at(1, day=ADOPTED_DAY + 10), fee="indigent") == ExitCode.DONE


def test_who_was_written_in_and_elected_accepts_before_the_certificate(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert states(record, tmp_path, "clerk") == [("Zoe", "to accept")]
    assert clear(record, "clerk", "z") == ExitCode.DONE
    capsys.readouterr()
    assert issue(record, "clerk", "z", tmp_path / "out") == ExitCode.WRONG_INPUT
    assert "found no acceptance" in capsys.readouterr().err
    assert accept(record, "clerk", "z", fee="soon") == ExitCode.WRONG_INPUT
    assert accept(record, "clerk", "z", "--at", at(0, day=1)) == ExitCode.WRONG_INPUT
    assert "an acceptance after the canvass" in capsys.readouterr().err
    assert accept(record, "clerk", "write-in:Zoe", fee="paid-before") == ExitCode.DONE
    assert issue(record, "clerk", "z", tmp_path / "out", "pdf") == ExitCode.DONE
    assert states(record, tmp_path, "clerk") == [("Zoe", "issued")]
    assert accept(record, "attorney-r", "quinn") == ExitCode.WRONG_INPUT
    assert "somebody who was written in" in capsys.readouterr().err
