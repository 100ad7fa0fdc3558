"""A draft loses nothing between visits, whatever dies, and its commands lead from lists to a record."""

import json
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

import pytest

from canvass.cli import run
from canvass.defining.definition_drafts import DefinitionDraft
from canvass.defining.former_elections import take_former
from canvass.errors import ExitCode, InputError
from canvass.importing.defining.drafted_definition import drafted_definition
from canvass.importing.defining.stated import StatedOfElection
from tabulate.defining.list_columns import ListKind, template
from tabulate.definitions import load_definition
from tests.canvass.defining.test_definition_from_report import report
from tests.tabulate.defining.certified_counties import contests_csv, precincts_csv, true_county, voted_on
from tests.tabulate.defining.completed import ELECTION, completed, first_answer

_KEEPS_ANSWERING = """
import sys
from pathlib import Path
from canvass.defining.definition_drafts import DefinitionDraft
from tabulate.defining.list_columns import ListKind
draft = DefinitionDraft(Path(sys.argv[1]))
for number in range(100_000):
    draft.answer({"title": f"Election {number}"})
    draft.take_list(ListKind.CONTESTS, "contests.csv", f"Office,Candidate\\nSheriff,Ann {number}\\n".encode())
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(2))
def test_a_kill_in_the_middle_of_saving_loses_nothing_that_was_saved(tmp_path: Path, seed: int) -> None:
    draft = DefinitionDraft(tmp_path / "draft")
    draft.begin()
    draft.answer({"county": "Larch"})
    command = [sys.executable, "-c", _KEEPS_ANSWERING, str(draft.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for _ in range(5):
            assert running.stdout.readline()
        time.sleep(Random(seed).random() / 20)
        running.send_signal(signal.SIGKILL)
        said = [4, *(int(line) for line in running.stdout if line.strip().isdigit())][-1]
    content = draft.read()
    number = int(content.answers.title.removeprefix("Election "))
    assert number in (said, said + 1)
    (contest,) = draft.lists_of(content)[0].contests
    assert int(contest.choices[0].name.removeprefix("Ann ")) in (number, number - 1)
    assert content.answers.county == "Larch"
    draft.answer({"title": "General Election"})


def test_commands_lead_from_two_lists_to_a_definition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    county = true_county(Random(2), 5, houses=2)
    (tmp_path / "c.csv").write_bytes(contests_csv(county, Random(2)))
    (tmp_path / "p.csv").write_bytes(precincts_csv(county, Random(2)))
    draft, out = tmp_path / "draft", tmp_path / "definition.json"
    assert run(["define", "begin", str(draft)]) == 0
    assert run(["define", "check", str(draft)]) == ExitCode.WAITING
    assert "Missing: the list of precincts" in capsys.readouterr().err
    files = ["--contests", str(tmp_path / "c.csv"), "--precincts", str(tmp_path / "p.csv")]
    assert run(["define", "lists", str(draft), *files]) == ExitCode.WAITING
    said = capsys.readouterr()
    assert "Not used of" in said.out
    assert "Filed on" in said.out
    assert run(["define", "write", str(draft), "--out", str(out)]) == ExitCode.WAITING
    assert not out.exists()
    opened = DefinitionDraft(draft)
    assert run(["define", "answer", str(draft), *(f"{key}={text}" for key, text in ELECTION.items())]) == 1
    while asked := opened.standing().open_questions:
        run(["define", "answer", str(draft), *(f"{one.key}={first_answer(one)}" for one in asked)])
    assert run(["define", "check", str(draft)]) == 0
    assert run(["define", "write", str(draft), "--out", str(out)]) == 0
    assert voted_on(load_definition(out)) == county.truth()
    assert "Next: canvass new RECORD" in capsys.readouterr().out


def test_a_heading_that_is_not_used_does_not_work_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.csv").write_bytes(b"Office,Candidate,Filed\x1b]on\nSheriff,Ann Ash,1\n")
    assert run(["define", "begin", str(tmp_path / "draft")]) == 0
    run(["define", "lists", str(tmp_path / "draft"), "--contests", str(tmp_path / "c.csv")])
    said = capsys.readouterr()
    assert "Filed" in said.out
    assert "\x1b" not in said.out + said.err


def test_the_last_elections_precincts_are_taken_and_its_contests_without_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county = true_county(Random(3), 6, houses=2)
    former = completed(contests_csv(county), precincts_csv(county)).content
    (tmp_path / "former.json").write_bytes(former)
    draft = tmp_path / "draft"
    assert run(["define", "begin", str(draft), "--from", str(tmp_path / "former.json")]) == 0
    standing = DefinitionDraft(draft).standing()
    assert len(standing.parts) == len(county.electors)
    assert (standing.answers.county, standing.contests) == ("Larch", ())
    to_fill_in = (draft / "contests-of-the-last-election.csv").read_text()
    assert "State Representative" in to_fill_in
    assert "Cedar" not in to_fill_in
    assert run(["new", str(tmp_path / "record"), str(tmp_path / "former.json")]) == 0
    again = tmp_path / "again"
    assert run(["define", "begin", str(again), "--from", str(tmp_path / "record"), "--with-names"]) == 0
    assert len(DefinitionDraft(again).standing().contests) == len(county.contests)
    (tmp_path / "other.json").write_text('{"contests": [], "ballotStyles": []}')
    assert run(["define", "begin", str(again), "--from", str(tmp_path / "other.json")]) == ExitCode.WRONG_INPUT
    assert "no definition of Canvass's own" in capsys.readouterr().err


def test_templates_are_written_and_read(tmp_path: Path) -> None:
    for kind in ListKind:
        assert run(["define", "template", kind.value, "--out", str(tmp_path / f"{kind.value}.csv")]) == 0
        assert (tmp_path / f"{kind.value}.csv").read_text(encoding="utf-8-sig").split() == template(kind).split()


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'{"format": "canvass-definition-draft/1"}',
     b'{"format": "canvass-definition-draft/1", "answers": {"date": "x"}, "lists": {}}',
     b'{"format": "canvass-definition-draft/1", "answers": {}, "lists": {"contests": {"name": "x", "sha256": "../x"}}}',
     b'{"format": "canvass-definition-draft/1", "answers": {"county": 5}, "lists": {}}',
     b'{"format": "canvass-definition-draft/2", "answers": {}, "lists": {}}'],
)  # fmt: skip
def test_a_damaged_draft_is_said_to_be(tmp_path: Path, damage: bytes) -> None:
    draft = DefinitionDraft(tmp_path / "draft")
    draft.begin()
    (draft.folder / "draft.json").write_bytes(damage)
    with pytest.raises(InputError):
        draft.read()


def test_a_list_that_was_changed_on_the_disk_is_not_used(tmp_path: Path) -> None:
    draft = DefinitionDraft(tmp_path / "draft")
    draft.begin()
    draft.take_list(ListKind.PRECINCTS, "p.csv", b"Precinct\n1\n")
    (kept,) = draft.read().lists.values()
    (draft.folder / "lists" / kept.sha256).write_bytes(b"Precinct\n2\n")
    with pytest.raises(InputError, match="gone or was changed"):
        draft.standing()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    assert run(["define", "begin", str(tmp_path)]) == ExitCode.WRONG_INPUT
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_the_draft_says_what_it_keeps(tmp_path: Path) -> None:
    draft = DefinitionDraft(tmp_path / "draft")
    draft.begin()
    draft.answer({"county": "Larch", "title": "x"})
    draft.answer({"title": ""})
    assert json.loads((draft.folder / "draft.json").read_text())["answers"] == {"county": "Larch"}


def test_a_report_of_another_system_becomes_lists_whose_blanks_are_filled_in_before_they_are_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "report.json").write_bytes(drafted_definition(report(3), StatedOfElection()).content)
    draft = DefinitionDraft(tmp_path / "draft")
    draft.begin()
    take_former(draft, tmp_path / "report.json", with_names=True)
    assert draft.read().answers.day == date(2026, 11, 3)
    asked = [one.found for one in draft.standing().problems]
    assert asked
    assert set(asked) == {"a blank"}
    for kind, kept in draft.read().lists.items():
        text = draft.list_content(kept).decode()
        draft.take_list(kind, "filled in", re.sub(r'"\?\? [^"]*"|\?\? [^,\r\n]*', "", text).encode())
    drafted = json.loads((tmp_path / "report.json").read_bytes())
    standing = draft.standing()
    assert standing.problems == ()
    assert len(standing.contests) == len(drafted["contests"])
    assert len({one.precinct for one in standing.parts}) == len(drafted["precincts"])
    names = {one["name"] for contest in drafted["contests"] for one in contest["choices"]}
    assert {choice.name for contest in standing.contests for choice in contest.choices} >= names
