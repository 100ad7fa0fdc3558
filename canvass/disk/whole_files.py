"""Files that are written whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from canvass.errors import EnvironmentFault, disk_errors

_MOST_EARLIER = 10_000


def earlier_kept(file: Path, content: bytes) -> Path | None:
    """Keep what a file holds under a name beside it, where it is about to hold other content.

    The name is the first of `earlier-1-NAME`, `earlier-2-NAME`, ... that is free. None where nothing would be lost.
    Raises EnvironmentFault.
    """
    with disk_errors(file):
        if not file.is_file() or (file.stat().st_size == len(content) and file.read_bytes() == content):
            return None
        for number in range(1, _MOST_EARLIER):
            kept = file.with_name(f"earlier-{number}-{file.name}")
            try:
                # A second name of the same file: whatever dies now, it has one of both.
                os.link(file, kept)
            except FileExistsError:
                continue
            except OSError:
                if kept.exists():
                    continue
                save_bytes(kept, file.read_bytes(), file.stat().st_mode & 0o777)
            return kept
    raise EnvironmentFault(f"{file} has too many earlier files beside it. Put some of them elsewhere.")


def save_beside_earlier(file: Path, content: bytes) -> Path | None:
    """Write a whole file, and keep what it held: the file that holds that now, if any. Raises EnvironmentFault.

    Where it cannot be written all is as it was.
    """
    kept = earlier_kept(file, content)
    try:
        save_bytes(file, content)
    except BaseException:
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise
    return kept


def save_bytes(file: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a whole file or leave the one that is there. Raises EnvironmentFault.

    `mode` is of a new file; one that is there keeps its own.
    """
    with disk_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as arriving:
            try:
                arriving.write(content)
                arriving.flush()
                os.fsync(arriving.fileno())
                os.chmod(arriving.name, file.stat().st_mode & 0o777 if file.exists() else mode)
                os.replace(arriving.name, file)
            except BaseException:
                Path(arriving.name).unlink(missing_ok=True)
                raise
