"""Figures of a file in the definition's terms: precinct, contest, choice. Nothing that is not mapped is left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from outside.errors import NotMappedError
from outside.matching.defined_election import DefinedContest, DefinedElection, DefinedPrecinct
from outside.matching.name_map import MappedContest, NameMap
from outside.matching.outside_names import OutsideChoiceName, contest_name, precinct_name
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRowKind, ResultsLevel
from tabulate.outside_figures import OutsideContestFigures, OutsideGroupBallots, OutsidePrecinctFigures


def mapped_figures(
    results: OutsideResults, names: NameMap, election: DefinedElection
) -> tuple[OutsidePrecinctFigures, ...]:
    """The figures of each precinct, in the definition's order.

    Raises NotMappedError with everything that has no place: names that are not mapped, two of one, a choice without a
    row, votes where nobody votes on the contest. A report of the whole county has no precincts.
    """
    if results.level is ResultsLevel.COUNTY:
        raise NotMappedError((f"{results.source.name} is of the whole county: it tells no figures by precinct.",))
    work = _Work(names, election)
    found: dict[str, OutsidePrecinctFigures] = {}
    for precinct in results.precincts:
        known = election.precinct(names.precinct(precinct_name(precinct)) or "")
        if known is None:
            work.problems.append(f"Precinct {str(precinct_name(precinct))!r} is not mapped.")
        elif known.id in found:
            work.problems.append(f"Two precincts of the file are mapped to {known.name!r}.")
        else:
            found[known.id] = work.precinct(precinct, known, results.groups)
    if work.problems:
        raise NotMappedError(tuple(dict.fromkeys(work.problems)))
    return tuple(found[one.id] for one in election.precincts if one.id in found)


@dataclass(slots=True)
class _Work:
    """One file's figures, and what has no place so far."""

    names: NameMap
    election: DefinedElection
    problems: list[str] = field(default_factory=list)

    def precinct(
        self, precinct: OutsidePrecinct, known: DefinedPrecinct, groups: tuple[str, ...]
    ) -> OutsidePrecinctFigures:
        by_group = zip(groups, precinct.by_group, strict=True) if precinct.by_group is not None else ()
        contests: dict[str, OutsideContestFigures] = {}
        for figures in self._contests(precinct, known):
            if figures.contest in contests:
                title = self._title(figures.contest)
                self.problems.append(f"In {known.name!r}, two contests of the file are mapped to {title!r}.")
            contests[figures.contest] = figures
        return OutsidePrecinctFigures(
            known.id,
            precinct.ballots_cast,
            tuple(OutsideGroupBallots(*one) for one in by_group),
            tuple(contests[one.id] for one in self.election.contests if one.id in contests),
        )

    def _contests(self, precinct: OutsidePrecinct, known: DefinedPrecinct) -> Iterator[OutsideContestFigures]:
        for contest in precinct.contests:
            name = contest_name(contest)
            mapped = self.names.contest(name, precinct_name(precinct))
            meant = None if mapped is None else self.election.contest(mapped.contest)
            if mapped is None or meant is None:
                self.problems.append(f"Contest {str(name)!r} is not mapped (precinct {known.name!r}).")
            elif known.id in meant.precincts:
                yield self._contest(contest, mapped, meant, known)
            elif any(row.total for row in contest.rows) or contest.ballots or contest.contest_total:
                words = f"{known.name!r} has figures of {meant.title!r}, and nobody there votes on it."
                self.problems.append(words)

    def _votes(
        self, contest: OutsideContest, mapped: MappedContest, meant: DefinedContest, where: str
    ) -> dict[str, int]:
        votes: dict[str, int] = {}
        for row in contest.rows:
            if row.kind is not OutsideRowKind.CHOICE:
                continue
            name = OutsideChoiceName(row.name, row.party)
            choice = mapped.choice(name)
            if choice is None or choice not in {one.id for one in meant.choices}:
                self.problems.append(f"{str(name)!r} is not mapped ({where}).")
            elif choice in votes:
                self.problems.append(f"Two rows are mapped to one choice, the second is {str(name)!r} ({where}).")
            else:
                votes[choice] = row.total
        return votes

    def _contest(
        self, contest: OutsideContest, mapped: MappedContest, meant: DefinedContest, known: DefinedPrecinct
    ) -> OutsideContestFigures:
        where = f"{meant.title!r} in {known.name!r}"
        votes = self._votes(contest, mapped, meant, where)
        if contest.seats is not None and contest.seats != meant.seats:
            told = f"an elector has {contest.seats} votes in the file, and {meant.seats} in the definition"
            self.problems.append(f"{where}: {told}.")
        missing = [one.name for one in meant.choices if one.id not in votes]
        self.problems += [f"No row of the file is {name!r} ({where})." for name in missing]
        return OutsideContestFigures(
            meant.id,
            ballots_with(contest, meant.seats),
            tuple(votes.get(one.id, 0) for one in meant.choices),
            write_ins_of(contest),
            contest.figure(OutsideRowKind.OVERVOTES),
            contest.figure(OutsideRowKind.UNDERVOTES),
        )

    def _title(self, contest: str) -> str:
        found = self.election.contest(contest)
        return contest if found is None else found.title


def write_ins_of(contest: OutsideContest) -> int | None:
    """All marked write-ins; None where the file tells none of them."""
    whole = contest.figure(OutsideRowKind.WRITE_INS)
    named, rest = contest.figure(OutsideRowKind.WRITE_IN), contest.figure(OutsideRowKind.NOT_ASSIGNED)
    if whole is not None or (named is None and rest is None):
        return whole
    return (named or 0) + (rest or 0)


def ballots_with(contest: OutsideContest, seats: int) -> int | None:
    """Ballots with the contest: as told, or its total divided by the seats. None where neither is there, or whole."""
    if contest.ballots is not None:
        return contest.ballots
    whole = contest.contest_total
    over, under = contest.figure(OutsideRowKind.OVERVOTES), contest.figure(OutsideRowKind.UNDERVOTES)
    if whole is None and over is not None and under is not None:
        whole = contest.votes + over + under
    return None if whole is None or whole % seats else whole // seats
