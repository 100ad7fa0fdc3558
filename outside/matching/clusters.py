"""Contests of a file that are one: one name but for case and blanks, other precincts, choices in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from outside.matching.alike import ANSWERS
from outside.matching.normal_form import bare_name, plain, plain_name
from outside.matching.outside_names import (
    NamedContest,
    OutsideChoiceName,
    OutsideContestName,
    OutsidePrecinctName,
)


@dataclass(frozen=True, slots=True)
class ContestCluster:
    """Contests that are taken for one."""

    contests: tuple[NamedContest, ...]

    @property
    def name(self) -> OutsideContestName:
        """As the first has it."""
        return self.contests[0].name

    @property
    def names(self) -> tuple[OutsideContestName, ...]:
        """Each name once."""
        return tuple(dict.fromkeys(one.name for one in self.contests))

    @property
    def precincts(self) -> tuple[OutsidePrecinctName, ...]:
        """Where it stands."""
        return tuple(dict.fromkeys(precinct for one in self.contests for precinct in one.precincts))

    @property
    def choices(self) -> tuple[OutsideChoiceName, ...]:
        """Each once, in the order in which they first stand."""
        return tuple(dict.fromkeys(choice for one in self.contests for choice in one.choices))

    @property
    def answers(self) -> bool:
        """Whether every choice begins with yes, no, for or against."""
        return all(plain(one.name).split()[:1] and plain(one.name).split()[0] in ANSWERS for one in self.choices)


def clusters_of(contests: Sequence[NamedContest]) -> tuple[ContestCluster, ...]:
    """The clusters, in the order of the file."""
    named: dict[object, list[list[NamedContest]]] = {}
    for one in contests:
        key = (plain_name(one.name.title), plain(one.name.district), plain(one.name.party), one.name.seats)
        clusters = named.setdefault((*key, one.name.place), [])
        near = [cluster for cluster in clusters if any(_one_contest(one, other) for other in cluster)]
        for cluster in near:
            clusters.remove(cluster)
        clusters.append([*(other for cluster in near for other in cluster), one])
    found = [tuple(cluster) for clusters in named.values() for cluster in clusters]
    place = {id(one): at for at, one in enumerate(contests)}
    ordered = [tuple(sorted(cluster, key=lambda one: place[id(one)])) for cluster in found]
    return tuple(ContestCluster(one) for one in sorted(ordered, key=lambda one: place[id(one[0])]))


def _one_contest(one: NamedContest, other: NamedContest) -> bool:
    """Whether they have a choice in common, in other precincts; or none has a choice."""
    if set(one.precincts) & set(other.precincts):
        return False
    mine, theirs = ({bare_name(choice.name) for choice in some.choices} for some in (one, other))
    return bool(mine & theirs) or not (mine or theirs)
