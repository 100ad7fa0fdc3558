"""All joined sheets, compared once: the lines that are not the same, and the counts that causes are found by."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from outside.comparing.causes import ScopeKind, SheetScope
from outside.comparing.classes import ComparedAs, ComparedLine
from outside.comparing.classing import compared_sheet
from outside.comparing.joining import JoinedPair
from outside.comparing.our_readings import OurVotes
from outside.comparing.their_records import TheirRecord, TheirVotes


class SheetPlace(NamedTuple):
    """Where a joined sheet belongs."""

    precinct: str
    style: str
    """Ours where it was read; else the record's own name of it."""
    machine: str
    batch: str

    def scopes(self) -> tuple[SheetScope, ...]:
        """All that it is a part of and that has a name."""
        named = (
            (ScopeKind.PRECINCT, self.precinct),
            (ScopeKind.STYLE, self.style),
            (ScopeKind.MACHINE, self.machine),
            (ScopeKind.BATCH, self.batch),
        )
        return tuple(SheetScope(kind, name) for kind, name in named if name)


Choices = tuple[str, ...]
VotePairs = dict[str, dict[SheetPlace, Counter[tuple[Choices, Choices]]]]
"""By contest and place (without the batch): how often we read these choices and they counted those."""


@dataclass(frozen=True, slots=True)
class ComparedSheets:
    """What came of it."""

    lines: tuple[ComparedLine, ...]
    by_class: dict[str, Counter[ComparedAs]]
    """By contest."""
    votes: VotePairs
    sheets: Counter[SheetPlace]
    """Joined sheets."""
    styles: Counter[SheetScope]
    """Joined sheets by the records' names of their styles, those that were not read too."""


def named_style(record: TheirRecord) -> SheetScope:
    """The style as the record names it; where it names none, the precinct."""
    return (
        SheetScope(ScopeKind.STYLE, record.style)
        if record.style
        else SheetScope(ScopeKind.PRECINCT, record.precinct or "")
    )


def place_of(pair: JoinedPair) -> SheetPlace:
    """Where a joined sheet belongs."""
    picture, record = pair
    return SheetPlace(
        record.precinct or picture.precinct or "", picture.style or record.style, record.machine, record.batch
    )


def compared_sheets(pairs: Iterable[JoinedPair]) -> ComparedSheets:
    """Every contest of every pair, in the order of the pairs."""
    lines: list[ComparedLine] = []
    by_class: dict[str, Counter[ComparedAs]] = defaultdict(Counter)
    votes: VotePairs = defaultdict(lambda: defaultdict(Counter))
    sheets: Counter[SheetPlace] = Counter()
    styles: Counter[SheetScope] = Counter()
    for pair in pairs:
        place = place_of(pair)
        sheets[place] += 1
        styles[named_style(pair[1])] += 1
        cell = place._replace(batch="")
        for line in compared_sheet(*pair):
            contest = line.contest
            by_class[contest][line.kind] += 1
            if line.kind is not ComparedAs.SAME:
                lines.append(line)
            match line.ours, line.theirs:
                case OurVotes(choices=mine), TheirVotes(choices=other) if mine or other:
                    votes[contest][cell][mine, other] += 1
    return ComparedSheets(tuple(lines), by_class, votes, sheets, styles)
