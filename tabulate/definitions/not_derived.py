"""What the law asks of contests and a definition leaves open: an older one that gives only a scope, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tabulate.election import Contest, ContestId, ContestKind, ContestScope, Election

_TUESDAY = 1
_CLASS = "its class for a recount, and so whether ten votes are close (13-16-201(1))"
_STATEWIDE = "whether the whole state votes on it, and so whether it is a statewide race (13-17-503(3)(b))"
_COMMITTEE = "whether it elects a precinct committee representative (13-17-503(5)(b))"
_NOMINATED = "how many are nominated, and so who is defeated (13-14-117(1), 13-16-201)"


@dataclass(frozen=True, slots=True)
class NotDerived:
    """What cannot be told of one contest."""

    contest: ContestId
    title: str
    given: str
    """What the definition says instead, in words."""
    what: tuple[str, ...]
    """Each with its section."""


def not_derived(election: Election) -> tuple[NotDerived, ...]:
    """Every contest of which something cannot be told, in the definition's order."""
    found = ((contest, tuple(_left_open(contest, election.date))) for contest in election.contests)
    return tuple(NotDerived(one.id, one.title, _given(one), what) for one, what in found if what)


def _given(contest: Contest) -> str:
    if contest.purpose.stated:
        return "its office and where it is voted on"
    return "nothing" if contest.scope is None else f"only the scope {contest.scope}"


def _left_open(contest: Contest, day: date) -> Iterator[str]:
    if not contest.purpose.stated:
        yield from _left_open_by_scope(contest)
    nominates = contest.kind is ContestKind.CANDIDATE and not contest.purpose.precinct_committee
    if nominates and contest.purpose.nominated is None and may_be_primary(day) and _may_be_nonpartisan(contest):
        yield _NOMINATED


def _left_open_by_scope(contest: Contest) -> Iterator[str]:
    candidates = contest.kind is ContestKind.CANDIDATE
    match contest.scope:
        case ContestScope.STATEWIDE if candidates:
            yield _STATEWIDE
        case ContestScope.STATEWIDE | ContestScope.FEDERAL if contest.kind is ContestKind.ISSUE:
            yield "whether the whole state votes on it, or several counties (13-16-201(1)(d), (e))"
        case ContestScope.JUDICIAL:
            if candidates:
                yield _STATEWIDE
            yield _CLASS
        case ContestScope.LOCAL:
            yield _CLASS
            if candidates and not contest.purpose.precinct_committee:
                yield _COMMITTEE
        case None:
            yield "whether it may be drawn for the audit (13-17-503(3))"
            yield _CLASS
        case _:
            return


def may_be_primary(day: date) -> bool:
    """Whether primaries are held on that day: in June of even years, in September of odd ones (13-1-107)."""
    return day.weekday() == _TUESDAY and day.month == (9 if day.year % 2 else 6)


def _may_be_nonpartisan(contest: Contest) -> bool:
    if contest.purpose.office is not None or contest.purpose.nonpartisan:
        return contest.purpose.nonpartisan
    return contest.scope in (ContestScope.JUDICIAL, ContestScope.COUNTY, ContestScope.LOCAL, None)
