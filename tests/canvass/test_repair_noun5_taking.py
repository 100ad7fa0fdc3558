"""Taking an edition: what is refused in words with nothing changed, and a process that dies in the middle of it."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import RecordError
from canvass.record import open_record, store
from canvass.verifying.ledger import verify_ledger
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.polls import WriteInDeclared
from tabulate.definitions.json_document import MAX_BYTES
from test_ballots.definition import definition_bytes
from tests.canvass.corrected_county import DEAD_ID, NEW_ID, changed, changed_contest, first_plan, second_plan

TAKE = ("--ground", "the candidate died", "--by", "Ann Clerk")


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Both editions' files."""
    folder = tmp_path_factory.mktemp("definitions")
    files = folder / "first.json", folder / "second.json"
    for file, plan in zip(files, (first_plan(), second_plan(first_plan())), strict=True):
        file.write_bytes(definition_bytes(plan))
    return files


@pytest.fixture
def record(definitions: tuple[Path, Path], tmp_path: Path) -> Path:
    assert run(["new", str(tmp_path / "record"), str(definitions[0])]) == 0
    return tmp_path / "record"


def take(record: Path, definition: Path, *more: str) -> int:
    return run(["edition", str(record), str(definition), *(more or TAKE)])


def files_of(record: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in record.glob("*.json")}


def entries_of(record: Path) -> list[str]:
    with open_record(record) as opened:
        return [row.kind for row in opened.ledger()]


def other_file(what: str, definitions: tuple[Path, Path], folder: Path) -> Path:
    file = folder / "given.json"
    match what:
        case "nothing there":
            return file
        case "a folder":
            file.mkdir()
        case "not JSON":
            file.write_text("ballots, corrected", encoding="utf-8")
        case "half of it":
            file.write_bytes(definitions[1].read_bytes()[:-40])
        case "a list":
            file.write_text("[]", encoding="utf-8")
        case "huge":
            file.write_bytes(b'{"format": "' + b" " * MAX_BYTES + b'"}')
        case "deep":
            file.write_text('{"id":' * 5000, encoding="utf-8")
        case "the first again":
            file.write_bytes(definitions[0].read_bytes())
        case "another election":
            changed(definitions[1], file, id="another")
        case "another day":
            changed(definitions[1], file, date="2026-06-02", polls_close="2026-06-02T20:00:00-06:00")
        case "only what is not printed":
            changed(definitions[0], file, title="General election, corrected")
        case _:
            raise AssertionError(what)
    return file


HOSTILE = {
    "nothing there": "cannot be read",
    "a folder": "cannot be read",
    "not JSON": "JSON",
    "half of it": "JSON",
    "a list": "found",
    "huge": "at most",
    "deep": "found",
    "the first again": "an edition that the record has already",
    "another election": "It is another election: open a record of its own",
    "another day": "It is another election",
    "only what is not printed": "nothing that is printed differs",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_no_further_edition_is_refused_and_changes_nothing(
    what: str, definitions: tuple[Path, Path], record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(record)
    assert take(record, other_file(what, definitions, tmp_path)) == 3
    said = capsys.readouterr().err
    assert HOSTILE[what] in said
    assert "Traceback" not in said
    assert (files_of(record), entries_of(record)) == (before, ["record opened"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--ground", " ", "--by", "Ann"), "is no ground"),
        (("--ground", "died", "--by", "\t"), "is no name"),
        ((*TAKE, "--on", "2026-11-20"), "cannot have been ordered to be corrected on 2026-11-20"),
        ((*TAKE, "--corrected", "sheriff"), "is no name that this edition prints otherwise"),
    ],
)
def test_what_is_said_of_an_edition_must_be_possible(
    options: tuple[str, ...],
    words: str,
    definitions: tuple[Path, Path],
    record: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert take(record, definitions[1], *options) == 3
    assert words in capsys.readouterr().err
    assert entries_of(record) == ["record opened"]


def renamed(definition: Path, file: Path) -> tuple[Path, str]:
    """The first definition with another name under an id; what the name's path is."""
    document = json.loads(definition.read_text(encoding="utf-8"))
    contest = next(one for one in document["contests"] if one["id"] == changed_contest(first_plan()).id)
    contest["choices"][0]["name"] = "Zenobia Quarrington"
    return changed(definition, file, contests=document["contests"]), f"{contest['id']}/{DEAD_ID}"


def test_a_name_that_changed_under_its_id_is_asked_for_and_what_is_said_is_kept(
    definitions: tuple[Path, Path], record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, path = renamed(definitions[0], tmp_path / "renamed.json")
    assert take(record, file) == 3
    assert f'--corrected "{path}", or somebody else with --replaced "{path}"' in capsys.readouterr().err
    assert take(record, file, *TAKE, "--corrected", path, "--replaced", path) == 3
    assert take(record, file, *TAKE, "--replaced", path) == 0
    assert "is another person than" in capsys.readouterr().out
    with open_record(record) as opened:
        names = opened.election.contest(changed_contest(first_plan()).id).names
        assert {"the-deceased", "the-deceased-edition-2"} <= set(names)
        assert verify_ledger(opened).problems == []


def test_a_printed_person_has_not_the_id_of_somebody_else_who_declared_late(
    definitions: tuple[Path, Path], record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contest = changed_contest(first_plan()).id
    with open_record(record) as opened:
        opened.append([WriteInDeclared(contest, NEW_ID, "Zoe", ("Zoe",), "13-10-211(2)", "clerk")])
    assert take(record, definitions[1]) == 3
    assert 'expected "Zoe", who declared late under this id' in capsys.readouterr().err


def test_no_edition_is_taken_while_a_count_runs_or_after_the_complete_totals(
    definitions: tuple[Path, Path], record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_record(record) as opened:
        with opened.counting():
            assert take(record, definitions[1]) == 7
        opened.append([TotalsReleased(complete=True, with_held=True, released_by="ada")])
    assert take(record, definitions[1]) == 3
    assert "complete totals of this record were released" in capsys.readouterr().err


def test_an_edition_whose_file_was_changed_or_lost_is_said_when_the_record_is_opened(
    definitions: tuple[Path, Path], record: Path
) -> None:
    assert take(record, definitions[1]) == 0
    kept = record / "definition-2.json"
    whole = kept.read_bytes()
    kept.write_bytes(whole + b" ")
    with pytest.raises(RecordError, match="is not the edition that the record has taken"):
        open_record(record)
    kept.unlink()
    with pytest.raises(RecordError, match="the file is not there"):
        open_record(record)
    kept.write_bytes(whole)
    open_record(record).close()


class Mortal:
    """Kills its own process before the step that is as many as `moments` away, of those that write."""

    def __init__(self, moments: int) -> None:
        self._moments = moments

    def step(self, whole: Callable[..., Any]) -> Callable[..., Any]:
        def dying(*given: Any, **named: Any) -> Any:
            self._moments -= 1
            if self._moments == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return whole(*given, **named)

        return dying


def takes_until_killed(moment: int, record: Path, definition: Path) -> bool:
    """Whether a process of its own lived to take the edition; else it was killed before that step."""
    child = os.fork()
    if child == 0:
        mortal = Mortal(moment)
        for at, name in ((os, "fsync"), (os, "replace"), (store, "insert"), (store, "project")):
            setattr(at, name, mortal.step(getattr(at, name)))
        os._exit(take(record, definition))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    assert os.waitstatus_to_exitcode(status) == 0
    return True


def test_whoever_dies_in_the_middle_of_taking_an_edition_leaves_the_record_whole(
    definitions: tuple[Path, Path], record: Path
) -> None:
    """Killed before each step that writes, one after the other, until a process lives through all of them."""
    for moment in range(1, 40):
        lived = takes_until_killed(moment, record, definitions[1])
        with open_record(record) as opened:
            assert verify_ledger(opened).problems == []
            taken = NEW_ID in opened.election.contest(changed_contest(first_plan()).id).names
        assert taken is lived
        if lived:
            break
    assert moment > 4, "nothing was killed in the middle"


def test_what_a_dead_process_left_gives_way_to_the_edition_that_is_taken(
    definitions: tuple[Path, Path], record: Path, tmp_path: Path
) -> None:
    (record / "definition-2.json").write_text("half a fi", encoding="utf-8")
    (record / "layout-2.json").write_text("and a half", encoding="utf-8")
    with open_record(record) as opened:
        assert NEW_ID not in opened.election.contest(changed_contest(first_plan()).id).names
    assert take(record, definitions[1]) == 0
    assert (record / "definition-2.json").read_bytes() == definitions[1].read_bytes()
    assert not (record / "layout-2.json").exists()
