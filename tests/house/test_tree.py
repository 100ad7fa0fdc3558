"""What is published holds no place of the machine it was written on, nothing unfinished and nothing oversized."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.tree import FOLDERS, ROOT, code_of, published_files, published_texts, python_files, short

MACHINE_PLACE = re.compile(
    r"(?<![\w./-])/(?:home|root|opt|work|farm|Users|mnt|media|srv)/\w|(?<![\w/])/tmp/\w|[A-Z]:\\Users"
)
REGISTRY = re.compile(r"pypi\.(?:org|io)|pythonhosted\.org|npmjs\.(?:com|org)|-(?:index-url|find-links)\b")
ADDRESS = re.compile(r"(?:https?|ftp|file|git|ssh)://")
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|NotImplementedErro[r]|xfai[l])\b|\bski[p]\(")
"""Written with brackets so that it does not find itself."""
BUILD_FILES = {"Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"}
LARGEST_FILE_BYTES = 1_000_000
LONGEST_MODULE_LINES = 500


def lines_matching(pattern: re.Pattern[str], texts: list[tuple[str, str]]) -> list[str]:
    """Each line that matches, with its file and number."""
    return [
        f"{name}:{number} {line.strip()[:100]}"
        for name, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def named_texts(wanted: Callable[[Path], bool] = lambda _: True) -> list[tuple[str, str]]:
    return [(short(path), text) for path, text in published_texts() if wanted(path)]


def is_build_file(path: Path) -> bool:
    return path.name in BUILD_FILES or short(path).startswith(".ci/")


def test_the_tree_is_seen() -> None:
    names = {short(path) for path in published_files()}
    assert {"Makefile", "pyproject.toml", "imaging/layout.py", "tests/house/test_tree.py"} <= names


def test_no_place_of_one_machine_is_published() -> None:
    assert lines_matching(MACHINE_PLACE, named_texts()) == []


def test_no_package_registry_is_published() -> None:
    assert lines_matching(REGISTRY, named_texts()) == []


def test_what_builds_the_project_holds_no_address() -> None:
    texts = named_texts(is_build_file)
    assert len(texts) > len(BUILD_FILES)
    assert lines_matching(ADDRESS, texts) == []


def test_no_code_is_left_unfinished() -> None:
    assert lines_matching(UNFINISHED, named_texts(lambda path: path.suffix == ".py")) == []


PLANTED = [
    (MACHINE_PLACE, "ROOT = '/{}/clerk/ballots'".format("home")),
    (MACHINE_PLACE, "see /{}/shared".format("work")),
    (REGISTRY, "https://{}.org/simple".format("pypi")),
    (ADDRESS, "numpy @ https{}//example.org/numpy.whl".format(":")),
    (UNFINISHED, "# {}DO: later".format("TO")),
    (UNFINISHED, "pytest.{}('no scanner')".format("skip")),
]


@pytest.mark.parametrize(("pattern", "line"), PLANTED)
def test_a_planted_line_is_caught_and_named(pattern: re.Pattern[str], line: str) -> None:
    assert lines_matching(pattern, [("imaging/new.py", f"\n{line}\n")]) == [f"imaging/new.py:2 {line}"]


def test_no_file_is_over_a_megabyte() -> None:
    sizes = {short(path): path.stat().st_size for path in published_files()}
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE_BYTES} == {}


def test_no_test_and_no_benchmark_is_longer_than_one_can_look_over() -> None:
    lengths = {short(path): len(path.read_text().splitlines()) for path in python_files("tests", "benchmarks")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE_LINES} == {}


def test_no_module_is_called_after_nothing() -> None:
    nameless = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py"}
    assert [short(path) for path in python_files(*FOLDERS) if path.name in nameless] == []


def modules_with_code() -> Iterator[tuple[str, ast.Module]]:
    for path in python_files(*FOLDERS):
        tree = code_of(path.read_text(encoding="utf-8"))
        if tree.body:
            yield short(path), tree


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in modules_with_code() if not ast.get_docstring(tree)] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_has_a_readme(folder: str) -> None:
    assert ROOT / folder / "README.md" in published_files(), f"{folder}/README.md is missing"


FOLDER_READMES = [path for path in published_files() if path.name == "README.md" and path.parent != ROOT]


@pytest.mark.parametrize("readme", FOLDER_READMES, ids=short)
def test_a_folder_s_readme_is_one_page(readme: Path) -> None:
    assert 5 <= len(readme.read_text().splitlines()) <= 80


FILE = re.compile(r"`([\w./-]+\.(?:py|md|js|css|sh))`")


def missing_files(readme: Path, text: str) -> list[str]:
    """Files that a folder's page names and that are neither in the folder, however deep, nor named from the root."""
    own = [short(path) for path in published_files() if readme.parent in path.parents]
    named = dict.fromkeys(FILE.findall(text))
    return [
        name for name in named if not (ROOT / name).exists() and not any(f"/{one}".endswith(f"/{name}") for one in own)
    ]


@pytest.mark.parametrize("readme", FOLDER_READMES, ids=short)
def test_each_file_that_a_folder_s_readme_names_is_there(readme: Path) -> None:
    assert missing_files(readme, readme.read_text()) == []


PAGES_FOR_ALL = [
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")),
    *(path for path in published_files() if path.suffix == ".md" and path.parent == ROOT / "docs"),
]


@pytest.mark.parametrize("page", PAGES_FOR_ALL, ids=short)
def test_each_file_that_a_page_names_is_there(page: Path) -> None:
    assert missing_files(ROOT / "README.md", page.read_text()) == []


def test_a_planted_file_is_missed() -> None:
    text = "see `borders.py`, `grid/borders.py`, `kernels/borders.py`, `tests/README.md` and `grid/lines.py`"
    assert missing_files(ROOT / "imaging" / "README.md", text) == ["grid/lines.py"]


ROOT_DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md", "LICENSE"]


@pytest.mark.parametrize("name", ROOT_DOCUMENTS)
def test_the_root_documents_are_there(name: str) -> None:
    assert ROOT / name in published_files()


LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


def anchors_of(page: Path) -> set[str]:
    """What a link may name after `#`: each heading in small letters, words joined by hyphens."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path, text: str) -> list[str]:
    """Links of a page to files that are not there, or to headings that a page does not have."""
    broken = []
    for file, anchor in LINK.findall(text):
        place = page.parent / file if file else page
        if not place.exists() or (anchor and anchor not in anchors_of(place)):
            broken.append(f"{short(page)}: {file}{'#' + anchor if anchor else ''}")
    return broken


def test_every_link_between_the_documents_leads_somewhere() -> None:
    texts = [(path, text) for path, text in published_texts() if path.suffix == ".md"]
    assert [link for path, text in texts for link in broken_links(path, text)] == []


def test_a_planted_link_is_caught() -> None:
    text = "[a](docs/counting.md#exit-codes) [b](docs/none.md) [c](docs/counting.md#nothing) [d](#read-on) [e](#gone)"
    assert broken_links(ROOT / "README.md", text) == [
        "README.md: docs/none.md",
        "README.md: docs/counting.md#nothing",
        "README.md: #gone",
    ]
