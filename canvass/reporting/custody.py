"""Containers as they stand, for officials: which are sealed or open, for how long, which seals were not whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from canvass.console.text import hour_of, plural, say, say_table, warn
from tabulate.board.custody.container_entries import ContainerEntry
from tabulate.board.custody.kept_containers import Custody, KeptContainer
from tabulate.election import Election, PrecinctId
from tabulate.hours import MONTANA_TIME, moment_of

_HEAD = ("container", "holds", "precincts", "batches", "seals", "stands", "with", "sealed")


@dataclass(frozen=True, slots=True)
class CustodyStanding:
    """Every container of a record at a moment."""

    containers: tuple[KeptContainer, ...]
    """In the order in which they were sealed first."""
    precincts: tuple[tuple[PrecinctId, bool], ...]
    """Those of which the record knows a container, in the election's order; and whether they are sealed."""
    now: datetime

    @property
    def open(self) -> tuple[KeptContainer, ...]:
        """Those without seals now."""
        return tuple(one for one in self.containers if one.is_open)

    @property
    def needs_people(self) -> bool:
        """Whether one is open."""
        return bool(self.open)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be seen: what is open, and since when; seals that were not whole."""
        return (*map(self._open_words, self.open), *(words for one in self.containers for words in _not_whole(one)))

    @property
    def steps(self) -> tuple[tuple[str, str, int, ContainerEntry], ...]:
        """Everything that was done: container, hour in Montana, the entry's number, and the entry."""
        return tuple(
            (one.sealed.container, hour_of(entry.at), number, entry)
            for one in self.containers
            for number, entry in one.history
        )

    def overnight(self, kept: KeptContainer) -> bool:
        """Whether it was opened on a day before this one: nobody leaves the ballots open for the night."""
        since = None if kept.opened is None else moment_of(kept.opened.at)
        return since is not None and since.astimezone(MONTANA_TIME).date() < self.now.astimezone(MONTANA_TIME).date()

    def _open_words(self, kept: KeptContainer) -> str:
        number, since = kept.sealed.container, "" if kept.opened is None else hour_of(kept.opened.at)
        if self.overnight(kept):
            return f"CONTAINER {number} IS OPEN TOO LONG: since {since}, overnight. Find out why, and seal it again."
        return f"CONTAINER {number} IS OPEN since {since}. Seal it again when the work is done."


def _not_whole(kept: KeptContainer) -> tuple[str, ...]:
    if not (seals := kept.seals_not_whole):
        return ()
    return (f"CONTAINER {kept.sealed.container}: SEALS WERE NOT WHOLE when it was opened: {', '.join(seals)}.",)


def custody_standing(custody: Custody, election: Election, now: datetime) -> CustodyStanding:
    """How the containers of a record stand."""
    known = [one.id for one in election.precincts if any(custody.of_precinct(one.id))]
    precincts = tuple((one, custody.is_sealed(one)) for one in known)
    return CustodyStanding(tuple(custody.containers.values()), precincts, now)


def say_custody(standing: CustodyStanding) -> None:
    """Print them as a table; what must be seen as warnings."""
    if not standing.containers:
        say("No container is entered yet.")
        return
    say_table(_HEAD, map(_row, standing.containers), left=7)
    _say_open_ends(standing)


def say_summary(standing: CustodyStanding) -> None:
    """Print, for the status, how many there are and what must be seen."""
    still_open, gone = len(standing.open), sum(one.disposed is not None for one in standing.containers)
    sealed = len(standing.containers) - still_open - gone
    disposed = f", {gone:,} disposed of" if gone else ""
    say(f"\n{plural(sealed, 'container')} sealed, {still_open:,} open{disposed} (13-15-205).")
    _say_open_ends(standing)


def _say_open_ends(standing: CustodyStanding) -> None:
    if unsealed := [precinct for precinct, sealed in standing.precincts if not sealed]:
        say(f"  not sealed: precinct {', '.join(unsealed)}")
    for words in standing.warnings:
        warn(words)


def custody_counts(custody: Custody) -> dict[str, int]:
    """For the status: containers that bear their seals, and those that are open."""
    every = custody.containers.values()
    gone, still_open = sum(one.disposed is not None for one in every), sum(one.is_open for one in every)
    return {"sealed": len(every) - still_open - gone, "open": still_open} | ({"disposed_of": gone} if gone else {})


def _row(kept: KeptContainer) -> tuple[object, ...]:
    sealed = kept.sealed
    stands = stands_as(kept)
    lists = (", ".join(one) or None for one in (sealed.precincts, kept.batches, kept.bears))
    times = "once" if len(kept.sealings) == 1 else f"{len(kept.sealings)} times"
    return (sealed.container, sealed.holds.value, *lists, stands, kept.holder or None, times)


def stands_as(kept: KeptContainer) -> str:
    """How it stands, in words: sealed, open on a ground, or gone."""
    if kept.disposed is not None:
        return f"disposed of on {hour_of(kept.disposed.at)}"
    return "sealed" if kept.opened is None else f"OPEN for {kept.opened.ground}"


def custody_json(standing: CustodyStanding) -> dict[str, Any]:
    """The same as JSON, with everything that was done to each container."""
    return {
        "containers": [_container_json(standing, one) for one in standing.containers],
        "precincts": [{"precinct": one, "sealed": sealed} for one, sealed in standing.precincts],
        "warnings": list(standing.warnings),
    }


def _container_json(standing: CustodyStanding, kept: KeptContainer) -> dict[str, Any]:
    return {
        "container": kept.sealed.container,
        "holds": kept.sealed.holds.value,
        "precincts": list(kept.sealed.precincts),
        "batches": list(kept.batches),
        "seals": list(kept.bears),
        "sealed": not kept.is_open and kept.disposed is None,
        "disposed_of_at": None if kept.disposed is None else kept.disposed.at,
        "open_since": None if kept.opened is None else kept.opened.at,
        "open_for": None if kept.opened is None else kept.opened.ground.value,
        "open_too_long": standing.overnight(kept),
        "with": kept.holder or None,
        "sealings": len(kept.sealings),
        "seals_not_whole": list(kept.seals_not_whole),
        "history": [_entry_json(number, entry) for number, entry in kept.history],
    }


def _entry_json(number: int, entry: ContainerEntry) -> dict[str, Any]:
    return {
        "entry": number,
        "at": entry.at,
        "did": entry.did,
        "people": [{"name": one.name, "office": one.office.value} for one in entry.people],
        "seals": list(entry.said_of_seals),
        "entered_by": entry.entered_by,
    }
