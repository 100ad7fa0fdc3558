"""The wheel: built by the project's own backend, it holds every file of the product and runs where it is installed."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from canvass import VERSION
from tests.house.tree import PACKAGES, published_files, short


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of what is published, without a network."""
    source = tmp_path_factory.mktemp("source")
    for file in published_files():
        if short(file).split("/")[0] in (*PACKAGES, "docs") or "/" not in short(file):
            copy = source / short(file)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    build = "from setuptools import build_meta; print(build_meta.build_wheel('.'))"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    (built,) = source.glob("*.whl")
    return built


def product_files() -> set[str]:
    return {short(file) for file in published_files() if short(file).split("/")[0] in PACKAGES}


def test_the_wheel_holds_every_file_of_the_product_and_no_other(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    beside = {name.partition("/data/share/canvass/")[2] for name in names if ".data/data/" in name}
    held = {name for name in names if ".data/" not in name}
    assert held == product_files()
    assert {name for name in beside if "/" in name} == {short(file) for file in published_files() if is_guide(file)}
    assert {name for name in beside if "/" not in name} >= {"README.md", "GLOSSARY.md", "ARCHITECTURE.md"}
    assert {Path(name).suffix for name in held} >= {".py", ".html", ".css", ".js", ".svg", ".json"}
    assert any("/migrations/0" in name for name in held)


def is_guide(file: Path) -> bool:
    """Whether the pages show it: a document or its picture."""
    return short(file).startswith("docs/")


LOOK = """
import canvass
from canvass.site.settings import configure_web
configure_web()
from django.contrib.staticfiles import finders
from django.template.loader import get_template
print(canvass.__file__)
print(get_template("board/review.html").origin.name)
print(finders.find("web/canvass.css"))
from canvass.library.written_documents import document_places, title_of
places = document_places()
print(places["docs/home.png"])
print(places["tabulate/LEDGER.md"])
title_of("docs/board.md")
"""


@pytest.mark.long
def test_it_is_installed_without_a_network_and_runs(wheel: Path, tmp_path: Path) -> None:
    """The libraries are those of the lock; Canvass itself is the wheel's."""
    place = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = place / "bin" / "python"
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--no-compile"]
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", *options, str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, cwd=tmp_path)
    own = next(place.glob("lib/python*/site-packages"))
    (own / "libraries.pth").write_text(f"{Path(pytest.__file__).parents[1]}\n")
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = [[str(place / "bin" / "canvass"), "--version"], [str(python), "-c", LOOK]]
    version, found = (
        subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=plain, check=True).stdout
        for command in ran
    )
    assert version == f"canvass {VERSION}\n"
    assert [str(place) in line for line in found.splitlines()] == [True] * 5
