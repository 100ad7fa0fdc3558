"""The contests of a report as a definition has them, each with a blank for what the report does not tell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from canvass.importing.defining.office_titles import office_of
from canvass.importing.defining.stated import StatedOfElection, blank
from outside.matching.alike import PARTIES
from outside.matching.clusters import ContestCluster, clusters_of
from outside.matching.normal_form import bare_name, party_apart, party_word, plain
from outside.matching.outside_names import OutsideChoiceName, OutsidePrecinctName, contest_name, names_in, precinct_name
from outside.results import OutsideResults, OutsideRowKind
from tabulate.definitions.identifiers import stands_for_write_ins
from tabulate.election import ContestKind
from tabulate.offices import JUDICIAL, OF_A_COUNTY, OF_THE_STATE, Office, Territory, territories_of

Json = dict[str, object]
_LONGEST_ID = 60
_RETAINED = re.compile(r"\bretain(?:ed)?\b|\bretention\b")


@dataclass(frozen=True, slots=True)
class DraftedContest:
    """One contest: where it stands in the report, and what the definition says of it."""

    id: str
    cluster: ContestCluster
    fields: Json

    @property
    def precincts(self) -> tuple[OutsidePrecinctName, ...]:
        """Where it stands."""
        return self.cluster.precincts

    @property
    def district_name(self) -> str:
        """What its district is called, where it is not on every ballot of the county."""
        return self.cluster.name.district or self.cluster.name.title


def own_id(name: str, taken: set[str]) -> str:
    """An id in letters and digits that nothing else has yet; it is taken from then on."""
    letters = re.sub(r"[^a-z0-9]+", "-", plain(name).encode("ascii", "ignore").decode()).strip("-")
    first = letters[:_LONGEST_ID].strip("-") or "x"
    found, number = first, 1
    while found in taken:
        number += 1
        found = f"{first}-{number}"
    taken.add(found)
    return found


def parties_of(results: OutsideResults) -> Mapping[str, str]:
    """The parties of choices and contests: id by the word that stands for each; the id is its name's."""
    words: dict[str, None] = {}
    for precinct in results.precincts:
        for contest in precinct.contests:
            printed = [contest.party, *(row.party or party_apart(row.name)[1] for row in contest.rows)]
            words.update((party_word(one), None) for one in printed if one.strip())
    taken: set[str] = set()
    return {word: own_id(word, taken) for word in words}


def party_name(word: str) -> str:
    """A party's name for people."""
    return word.title() if word in PARTIES else word.upper()


def drafted_contests(
    results: OutsideResults, stated: StatedOfElection, parties: Mapping[str, str]
) -> tuple[DraftedContest, ...]:
    """Every contest, in the order in which the report first has them."""
    taken: set[str] = set()
    written = _with_write_ins(results)
    drafted = []
    for cluster in clusters_of(names_in([results]).contests):
        id_ = own_id(f"{cluster.name.title} {cluster.name.district} {cluster.name.party}", taken)
        lines = any((name, place) in written for name in cluster.names for place in cluster.precincts)
        drafted.append(DraftedContest(id_, cluster, _contest(id_, cluster, stated, parties, lines)))
    return tuple(drafted)


def _with_write_ins(results: OutsideResults) -> set[object]:
    kinds = {OutsideRowKind.WRITE_INS, OutsideRowKind.WRITE_IN, OutsideRowKind.NOT_ASSIGNED}
    return {
        (contest_name(contest), precinct_name(precinct))
        for precinct in results.precincts
        for contest in precinct.contests
        if any(row.kind in kinds for row in contest.rows)
    }


def _contest(
    id_: str, cluster: ContestCluster, stated: StatedOfElection, parties: Mapping[str, str], written_in: bool
) -> Json:
    name = cluster.name
    office = stated.office(id_) or office_of(name.title)
    kind = _kind(cluster, office)
    seats: object = name.seats if name.seats is not None else blank(f"{id_}: for how many an elector may vote")
    candidates = kind is ContestKind.CANDIDATE
    asks = blank(f"{id_}: issue, or retention of a judge or justice (13-14-212)")
    fields: Json = {
        "id": id_,
        "title": name.title,
        "kind": kind.value if kind else asks,
        "seats": seats if candidates else 1,
    }
    if kind is not ContestKind.ISSUE:
        fields["office"] = office.value if office else blank(f"{id_}: the office (13-12-207), as sheriff")
    if candidates and name.party.strip():
        fields["party"] = parties[party_word(name.party)]
    territory = _territory(id_, kind, office, stated)
    if territory:
        fields["territory"] = territory
    if office is not None and kind is not ContestKind.ISSUE and office in JUDICIAL:
        fields["nonpartisan"] = True
    fields["choices"] = _choices(cluster.choices, parties, candidates)
    fields["write_ins"] = seats if candidates and written_in else 0
    return fields


def _kind(cluster: ContestCluster, office: Office | None) -> ContestKind | None:
    """None where answers may be to an issue or to whether a judge stays."""
    title = plain(cluster.name.title)
    if not cluster.choices or not cluster.answers:
        return ContestKind.CANDIDATE
    if _RETAINED.search(title):
        return ContestKind.RETENTION
    return None if office in JUDICIAL or re.search(r"\b(?:judge|justice)\b", title) else ContestKind.ISSUE


def _territory(id_: str, kind: ContestKind | None, office: Office | None, stated: StatedOfElection) -> str:
    """Where all who vote on it live; empty where the office has only one such place, and nobody needs to say it."""
    said = stated.territory(id_)
    if said is not None:
        return said.value
    possible = tuple(Territory) if kind is ContestKind.ISSUE or office is None else territories_of(office)
    if len(possible) == 1:
        return "" if office in OF_THE_STATE or office is Office.PRECINCT_COMMITTEE else possible[0].value
    if stated.own_officers and office in OF_A_COUNTY and possible == (Territory.COUNTIES, Territory.COUNTY):
        return Territory.COUNTY.value
    words = ", ".join(one.value for one in possible)
    return blank(f"{id_}: where all who vote on it live (13-16-201(1)), one of {words}")


def _choices(choices: Iterable[OutsideChoiceName], parties: Mapping[str, str], candidates: bool) -> list[Json]:
    taken: set[str] = set()
    drafted: list[Json] = []
    for one in choices:
        party = one.party or party_apart(one.name)[1]
        name = party_apart(one.name)[0] if candidates else one.name
        bare = bare_name(one.name)
        id_ = own_id(f"choice {bare}" if stands_for_write_ins(own_id(bare, set())) else bare, taken)
        fields: Json = {"id": id_, "name": name}
        if candidates and party.strip():
            fields["parties"] = [parties[party_word(party)]]
        drafted.append(fields)
    return drafted
