"""A small demonstration, made once by its command; served from a copy."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from canvass.cli import canvass
from tests.house.tree import ROOT

SHEETS = 8
CANVASS = [sys.executable, "-c", "from canvass.cli import main; main()"]
LINE = re.compile(r"^  (\w+) +([a-z]{4}(?:-[a-z]{4}){3})  (\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class DemoFolder:
    """A demonstration in `demo-output` of a folder, and what its making said."""

    folder: Path
    said: str


@dataclass(frozen=True)
class ServedDemo:
    """A demonstration being served by `canvass demo --serve`, typed in `place`."""

    place: Path
    address: str
    said: str
    passwords: dict[str, str]
    roles: dict[str, str]


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> DemoFolder:
    folder = tmp_path_factory.mktemp("demonstration") / "demo-output"
    done = CliRunner().invoke(canvass, ["demo", str(folder), "--sheets", str(SHEETS)])
    assert done.exit_code == 0, done.output
    return DemoFolder(folder, done.output)


@pytest.fixture(scope="session")
def served_demo(demo_folder: DemoFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDemo]:
    place = tmp_path_factory.mktemp("tour")
    shutil.copytree(demo_folder.folder, place / "demo-output")
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    command = [*CANVASS, "demo", "--serve", "--port", "0", "--no-open"]
    with subprocess.Popen(
        command, cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        said = ""
        while not (found := re.search(r"Serving .* at (http://\S+)/\n", said)):
            line = server.stdout.readline()
            assert line, said + server.communicate(timeout=60)[1]
            said += line
        people = LINE.findall(said)
        passwords = {name: password for name, password, _ in people}
        yield ServedDemo(place, found[1], said, passwords, {name: role for name, _, role in people})
        server.terminate()
        _, errors = server.communicate(timeout=60)
        assert (server.returncode, "Stopped. Nothing committed is lost." in errors) == (0, True), errors
    assert urlsplit(found[1]).hostname == "127.0.0.1"
