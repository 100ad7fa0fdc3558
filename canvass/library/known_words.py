"""The glossary's words, what the sections of the law are about, and the guides that speak of a page.

All three are written elsewhere, in GLOSSARY.md, `tests/house/sections.py` and `docs/`. `words.json` is made from these
by `python -m tests.house.law`, so that pages have them wherever Canvass is installed.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SECTION = re.compile(r"(?<![\w-])(?:ARM \d+\.\d+\.\d+|\d{1,2}-\d{1,2}-\d{3,4})(?![\w-])")
"""As in 13-15-206 or ARM 44.3.2402, without its parts."""


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A line of the glossary."""

    word: str
    means: str
    where: str
    """The section of the law it is from, or the file of the program."""

    @property
    def anchor(self) -> str:
        """Of its line on the glossary's page."""
        return re.sub("[^a-z0-9]+", "-", self.word.lower()).strip("-")

    @property
    def sections(self) -> tuple[str, ...]:
        """Those that it names."""
        return tuple(SECTION.findall(self.where))


@dataclass(frozen=True, slots=True)
class KnownSection:
    """A section of the law that the program goes by."""

    section: str
    about: str
    """In our words."""

    @property
    def anchor(self) -> str:
        """Of its line on the page of the law; the pages' script makes the same of what it finds."""
        return self.section.replace(" ", "-").replace(".", "-")


@dataclass(frozen=True, slots=True)
class KnownGuide:
    """A place in a document that speaks of a page."""

    page: str
    """The page's title."""
    document: str
    """As in docs/board.md."""
    title: str
    """The document's own."""
    heading: str
    """Under which it speaks of the page first."""
    anchor: str


@dataclass(frozen=True, slots=True)
class Library:
    """All of it."""

    words: tuple[KnownWord, ...]
    sections: tuple[KnownSection, ...]
    guides: tuple[KnownGuide, ...]

    def guides_of(self, title: str) -> tuple[KnownGuide, ...]:
        """The guides that speak of the page of this title."""
        return tuple(one for one in self.guides if one.page == title)


@cache
def library() -> Library:
    """What the pages know; read once a process."""
    said = json.loads(files("canvass.library").joinpath("words.json").read_text(encoding="utf-8"))
    return Library(
        tuple(KnownWord(*row) for row in said["words"]),
        tuple(KnownSection(section, about) for section, about in said["sections"].items()),
        tuple(KnownGuide(*row) for row in said["guides"]),
    )
