"""Folders that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, disk_errors

OPEN_TO_ALL, OPEN_TO_OWNER = 0o755, 0o700


def save_folder(folder: Path, files: Iterable[tuple[str, bytes]], mode: int = OPEN_TO_ALL) -> None:
    """Write a new folder with these files, by name. It appears with all of them, or not at all.

    Raises InputError where the folder is there with anything in it, EnvironmentFault where the disk is full.
    """
    check_free_for(folder)
    with disk_errors(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for name, content in files:
                save_bytes(building / name, content, mode & 0o666)
            building.chmod(mode)
            os.replace(building, folder)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise


def check_free_for(folder: Path) -> None:
    """Raise InputError where a new folder cannot stand there, as something does."""
    with disk_errors(folder):
        if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
            raise InputError(
                f"{folder} exists and is not empty. An export needs a folder of its own: name another one. "
                "Nothing was written."
            )
