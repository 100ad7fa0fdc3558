"""What an audit knows of the election: contests, choices and precincts, without layouts or styles.

It is written into the audit's first event, so that a published audit can be replayed without the definition.
"""

from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import ChoiceId, Contest, ContestId, ContestKind, ContestScope, Election, Precinct, PrecinctId
from tabulate.offices import UNSTATED, Purpose
from tabulate.recounts.rights import names_nobody

WRITE_INS = ChoiceId("write-ins")
"""The row of a tally that holds all write-in ovals of a contest that are marked, whatever is written beside them."""


class Category(StrEnum):
    """The kinds of races and issues that 13-17-503(3) and 13-17-510 name."""

    STATEWIDE_RACE = "statewide race"
    FEDERAL_RACE = "federal race"
    LEGISLATIVE_RACE = "legislative race"
    STATEWIDE_ISSUE = "statewide issue"
    COUNTYWIDE_RACE = "countywide race"
    LOCAL_RACE = "race of a nonfederal audit"
    LOCAL_ISSUE = "issue of a nonfederal audit"

    @property
    def plural(self) -> str:
        """Several of them, in words."""
        kind, of, audit = self.value.partition(" of ")
        return f"{kind}s{of}{audit}"

    @property
    def section(self) -> str:
        """The law that names it."""
        asked_for = (Category.COUNTYWIDE_RACE, Category.LOCAL_RACE, Category.LOCAL_ISSUE)
        return "13-17-510" if self in asked_for else "13-17-503(3)"


HEADINGS = {f"{category.value}s": category.plural for category in Category}
"""What people read for the names that reports hash."""


@dataclass(frozen=True, slots=True)
class AuditChoice:
    """A row of the tally: a printed choice, or all write-ins together."""

    id: ChoiceId
    name: str
    no_preference: bool = False
    """Names no candidate: "No preference" of a presidential primary (13-10-403). Older audits do not say it."""


@dataclass(frozen=True, slots=True)
class AuditContest:
    """A contest as the audit sees it."""

    id: ContestId
    title: str
    kind: ContestKind
    scope: ContestScope | None
    """As an older definition says it; None where it does not. Without a purpose either it cannot be drawn."""
    seats: int
    choices: tuple[AuditChoice, ...]
    """In ballot order; the row `WRITE_INS` is the last where write-ins are allowed."""
    purpose: Purpose = UNSTATED
    """Of older audits, and where the definition gives only a scope, UNSTATED: they come to what they came to."""
    declared: tuple[AuditChoice, ...] = ()
    """Write-in candidates whom the definition names (13-10-211). Older audits do not say them."""
    declared_oppose: bool = False
    """Whether these oppose the candidates on the ballot, as the state reads 13-17-503(4)."""

    @property
    def known(self) -> bool:
        """Whether anybody has said whose office or issue it is."""
        return self.scope is not None or self.purpose.stated

    @property
    def places(self) -> int:
        """How many of the candidates win: those nominated, or else those elected."""
        return self.purpose.nominated or self.seats

    @property
    def names(self) -> dict[ChoiceId, str]:
        """What each row is called, by its id, in ballot order."""
        return {choice.id: choice.name for choice in self.choices}

    @property
    def printed(self) -> tuple[AuditChoice, ...]:
        """The choices with a name on the ballot."""
        return tuple(choice for choice in self.choices if choice.id != WRITE_INS)

    @property
    def candidates(self) -> tuple[AuditChoice, ...]:
        """The printed choices that oppose each other."""
        return tuple(choice for choice in self.printed if not choice.no_preference)


@dataclass(frozen=True, slots=True)
class AuditPrecinct:
    """A precinct, and the contests on any of its ballots, in ballot order."""

    id: PrecinctId
    name: str
    contests: tuple[ContestId, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One contest in one precinct: what a committee counts in one go (13-17-506(2))."""

    precinct: PrecinctId
    contest: ContestId

    def __str__(self) -> str:
        """For people."""
        return f"contest {self.contest} in precinct {self.precinct}"


@dataclass(frozen=True, slots=True)
class StatedScope:
    """Whose office or issue a contest is, where the definition does not say: stated by a person."""

    contest: ContestId
    scope: ContestScope


def contests_of(election: Election, stated: tuple[StatedScope, ...] = ()) -> tuple[AuditContest, ...]:
    """The election's contests, in the definition's order; `stated` fills in the scopes the definition leaves out."""
    scopes = {one.contest: one.scope for one in stated}
    return tuple(_contest(contest, scopes.get(contest.id)) for contest in election.contests)


def _contest(contest: Contest, stated: ContestScope | None) -> AuditContest:
    choices = tuple(AuditChoice(each.id, each.name, names_nobody(contest.kind, each.name)) for each in contest.choices)
    if contest.write_ins:
        choices = (*choices, AuditChoice(WRITE_INS, "write-in ovals marked"))
    scope = contest.scope if contest.scope is not None else stated
    declared = tuple(AuditChoice(one.id, one.name) for one in contest.declared_write_ins)
    return AuditContest(
        contest.id, contest.title, contest.kind, scope, contest.seats, choices, contest.purpose, declared
    )


def precincts_of(election: Election) -> tuple[AuditPrecinct, ...]:
    """The election's precincts, in the definition's order: the official list that is numbered from 1."""
    return tuple(_precinct(election, precinct) for precinct in election.precincts)


def _precinct(election: Election, precinct: Precinct) -> AuditPrecinct:
    styles = [style for style in election.ballot_styles if precinct.id in style.precincts]
    there = {contest for style in styles for contest in style.contests}
    return AuditPrecinct(
        precinct.id, precinct.name, tuple(contest.id for contest in election.contests if contest.id in there)
    )
