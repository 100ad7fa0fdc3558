"""ERM's numbered key canvass: for each contest a list of numbered names, then a matrix of precincts by numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from outside.errors import OutsideFileError
from outside.ess_text.erm_head import ErmHead, begins_head, read_head
from outside.ess_text.erm_text import ErmLine, erm_text, first_title
from outside.figures import printed_figure
from outside.findings import FindingKind, OutsideFinding
from outside.opening import OpenedFile

_KEYS = re.compile(r"\b([0-9]{2}) = (.*?)(?=\s+[0-9]{2} = |$)")
_KEYED = re.compile(r"(\S+(?: \S+)*)(?:\s{2,}([0-9][0-9,]*))?(?:\s+([0-9]*\.[0-9]{2}))?\s*")
_HEADING = re.compile(r"\s{20,}(?:[0-9]{2}\s*)+")
_RULE = re.compile(r"\s*(?:[-=]{5,}|(?:- ){4,}-?)\s*")
_LEGEND = re.compile(r"\s*(?:TOTAL|VOTES)\s+PERCENT.*", re.IGNORECASE)
_VOTE_FOR = re.compile(r"\s*\(?vote for[^)\d]*\)?\s+([0-9]{1,2})\s*", re.IGNORECASE)
_PRECINCT = re.compile(r"([0-9]{4}) +(\S.*)")
_PARTY = re.compile(r"\s{4,}\(([A-Z][A-Z -]+)\)")
_OF_HEAD = re.compile(r"RUN DATE:|={5}|^\s*<")
_CELL = 6
"""Characters of a cell, up to the last digit of its number."""


@dataclass(slots=True)
class KeyBlock:
    """One contest, or the statistics, as it is read."""

    title: str
    party: str
    seats: int | None = None
    keys: dict[str, str] = field(default_factory=dict)
    """Each number's name."""
    totals: dict[str, int] = field(default_factory=dict)
    figures: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    """Of each precinct, by code and name, the figure of each number."""
    heading: list[tuple[str, int]] = field(default_factory=list)
    """The numbers of the matrix, and where their columns end."""

    def findings(self) -> Iterator[OutsideFinding]:
        """Totals of the list of names that are not the sums of the matrix; a contest without its seats."""
        if self.title and self.seats is None:
            words = "the line Vote For is missing: for how many an elector may vote is not told"
            yield OutsideFinding(FindingKind.CONTESTS, self.title, words)
        for key, total in self.totals.items():
            added = sum(row.get(key, 0) for row in self.figures.values())
            if added != total:
                words = f"{self.keys[key]} has {total:,}, and the precincts have {added:,}"
                yield OutsideFinding(FindingKind.TOTALS, self.title or "statistics", words)


def is_key_canvass(file: OpenedFile) -> bool:
    """Whether the first title is that of a numbered key canvass."""
    return first_title(file).startswith("NUMBERED KEY CANVASS")


@dataclass(slots=True)
class KeyCanvass:
    """A whole report."""

    heads: list[ErmHead] = field(default_factory=list)
    blocks: list[KeyBlock] = field(default_factory=list)
    is_cut: bool = False
    pending: list[str] = field(default_factory=list)
    party: str = ""
    """Of the contests that follow, where a line above them says it."""


def key_blocks(file: OpenedFile) -> KeyCanvass:
    """The report's contests. Raises OutsideFileError, naming the line."""
    text = erm_text(file)
    canvass = KeyCanvass(is_cut=text.is_cut)
    lines = text.lines
    at = next(place for place, line in enumerate(lines) if begins_head(line))
    while at < len(lines):
        if begins_head(lines[at]):
            end = at + 1
            while end < len(lines) and lines[end].text.strip() and not _LEGEND.fullmatch(lines[end].text):
                end += 1
            canvass.heads.append(read_head(lines[at:end]))
            at = end
        else:
            _take(canvass, lines[at])
            at += 1
    return canvass


def _take(canvass: KeyCanvass, line: ErmLine) -> None:
    text = line.text
    if canvass.blocks and (text.startswith("=====") or _LEGEND.fullmatch(text)):
        canvass.blocks[-1].heading.clear()  # What follows is a title, though it may begin with a year.
    if not text.strip() or _RULE.fullmatch(text) or _LEGEND.fullmatch(text):
        return
    keys = _KEYS.findall(text)
    if vote_for := _VOTE_FOR.fullmatch(text):
        _begin(canvass).seats = int(vote_for[1])
    elif keys:
        block = canvass.blocks[-1] if canvass.blocks and not canvass.pending else None
        if block is None or block.figures:
            block = _begin(canvass)
        for key, words in keys:
            _take_key(block, key, words, line)
    elif _HEADING.fullmatch(text) and canvass.blocks:
        canvass.blocks[-1].heading = [(one[0], one.end()) for one in re.finditer("[0-9]{2}", text)]
    elif (precinct := _PRECINCT.fullmatch(text)) and canvass.blocks and canvass.blocks[-1].heading:
        _take_precinct(canvass.blocks[-1], precinct[1], line)
    elif party := _PARTY.fullmatch(text):
        canvass.party = party[1]
    elif not text.startswith(" ") and not _OF_HEAD.search(text):
        canvass.pending.append(" ".join(text.split()))
    else:
        raise _strange(line)


def _begin(canvass: KeyCanvass) -> KeyBlock:
    party = canvass.party or (canvass.heads[-1].party if canvass.heads else "")
    canvass.blocks.append(KeyBlock(" ".join(canvass.pending), party))
    canvass.pending.clear()
    return canvass.blocks[-1]


def _take_key(block: KeyBlock, key: str, words: str, line: ErmLine) -> None:
    found = _KEYED.fullmatch(words.rstrip())
    if not found or key in block.keys:
        raise _strange(line)
    block.keys[key] = found[1]
    if found[2] is not None:
        block.totals[key] = printed_figure(found[2], line.where)


def _take_precinct(block: KeyBlock, code: str, line: ErmLine) -> None:
    first = block.heading[0][1] - _CELL
    name = " ".join(line.text[5:first].rstrip(" .").split())
    row = block.figures.setdefault((code, name), {})
    for key, end in block.heading:
        if key not in block.keys or key in row:
            raise _strange(line)
        if key in block.totals:
            row[key] = printed_figure(line.text[end - _CELL : end].strip(" ."), line.where)
    if line.text[block.heading[-1][1] :].strip():
        raise _strange(line)


def _strange(line: ErmLine) -> OutsideFileError:
    return OutsideFileError(
        f"a line that is no known row: {line.text.strip()[:80]!r}",
        "a title, numbered names, or a precinct's figures below the numbers",
        "Print the report to a file again; do not change it by hand.",
        line.where,
    )
