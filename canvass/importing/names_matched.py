"""The names of several reports matched one report at a time: each may name one precinct in its own way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from canvass.importing.names_left_out import NamesLeftOut
from outside.matching.defined_election import DefinedElection
from outside.matching.matching_names import matched
from outside.matching.name_map import (
    MappedChoice,
    MappedContest,
    Matching,
    NameMap,
    Waiting,
    WaitingChoice,
    WaitingContest,
    WaitingPrecinct,
)
from outside.matching.outside_names import OutsideContestName, OutsideNames, OutsidePrecinctName, names_in
from outside.results import OutsideResults


def matched_reports(
    reports: Iterable[OutsideResults], election: DefinedElection, confirmed: NameMap, left_out: NamesLeftOut
) -> Matching:
    """Every name of the reports. What people confirmed of names that no report has stays in the map."""
    found: list[Matching] = []
    for results in reports:
        names = left_out.names_without(names_in([results]))
        found.append(matched(names, election, _of_names(confirmed, names)))
    precincts = {one.outside: one for each in found for one in each.map.precincts}
    others = {one.outside: one for one in confirmed.precincts if one.outside not in precincts}
    contests = tuple(_together([one for each in found for one in each.map.contests]))
    here = {one.outside for one in contests}
    kept = tuple(one for one in confirmed.contests if one.outside not in here)
    whole = NameMap((*precincts.values(), *others.values()), (*contests, *kept))
    waiting = dict.fromkeys(one for each in found for one in each.waiting)
    return Matching(whole, tuple(one for one in waiting if not _is_known(one, whole)))


def _of_names(confirmed: NameMap, names: OutsideNames) -> NameMap:
    """So much of it as is of these names: what another report names otherwise is free for this one."""
    precincts = set(names.precincts)
    choices: dict[OutsideContestName, set[object]] = {}
    for one in names.contests:
        choices.setdefault(one.name, set()).update(one.choices)
    contests = (
        replace(one, choices=tuple(each for each in one.choices if each.outside in choices[one.outside]))
        for one in confirmed.contests
        if one.outside in choices
    )
    return NameMap(tuple(one for one in confirmed.precincts if one.outside in precincts), tuple(contests))


def _together(contests: Sequence[MappedContest]) -> Iterator[MappedContest]:
    """One line for a name that means one contest in every report; else one for each set of precincts."""
    by_name: dict[OutsideContestName, list[MappedContest]] = {}
    for one in contests:
        by_name.setdefault(one.outside, []).append(one)
    for same in by_name.values():
        if len({one.contest for one in same}) == 1 and _agree(same):
            where = () if any(not one.precincts for one in same) else _precincts(same)
            yield replace(same[0], choices=_choices(same), precincts=where)
            continue
        by_place: dict[object, list[MappedContest]] = {}
        for one in same:
            by_place.setdefault((one.precincts, one.contest), []).append(one)
        yield from (replace(parts[0], choices=_choices(parts)) for parts in by_place.values())


def _agree(same: Sequence[MappedContest]) -> bool:
    """Whether no choice's name means two choices."""
    meant = {(each.outside, each.choice) for one in same for each in one.choices}
    return len({name for name, _ in meant}) == len(meant)


def _choices(same: Sequence[MappedContest]) -> tuple[MappedChoice, ...]:
    return tuple({each.outside: each for one in reversed(same) for each in one.choices}.values())


def _precincts(same: Sequence[MappedContest]) -> tuple[OutsidePrecinctName, ...]:
    return tuple(dict.fromkeys(precinct for one in same for precinct in one.precincts))


def _is_known(waiting: Waiting, names: NameMap) -> bool:
    """Whether another report shows what the name means."""
    match waiting:
        case WaitingPrecinct():
            return names.precinct(waiting.outside) is not None
        case WaitingContest():
            return names.contest(waiting.outside, waiting.precincts[0] if waiting.precincts else None) is not None
        case WaitingChoice():
            mapped = names.contest(waiting.contest, waiting.precincts[0] if waiting.precincts else None)
            return mapped is not None and mapped.choice(waiting.outside) is not None
