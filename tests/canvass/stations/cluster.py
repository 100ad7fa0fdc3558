"""A PostgreSQL server of the tests' own: made in a folder, reached through a socket in it, gone with it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name))
_OTHER_THAN_ROOT = ("runuser", "--user", "nobody", "--")
"""PostgreSQL refuses to be run by root."""


def _can_be_run() -> bool:
    """Whether PostgreSQL's programs are here, and somebody else than root may be who runs them."""
    if not _DEBIAN and shutil.which("initdb") is None:
        return False
    before = _OTHER_THAN_ROOT if os.geteuid() == 0 else ()
    return not before or (
        shutil.which(before[0]) is not None
        and subprocess.run([*before, "true"], cwd="/", capture_output=True, check=False).returncode == 0
    )


needs_postgresql = pytest.mark.skipif(
    not _can_be_run(),
    reason="PostgreSQL is not installed (apt-get install postgresql), or only root could run it: nothing is tried",
)


class Cluster:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"election{next(self._numbers)}"
        run(self.folder, "createdb", "--host", str(self.folder), "--username", "clerk", name)
        return f"postgresql://clerk@{quote(str(self.folder), safe='')}/{name}"


@contextmanager
def running() -> Iterator[Cluster]:
    """A server, until it is left."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # A socket's path may be a hundred letters long, no more.
    data = folder / "data"
    try:
        folder.chmod(0o777)
        run(folder, "initdb", "--pgdata", str(data), "--username", "clerk", "--auth", "trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        run(folder, "pg_ctl", "--pgdata", str(data), "--log", str(folder / "log"), "--wait", "-o", options, "start")
        yield Cluster(folder)
        run(folder, "pg_ctl", "--pgdata", str(data), "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, program: str, *words: str) -> None:
    """One of PostgreSQL's programs; it may not be run by root."""
    place = _DEBIAN[-1] / program if _DEBIAN else Path(program)
    before = _OTHER_THAN_ROOT if os.geteuid() == 0 else ()
    done = subprocess.run([*before, place, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{program}: {done.stderr}{done.stdout}"
