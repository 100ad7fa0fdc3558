"""The pollbook's certificate: printed for ink, entered once all judges signed, by the number that was entered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from tabulate.board.boards import BoardAppointed, Judge
from tests.canvass.canvassing.canvassed_record import entries, pages_of

JUDGES = ("Ada Ash", "Bea Birch", "Cal Cole")
SIGNED = (*(word for name in JUDGES for word in ("--signer", name)), "--by", "Dee Clerk")


@pytest.fixture
def appointed(record: Path) -> Path:
    judges = tuple(Judge(name.split()[0].lower(), name, "2026-11-02") for name in JUDGES)
    with open_record(record) as opened:
        opened.append([BoardAppointed("east", judges, False, "clerk")])
    return record


def pollbook(record: Path, *words: object) -> ExitCode:
    return ExitCode(run(["seals", "pollbook", str(record), *map(str, words)]))


def test_it_is_printed_with_the_number_and_places_for_ink_and_entered_once_signed(
    appointed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "P1.pdf"
    assert pollbook(appointed, "--precinct", "P1", "--out", paper) == ExitCode.DONE
    (page,) = pages_of(paper)
    for words in ("Certificate of the pollbook: precinct North", "(13-15-204)", "Their number is 12.", "13-15-205"):
        assert words in page
    assert all(f"{name}, judge of board east" in page for name in JUDGES)
    before = entries(appointed)
    assert pollbook(appointed) == ExitCode.WAITING
    assert "Precinct P1: the pollbook is not certified." in capsys.readouterr().out
    entered = ("--precinct", "P1", "--electors", 12, "--board", "east", "--at", "2026-01-01T21:40", *SIGNED)
    assert pollbook(appointed, *entered) == ExitCode.DONE
    assert entries(appointed) == before + 1
    assert pollbook(appointed, "--precinct", "P1", "--out", tmp_path / "P1.json") == ExitCode.DONE
    found = json.loads((tmp_path / "P1.json").read_text("utf-8"))
    assert (found["electors_voting"], found["certified"]["signed_by"]) == (12, list(JUDGES))
    assert found["certified"]["entry"] == before + 1
    assert pollbook(appointed, "--precinct", "P1", "--out", paper) == ExitCode.DONE
    assert "Signed by Ada Ash, Bea Birch, Cal Cole, of board east, on" in " ".join(pages_of(paper))
    assert run(["verify", str(appointed)]) == ExitCode.DONE
    capsys.readouterr()
    assert pollbook(appointed, "--json") == ExitCode.WAITING
    listed = {one["precinct"]: one["certified"] for one in json.loads(capsys.readouterr().out)["pollbooks"]}
    assert [name for name, one in listed.items() if one is None] == ["P2", "P3"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--precinct", "P1", "--electors", 11, "--board", "east", *SIGNED), "12 electors voting are entered"),
        (("--precinct", "P1", "--electors", 12, "--board", "west", *SIGNED), "which there is not"),
        (("--precinct", "P1", "--electors", 12, "--board", "east", *SIGNED[2:]), "none of Ada Ash"),
        (("--precinct", "P9", "--electors", 12, "--board", "east", *SIGNED), "has no precinct 'P9'"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    appointed: Path, words: tuple[object, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = entries(appointed)
    assert pollbook(appointed, *words) == ExitCode.WRONG_INPUT
    assert said in capsys.readouterr().err
    assert entries(appointed) == before


@pytest.mark.parametrize(
    "words", [("--electors", 12), ("--precinct", "P1", "--electors", 12), ("--precinct", "P1", "--board", "e")]
)
def test_half_of_what_is_asked_for_is_no_certificate(appointed: Path, words: tuple[object, ...]) -> None:
    assert pollbook(appointed, *words) == ExitCode.USAGE
