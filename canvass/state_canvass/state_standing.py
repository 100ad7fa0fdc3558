"""How the state's canvass stands: what is missing, what does not add up, and the figures of what is in (13-15-504)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from canvass.state_canvass.state_folder import KeptPackage, canvass_in, kept_packages
from tabulate.board.words_said import day_in_montana
from tabulate.calendar.canvassing import state_canvass_last
from tabulate.state_canvass.package_checks import DoesNotAddUp, faults_of
from tabulate.state_canvass.state_chain import StateCanvass
from tabulate.state_canvass.state_figures import StateFigures, faults_between, state_figures


@dataclass(frozen=True, slots=True)
class StateStanding:
    """The canvass at one moment."""

    canvass: StateCanvass
    kept: tuple[KeptPackage, ...]
    faults: tuple[DoesNotAddUp, ...]
    figures: StateFigures

    @property
    def election_day(self) -> date:
        """The day of the election."""
        return date.fromisoformat(self.canvass.opened.date)

    def with_steps(self, canvass: StateCanvass) -> "StateStanding":
        """The same packages after further steps."""
        kept = tuple(replace(one, received=canvass.received[one.received.county]) for one in self.kept)
        return replace(self, canvass=canvass, kept=kept)

    @property
    def labels_not_compared(self) -> tuple[str, ...]:
        """The counties whose file was not compared with the label of the envelope."""
        return tuple(one.received.county for one in self.kept if not one.received.label_compared)


def state_standing(folder: Path) -> StateStanding:
    """Every package read and checked anew. Raises InputError, RecordError."""
    return standing_of(folder, canvass_in(folder))


def standing_of(folder: Path, canvass: StateCanvass) -> StateStanding:
    """The same of a canvass that was read, now or as it was. Raises RecordError."""
    kept = tuple(kept_packages(folder, canvass))
    packages = [one.package for one in kept]
    own = (fault for package in packages for fault in faults_of(package))
    return StateStanding(canvass, kept, (*own, *faults_between(packages)), state_figures(packages))


def lacks(standing: StateStanding) -> Iterator[str]:
    """Everything that keeps the board from declaring, each in a sentence."""
    for county in standing.canvass.missing:
        yield f"{county}: the package is missing (13-15-501). Receive it: canvass state receive."
    for one in standing.faults:
        yield f"{one.county}: {one.where}: {one.found}"


def late_notice(day: date, election: date) -> str:
    """That the board canvasses after the last lawful day (13-15-502); empty where it does not."""
    last = state_canvass_last(election)
    return "" if day <= last else f"LATE: the last lawful day for the state canvass was {last:%A} {last} (13-15-502)."


def declared_late(standing: StateStanding) -> str:
    """The notice where the board first declared after the last lawful day; one that reconvenes is not late by it."""
    first = standing.canvass.declared_first
    return "" if first is None else late_notice(day_in_montana(first.at), standing.election_day)


def not_declared(standing: StateStanding) -> str:
    """The notice where the board has not declared by the packages that are in (13-15-507); empty where it has."""
    if standing.canvass.stands:
        return ""
    found = "has not declared" if standing.canvass.declared is None else "declared by other packages than these"
    return f"NOT DECLARED: the board of state canvassers {found} (13-15-507). It declares: canvass state declare."
