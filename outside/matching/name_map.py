"""The names of a file, each with what it is in the definition, and what waits for a person."""

from dataclasses import dataclass

from outside.matching.outside_names import OutsideChoiceName, OutsideContestName, OutsidePrecinctName
from outside.matching.partners import FoundBy, Proposal
from tabulate.election import ChoiceId, ContestId, PrecinctId


@dataclass(frozen=True, slots=True)
class MappedPrecinct:
    """A precinct's name, and the precinct."""

    outside: OutsidePrecinctName
    precinct: PrecinctId
    found: FoundBy


@dataclass(frozen=True, slots=True)
class MappedChoice:
    """A choice's name, and the choice."""

    outside: OutsideChoiceName
    choice: ChoiceId
    found: FoundBy


@dataclass(frozen=True, slots=True)
class MappedContest:
    """A contest's name, and the contest. Several names may be of one contest."""

    outside: OutsideContestName
    contest: ContestId
    found: FoundBy
    choices: tuple[MappedChoice, ...] = ()
    precincts: tuple[OutsidePrecinctName, ...] = ()
    """Where the name means this contest; none for everywhere. A name may mean another contest in each precinct."""

    def choice(self, name: OutsideChoiceName) -> ChoiceId | None:
        """The choice that a name is; None where it is not mapped."""
        return next((one.choice for one in self.choices if one.outside == name), None)


@dataclass(frozen=True, slots=True)
class NameMap:
    """All that is mapped, in the order of the files."""

    precincts: tuple[MappedPrecinct, ...] = ()
    contests: tuple[MappedContest, ...] = ()

    def precinct(self, name: OutsidePrecinctName) -> PrecinctId | None:
        """The precinct that a name is; None where it is not mapped."""
        return next((one.precinct for one in self.precincts if one.outside == name), None)

    def contest(self, name: OutsideContestName, precinct: OutsidePrecinctName | None) -> MappedContest | None:
        """The contest that a name is in a precinct, or in a report of the whole county; None where not mapped."""
        found = [one for one in self.contests if one.outside == name]
        here = (one for one in found if precinct in one.precincts)
        return next(here, None) or next((one for one in found if not one.precincts), None)


@dataclass(frozen=True, slots=True)
class WaitingPrecinct:
    """A precinct's name that nothing shows for certain."""

    outside: OutsidePrecinctName
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class WaitingContest:
    """A contest's name that nothing shows for certain."""

    outside: OutsideContestName
    precincts: tuple[OutsidePrecinctName, ...]
    """Where this is asked; none for everywhere."""
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class WaitingChoice:
    """A choice's name that nothing shows for certain, in a contest that is mapped."""

    contest: OutsideContestName
    precincts: tuple[OutsidePrecinctName, ...]
    known: ContestId
    outside: OutsideChoiceName
    proposals: tuple[Proposal, ...]


Waiting = WaitingPrecinct | WaitingContest | WaitingChoice


@dataclass(frozen=True, slots=True)
class Matching:
    """What is certain, and what a person has to say."""

    map: NameMap
    waiting: tuple[Waiting, ...]
