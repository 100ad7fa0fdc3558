"""What the product defines: small, named once, used, and what of it changes is known. What is excepted is listed."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from tests.house.definitions import (
    Definition,
    functions,
    names_in_template,
    names_used,
    parsed,
    public_classes,
    public_definitions,
    things_that_change,
    unfrozen_classes,
)
from tests.house.tree import PACKAGES, ROOT, published_texts, python_files, short


@cache  # When a test asks: each process that runs tests reads this file.
def product() -> dict[str, ast.Module]:
    """The product's modules, by file."""
    return {short(path): parsed(path) for path in python_files(*PACKAGES)}


LONGEST_MODULE_LINES = 300
LONGEST_FUNCTION_LINES = 50
MOST_FILES = 20
"""In a folder, besides its `__init__.py`."""


def test_no_module_is_longer_than_one_idea() -> None:
    lengths = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in product()}
    assert _longer(lengths, LONGEST_MODULE_LINES) == set()


def test_no_function_is_longer_than_one_idea() -> None:
    lengths = {
        f"{file}:{one.name}": (one.end_lineno or one.lineno) - one.lineno + 1
        for file, tree in product().items()
        for one in functions(tree)
    }
    assert len(lengths) > 2000
    assert _longer(lengths, LONGEST_FUNCTION_LINES) == set()


def _longer(lengths: Mapping[str, int], most: int) -> set[str]:
    return {name for name, lines in lengths.items() if lines > most}


MORE_FILES = {
    "audit": "to be parted",
    "canvass/commands/audit": "a file for each command",
    "kernels": "a file for each kernel",
}


def test_no_folder_holds_more_files_than_one_can_look_over() -> None:
    files = Counter(str(Path(file).parent) for file in product() if not file.endswith("/__init__.py"))
    assert {folder for folder, number in files.items() if number > MOST_FILES} == set(MORE_FILES)


def test_a_class_name_occurs_once() -> None:
    trees = product() | {short(path): parsed(path) for path in python_files("benchmarks")}
    names = Counter(one.name for file, tree in trees.items() if not _is_migration(file) for one in public_classes(tree))
    assert len(names) > 500
    assert {name for name, number in names.items() if number > 1} == set()


def _is_migration(file: str) -> bool:
    """Django wants each of them to hold a class of the same name."""
    return "/migrations/" in file


NAMED_BY_CUSTOM = {"__init__", "__main__", "apps", "errors", "forms", "models", "settings", "urls", "views"}

FAMILIES: dict[str, set[str]] = {
    "pages with a grid of timing marks, and measured pages": {"imaging/grid", "imaging/measured"},
    "sheets marked by hand, and device printouts": {"imaging", "imaging/marks", "imaging/printouts"},
    "outlines on a voted page, and on a blank": {"imaging", "imaging/learning"},
    "kinds of test ballots": {"test_ballots", "test_ballots/dense", "test_ballots/printouts", "test_ballots/vendors"},
    "changes of accounts, and of a layout": {"canvass/layout_editor", "canvass/people"},
    "events of the audit, and their steps": {"audit/events", "audit/steps"},
    "what is written, and how it is verified": {"canvass/deciding", "canvass/record", "canvass/verifying"},
    "the ledger, and the board's part of it": {"tabulate/board", "tabulate/ledger"},
    "a record, and the audit in it": {"canvass/auditing", "canvass/record"},
    "options of all commands, and of those of the audit": {"canvass/commands", "canvass/commands/audit"},
}
"""Folders of one package whose files bear the same names because they do the same for two things."""


def test_a_file_name_occurs_once_in_a_package() -> None:
    twice = [
        pair for pair in _same_names(product()) if not any(set(pair[1:]) <= family for family in FAMILIES.values())
    ]
    assert [pair for pair in twice if not _command_and_its_work(*pair[1:])] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_has_a_name_in_common(family: str) -> None:
    assert any(set(pair[1:]) <= FAMILIES[family] for pair in _same_names(product()))


def _same_names(files: Iterable[str]) -> list[tuple[str, str, str]]:
    """Each file name that two folders of one package share, with both."""
    folders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in files:
        folders[file.split("/")[0], Path(file).stem].append(str(Path(file).parent))
    return [
        (name, one, other)
        for (_, name), places in sorted(folders.items())
        if name not in NAMED_BY_CUSTOM
        for one, other in combinations(places, 2)
    ]


def _command_and_its_work(one: str, other: str) -> bool:
    return one.startswith("canvass/commands") is not other.startswith("canvass/commands")


HOOKS = {
    **dict.fromkeys(("urlpatterns", "app_name"), "Django reads them from urls.py"),
    **dict.fromkeys(
        ("handler400", "handler403", "handler404", "handler500"), "Django reads them from the first urls.py"
    ),
    **dict.fromkeys(("process_view", "process_exception"), "Django calls them, of middleware"),
    "format_commands": "click calls it, of a group",
    **dict.fromkeys(("ensure_cache_path", "load_overload"), "Numba calls them, of its cache"),
    "allow_migrate": "Django calls it, of the router",
    "clean_name": "Django calls it, of a form with the field `name`",
    "get_by_natural_key": "Django calls it, of the accounts",
}

FOR_OTHERS = {
    "load_definition": "whoever uses tabulate without the application",
}


def test_what_is_public_is_used() -> None:
    texts = [(path, text) for path, text in published_texts() if "templates" in path.parts]
    used = set().union(*map(names_used, product().values()), *(names_in_template(text) for _, text in texts))
    others = set().union(*(names_used(parsed(path)) for path in python_files("benchmarks", "tests")))
    unused = [
        *unused_definitions({file: tree for file, tree in product().items() if not _is_test_ballots(file)}, used),
        *unused_definitions({file: tree for file, tree in product().items() if _is_test_ballots(file)}, used | others),
    ]
    excused = {*HOOKS, *FOR_OTHERS}
    assert [f"{one.place} {one.name}" for one in unused if one.name not in excused] == []
    assert {one.name for one in unused} >= excused, "used now: strike it from its list"


def _is_test_ballots(file: str) -> bool:
    """They are there for benchmarks and tests, too."""
    return file.startswith("test_ballots/")


def unused_definitions(trees: Mapping[str, ast.Module], used: set[str]) -> list[Definition]:
    return [one for file, tree in trees.items() for one in public_definitions(tree, file) if one.name not in used]


PLANTED = """
import click
LIMIT = 3
class Shown:
    "A thing."
    @property
    def told(self): return self.told_twice
    def forgotten(self): ...
    def _own(self): ...
def reader(): return Shown
def _hidden(): ...
@click.command()
def run(): ...
"""


def test_a_planted_definition_that_nothing_uses_is_caught_and_named() -> None:
    tree = ast.parse(PLANTED)
    table = ast.parse("COMMANDS = {'read': 'canvass.new:reader'}")
    used = names_used(tree) | names_used(table) | names_in_template("{{ one.told }} LIMIT")
    assert unused_definitions({"canvass/new.py": tree}, used) == [
        Definition("LIMIT", "canvass/new.py:3"),
        Definition("forgotten", "canvass/new.py:8"),
    ]


CONFIGURING = {
    "canvass/settings.py": "the record's database alone",
    "canvass/site/settings.py": "pages: those of a record, or of a layout",
}


def test_django_is_configured_in_known_places() -> None:
    called = re.compile(r"\bsettings\.configure\(")
    assert {file for file, tree in product().items() if called.search(ast.unparse(tree))} == set(CONFIGURING)


CHANGING = {
    "audit/audit_json.py JSON": "codecs, made when they are first needed",
    "canvass/announcing/site_log.py _JSON": "codecs, made when they are first needed",
    "canvass/announcing/snapshot.py JSON": "codecs, made when they are first needed",
    "canvass/people_register/lines.py _JSON": "codecs, made when they are first needed",
    "canvass/record/database.py _numbers": "numbers of the connections that were opened",
    "canvass/web/served.py _served": "the record that is served",
    "canvass/web/served.py _premises": "what is served, a record or the state's canvass",
    "canvass/people/signing_here.py _ledgers": "where people sign, where it is no record",
    "canvass/state_canvassers/served_state.py _states": "the state's canvass that is served",
    "imaging/measured/features.py _KEPT": "a detector for each thread",
    "imaging/pages/formats/buffers.py PAGES": "memory of pages that were let go",
    "canvass/counting/printed_names.py _lately": "comparisons of images that are counted into several records",
    "imaging/pages/formats/pdfium.py _ONE_AT_A_TIME": "PDFium knows no threads",
    "imaging/pages/formats/pdfium.py _open_documents": "closed before PDFium is",
    "imaging/pages/loading.py _recent": "files that are open, for their next page",
    "imaging/printouts/recognition.py _own": "a recogniser for each thread",
    "tabulate/board/signing/signing_entries.py _JSON": "codecs, made when they are first needed",
    "tabulate/ledger/lines.py _JSON": "codecs, made when they are first needed",
    "tabulate/state_canvass/county_package.py _JSON": "codecs, made when they are first needed",
    "tabulate/board/recount/recount_notices.py _JSON": "codecs, made when they are first needed",
    "tabulate/state_canvass/state_chain.py _JSON": "codecs, made when they are first needed",
}
"""Everything at the level of a module that changes while the program runs: what tests must know of."""


def test_what_changes_at_the_level_of_a_module_is_known() -> None:
    unfrozen = set().union(*map(unfrozen_classes, product().values()))
    found = {f"{file} {name}" for file, tree in product().items() for name in things_that_change(tree, unfrozen)}
    assert found == set(CHANGING)


def test_a_planted_thing_that_changes_is_caught_and_named() -> None:
    tree = ast.parse(
        "from threading import Lock\nclass Kept: ...\nkept: list[int] = []\n_lock = Lock()\n_one = Kept()\nSIZES = (1,)"
    )
    assert list(things_that_change(tree, unfrozen_classes(tree))) == ["kept", "_lock", "_one"]
