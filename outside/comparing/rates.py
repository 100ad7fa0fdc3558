"""How often sheets of each machine and precinct differ, and where contests are blank or overvoted unusually often."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from outside.comparing.causes import FoundCause, MarksAdded, MarksLost, ScopeKind
from outside.comparing.classes import ComparedAs
from outside.comparing.compared_sheets import ComparedSheets
from outside.comparing.exact_test import chance_of_fewer, chance_of_more, is_far_off
from outside.comparing.joining import JoinedSheets
from outside.comparing.their_records import TheirContest, TheirOvervote, TheirVotes

_UNLIKELY = 0.01
"""Shared among all that is tested: one election in a hundred has a group that is named by chance alone."""


class RateOf(StrEnum):
    """What is counted in a group."""

    DIFFERING = "sheets that differ"
    NO_VOTE = "contests without a vote"
    OVERVOTES = "overvoted contests"


@dataclass(frozen=True, slots=True)
class GroupRate:
    """One machine or precinct beside all others."""

    kind: ScopeKind
    name: str
    """Of a precinct its id."""
    what: RateOf
    contest: str
    """Empty for sheets that differ."""
    found: int
    of: int
    rest: int
    rest_of: int
    chance: float
    """Exact: of so many or more by chance. Of votes, where it has less than the rest: of so few or fewer."""
    stands_out: bool


_Group = tuple[ScopeKind, str]


def differing_rates(compared: ComparedSheets, causes: Iterable[FoundCause]) -> tuple[GroupRate, ...]:
    """Of every machine and precinct: its sheets with a contest that differs.

    Without what is explained by names, contests or sheets: machines and precincts that share it would stand out too.
    """
    marks = (MarksLost, MarksAdded)
    explained = {number for one in causes if not isinstance(one.cause, marks) for number in one.lines}
    sheets: Counter[_Group] = Counter()
    for place, number in compared.sheets.items():
        sheets.update({(ScopeKind.MACHINE, place.machine): number, (ScopeKind.PRECINCT, place.precinct): number})
    differing = {
        (line.record.key, line.record.machine, line.record.precinct or line.picture.precinct or "")
        for number, line in enumerate(compared.lines)
        if line.kind is ComparedAs.DIFFER and number not in explained
    }
    found: Counter[_Group] = Counter()
    for _, machine, precinct in differing:
        found.update([(ScopeKind.MACHINE, machine), (ScopeKind.PRECINCT, precinct)])
    groups = sorted(one for one in sheets if one[1])
    return tuple(
        _rate(
            group,
            RateOf.DIFFERING,
            "",
            found[group],
            sheets[group],
            len(differing),
            compared.sheets.total(),
            len(groups),
        )
        for group in groups
    )


def _rate(
    group: _Group, what: RateOf, contest: str, found: int, of: int, all_found: int, all_of: int, tested: int
) -> GroupRate:
    rest, rest_of = all_found - found, all_of - of
    chance = 1.0
    if rest_of:
        more = what is RateOf.DIFFERING or found * rest_of >= rest * of
        chance = (chance_of_more if more else chance_of_fewer)(found, of, all_found, all_of)
    stands_out = chance * tested < _UNLIKELY
    return GroupRate(*group, what, contest, found, of, rest, rest_of, chance, stands_out)


def vote_outliers(joined: JoinedSheets) -> tuple[GroupRate, ...]:
    """Machines and precincts that stand out by contests without a vote or overvoted, by the records alone."""
    counts = _VoteCounts(joined)
    return tuple(sorted(counts.outliers(), key=lambda one: (one.chance, one.contest, one.what, one.name)))


class _VoteCounts:
    """Of each contest and group: records with it, those without a vote, and overvoted ones."""

    def __init__(self, joined: JoinedSheets) -> None:
        self.of: Counter[tuple[str, _Group]] = Counter()
        self.found: Counter[tuple[str, RateOf, _Group]] = Counter()
        cells = Counter(
            (one, record.machine, record.precinct or "") for _, record in joined.pairs for one in record.contests
        )
        cells.update(
            (one, record.machine, record.precinct or "") for record in joined.lone_records for one in record.contests
        )
        for (one, machine, precinct), times in cells.items():
            for group in ((ScopeKind.MACHINE, machine), (ScopeKind.PRECINCT, precinct), (ScopeKind.ALL, "")):
                self.of[one.contest, group] += times
                what = _what(one)
                if what is not None:
                    self.found[one.contest, what, group] += times

    def outliers(self) -> Iterator[GroupRate]:
        """Those far from the rest alone are tested exactly; the share of chance is divided among all."""
        everything = (ScopeKind.ALL, "")
        groups = [one for one in self.of if one[1][1]]
        tested = 4 * len(groups)  # Two figures, and too many or too few of each.
        for contest, group in groups:
            for what in (RateOf.NO_VOTE, RateOf.OVERVOTES):
                found, of = self.found[contest, what, group], self.of[contest, group]
                all_found, all_of = self.found[contest, what, everything], self.of[contest, everything]
                if is_far_off(found, of, all_found, all_of):
                    rate = _rate(group, what, contest, found, of, all_found, all_of, tested)
                    if rate.stands_out:
                        yield rate


def _what(theirs: TheirContest) -> RateOf | None:
    match theirs:
        case TheirOvervote():
            return RateOf.OVERVOTES
        case TheirVotes(choices=(), write_ins=0, declared=()):
            return RateOf.NO_VOTE
    return None
