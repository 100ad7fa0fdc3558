"""Folders that people name: how much is in them is known before anything is read, and nothing of them is left out."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Never

import pytest

from canvass.cli import run
from canvass.commands.outside import named_files as module
from canvass.commands.outside.named_files import named_files
from canvass.console import progress
from canvass.console.progress import LineProgress, SilentProgress
from canvass.errors import EnvironmentFault, ExitCode, InputError
from outside.limits import LIMITS, OutsideLimits
from tests.outside.results.typed_columns import TYPED


def names(folder: Path, limits: OutsideLimits = LIMITS) -> list[str]:
    return [file.name for file in named_files([folder], SilentProgress(), limits)]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Three files in two folders, and pictures between them."""
    folder = tmp_path / "export"
    for name in ("b/2.csv", "a.csv", "b/1.csv", "b/1.JPG", "page.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"12345")
    (folder / "link.csv").symlink_to(folder / "a.csv")
    return folder


@pytest.fixture
def nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path) -> Never:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(Path, "read_bytes", read)


def test_a_folder_s_files_come_by_name_without_pictures_and_links(export: Path) -> None:
    assert names(export) == ["export/a.csv", "export/b/1.csv", "export/b/2.csv"]
    assert names(export, OutsideLimits(entries=3, unpacked_bytes=15)) == names(export)


@pytest.mark.usefixtures("nothing_is_read")
@pytest.mark.parametrize("limits", [OutsideLimits(entries=2), OutsideLimits(unpacked_bytes=14)])
def test_a_folder_with_too_much_is_refused_in_words_before_a_file_is_read(export: Path, limits: OutsideLimits) -> None:
    with pytest.raises(InputError, match=r"Nothing of it was read\. Name the folder of one export alone") as refused:
        names(export, limits)
    assert f"{export} has more than {limits.entries:,} files or {limits.unpacked_bytes:,} bytes" in str(refused.value)


def test_a_folder_far_too_large_is_not_looked_through_to_its_end(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(folder: Path) -> Iterator[Path]:
        while True:
            yield folder / "a.csv"

    monkeypatch.setattr(module, "_walked", endless)
    with pytest.raises(InputError, match="more than 200,000 files"):
        names(export)


def test_how_many_files_there_are_is_said_before_the_first_is_read_and_then_how_far_it_came(
    export: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_LINE_EVERY_S", 0.0)
    files = named_files([export, export / "a.csv"], LineProgress())
    assert next(files).content == b"12345"
    assert capsys.readouterr().err == "Reading: 4 files\n"
    next(files)
    assert capsys.readouterr().err.startswith("Reading: 1 of 4 files, ")


def test_a_file_alone_is_read_without_a_word(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [file.name for file in named_files([export / "a.csv"], LineProgress())] == ["a.csv"]
    assert capsys.readouterr().err == ""


def test_a_folder_within_that_cannot_be_listed_stops_the_reading(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def refused(folder: str) -> object:
        if Path(folder).name == "b":
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return listed(folder)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(EnvironmentFault, match=r"refused .*export/b: Permission denied"):
        names(export)


def test_the_answer_for_programs_has_no_word_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "typed.csv").write_text(TYPED)
    (tmp_path / "notes.txt").write_text("hello")
    assert run(["outside", "read", str(tmp_path), "--columns"]) == ExitCode.DONE
    answer = capsys.readouterr()
    assert answer.out.startswith("precinct,contest,")
    assert "Reading" not in answer.out
    assert answer.err.startswith("Reading: 2 files\n")
