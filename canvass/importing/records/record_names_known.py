"""What the names in cast vote records mean: as people confirmed it, and by rule; and the entry that says so."""

from outside.matching.name_map import MappedChoice, MappedContest, MappedPrecinct, NameMap
from outside.matching.outside_names import (
    OutsideChoiceName,
    OutsideContestName,
    OutsideNames,
    OutsidePrecinctName,
)
from outside.matching.partners import FoundBy
from tabulate.board.outside.outside_entries import (
    ChoiceNamed,
    ContestNamed,
    OutsideNamesMapped,
    PrecinctNamed,
    PrecinctPrinted,
)


def confirmed_map(entry: OutsideNamesMapped | None) -> NameMap:
    """All that the entry says."""
    if entry is None:
        return NameMap()
    precincts = (
        MappedPrecinct(OutsidePrecinctName(one.code, one.name), one.precinct, _found(one.how))
        for one in entry.precincts
    )
    return NameMap(tuple(precincts), tuple(map(_contest, entry.contests)))


def _contest(one: ContestNamed) -> MappedContest:
    choices = (
        MappedChoice(OutsideChoiceName(each.name, each.party), each.choice, _found(each.how)) for each in one.choices
    )
    return MappedContest(
        OutsideContestName(one.title, one.district, one.party, one.seats, one.place),
        one.contest,
        _found(one.how),
        tuple(choices),
        tuple(OutsidePrecinctName(each.code, each.name) for each in one.precincts),
    )


def _found(how: str) -> FoundBy:
    """A rule that this version does not have any more was confirmed by people with the rest."""
    return next((one for one in FoundBy if one == how), FoundBy.PERSON)


def of_these(known: NameMap, names: OutsideNames) -> NameMap:
    """What is known of these names alone: a report may use other names of the same precincts and contests."""
    precincts, contests = set(names.precincts), {one.name for one in names.contests}
    return NameMap(
        tuple(one for one in known.precincts if one.outside in precincts),
        tuple(one for one in known.contests if one.outside in contests),
    )


def with_these(known: NameMap, found: NameMap) -> NameMap:
    """All that was known, and the names of the records with what they mean now."""
    precincts = {one.outside for one in found.precincts}
    contests = {(one.outside, one.precincts) for one in found.contests}
    return NameMap(
        (*(one for one in known.precincts if one.outside not in precincts), *found.precincts),
        (*(one for one in known.contests if (one.outside, one.precincts) not in contests), *found.contests),
    )


def names_entry(names: NameMap, entered_by: str) -> OutsideNamesMapped:
    """The entry that says this."""
    return OutsideNamesMapped(
        tuple(
            PrecinctNamed(one.outside.code, one.outside.name, one.precinct, one.found.value) for one in names.precincts
        ),
        tuple(map(_named, names.contests)),
        entered_by,
    )


def _named(one: MappedContest) -> ContestNamed:
    name = one.outside
    choices = (
        ChoiceNamed(each.outside.name, each.outside.party, each.choice, each.found.value) for each in one.choices
    )
    printed = (PrecinctPrinted(each.code, each.name) for each in one.precincts)
    return ContestNamed(
        name.title,
        name.district,
        name.party,
        name.seats,
        name.place,
        one.contest,
        one.found.value,
        tuple(choices),
        tuple(printed),
    )
