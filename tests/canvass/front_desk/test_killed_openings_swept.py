"""The files sent to an opening that was killed are gone at the next start; those of one that lives stay."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from canvass.front_desk.files_kept import KeptFiles, sweep_left_behind

_HOLDS = """
import sys, time
from canvass.front_desk.files_kept import KeptFiles
kept = KeptFiles()
(kept.folder / "definition.json").write_bytes(b"{}")
print(kept.folder, flush=True)
sys.stdin.read()
"""


def test_what_a_killed_opening_left_is_swept_and_what_a_living_one_holds_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        mine = KeptFiles()
        assert sweep_left_behind() == 0, "both processes live"
        assert (folder / "definition.json").is_file()
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert folder.is_dir(), "a killed process takes nothing away"
    assert sweep_left_behind() == 1
    assert not folder.exists()
    assert mine.folder.is_dir()
    mine.cleanup()
    mine.cleanup()
    assert not list(tmp_path.iterdir())


def test_where_no_folder_can_be_made_the_fault_alone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", lambda told: more.append(told.exc_value))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(OSError, match="gone"):
        KeptFiles()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("fcntl.flock", full)
        with pytest.raises(OSError, match="No space left"):
            KeptFiles()
    gc.collect()
    assert not list(tmp_path.iterdir())
    assert not more, "nothing is said on the console of how it was taken away"


def test_nothing_but_folders_that_are_nobodys_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_text("theirs")
    (tmp_path / "canvass-opening-link").symlink_to(elsewhere)
    (tmp_path / "canvass-opening-file").write_text("a file")
    fresh, old = tmp_path / "canvass-opening-fresh", tmp_path / "canvass-opening-old"
    fresh.mkdir()
    old.mkdir()
    os.utime(old, (0, 0))
    assert sweep_left_behind() == 1
    assert not old.exists()
    assert fresh.is_dir(), "its process may be about to lock it"
    assert (elsewhere / "kept.txt").read_text() == "theirs"
