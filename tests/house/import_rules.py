"""Who may import whom, and the reading of imports that compares the code with it."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house.tree import FOLDERS, PACKAGES, code_of

EVERYTHING = frozenset({*PACKAGES, "benchmarks", "tests"})

MAY_IMPORT: dict[str, frozenset[str]] = {
    "kernels": frozenset(),
    "imaging": frozenset({"kernels"}),
    "tabulate": frozenset({"imaging.layout", "imaging.sheets"}),
    "audit": frozenset(
        {
            "tabulate.calendar",
            "tabulate.canonical_json",
            "tabulate.election",
            "tabulate.hours",
            "tabulate.offices",
            "tabulate.recounts",
        }
    ),
    "outside": frozenset(
        {
            "tabulate.csv_rows",
            "tabulate.election",
            "tabulate.outside_figures",
            "tabulate.printable",
            "tabulate.whole_numbers",
        }
    ),
    "test_ballots": frozenset({"imaging.layout", "tabulate.election", "tabulate.offices", "tabulate.definitions"}),
    "canvass": frozenset({"imaging", "tabulate", "audit", "outside", "test_ballots"}),
    "benchmarks": EVERYTHING - {"tests"},
    "tests": EVERYTHING,
}
"""The modules of the house, with all below them, that each folder may import besides its own."""

LIBRARIES: dict[str, frozenset[str]] = {
    "kernels": frozenset({"numba", "numpy"}),
    "imaging": frozenset(
        {"cv2", "imagecodecs", "numpy", "pikepdf", "pypdfium2", "pyzbar", "simplejpeg", "tesserocr", "zxingcpp"}
    ),
    "tabulate": frozenset({"jsonschema_rs", "rapidfuzz"}),
    "audit": frozenset(),
    "outside": frozenset({"defusedxml", "ijson", "pypdfium2", "python_calamine"}),
    "test_ballots": frozenset({"PIL", "cv2", "numpy", "pypdfium2", "reportlab", "segno"}),
    "canvass": frozenset(
        {"PIL", "cheroot", "click", "cryptography", "cv2", "django", "markdown_it", "numpy", "reportlab", "rich"}
    ),
}
"""The libraries each package may import: Django, click and rich only in the application, no pixels in the law."""

NOT_IN_THE_DOMAIN = frozenset({"asyncio", "ftplib", "http", "smtplib", "socket", "socketserver", "sqlite3", "urllib"})
"""Of the standard library: databases and networks, which only the application may touch."""


PLACE = re.compile(rf"(?:{'|'.join(FOLDERS)})(?:\.\w+)+:\w+")
"""A text that says where a thing is loaded from, as the tables of commands do: `module:name`."""


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name, dotted in full, and the line that imports it."""

    name: str
    line: int


def imports_of(source: str, package: str) -> Iterator[Import]:
    """Every import in a module of `package` (dotted), relative and dynamic ones too, and those that a text names."""
    return iter(_imports_of(source, package))


@cache  # Four tests ask for those of every file.
def _imports_of(source: str, package: str) -> tuple[Import, ...]:
    return tuple(_found_in(source, package))


def _found_in(source: str, package: str) -> Iterator[Import]:
    for node in ast.walk(code_of(source)):
        match node:
            case ast.Import(names=names):
                yield from (Import(alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                start = ".".join(package.split(".")[: 1 - level or None]) if level else ""
                origin = ".".join(part for part in (start, module) if part)
                yield from (Import(f"{origin}.{alias.name}", node.lineno) for alias in names)
            case ast.Call(func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module")):
                yield Import(_constant(node.args), node.lineno)
            case ast.Constant(value=str(text)) if PLACE.fullmatch(text):
                yield Import(text.replace(":", "."), node.lineno)


def _constant(arguments: list[ast.expr]) -> str:
    """The name a dynamic import asks for; where it is computed, a name that no rule allows."""
    match arguments:
        case [ast.Constant(value=str(name)), *_]:
            return name
    return "computed.at.run.time"


def broken_rules(path: Path, root: Path) -> list[str]:
    """What this file imports against the rules: one line each, naming the file, the line and the import."""
    parts = path.relative_to(root).parts
    folder, package = parts[0], ".".join(parts[:-1])
    found = imports_of(path.read_text(encoding="utf-8"), package)
    return [f"{'/'.join(parts)}:{one.line} imports {one.name}" for one in found if not _allowed(one.name, folder)]


def _allowed(name: str, folder: str) -> bool:
    first = name.split(".")[0]
    if first == folder:
        return True
    if first in FOLDERS:
        return any(f"{name}.".startswith(f"{allowed}.") for allowed in MAY_IMPORT[folder])
    if first in sys.stdlib_module_names:
        return folder not in LIBRARIES or folder == "canvass" or first not in NOT_IN_THE_DOMAIN
    if folder not in LIBRARIES:
        return True
    return first in LIBRARIES[folder]
