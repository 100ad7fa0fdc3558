"""Files that are written whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from canvass.errors import disk_errors


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
