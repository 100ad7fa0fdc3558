"""Each folder imports only what ARCHITECTURE.md lets it: a check must not see through the eyes it checks."""

from pathlib import Path

import pytest

from tests.house.import_rules import LIBRARIES, MAY_IMPORT, broken_rules, imports_of
from tests.house.tree import FOLDERS, PACKAGES, ROOT, python_files


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_folder_imports_only_what_it_may(folder: str) -> None:
    files = python_files(folder)
    assert files, f"no Python file was found in {folder}/"
    broken = [line for path in files for line in broken_rules(path, ROOT)]
    assert not broken, "\n".join(["against the import rules of ARCHITECTURE.md:", *broken])


@pytest.mark.parametrize("folder", PACKAGES)
def test_what_a_folder_may_import_it_does_import(folder: str) -> None:
    names = {
        f"{one.name}."
        for path in python_files(folder)
        for one in imports_of(path.read_text("utf-8"), ".".join(path.relative_to(ROOT).parts[:-1]))
    }
    assert [may for may in MAY_IMPORT[folder] if not any(name.startswith(f"{may}.") for name in names)] == []


def test_every_folder_has_its_rule() -> None:
    assert set(MAY_IMPORT) == set(FOLDERS)
    assert set(LIBRARIES) == set(PACKAGES)


PLANTED = [
    ("kernels/ink.py", "from imaging.layout import Side"),
    ("kernels/ink.py", "import cv2"),
    ("imaging/marks/reading.py", "from tabulate.election import Contest"),
    ("imaging/marks/reading.py", "import sqlite3"),
    ("tabulate/votes.py", "from imaging import reader"),
    ("tabulate/votes.py", "import imaging"),
    ("tabulate/votes.py", "from imaging.layouts import Side"),
    ("tabulate/votes.py", "import cv2"),
    ("tabulate/definitions/votingworks.py", "from ...imaging import reader"),
    ("audit/committee.py", "from imaging.sheets import ReadSheet"),
    ("audit/committee.py", "from tabulate.votes import Counted"),
    ("audit/committee.py", "import django.db"),
    ("test_ballots/draw.py", "from imaging.grid.timing_marks import find_timing_marks"),
    ("test_ballots/draw.py", "def late():\n    import kernels.ink"),
    ("test_ballots/draw.py", "import importlib\nimportlib.import_module('imaging.reader')"),
    ("test_ballots/draw.py", "name = 'imaging.reader'\n__import__(name)"),
    ("canvass/counting/count.py", "from kernels.ink import ink_counts"),
    ("canvass/counting/count.py", "from tests.house.tree import ROOT"),
]


@pytest.mark.parametrize(("place", "line"), PLANTED)
def test_a_planted_import_is_caught_and_named(place: str, line: str, tmp_path: Path) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(f'"""A module."""\n\n{line}\n')
    (message,) = broken_rules(path, tmp_path)
    assert message.startswith(f"{place}:{2 + len(line.splitlines())} imports ")


ALLOWED = [
    ("kernels/ink.py", "import numpy as np\nfrom numba import njit\nfrom kernels.checks import check"),
    ("imaging/marks/reading.py", "import cv2\nfrom kernels import ink\nfrom .layout import Side"),
    ("tabulate/votes.py", "from imaging import layout\nfrom imaging.sheets import ReadSheet\nimport imaging.layout"),
    ("tabulate/definitions/votingworks.py", "from ..election import Contest\nfrom . import canvass_json"),
    ("canvass/record/store.py", "import sqlite3\nimport django\nfrom tabulate import ledger"),
]


@pytest.mark.parametrize(("place", "lines"), ALLOWED)
def test_what_the_rules_allow_is_left_alone(place: str, lines: str, tmp_path: Path) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(f"{lines}\n")
    assert broken_rules(path, tmp_path) == []
