"""What the counties' packages call the choices and precincts that a notice of a recount has by their ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from canvass.state_canvass.state_standing import StateStanding
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import ChoiceId, PrecinctId
from tabulate.recounts.totals_csv import WRITE_IN
from tabulate.state_canvass.county_package import CountyPackage

_PRECINCT = PlaceKind.PRECINCT.value


@dataclass(frozen=True, slots=True)
class NamesInNotice:
    """For the paper: whoever reads it knows no ids."""

    choices: Mapping[str, str]
    """Of the contest, by id."""
    precincts: Mapping[tuple[str, str], str]
    """By county and id."""

    def choice(self, choice: ChoiceId | str) -> str:
        """A printed choice by its name, whoever was written in as such; what no package has, as it stands."""
        if choice.startswith(WRITE_IN):
            return f"{choice.removeprefix(WRITE_IN)} (write-in)"
        return self.choices.get(choice, choice)

    def precinct(self, county: str, precinct: PrecinctId) -> str:
        """By its name."""
        return self.precincts.get((county, precinct), precinct)


def names_in_notice(standing: StateStanding, contest: str) -> NamesInNotice:
    """Of a contest, as the packages that are in have it."""
    every = [each.package for each in standing.kept]
    own = (one for package in every for one in package.contests if one.contest == contest)
    choices = {each.choice: each.name for one in own for each in one.choices if not each.write_in}
    return NamesInNotice(choices, dict(_precincts(every)))


def _precincts(packages: Iterable[CountyPackage]) -> Iterable[tuple[tuple[str, str], str]]:
    for package in packages:
        for row in package.electors:
            if row.kind == _PRECINCT:
                yield (package.county, row.place), row.name
