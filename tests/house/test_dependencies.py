"""What is installed is what the lock says, what the code uses, and nothing that takes one of our folders' names."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions

from tests.house.import_rules import imports_of
from tests.house.tree import FOLDERS, PACKAGES, ROOT, code_of, python_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))


def plain(requirement: str) -> str:
    """A requirement's bare name, written as the lock writes it."""
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def strangers(providers: dict[str, list[str]], names: Iterable[str]) -> dict[str, set[str]]:
    """The distributions other than ours that provide these top-level names."""
    found = {name: set(providers.get(name, [])) - {"canvass"} for name in names}
    return {name: others for name, others in found.items() if others}


def test_no_library_takes_the_name_of_a_folder() -> None:
    providers = {name: list(found) for name, found in packages_distributions().items()}
    assert "numpy" in providers
    assert strangers(providers, FOLDERS) == {}


def test_a_library_that_takes_a_folder_s_name_is_caught() -> None:
    assert strangers({"tabulate": ["tabulate"], "audit": ["canvass"]}, FOLDERS) == {"tabulate": {"tabulate"}}


IMPORTED_BY_NAME = {"argon2-cffi", "psycopg", "whitenoise"}
"""Django imports them: for passwords, where a record is kept in PostgreSQL, and for the pages' style sheet."""


def test_every_library_imported_is_declared_and_every_one_declared_is_imported() -> None:
    providers = packages_distributions()
    imported = {
        one.name.split(".")[0]
        for path in python_files(*PACKAGES)
        for one in imports_of(path.read_text(), ".".join(path.relative_to(ROOT).parts[:-1]))
    }
    libraries = imported - set(FOLDERS) - sys.stdlib_module_names
    distributions = {plain(name) for library in libraries for name in providers[library]}
    declared = {plain(line) for line in PROJECT["project"]["dependencies"]}
    assert distributions | IMPORTED_BY_NAME == declared


def test_the_lock_pins_every_dependency_and_each_pin_carries_hashes() -> None:
    for lock, groups in (("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])):
        wanted = [
            *PROJECT["project"]["dependencies"],
            *(line for g in groups for line in PROJECT["dependency-groups"][g]),
        ]
        assert {plain(line) for line in wanted} <= set(pins(lock)), lock
        entries = [entry for entry in re.split(r"^(?=\S)", (ROOT / lock).read_text(), flags=re.MULTILINE) if entry]
        assert len(entries) == len(pins(lock))
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_tests_run_on_the_versions_that_count() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_every_package_of_ours_is_installed() -> None:
    include = PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    assert include == [pattern for name in PACKAGES for pattern in (name, f"{name}.*")]
    folders = {path.parent for path in python_files(*PACKAGES)}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_every_test_is_found_by_its_name() -> None:
    misplaced = []
    for path in python_files("tests"):
        functions = (
            node.name
            for node in ast.walk(code_of(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef)
        )
        if not path.name.startswith("test_") and any(name.startswith("test_") for name in functions):
            misplaced.append(path)
    assert misplaced == []
