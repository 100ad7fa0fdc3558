"""The register's own file, the copy that a record keeps of it, and the commands (B6)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.cli import run
from canvass.deciding.decisions import Deciding
from canvass.deciding.people_taken import take_people
from canvass.errors import ExitCode, InputError, RefusedError
from canvass.people_register.beside import PEOPLE_FILE
from canvass.people_register.lines import add_people, begin_people, people_of
from canvass.people_register.people import PersonLeft
from canvass.verifying.ledger import verify_ledger
from tabulate.board.office.people_taken import PeopleRegisterTaken
from tests.canvass.people_register.people_makers import ADA, BEA, CAL, FULL, appoint, board, enter

if TYPE_CHECKING:
    from canvass.record.store import Record


def test_repair_b6_the_registers_copy_is_held_to_the_ledger(record: Record, register: Path) -> None:
    enter(register, ADA, BEA, CAL)
    take_people(record, register, "clerk")
    copy = record.directory / PEOPLE_FILE
    kept = copy.read_text()
    assert copy.stat().st_mode & 0o077 == 0, "years of birth and kin are nobody else's"
    for spoilt in (kept.replace("1950", "1951", 1), kept[: kept.rindex("{")], "", "\0", "[]"):
        copy.write_text(spoilt)
        with pytest.raises(RefusedError, match=r"people-register\.jsonl"):
            appoint(record, board())
        assert len(verify_ledger(record).problems) == 1
    copy.unlink()
    with pytest.raises(RefusedError, match="is gone"):
        appoint(record, board())
    enter(register, replace(ADA, elector=False))
    copy.write_text(register.read_text())
    assert appoint(record, board()).judges[0].registered_elector, "lines after the one that was taken are not asked"


def test_repair_b6_another_countys_register_or_one_written_anew_is_refused(
    record: Record, register: Path, tmp_path: Path
) -> None:
    enter(register, ADA, BEA)
    take_people(record, register, "clerk")
    elsewhere, anew = tmp_path / "elsewhere.jsonl", tmp_path / "anew.jsonl"
    begin_people(elsewhere, "Elsewhere")
    begin_people(anew, record.election.county)
    enter(anew, BEA, ADA, CAL)
    for file, why in ((elsewhere, "of Elsewhere"), (anew, "written anew")):
        with pytest.raises(InputError, match=why):
            take_people(record, file, "clerk")
    taken = Deciding(record).state().office.people
    assert taken == PeopleRegisterTaken(people_of(register).hashes[-1], 3, "clerk")
    with pytest.raises(RefusedError, match="at least the 3 lines"):
        Deciding(record).enter(replace(taken, lines=2))


def test_repair_b6_no_line_is_changed_or_taken_out_unseen(register: Path) -> None:
    enter(register, ADA, BEA)
    add_people(register, lambda _: [PersonLeft("P0001", "moved away", "clerk", "2026-12-01")])
    text = register.read_text()
    lines = text.splitlines(keepends=True)
    altered = ["".join(lines[:place] + lines[place + 1 :]) for place in range(len(lines) - 1)]
    altered += [
        text.replace("Green", "Grey"),
        text + "\n",
        text[:-1],
        "\ufeff" + text,
        "[" * 100_000,
        "null\n",
        lines[0] * 2,
    ]
    for wrong in altered:
        register.write_text(wrong)
        with pytest.raises(InputError):
            people_of(register)
    register.write_text(text)
    assert [one.id for one in people_of(register).people] == ["P0002"]


def test_repair_b6_the_commands_import_list_show_and_take(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, file = str(tmp_path / "people.jsonl"), tmp_path / "people.csv"
    file.write_text(FULL)

    def does(*words: str) -> tuple[int, str]:
        code = run(["people", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    assert does("begin", register, "--county", record.election.county)[0] == ExitCode.DONE
    assert does("begin", register, "--county", record.election.county)[0] == ExitCode.WRONG_INPUT
    code, said = does("import", register, str(file), "--by", "C. Clerk", "--on", "2026-10-01")
    assert (code, "2 people entered" in said, "Ada Ash, born 1950 (J-7): judge" in said) == (ExitCode.DONE, True, True)
    assert "0 people entered" in does("import", register, str(file), "--by", "C. Clerk", "--on", "2026-10-02")[1]
    assert does("import", register, str(file), "--by", " ")[0] == ExitCode.WRONG_INPUT
    assert does("import", register, str(tmp_path), "--by", "C. Clerk")[0] == ExitCode.WRONG_INPUT
    listed = does("list", register)[1]
    assert "League of Voters" in listed
    assert "1 judge, 1 observer" in listed
    shown = does("show", register, "ada ash")[1]
    assert all(section in shown for section in ("13-4-102", "13-4-105", "13-4-107(2)", "13-4-203(4)", "13-15-112"))
    assert "Line 2: entered by C. Clerk on 2026-10-01." in shown
    assert does("show", register, "Nobody")[0] == ExitCode.WRONG_INPUT
    assert does("take", str(record.directory), register, "--by", "C. Clerk")[0] == ExitCode.DONE
    assert (
        does("leave", register, "J-7", "--reason", "moved", "--by", "C. Clerk", "--on", "2026-12-01")[0]
        == ExitCode.DONE
    )
    assert "1 judge" not in does("list", register)[1]
    assert "birth_year" not in json.dumps([row.body for row in record.ledger()]), "the ledger is given to others"
