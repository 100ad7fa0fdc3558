"""Where the code cites the law: `docs/law.md`, made from the code's own words by `python -m tests.house.law`.

A citation stands in a docstring, a comment, a message or a page. Its place is the innermost class or function around
it.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.help_words import WORDS, words_of_pages
from tests.house.sections import SECTIONS
from tests.house.tree import PACKAGES, ROOT, code_of, short

PAGE = ROOT / "docs" / "law.md"
ENDINGS = frozenset({".py", ".html", ".txt"})
_SECTION = r"(?:ARM \d+\.\d+\.\d+|\d{1,2}-\d{1,2}-\d{3,4})"
_PARTS = r"(?:\([0-9a-z]{1,4}\))*"
_CITED = re.compile(
    rf"(?<![\w-])({_SECTION})({_PARTS})((?:(?:,\s*| and |; )(?:-\d{{3}}{_PARTS}|{_PARTS[:-1]}+)(?![\w]))*)"
)
_MORE = re.compile(rf"(?:,\s*| and |; )(-\d{{3}})?({_PARTS})")
_HEAD = """# The law in the code

Each rule of law stands in the code with its section. This page says where. It is made from the code's own citations,
by `python -m tests.house.law`, and a test fails where the two differ. Sections are of the Montana Code Annotated,
unless ARM (the Administrative Rules of Montana) stands before them. What a section is about is said in our words. The
words that count are the code's own.
"""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A rule and a place that cites it."""

    section: str
    """As in 13-15-206 or ARM 44.3.2402."""
    parts: str
    """As in (3)(b); empty where the whole section is cited."""
    file: str
    within: str
    """The innermost class or function, with what it stands in; empty for the module itself or a page."""


def citations_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Each citation of a text: its line, section and parts. `13-17-505(1), -507(4) and (5)` are three."""
    for found in _CITED.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        section = found[1]
        yield line, section, found[2]
        for more in _MORE.finditer(found[3]):
            if more[1]:
                section = section.rpartition("-")[0] + more[1]
            yield line, section, more[2]


def all_citations() -> list[Citation]:
    """Every citation in the product's folders, once for each place, in order."""
    files = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*")) if path.suffix in ENDINGS)
    return sorted({one for path in files for one in _of_file(path)}, key=_order)


def law_page(citations: list[Citation]) -> str:
    """The page: a heading for each section, a row for each rule. Raises KeyError for a section without words."""
    by_section: dict[str, dict[str, list[Citation]]] = defaultdict(lambda: defaultdict(list))
    for one in citations:
        by_section[one.section][one.parts].append(one)
    return _HEAD + "".join(_section(section, rules) for section, rules in by_section.items())


def _section(section: str, rules: dict[str, list[Citation]]) -> str:
    rows = (f"| {section}{parts} | {_places(places)} |\n" for parts, places in rules.items())
    return f"\n## {section}\n\n{SECTIONS[section]}\n\n| Rule | Where |\n|---|---|\n" + "".join(rows)


def _places(places: list[Citation]) -> str:
    """Files with the definitions in them, a file once."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for one in places:
        by_file[one.file].append(one.within)
    return "; ".join(
        f"`{file}`" + (f" ({', '.join(f'`{name}`' for name in named)})" if (named := list(filter(None, names))) else "")
        for file, names in by_file.items()
    )


def _of_file(path: Path) -> Iterator[Citation]:
    text = path.read_text(encoding="utf-8")
    cited = list(citations_in(text))
    within = _definitions(text) if cited and path.suffix == ".py" else {}
    for line, section, parts in cited:
        yield Citation(section, parts, path.relative_to(ROOT).as_posix(), within.get(line, ""))


def _definitions(source: str) -> dict[int, str]:
    """The innermost class or function of each line that lies in one, as in `Draw.roll`."""
    names: dict[int, str] = {}

    def visit(node: ast.AST, outer: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = outer
            if isinstance(child, ast.ClassDef | ast.FunctionDef):
                name = f"{outer}.{child.name}" if outer else child.name
                first = min([child.lineno, *(one.lineno for one in child.decorator_list)])
                names.update(dict.fromkeys(range(first, (child.end_lineno or first) + 1), name))
            visit(child, name)

    visit(code_of(source), "")
    return names


def _order(one: Citation) -> tuple[object, ...]:
    """The Code before the rules, by number; a section's own line before its parts."""
    numbers = tuple(int(number) for number in re.findall(r"\d+", one.section))
    parts = tuple((not part.isdigit(), part.zfill(4)) for part in re.findall(r"\(([0-9a-z]+)\)", one.parts))
    return (one.section.startswith("ARM"), numbers, parts, one.file, one.within)


if __name__ == "__main__":
    PAGE.write_text(law_page(all_citations()), encoding="utf-8")
    WORDS.write_text(words_of_pages(), encoding="utf-8")
    print(f"{short(PAGE)} and {short(WORDS)} are written anew.")
