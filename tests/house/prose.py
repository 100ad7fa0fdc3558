"""The sentences of a page written in Markdown: its prose, without code blocks, tables, headings and pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_APART = re.compile(r"^\s*(?:[|#]|!\[|<!--|-{3,}\s*$)")
"""Lines that are no prose: tables, headings, pictures, comments, rules."""
_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STAND_IN = "Code"
"""For a piece of code within a sentence: one word, and one with which a sentence may begin."""
_ABBREVIATED = ("a.m.", "p.m.", "e.g.", "i.e.", "Dr.", "No.", "St.", "vs.")
_STOP = re.compile(r"[.!?][\"')*_]*\s+(?=[\"'(*_]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the line of the page on which its paragraph begins."""

    text: str
    line: int

    @property
    def words(self) -> int:
        """As a reader counts them; a piece of code is one."""
        return sum(any(letter.isalnum() for letter in word) for word in self.text.split())


def sentences_of(page: str) -> list[Sentence]:
    """Every sentence of the page's prose; each item of a list begins anew."""
    return [Sentence(sentence, line) for line, text in paragraphs_of(page) for sentence in _split(text)]


def paragraphs_of(page: str) -> Iterator[tuple[int, str]]:
    """Every paragraph of prose on one line, with the number of its first line; code and links as they are read."""
    held: list[str] = []
    began = 0
    fenced = False
    for number, line in enumerate([*page.splitlines(), ""], 1):
        if _FENCE.match(line):
            fenced = not fenced
        ends = fenced or not line.strip() or bool(_APART.match(line) or _FENCE.match(line))
        if held and (ends or _ITEM.match(line)):
            yield began, _as_read(" ".join(held))
            held = []
        if not ends:
            began = began if held else number
            held.append(_ITEM.sub("", line).strip())


def fenced_lines(page: str) -> Iterator[str]:
    """Every line inside a code block."""
    fenced = False
    for line in page.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield line


def _as_read(text: str) -> str:
    return _LINK.sub(r"\1", _CODE.sub(_STAND_IN, text)).replace("**", "")


def _split(text: str) -> Iterator[str]:
    begin = 0
    for stop in _STOP.finditer(text):
        if not text[: stop.start() + 1].endswith(_ABBREVIATED):
            yield text[begin : stop.end()].strip()
            begin = stop.end()
    if rest := text[begin:].strip():
        yield rest
