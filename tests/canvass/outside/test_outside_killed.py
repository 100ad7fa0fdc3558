"""Another system's files on a computer that dies or is full: kept, named, taken whole and once, or not at all."""

from __future__ import annotations

import errno
import os

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.importing.kept_files import FOLDER
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from tests.canvass.outside.county_beside import ACCEPTED, BY, CountyBeside, counts, files_in, with_row
from tests.canvass.test_office_commands_killed import fill, killed, without_room


def steps(beside: CountyBeside) -> list[tuple[str, ...]]:
    """Each of the three, in the order in which they are taken."""
    there = str(beside.record)
    files = (str(beside.report()), str(beside.report(with_row(beside.results, 0, 0, 0, 0), "again.pdf")))
    return [
        ("outside", "add", there, *files, *BY),
        ("outside", "map", there, *BY),
        ("outside", "take", there, *ACCEPTED, *BY),
    ]


def entered(beside: CountyBeside) -> tuple[int, int, int]:
    with open_record(beside.record) as opened:
        assert verify_ledger(opened).problems == []
    found = counts(beside)
    return len(found.files), len(found.mappings), len(found.takings)


def test_a_killed_step_has_entered_nothing_or_all_of_it_and_is_taken_again(beside: CountyBeside) -> None:
    add, name, take = steps(beside)
    killed(("file", add), ("before", add))
    assert entered(beside) == (0, 0, 0)
    killed(("after", add), ("before", name), ("after", name), ("before", take))
    assert entered(beside) == (1, 1, 0)
    assert [one.parent.parent.name for one in files_in(beside.record / FOLDER)] == [FOLDER], "nothing is left half"
    assert run(list(take)) == ExitCode.DONE
    assert entered(beside) == (1, 1, 1)
    for step in (add, name, take):
        assert run(list(step)) == ExitCode.DONE, "already there"
    assert entered(beside) == (1, 1, 1)


def test_without_room_for_a_file_nothing_is_kept_and_the_record_says_what_to_do(
    beside: CountyBeside, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    add, *_ = steps(beside)
    with monkeypatch.context() as writing:
        writing.setattr(os, "fsync", full)
        assert run(list(add)) == ExitCode.ENVIRONMENT
    assert "is full" in capsys.readouterr().err
    assert entered(beside) == (0, 0, 0)
    assert run(list(add)) == ExitCode.DONE
    assert entered(beside) == (1, 0, 0)


def test_without_room_for_an_entry_each_step_says_so_and_is_taken_once_there_is_room(
    beside: CountyBeside, capsys: pytest.CaptureFixture[str]
) -> None:
    before: tuple[int, ...] = (0, 0, 0)
    for at, step in enumerate(steps(beside)):
        with without_room():
            fill(beside.record)
            capsys.readouterr()
            assert run(list(step)) == ExitCode.ENVIRONMENT, step
            assert "is full" in capsys.readouterr().err
        assert entered(beside) == before
        assert run(list(step)) == ExitCode.DONE
        before = (*before[:at], 1, *before[at + 1 :])
        assert entered(beside) == before
