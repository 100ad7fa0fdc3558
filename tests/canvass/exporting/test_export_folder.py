"""A folder appears whole or not at all; and names that other programs could mix up are told apart."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.cli import run
from canvass.disk.whole_folders import OPEN_TO_OWNER, save_folder
from canvass.errors import EnvironmentFault, ExitCode, InputError
from canvass.exporting.names_shown import name_shown, names_apart
from tests.canvass.exporting.exported_county import released

FILES = [("one.csv", b"1"), ("two.csv", b"2"), ("three.csv", b"3")]


@pytest.mark.parametrize("written", range(3))
def test_a_disk_that_is_full_in_the_middle_leaves_nothing(
    tmp_path: Path, written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, calls = os.fsync, iter(range(100))

    def fsync(handle: int) -> None:
        if next(calls) == written:
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(EnvironmentFault, match="is full"):
        save_folder(tmp_path / "out", FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_command_on_a_full_disk_says_so_and_leaves_nothing(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    released(record)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    out = tmp_path / "made" / "out"
    assert run(["export", "results", str(record), "--out", str(out)]) == ExitCode.ENVIRONMENT
    assert "is full" in capsys.readouterr().err
    assert list(out.parent.iterdir()) == []


def test_what_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("out", "file", "link"):
        with pytest.raises(InputError, match="name another one"):
            save_folder(tmp_path / name, FILES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link", "out"]
    assert (tmp_path / "out" / "mine").read_text() == "mine"


def test_an_empty_folder_is_filled_and_a_private_one_is_its_owner_s(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    save_folder(tmp_path / "out", FILES, OPEN_TO_OWNER)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == dict(FILES)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}


LETTERS = st.text(st.sampled_from("aA (1) \t\n\u202e\u200b\ufffe\ud800é"), max_size=6)


@given(st.dictionaries(LETTERS, LETTERS, max_size=6), st.lists(LETTERS, max_size=3))
def test_names_are_on_one_line_and_no_two_are_alike(named: dict[str, str], reserved: list[str]) -> None:
    found = names_apart(named.items(), reserved)
    assert list(found) == list(named)
    folded = [name.casefold() for name in found.values()]
    assert len(set(folded)) == len(folded)
    assert not {name.casefold() for name in reserved} & set(folded)
    assert all(name and name == name.strip() and name.encode() for name in found.values())
    assert not any(letter in name for name in found.values() for letter in "\t\n\u202e\u200b\ufffe")


def test_a_name_alone_stays_as_it_is() -> None:
    assert names_apart([("a", "Ann"), ("b", "Bob"), ("c", "bob")]) == {"a": "Ann", "b": "Bob (b)", "c": "bob (c)"}
    assert name_shown("می\N{ZERO WIDTH NON-JOINER}خواهم") == "می\N{ZERO WIDTH NON-JOINER}خواهم"
