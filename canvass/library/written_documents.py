"""The documents of the project, as they lie in its source or were installed with it: docs/, and what its pages lead to.

A document is named by its path from the project's root, as `docs/board.md`. Nothing else can be read by a name: the
names are listed first, and asked afterwards.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path, PurePosixPath

_ROOT = Path(__file__).parents[2]
_SHARED = "share/canvass/"
"""Below it a wheel has what lies in no package; pyproject.toml says so."""
_OF_THE_ROOT = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md")
_HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

INDEX = "docs/README.md"
"""All of them by what somebody wants to do."""


@dataclass(frozen=True, slots=True)
class DocumentHeading:
    """A heading of a document."""

    words: str
    """As they are read, without marks."""
    anchor: str


@cache
def document_places() -> dict[str, Path]:
    """Every document and picture, by its name."""
    own = {f"tabulate/{name}": path for name, path in _below(_ROOT / "tabulate", "**/*.md")}
    return (_of_source() or _installed()) | own


def document_text(name: str) -> str:
    """A document's own text. Raises KeyError where there is none of that name."""
    return document_places()[name].read_text(encoding="utf-8")


def with_anchors(headings: Iterable[str]) -> Iterator[DocumentHeading]:
    """Each heading of a document with what a link names after `#`: small letters, words joined by hyphens.

    Where words come again, as Added under each version, a number follows them: no page gives an anchor to two.
    """
    given: Counter[str] = Counter()
    for words in headings:
        anchor = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        before = given[anchor]
        given[anchor] += 1
        yield DocumentHeading(words, f"{anchor}-{before}" if before else anchor)


def headings_in(text: str) -> tuple[DocumentHeading, ...]:
    """The headings of a document, the first of them its title."""
    plain = (found[2].replace("`", "").replace("*", "") for found in _HEADING.finditer(_FENCED.sub("", text)))
    return tuple(with_anchors(plain))


@cache
def title_of(name: str) -> str:
    """The first heading of a document. Raises KeyError where there is none of that name."""
    return headings_in(document_text(name))[0].words


def _of_source() -> dict[str, Path]:
    """Where Canvass runs from its source; empty where it is installed."""
    if not (_ROOT / "pyproject.toml").is_file():
        return {}
    named = {name: _ROOT / name for name in _OF_THE_ROOT if (_ROOT / name).is_file()}
    return named | {f"docs/{name}": path for end in ("*.md", "*.png") for name, path in _below(_ROOT / "docs", end)}


def _installed() -> dict[str, Path]:
    """What the wheel brought beside its packages."""
    try:
        listed = files("canvass") or ()
    except PackageNotFoundError:
        return {}
    found = ((PurePosixPath(one).as_posix().partition(_SHARED)[2], Path(str(one.locate()))) for one in listed)
    return {name: path for name, path in found if name and path.is_file()}


def _below(folder: Path, pattern: str) -> list[tuple[str, Path]]:
    return [(path.relative_to(folder).as_posix(), path) for path in sorted(folder.glob(pattern))]
