"""The matching itself: precincts first, then contests, then the choices of each contest that is known."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from outside.matching.alike import cut_precinct, same_precinct, same_precinct_id
from outside.matching.choice_steps import choice_partners
from outside.matching.clusters import ContestCluster, clusters_of
from outside.matching.contest_steps import CONTEST_STEPS, PlacedCluster
from outside.matching.defined_election import DefinedContest, DefinedElection, DefinedPrecinct
from outside.matching.name_map import (
    MappedChoice,
    MappedContest,
    MappedPrecinct,
    Matching,
    NameMap,
    Waiting,
    WaitingChoice,
    WaitingContest,
    WaitingPrecinct,
)
from outside.matching.normal_form import bare_name, plain_name, plain_precinct
from outside.matching.outside_names import NamedContest, OutsideContestName, OutsideNames, OutsidePrecinctName
from outside.matching.partners import FoundBy, MatchingStep, Proposal, partners, proposals

_PRECINCT_STEPS: tuple[MatchingStep[OutsidePrecinctName, DefinedPrecinct], ...] = (
    MatchingStep(FoundBy.NAME, same_precinct),
    MatchingStep(FoundBy.NAME, same_precinct_id),
    MatchingStep(FoundBy.CUT, cut_precinct),
)
NOTHING = NameMap()


def matched(names: OutsideNames, election: DefinedElection, confirmed: NameMap = NOTHING) -> Matching:
    """Every name of some files with its partner, or with proposals for a person.

    What people `confirmed` before stands as it is, many names for one contest too; the rest is matched around it.
    """
    precincts = _precincts(names, election, confirmed)
    placed = NameMap(precincts, confirmed.contests)
    contests, waiting = _contests(names, election, placed)
    mapped = {one.outside for one in precincts}
    open_precincts = [one for one in names.precincts if one not in mapped]
    taken = {one.precinct for one in precincts}
    free = tuple(one for one in election.precincts if one.id not in taken) or election.precincts
    asked: list[Waiting] = [WaitingPrecinct(one, _of_precinct(one, free)) for one in open_precincts]
    return Matching(NameMap(precincts, contests), (*asked, *waiting))


def _precincts(names: OutsideNames, election: DefinedElection, confirmed: NameMap) -> tuple[MappedPrecinct, ...]:
    kept = {one.outside: one for one in confirmed.precincts}
    taken = {one.precinct for one in confirmed.precincts}
    still = [one for one in names.precincts if one not in kept]
    known = [one for one in election.precincts if one.id not in taken]
    pairs = partners(still, known, _PRECINCT_STEPS)
    found = {one.outside: MappedPrecinct(one.outside, one.known.id, one.found) for one in pairs} | kept
    return tuple(found[one] for one in names.precincts if one in found)


def _of_precinct(name: OutsidePrecinctName, free: tuple[DefinedPrecinct, ...]) -> tuple[Proposal, ...]:
    """Of the precincts that no other name of the file is."""
    known = ((one.id, one.name, plain_precinct(one.name)) for one in free)
    return proposals(plain_precinct(name.name or name.code), known)


def _contests(
    names: OutsideNames, election: DefinedElection, placed: NameMap
) -> tuple[tuple[MappedContest, ...], tuple[Waiting, ...]]:
    """Those that are certain with their choices, and what waits of contests and choices."""
    clusters = [part for one in clusters_of(names.contests) for part in _by_confirmation(one, placed)]
    several = Counter(name for one in clusters for name in one.names)
    known = {one: _confirmed(one, placed) for one in clusters}
    taken = {one.contest for one in placed.contests}
    still = [_placed(one, placed) for one in clusters if known[one] is None]
    open_contests = [one for one in election.contests if one.id not in taken]
    found = {one.outside.cluster: one for one in partners(still, open_contests, CONTEST_STEPS)}
    mapped: list[MappedContest] = []
    waiting: list[Waiting] = []
    for cluster in clusters:
        before, pair = known[cluster], found.get(cluster)
        where = cluster.precincts if several[cluster.name] > 1 else ()
        contest = election.contest(before.contest) if before else pair.known if pair else None
        if contest is None:
            waiting += [WaitingContest(name, where, _of_contest(name, election)) for name in cluster.names]
            continue
        by = before.found if before else pair.found if pair else FoundBy.PERSON
        choices = choice_partners(cluster.choices, contest, before.choices if before else ())
        mapped += [MappedContest(name, contest.id, by, choices, where) for name in cluster.names]
        waiting += _waiting_choices(cluster, contest, choices, where)
    return tuple(mapped), tuple(waiting)


def _by_confirmation(cluster: ContestCluster, placed: NameMap) -> Iterator[ContestCluster]:
    """The cluster in the parts that people told apart."""
    parts: dict[str | None, list[NamedContest]] = {}
    for one in cluster.contests:
        for precinct in one.precincts or (None,):
            found = placed.contest(one.name, precinct)
            here = NamedContest(one.name, one.choices, () if precinct is None else (precinct,))
            parts.setdefault(found.contest if found else None, []).append(here)
    for contests in parts.values():
        yield ContestCluster(tuple(contests))


def _confirmed(cluster: ContestCluster, placed: NameMap) -> MappedContest | None:
    """What people said of it, with all choices that they mapped under any of its names."""
    found = [placed.contest(one.name, one.precincts[0] if one.precincts else None) for one in cluster.contests]
    said = [one for one in found if one is not None]
    if not said:
        return None
    choices = {choice.outside: choice for one in said for choice in one.choices}
    return replace(said[0], choices=tuple(choices.values()))


def _placed(cluster: ContestCluster, placed: NameMap) -> PlacedCluster:
    found = (placed.precinct(one) for one in cluster.precincts)
    return PlacedCluster(cluster, frozenset(one for one in found if one is not None))


def _of_contest(name: OutsideContestName, election: DefinedElection) -> tuple[Proposal, ...]:
    text = plain_name(f"{name.title} {name.district}")
    return proposals(
        text, ((one.id, one.title, plain_name(f"{one.title} {one.district}")) for one in election.contests)
    )


def _waiting_choices(
    cluster: ContestCluster,
    contest: DefinedContest,
    choices: tuple[MappedChoice, ...],
    where: tuple[OutsidePrecinctName, ...],
) -> Iterator[WaitingChoice]:
    mapped = {one.outside for one in choices}
    for choice in cluster.choices:
        if choice not in mapped:
            known = ((one.id, one.name, bare_name(one.name)) for one in contest.choices)
            yield WaitingChoice(cluster.name, where, contest.id, choice, proposals(bare_name(choice.name), known))
