"""Figures in the definition's terms, held to the definition: every precinct, every contest, ballots that can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from canvass.importing.count_findings import CountFinding, CountFindingKind
from tabulate.election import Contest, ContestId, Election
from tabulate.outside_figures import OutsideContestFigures, OutsidePrecinctFigures
from tabulate.precincts import PrecinctId


@dataclass(frozen=True, slots=True)
class _Carried:
    """The contests of a precinct."""

    every: frozenset[ContestId]
    """Those on each of its ballots."""
    some: frozenset[ContestId]
    """Those on any of them."""


def definition_findings(
    file: str, figures: Sequence[OutsidePrecinctFigures], election: Election
) -> Iterator[CountFinding]:
    """Findings of a report by precincts, in the definition's order."""
    by_id = {one.precinct: one for one in figures}
    for precinct in election.precincts:
        found = by_id.get(precinct.id)
        if found is None:
            words = "the report does not have this precinct"
            yield CountFinding(CountFindingKind.PRECINCT_SET.value, file, precinct.name, words)
            continue
        if found.ballots_cast == 0:
            words = "no ballot is cast in this precinct"
            yield CountFinding(CountFindingKind.PRECINCT_SET.value, file, precinct.name, words)
        carried = _carried(precinct.id, election)
        yield from _contest_set(file, precinct.name, found, carried, election)
        for one in found.contests:
            where = f"{precinct.name}, {election.contest(one.contest).title}"
            for words in _ballots(one, found.ballots_cast, election.contest(one.contest), carried):
                yield CountFinding(CountFindingKind.CONTEST_BALLOTS.value, file, where, words)


def _carried(precinct: PrecinctId, election: Election) -> _Carried:
    """A separate ballot is handed out beside another: its contests are with each elector, too."""
    styles = [style for style in election.ballot_styles if precinct in style.precincts]
    beside = {one for style in styles if style.separate_by is not None for one in style.contests}
    whole = [frozenset(style.contests) | beside for style in styles if style.separate_by is None]
    every = frozenset.intersection(*whole) if whole else frozenset()
    return _Carried(every, frozenset(one for style in styles for one in style.contests))


def _contest_set(
    file: str, name: str, found: OutsidePrecinctFigures, carried: _Carried, election: Election
) -> Iterator[CountFinding]:
    there = {one.contest for one in found.contests}
    for contest in election.contests:
        if contest.id in carried.some and contest.id not in there:
            words = "ballots of this precinct carry the contest, and the report does not have it there"
            yield CountFinding(CountFindingKind.CONTEST_SET.value, file, f"{name}, {contest.title}", words)


def _ballots(one: OutsideContestFigures, cast: int | None, contest: Contest, carried: _Carried) -> Iterator[str]:
    votes = sum(one.votes) + (one.write_ins or 0)
    told = one.overvotes is not None and one.undervotes is not None
    if one.ballots is not None and cast is not None and one.ballots > cast:
        yield f"{one.ballots:,} ballots have the contest, and {cast:,} are cast"
    elif one.ballots is not None and cast is not None and contest.id in carried.every and one.ballots != cast:
        yield f"every ballot of the precinct carries the contest: {cast:,} are cast, and {one.ballots:,} have it"
    if told and one.ballots is not None:
        whole = votes + (one.overvotes or 0) + (one.undervotes or 0)
        if whole != contest.seats * one.ballots:
            allowed = f"{contest.seats:,} times {one.ballots:,} ballots"
            yield f"votes, overvotes and undervotes are {whole:,}, and {allowed} are {contest.seats * one.ballots:,}"
    most = one.ballots if one.ballots is not None else cast
    if most is not None and votes > contest.seats * most:
        yield f"{votes:,} votes are more than {most:,} ballots allow at {contest.seats} each"
    if most is not None and any(figure > most for figure in one.votes):
        yield f"a choice has more votes than the {most:,} ballots"
