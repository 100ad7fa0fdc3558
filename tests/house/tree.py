"""The repository as it would be published: its files and its Python modules."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("kernels", "imaging", "tabulate", "audit", "outside", "test_ballots", "canvass")
FOLDERS = (*PACKAGES, "benchmarks", "tests")


@cache
def published_files() -> tuple[Path, ...]:
    """Every file git keeps; in an unpacked archive without git, every file outside hidden and built folders."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = git.stdout.split("\0") if git.returncode == 0 else _unhidden_names()
    return tuple(ROOT / name for name in sorted(names) if name and (ROOT / name).is_file())


def _unhidden_names() -> list[str]:
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
    return [str(path) for path in paths if path.parts[0] == ".ci" or not path.parts[0].startswith((".", "demo-output"))]


def python_files(*folders: str) -> list[Path]:
    """The published Python files of these folders."""
    return [path for path in published_files() if path.suffix == ".py" and _folder(path) in folders]


@cache  # Imports and definitions are asked for of every file.
def code_of(source: str) -> ast.Module:
    """A module's code."""
    return ast.parse(source)


def published_texts() -> list[tuple[Path, str]]:
    """Every published file that is text, with its text."""
    texts = []
    for path in published_files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts.append((path, content.decode("utf-8")))
    return texts


def short(path: Path) -> str:
    """The path as people name it, from the repository's root."""
    return path.relative_to(ROOT).as_posix()


def _folder(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]
