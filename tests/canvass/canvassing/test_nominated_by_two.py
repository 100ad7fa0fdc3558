"""W26: Quinn is nominated by R's ballots, and by D's who wrote the name: never 255 votes, and one party in the end."""

from __future__ import annotations

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
    issue,
    make,
)
from tests.canvass.canvassing.test_certificates_issued import listed, states
from tests.canvass.canvassing.test_written_in_certified import WON


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Quinn's 41 votes on D's ballots are enough, and Quinn accepted."""
    record = make(tmp_path_factory.mktemp("two-parties"))
    assert certificates(record, "last-general", "attorney-d", *WON) == ExitCode.DONE
    assert accept(record, "attorney-d", "q", "--at", at(0)) == ExitCode.DONE
    return record


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "record"))


@pytest.fixture
def eleventh(monkeypatch: pytest.MonkeyPatch) -> None:
    """The eleventh day after the election."""
    now = clock.now() + timedelta(days=11 - 8)
    assert (now.date() - election_day()).days >= 10
    monkeypatch.setattr(clock, "now", lambda: now)


def choose(record: Path, contest: str, choice: str, days: int, hour: str = "") -> ExitCode:
    filed = (election_day() + timedelta(days=days)).isoformat()
    return certificates(record, "choose", contest, choice, "--filed", filed, *(("--at", hour) if hour else ()), *BY)


def test_w26_votes_of_two_parties_are_never_added(record: Path, tmp_path: Path) -> None:
    votes = {one["contest"]: one["votes"] for one in listed(record, tmp_path) if one["name"].startswith("Quinn")}
    assert votes == {"attorney-d": 41, "attorney-r": 210}


def test_w26_a_nominee_of_two_parties_chooses_one_in_writing(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for contest in ("attorney-r", "attorney-d"):
        assert states(record, tmp_path, contest) == [("Quinn", "to choose a party")]
    assert clear(record, "attorney-r", "quinn") == ExitCode.DONE
    assert issue(record, "attorney-r", "quinn", tmp_path / "out") == ExitCode.WRONG_INPUT
    assert "Chooses one by" in capsys.readouterr().err
    assert choose(record, "coroner-d", "w", 3) == ExitCode.WRONG_INPUT
    assert choose(record, "attorney-d", "q", 3) == ExitCode.DONE
    assert states(record, tmp_path, "attorney-d") == [("Quinn", "declared")]
    assert states(record, tmp_path, "attorney-r") == [("Quinn", "no nominee: another party")]
    assert issue(record, "attorney-r", "quinn", tmp_path / "out") == ExitCode.WRONG_INPUT
    assert choose(record, "attorney-r", "quinn", 3) == ExitCode.WRONG_INPUT
    assert "one written choice (13-10-303)" in capsys.readouterr().err
    assert clear(record, "attorney-d", "q") == ExitCode.DONE
    assert issue(record, "attorney-d", "q", tmp_path / "out") == ExitCode.DONE


@pytest.mark.usefixtures("eleventh")
def test_w26_who_is_silent_keeps_the_party_of_the_declaration(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {one["contest"]: one for one in listed(record, tmp_path)}
    assert [found[one]["state"] for one in ("attorney-r", "attorney-d")] == ["declared", "no nominee: another party"]
    assert "declared for Attorney-R, R (13-10-303)" in found["attorney-d"]["said"]
    assert choose(record, "attorney-d", "q", 11) == ExitCode.WRONG_INPUT
    assert "within 10 days after the election" in capsys.readouterr().err
    assert choose(record, "attorney-d", "q", 10) == ExitCode.DONE, "filed in time, entered later"
    assert states(record, tmp_path, "attorney-d") == [("Quinn", "declared")]


def test_w26_without_an_acceptance_the_other_party_has_no_nominee(tmp_path: Path) -> None:
    record = make(tmp_path)
    assert certificates(record, "last-general", "attorney-d", *WON) == ExitCode.DONE
    assert states(record, tmp_path, "attorney-r") == [("Quinn", "declared")]
    assert states(record, tmp_path, "attorney-d") == [("Quinn", "to accept")]
    assert choose(record, "attorney-d", "q", ADOPTED_DAY) == ExitCode.WRONG_INPUT
