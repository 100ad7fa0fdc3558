"""An evidence package and its two verifiers: an honest one holds, both find each falsified one by the same steps."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

from canvass.attesting.head_keys import HeadSigner
from canvass.cli import run
from canvass.disk.whole_folders import save_folder
from canvass.exporting.evidence.evidence_package import evidence_package
from canvass.exporting.evidence.verifier_file import verifier_file
from canvass.exporting.logged_events import OPEN_KINDS
from canvass.record import open_record
from tabulate.ledger.entries import KINDS
from tabulate.ledger.fold import fold
from tests.canvass.exporting.evidence_mutated import (
    FALSIFIED,
    EvidenceFalsified,
    bagged_anew,
    sealed_anew,
    tagged_anew,
)
from tests.canvass.exporting.exported_county import LONG, TURNED, made, released
from tests.canvass.exporting.second_verifier import OPEN, Second

NAME = "mccone.example/canvass/2026-11-03"


@pytest.fixture(scope="module")
def county(exported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record, its key, an earlier head, the package, and what opens its commitments."""
    folder = tmp_path_factory.mktemp("evidence")
    record = Path(shutil.copytree(exported_once, folder / "record"))
    assert run(["keys", "make", str(folder / "key"), "--name", NAME]) == 0
    assert run(["head", "sign", str(record), "--key", str(folder / "key"), "--out", str(folder / "polls-closed")]) == 0
    released(record)
    with open_record(record) as opened:
        package = evidence_package(opened, fold(opened.outlines()), folder / "key", [], ("Ada Clerk", "Bo Second"))
    save_folder(folder / "package", [(one.name, one.content) for one in package.files])
    (folder / "openings").write_bytes(package.openings)
    return folder


@pytest.fixture(scope="module")
def first() -> types.ModuleType:
    """verify.py, as it goes into the package."""
    module = types.ModuleType("verify")
    exec(compile(verifier_file(), "verify.py", "exec"), module.__dict__)
    return module


def key_of(county: Path) -> str:
    return (county / "key.pub").read_text()


def failing(first: types.ModuleType, capsys: pytest.CaptureFixture[str], package: Path, *words: str) -> set[int]:
    """The steps that verify.py says do not hold; its exit code is held to them."""
    code = first.main([str(package), *words])
    said = capsys.readouterr().out
    wrong = {int(number) for number in re.findall(r"^V(\d+) [^\n]*: WRONG, ", said, re.MULTILINE)}
    assert code == (1 if wrong else 0), said
    assert len(re.findall(r"^V\d+ ", said, re.MULTILINE)) == 11
    return wrong


@pytest.mark.parametrize("falsified", FALSIFIED, ids=lambda one: one.name)
def test_each_falsified_package_is_found_by_the_step_that_should_and_by_both_verifiers(
    falsified: EvidenceFalsified,
    county: Path,
    first: types.ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    package = tmp_path / "package"
    shutil.copytree(county / "package", package)
    falsified.change(package)
    if falsified.rebag:
        bagged_anew(package)
    if falsified.resign:
        sealed_anew(package, HeadSigner(county / "key"))
    if falsified.rebag or falsified.resign:
        tagged_anew(package)
    found = failing(first, capsys, package, "--key", key_of(county))
    assert found == falsified.steps
    assert Second(package, key_of(county)).failing() == found


def test_the_package_holds_with_an_earlier_head_and_with_what_was_opened(
    county: Path, first: types.ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_record(county / "record") as record:
        entry = next(row for row in record.ledger() if row.number == 3)
        head = record.ledger(97)
        last = next(iter(head))
    opened = county / "opened"
    of_entry = entry_opened(entry.salt, entry.kind, entry.written_at, entry.body)
    opened.write_text((county / "openings").read_text() + of_entry)
    heads = (str(county / "polls-closed"), f"{last.number}:{last.hash}")
    words = ["--key", key_of(county), "--opened", str(opened), "--head", heads[0], "--head", heads[1]]
    assert failing(first, capsys, county / "package", *words) == set()
    assert Second(county / "package", key_of(county), heads, opened.read_text()).failing() == set()
    for wrong in (f"97:{last.hash}", f"{last.number}:{'0' * 64}", "99:" + "0" * 64):
        assert failing(first, capsys, county / "package", "--head", wrong) == {5}
        assert Second(county / "package", heads=(wrong,)).failing() == {5}


def entry_opened(salt: str, kind: str, written_at: str, body: str) -> str:
    return json.dumps({"salt": salt, "kind": kind, "written_at": written_at, "body": body}) + "\n"


def test_an_entry_or_a_batch_that_is_opened_with_other_words_is_found(
    county: Path, first: types.ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, text in enumerate(
        (
            (county / "openings").read_text().replace("40", "41", 1),
            entry_opened("0" * 64, "sheet counted", "2026-11-03T20:00:00.000000Z", "{}"),
        )
    ):
        file = tmp_path / f"opened-{place}"
        file.write_text(text)
        assert failing(first, capsys, county / "package", "--opened", str(file)) == {9}
        assert Second(county / "package", opened=text).failing() == {9}


def test_a_whole_package_made_anew_holds_only_for_who_does_not_compare_the_key(
    county: Path, first: types.ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["keys", "make", str(tmp_path / "key"), "--name", NAME]) == 0
    with open_record(county / "record") as opened:
        other = evidence_package(opened, fold(opened.outlines()), tmp_path / "key", [], ("Eve", "Mallory"))
    save_folder(tmp_path / "package", [(one.name, one.content) for one in other.files])
    assert first.main([str(tmp_path / "package")]) == 0
    assert "COMPARE THE KEY" in capsys.readouterr().out
    assert failing(first, capsys, tmp_path / "package", "--key", key_of(county)) == {4, 5}
    assert Second(tmp_path / "package", key_of(county)).failing() == {4, 5}


def test_the_program_takes_those_kinds_alone_whose_nouns_say_that_they_are_open(first: types.ModuleType) -> None:
    assert first.OPEN == OPEN_KINDS
    assert all(OPEN.fullmatch(kind) for kind in OPEN_KINDS)
    assert not any(map(OPEN.fullmatch, KINDS.keys() - OPEN_KINDS))


def test_it_runs_by_python_alone_and_by_the_syntax_of_3_9(county: Path, tmp_path: Path) -> None:
    text = (county / "package/data/verify.py").read_text()
    assert text == verifier_file()
    tree = ast.parse(text, feature_version=(3, 9))
    used = {one.names[0].name for one in ast.walk(tree) if isinstance(one, ast.Import)}
    used |= {str(one.module) for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    assert {name.split(".")[0] for name in used} <= sys.stdlib_module_names
    assert "strict=" not in text
    package = str(county / "package")
    command = [sys.executable, "-I", "-S", f"{package}/data/verify.py", package, "--key", key_of(county)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line.split()[0] for line in ran.stdout.splitlines() if line[0] == "V"] == [f"V{n}" for n in range(1, 12)]


def test_of_a_ledger_of_format_1_no_hash_leaves_and_the_package_says_that_its_chain_is_not_checked(
    first: types.ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canvass.record.opening.LEDGER_FORMAT", 1)
    released(record := made(tmp_path / "record", far=0))
    assert run(["keys", "make", str(tmp_path / "key"), "--name", NAME]) == 0
    with open_record(record) as opened:
        hashes = {row.hash for row in opened.ledger()} | {row.body_digest for row in opened.ledger()}
        package = evidence_package(opened, fold(opened.outlines()), tmp_path / "key", [], ("Ada Clerk", "Bo Second"))
    save_folder(tmp_path / "package", [(one.name, one.content) for one in package.files])
    assert not any(one.encode() in file.content for file in package.files for one in hashes)
    assert first.main([str(tmp_path / "package"), "--key", key_of(tmp_path)]) == 0
    steps = {line[:3]: line for line in capsys.readouterr().out.splitlines()}
    assert "NOT CHECKED: the ledger is of format 1" in steps["V3 "]
    assert all("NOT CHECKED: whether the ledger, of format 1, goes through it" in steps[one] for one in ("V4 ", "V5 "))
    assert Second(tmp_path / "package", key_of(tmp_path)).failing() == set()


def test_what_is_no_package_or_no_question_ends_in_words(
    first: types.ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ([str(tmp_path)], [str(tmp_path / "none")], ["--head"], ["--strange"], [str(tmp_path), "more"]):
        assert first.main(words) == 2
        assert "It cannot be checked" in capsys.readouterr().out


def test_no_file_says_a_time_of_a_sheet_a_picture_or_how_a_ballot_was_counted(county: Path) -> None:
    with open_record(county / "record") as record:
        rows = [row for row in record.ledger() if row.kind.startswith("sheet ") or row.kind.startswith("batch ")]
        images = [source.sha256 for found in record.images_of_batch("one").values() for source in found]
    text = b"".join(one.read_bytes() for one in (county / "package").rglob("*") if one.is_file()).decode("latin-1")
    assert len(rows) == 95
    assert len(images) >= 40
    for row in rows:
        assert row.salt not in text
        assert row.written_at not in text
    assert not any(image in text for image in images)
    assert '"kind": "sheet' not in text


def test_hostile_titles_are_words_in_the_page_and_not_its_marks(county: Path) -> None:
    page = (county / "package/data/README.html").read_text()
    info = (county / "package/bag-info.txt").read_text()
    assert "<script" not in page
    assert TURNED not in page + info
    assert LONG not in info
    assert all(": " in line for line in info.splitlines())
