"""The documents show every command and none that is not there; so does the index by what one wants to do."""

import re

import pytest

from tests.house.documents import FOR_PEOPLE, PAGES, table_rows
from tests.house.shown_commands import COMMANDS, SHOWN, command_of, faults_of
from tests.house.tree import ROOT


def test_the_walk_finds_commands_and_their_subcommands() -> None:
    assert {"canvass count", "canvass audit machine examine", "canvass layout learn", "canvass user add"} <= set(
        COMMANDS
    )


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_shown_to_people(path: str) -> None:
    found = {shown[0] for name, line in SHOWN if name in FOR_PEOPLE and (shown := command_of(line.split()))}
    assert path in found, f"no page shows `{path}`: show it in README.md or docs/"


INDEX = set(re.findall(r"`(canvass [a-z -]+)`", PAGES["docs/README.md"]))


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_stands_in_the_index_by_what_one_wants_to_do(path: str) -> None:
    assert path in INDEX, f"docs/README.md does not name `{path}`: put it beside a verb, with its guide"


def test_the_index_names_no_command_that_is_not_there() -> None:
    assert INDEX - set(COMMANDS) == set()


def test_the_verbs_of_the_index_are_in_order() -> None:
    verbs = [row[0].replace("*", "") for row in table_rows(PAGES["docs/README.md"], "| To ... |")]
    assert verbs == sorted(verbs, key=lambda verb: verb.split()[0].rstrip(":"))


def test_every_document_stands_in_the_index() -> None:
    linked = set(re.findall(r"\]\((\w[\w-]*\.md)[)#]", PAGES["docs/README.md"]))
    there = {name.removeprefix("docs/") for name in PAGES if name.startswith("docs/")} - {"README.md"}
    assert there - linked == set()


def test_every_command_shown_is_there_with_its_options() -> None:
    assert len(SHOWN) > len(COMMANDS)
    assert [f"{name}: {fault}" for name, line in SHOWN for fault in faults_of(line)] == []


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("canvass count r/ scans/ --batch 1 --machine m", []),
        ("canvass verify r/ --image   # --nothing", ["canvass verify --image"]),
        ("canvass audit machine list r/ --jason", ["canvass audit machine list --jason"]),
        ("canvass recount r/", ["canvass recount r/"]),
        ("canvass audit boxes r/ P1 --box=1=A --opened-by 'A B'", []),
        ("canvass --version", []),
        ("canvass --config a.toml verify r/ --image", ["canvass verify --image"]),
    ],
)
def test_a_planted_command_is_caught(line: str, faults: list[str]) -> None:
    assert faults_of(line) == faults


def test_every_module_that_is_shown_to_be_run_is_there() -> None:
    named = {(name, module) for name, text in PAGES.items() for module in re.findall(r"python -m ([\w.]+)", text)}
    ours = [(name, ROOT / module.replace(".", "/")) for name, module in named if module.split(".")[0] != "pytest"]
    assert ours
    assert [
        f"{name}: {place}"
        for name, place in ours
        if not place.with_suffix(".py").is_file() and not (place / "__main__.py").is_file()
    ] == []
