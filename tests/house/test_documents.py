"""The documents say what the code does: a new reason, question, command or rule fails here until it is written down."""

import re

import pytest

from canvass import VERSION
from canvass.cli import COMMANDS
from canvass.errors import MEANING, ExitCode
from imaging.sheets import ReasonCode
from tabulate.questions import Question
from tests.house.import_rules import MAY_IMPORT
from tests.house.tree import PACKAGES, ROOT

README = (ROOT / "README.md").read_text()
GLOSSARY = (ROOT / "GLOSSARY.md").read_text()
SECTION = re.compile(r"^(?:ARM \d+\.\d+\.\d+|\d+-\d+-\d+)(?:\([0-9a-z]+\))*$")


def table_rows(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table after `heading`, without its head."""
    _, found, after = text.partition(heading)
    lines = [line for line in (found + after).split("\n#")[0].splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows[1:] if set(row[0]) != {"-"}]


@pytest.mark.parametrize("reason", ReasonCode)
def test_every_reason_for_setting_aside_is_explained(reason: ReasonCode) -> None:
    assert f"\n| {reason.value} | " in README


@pytest.mark.parametrize("question", Question)
def test_every_question_is_explained(question: Question) -> None:
    assert f"\n| {question.value} | " in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_shown(command: str) -> None:
    assert f"\ncanvass {command} " in README


def test_the_exit_codes_are_printed_as_they_are() -> None:
    meanings = [[str(code.value), MEANING[code]] for code in ExitCode]
    assert table_rows(README, "| Exit code |") == meanings


def test_every_word_of_the_law_has_its_section() -> None:
    rows = table_rows(GLOSSARY, "## The law's words")
    assert len(rows) > 20
    assert [word for word, _, section in rows if not SECTION.match(section)] == []


def test_every_word_of_our_own_has_its_place_in_the_code() -> None:
    rows = table_rows(GLOSSARY, "## The words of paper")
    assert len(rows) > 20
    assert [word for word, _, place in rows if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("heading", ["## The law's words", "## The words of paper"])
def test_the_glossary_is_in_order_and_says_each_word_once(heading: str) -> None:
    words = [row[0].lower() for row in table_rows(GLOSSARY, heading)]
    assert words == sorted(set(words))


def test_the_changelog_has_an_entry_for_this_version() -> None:
    entries = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert VERSION in entries


def test_the_import_rules_are_printed_as_they_are_enforced() -> None:
    rows = table_rows((ROOT / "ARCHITECTURE.md").read_text(), "## The folders")
    printed = {row[0].strip("`/"): set(re.findall(r"`([\w.]+)`", row[-1])) for row in rows}
    assert printed == {package: set(MAY_IMPORT[package]) for package in PACKAGES}


def test_each_folder_s_readme_prints_its_import_rule() -> None:
    for package in PACKAGES:
        (line,) = re.findall(r"- \*\*May import\*\*: (.*)", (ROOT / package / "README.md").read_text())
        if MAY_IMPORT[package] and package != "canvass":
            named = set(re.findall(r"`([\w.]+)`", line))
            assert named == MAY_IMPORT[package], package
