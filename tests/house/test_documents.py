"""The documents say what the code does: a new reason, question, command or rule fails here until it is written down."""

import re
from pathlib import Path

import pytest

from canvass import VERSION
from canvass.errors import MEANING, ExitCode
from imaging.sheets import ReasonCode
from tabulate.questions import Question
from tests.house.documents import FOR_PEOPLE, PAGES, table_rows
from tests.house.floors import FLOORS
from tests.house.import_rules import MAY_IMPORT
from tests.house.prose import sentences_of
from tests.house.tree import PACKAGES, ROOT, published_files, short

COUNTING, GLOSSARY, MEASURED = PAGES["docs/counting.md"], PAGES["GLOSSARY.md"], "docs/measured.md"
SHORT_PAGES = ["README.md", "ARCHITECTURE.md"]
MOST_BYTES = 8_000
MOST_WORDS = 30
PICTURE_BYTES = 150_000
SECTION = re.compile(r"^(?:ARM \d+\.\d+\.\d+|\d+-\d+-\d+)(?:\([0-9a-z]+\))*$")


@pytest.mark.parametrize("reason", ReasonCode)
def test_every_reason_for_setting_aside_is_explained(reason: ReasonCode) -> None:
    assert f"\n| {reason.value} | " in COUNTING


@pytest.mark.parametrize("question", Question)
def test_every_question_is_explained(question: Question) -> None:
    assert f"\n| {question.value} | " in COUNTING


def test_the_exit_codes_are_printed_as_they_are() -> None:
    meanings = [[str(code.value), MEANING[code]] for code in ExitCode]
    assert table_rows(COUNTING, "| Exit code |") == meanings


# Words


@pytest.mark.parametrize("name", SHORT_PAGES)
def test_what_everybody_reads_is_short(name: str) -> None:
    size = len(PAGES[name].encode())
    assert size <= MOST_BYTES, f"{name} has {size} bytes, at most {MOST_BYTES} are read: move something to docs/"


FOLDER_PAGES = [name for name in PAGES if name.endswith("/README.md")]


@pytest.mark.parametrize("name", [*FOR_PEOPLE, "ARCHITECTURE.md", "CONTRIBUTING.md", *FOLDER_PAGES])
def test_no_sentence_must_be_read_twice(name: str) -> None:
    found = sentences_of(PAGES[name])
    assert found
    long = [f"{name}:{one.line} {one.words} words: {one.text}" for one in found if one.words > MOST_WORDS]
    assert long == []


LONG = "Word " + "word " * 28 + "word"
SPLIT = [
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("It ends at 3 p.m. on Monday. Then it opens.", ["It ends at 3 p.m. on Monday.", "Then it opens."]),
    ("See 13-15-201(3). It says 1.5 of 2.", ["See 13-15-201(3).", "It says 1.5 of 2."]),
    ("Type `canvass count a. B.` now. `serve` runs.", ["Type Code now.", "Code runs."]),
    ("*In italics.* (In brackets.) **Bold.** 7 follows.", ["*In italics.*", "(In brackets.)", "Bold.", "7 follows."]),
    ("See [the page. Yes](docs/a.md). End", ["See the page.", "Yes.", "End"]),
    ("a line\nand its end.\n\nAnother paragraph", ["a line and its end.", "Another paragraph"]),
    ("- one item\n- another\n  that goes on\n1. first", ["one item", "another that goes on", "first"]),
    ("Text.\n```\nNo. Prose. Here.\n```\nMore.", ["Text.", "More."]),
    ("# A heading. Yes.\n| a. B | c. D |\n|---|---|\n![A. B](c.png)\nText.", ["Text."]),
]


@pytest.mark.parametrize(("page", "sentences"), SPLIT)
def test_prose_is_split_into_sentences(page: str, sentences: list[str]) -> None:
    assert [one.text for one in sentences_of(page)] == sentences


@pytest.mark.parametrize("page", [f"Short. {LONG} more. Short.", f"- {LONG}\n  more", f"> {LONG} `a b` more"])
def test_a_planted_long_sentence_is_caught(page: str) -> None:
    assert max(one.words for one in sentences_of(page)) > MOST_WORDS


@pytest.mark.parametrize(
    "page", [f"{LONG}.", f"{LONG}. {LONG}.", f"```\n{LONG} {LONG}\n```\nText.", f"| {LONG} {LONG} |"]
)
def test_what_is_short_enough_or_no_prose_is_let_through(page: str) -> None:
    assert max((one.words for one in sentences_of(page)), default=0) <= MOST_WORDS


# Figures that were measured


DATED = re.compile(
    r"\b20\d\d-\d\d-\d\d\b|\bcommit [0-9a-f]{7}|\b\d+(?:\.\d+)? (?:ms|milliseconds)\b|\b(?:Xeon|EPYC|GiB)\b"
    r"|\b(?:was|were) measured on\b"
)


def dated_lines(text: str) -> list[str]:
    """Sentences with a figure that is true of one day or one machine."""
    return [one.text for one in sentences_of(text) if DATED.search(one.text)]


@pytest.mark.parametrize("name", [name for name in [*FOR_PEOPLE, "ARCHITECTURE.md"] if name != MEASURED])
def test_what_was_measured_stands_on_one_page(name: str) -> None:
    assert dated_lines(PAGES[name]) == [], f"move them to {MEASURED}"


def test_what_was_measured_says_when_and_on_what() -> None:
    assert any("2026-11-22" in line for line in dated_lines(PAGES[MEASURED]))
    assert any("Xeon" in line for line in dated_lines(PAGES[MEASURED]))


@pytest.mark.parametrize("planted", ["Measured at commit abc1234.", "It took 12 ms.", "So it was on 2026-11-22."])
def test_a_planted_figure_is_caught(planted: str) -> None:
    assert dated_lines(f"Before.\n\n{planted} After.") == [planted]


# Pictures


PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def pictures_of(name: str) -> list[tuple[str, Path]]:
    """What each picture on a page shows, and its file."""
    return [(alt, (ROOT / name).parent / place) for alt, place in PICTURE.findall(PAGES[name])]


@pytest.mark.parametrize("name", sorted(set(FOR_PEOPLE) - {"docs/decisions.md", "docs/law.md"}))
def test_every_page_for_people_has_a_picture_that_is_there_and_in_words(name: str) -> None:
    pictures = pictures_of(name)
    assert pictures
    assert [str(place) for alt, place in pictures if len(alt.split()) < 4 or not place.is_file()] == []


def test_every_picture_is_small_and_used() -> None:
    kept = {path.resolve() for path in published_files() if path.suffix == ".png" and path.parent == ROOT / "docs"}
    shown = {place.resolve() for name in PAGES for _, place in pictures_of(name)}
    assert len(kept) > 10
    assert {short(path) for path in kept - shown} == set()
    assert {short(path): path.stat().st_size for path in kept if path.stat().st_size > PICTURE_BYTES} == {}


# Glossary, changelog, rules


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


def test_the_changelog_is_kept_in_the_usual_form() -> None:
    first, *others = re.findall(r"^## (.*)$", PAGES["CHANGELOG.md"], re.MULTILINE)
    heads = others if first == "[Unreleased]" else [first, *others]
    assert [head for head in heads if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", head)] == []
    kinds = set(re.findall(r"^### (.*)$", PAGES["CHANGELOG.md"], re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert heads[0].startswith(f"[{VERSION}] - "), "the version in canvass/__init__.py is the newest one"


def test_the_import_rules_are_printed_as_they_are_enforced() -> None:
    rows = table_rows(PAGES["ARCHITECTURE.md"], "## The folders")
    printed = {row[0].strip("`/"): set(re.findall(r"`([\w.]+)`", row[-1])) for row in rows}
    assert printed == {package: set(MAY_IMPORT[package]) for package in PACKAGES}


def test_the_floors_are_printed_as_they_are_enforced() -> None:
    rows = table_rows(PAGES["ARCHITECTURE.md"], "| Floor |")
    printed = [set(re.findall(r"`(\w+)`", row[1])) for row in reversed(rows)]
    assert printed == [set(rooms) for rooms in FLOORS["canvass"]]


def test_each_folder_s_readme_prints_its_import_rule() -> None:
    for package in PACKAGES:
        (line,) = re.findall(r"- \*\*May import\*\*: (.*)", PAGES[f"{package}/README.md"])
        if MAY_IMPORT[package] and package != "canvass":
            named = set(re.findall(r"`([\w.]+)`", line))
            assert named == MAY_IMPORT[package], package
