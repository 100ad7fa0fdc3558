"""The steps by which a contest of a file is known, in order."""

from collections.abc import Callable
from dataclasses import dataclass

from outside.matching.alike import (
    bare_titles,
    contests_can_be_one,
    is_cut,
    same_answer,
    same_bare_choice,
    same_ticket,
    whole_titles,
)
from outside.matching.clusters import ContestCluster
from outside.matching.defined_election import DefinedChoice, DefinedContest
from outside.matching.normal_form import bare_name, plain, surname, words_of
from outside.matching.outside_names import OutsideChoiceName
from outside.matching.partners import FoundBy, MatchingStep
from tabulate.election import PrecinctId

_FEWEST_CHOICES = 2
"""One name alone shows no contest: somebody may stand for two offices."""


@dataclass(frozen=True, slots=True)
class PlacedCluster:
    """A contest of a file, and those of its precincts that are mapped already."""

    cluster: ContestCluster
    places: frozenset[PrecinctId]
    """None of a report of the whole county."""


def _fits(one: PlacedCluster, other: DefinedContest) -> bool:
    """Whether seats, party, precincts and choices do not speak against it."""
    possible = contests_can_be_one(one.cluster.name, other) and one.places <= other.precincts
    return possible and _choices_fit(one.cluster, other)


def _step(
    found: FoundBy, alike: Callable[[ContestCluster, DefinedContest], bool]
) -> MatchingStep[PlacedCluster, DefinedContest]:
    return MatchingStep(found, lambda one, other: alike(one.cluster, other) and _fits(one, other))


def _choices_fit(one: ContestCluster, other: DefinedContest) -> bool:
    """Answers are of an issue, names of candidates, and at least one name is in both."""
    if not one.choices or not other.choices:
        return not one.choices and not other.choices
    alike = (same_answer, same_bare_choice) if other.asks else (same_bare_choice, _same_person, same_ticket)
    return any(step(choice, known) for step in alike for choice in one.choices for known in other.choices)


def _same_person(choice: OutsideChoiceName, known: DefinedChoice) -> bool:
    return surname(choice.name) == surname(known.name) != ""


def _same_title(one: ContestCluster, other: DefinedContest) -> bool:
    return bool(whole_titles(one.name.title, one.name.district) & whole_titles(other.title, other.district))


def _same_bare_title(one: ContestCluster, other: DefinedContest) -> bool:
    return bool(bare_titles(one.name.title, one.name.district) & bare_titles(other.title, other.district))


def _cut_title(one: ContestCluster, other: DefinedContest) -> bool:
    return is_cut(one.name.title, other.title)


def _same_judge(one: ContestCluster, other: DefinedContest) -> bool:
    judge, title = words_of(other.judge), plain(one.name.title).split()
    if not other.judge or len(judge) < 2 or not one.answers:
        return False
    return any(tuple(title[at : at + len(judge)]) == judge for at in range(len(title) - len(judge) + 1))


def _same_choices(one: ContestCluster, other: DefinedContest) -> bool:
    mine = {bare_name(choice.name) for choice in one.choices}
    theirs = {bare_name(choice.name) for choice in other.choices}
    return not other.asks and len(mine) >= _FEWEST_CHOICES and mine == theirs


CONTEST_STEPS: tuple[MatchingStep[PlacedCluster, DefinedContest], ...] = (
    _step(FoundBy.NAME, _same_title),
    _step(FoundBy.NAME, _same_bare_title),
    _step(FoundBy.CUT, _cut_title),
    _step(FoundBy.JUDGE, _same_judge),
    _step(FoundBy.CHOICES, _same_choices),
)
"""In their order."""
