"""What runs Canvass as a service names what is there: commands, options, files; systemd takes the unit."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.house.shown_commands import faults_of
from tests.house.tree import PACKAGES, ROOT, published_files, short

DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "canvass.service").read_text("utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")


def verified(unit: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What systemd says of a unit; its program is one that is there."""
    place = folder / "canvass.service"
    place.write_text(unit.replace("/usr/lib/canvass/bin/canvass", str(shutil.which("true"))))
    command = ["systemd-analyze", "--man=no", "verify", str(place)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_systemd_takes_the_unit_and_not_one_with_a_slip(tmp_path: Path) -> None:
    found = verified(UNIT, tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    assert "Unknown key" in verified(UNIT.replace("ProtectHome", "ProtectHme"), tmp_path).stderr


def test_the_unit_runs_a_command_that_is_there() -> None:
    (line,) = re.findall(r"^ExecStart=/usr/lib/canvass/bin/(canvass .*)$", UNIT, re.MULTILINE)
    assert "--config /etc/canvass/canvass.toml serve" in line
    assert faults_of(line.replace("--config /etc/canvass/canvass.toml ", "")) == []


def test_the_unit_s_user_reads_the_settings_in_a_folder_that_systemd_leaves_to_root() -> None:
    assert "ConfigurationDirectory=canvass" in UNIT
    mode = re.search(r"^ConfigurationDirectoryMode=(\d+)$", UNIT, re.MULTILINE)
    assert mode is None or int(mode[1], 8) & 0o005 == 0o005, "others than root enter it"


def test_what_the_unit_needs_is_made_before_it_is_started() -> None:
    page = (ROOT / "docs" / "running_it.md").read_text("utf-8")
    steps = page.partition("## As a service")[2].partition("systemctl enable")[0].partition("```")[2]
    places = re.findall(r"/(?:etc|usr/lib)/[\w./]+", UNIT.partition("ExecStart=")[2].partition("\n")[0])
    needed = [*(place.removesuffix("/bin/canvass") for place in places), "/var/lib/canvass/record"]
    assert len(needed) == 3
    assert [place for place in needed if place not in steps] == []


def test_the_compose_file_runs_a_command_that_is_there() -> None:
    pages = COMPOSE.partition("  pages:")[2].partition("environment:")[0]
    words = re.findall(r"^      - (\S+)", pages, re.MULTILINE)
    assert words[:2] == ["serve", "record"]
    assert faults_of(" ".join(["canvass", *(re.sub(r"\$\{.*", "x", word) for word in words)])) == []


def test_the_container_takes_every_folder_of_the_product_and_files_that_are_there() -> None:
    copied = {word for line in re.findall(r"^COPY (?!--)(.*)$", CONTAINER, re.MULTILINE) for word in line.split()[:-1]}
    documents = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["data-files"]
    assert set(PACKAGES) <= copied
    assert {one.partition("/")[0] for several in documents.values() for one in several} <= copied, "the wheel has them"
    assert {name for name in copied if not (ROOT / name).exists()} == set()


def test_the_base_is_debian_s_and_its_script_can_be_run() -> None:
    script = DEPLOY / "make-base"
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
    assert script.stat().st_mode & 0o111
    assert re.findall(r"^FROM (\S+)", CONTAINER, re.MULTILINE) == ["scratch", "scratch"]


def test_the_folder_s_page_names_each_of_its_files() -> None:
    named = set(re.findall(r"^\| `([\w.-]+)` \|", (DEPLOY / "README.md").read_text("utf-8"), re.MULTILINE))
    assert named == {path.name for path in published_files() if short(path).startswith("deploy/")} - {"README.md"}
