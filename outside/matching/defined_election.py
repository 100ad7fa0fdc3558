"""What the matching knows of a definition: names and ids, seats, and where a contest is on the ballot."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tabulate.election import BallotStyle, Choice, ChoiceId, Contest, ContestId, ContestKind, Election, PrecinctId


@dataclass(frozen=True, slots=True)
class DefinedChoice:
    """A printed choice."""

    id: ChoiceId
    name: str
    parties: tuple[str, ...] = ()
    """By name."""


@dataclass(frozen=True, slots=True)
class DefinedContest:
    """A contest."""

    id: ContestId
    title: str
    seats: int
    choices: tuple[DefinedChoice, ...]
    """In the definition's order."""
    precincts: frozenset[PrecinctId]
    """Those where some electors vote on it."""
    asks: bool = False
    """An issue or a retention, with answers instead of names."""
    judge: str = ""
    """Whom a retention is of."""
    district: str = ""
    """By name; empty for the whole county."""
    party: str = ""
    """In a primary, by name."""


@dataclass(frozen=True, slots=True)
class DefinedPrecinct:
    """A precinct."""

    id: PrecinctId
    name: str


@dataclass(frozen=True, slots=True)
class DefinedElection:
    """The names of a definition."""

    precincts: tuple[DefinedPrecinct, ...]
    contests: tuple[DefinedContest, ...]
    _contests: dict[str, DefinedContest] = field(init=False, repr=False, compare=False)
    _precincts: dict[str, DefinedPrecinct] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the parts ready by their ids."""
        object.__setattr__(self, "_contests", {one.id: one for one in self.contests})
        object.__setattr__(self, "_precincts", {one.id: one for one in self.precincts})

    def contest(self, id_: str) -> DefinedContest | None:
        """The contest of an id; None where there is none."""
        return self._contests.get(id_)

    def precinct(self, id_: str) -> DefinedPrecinct | None:
        """The precinct of an id; None where there is none."""
        return self._precincts.get(id_)


def defined_election(election: Election) -> DefinedElection:
    """What the matching needs of an election."""
    precincts = tuple(DefinedPrecinct(one.id, one.name) for one in election.precincts)
    return DefinedElection(precincts, tuple(_contest(one, election) for one in election.contests))


def _contest(contest: Contest, election: Election) -> DefinedContest:
    districts = {str(one.id): one.name for one in election.districts}
    parties = {str(one.id): one.name for one in election.parties}
    styles = (style for style in election.ballot_styles if contest.id in style.contests)
    return DefinedContest(
        contest.id,
        contest.title,
        contest.seats,
        tuple(_choice(one, election) for one in contest.choices),
        _precincts_of(styles),
        contest.kind is not ContestKind.CANDIDATE,
        contest.purpose.incumbent or "" if contest.kind is ContestKind.RETENTION else "",
        districts.get(contest.district or "", ""),
        parties.get(contest.purpose.party or "", ""),
    )


def _choice(choice: Choice, election: Election) -> DefinedChoice:
    return DefinedChoice(choice.id, choice.name, election.party_names(choice))


def _precincts_of(styles: Iterable[BallotStyle]) -> frozenset[PrecinctId]:
    return frozenset(precinct for style in styles for precinct in style.precincts)
