"""The mapping of names as the ledger keeps it, and as the matching works with it."""

from collections.abc import Iterator

from canvass.importing.names_left_out import NamesLeftOut
from outside.matching.name_map import MappedChoice, MappedContest, MappedPrecinct, NameMap
from outside.matching.outside_names import OutsideChoiceName, OutsideContestName, OutsidePrecinctName
from outside.matching.partners import FoundBy
from tabulate.board.outside.outside_entries import (
    ChoiceNamed,
    ContestNamed,
    OutsideNamesMapped,
    PrecinctNamed,
    PrecinctPrinted,
)
from tabulate.election import ContestId

_PERSON = FoundBy.PERSON.value


def map_of(entry: OutsideNamesMapped) -> NameMap:
    """What the entry says that names mean."""
    return NameMap(
        tuple(
            MappedPrecinct(OutsidePrecinctName(one.code, one.name), one.precinct, _found(one.how))
            for one in entry.precincts
            if one.precinct is not None
        ),
        tuple(_mapped(one) for one in entry.contests if one.contest is not None),
    )


def _mapped(one: ContestNamed) -> MappedContest:
    assert one.contest is not None
    choices = tuple(
        MappedChoice(OutsideChoiceName(each.name, each.party), each.choice, _found(each.how))
        for each in one.choices
        if each.choice is not None
    )
    return MappedContest(_name(one), one.contest, _found(one.how), choices, _where(one))


def _found(how: str) -> FoundBy:
    """A rule that this version does not have any more was confirmed by people with the rest."""
    return next((one for one in FoundBy if one == how), FoundBy.PERSON)


def _name(one: ContestNamed) -> OutsideContestName:
    return OutsideContestName(one.title, one.district, one.party, one.seats, one.place)


def _where(one: ContestNamed) -> tuple[OutsidePrecinctName, ...]:
    return tuple(OutsidePrecinctName(each.code, each.name) for each in one.precincts)


def left_out_of(entry: OutsideNamesMapped) -> NamesLeftOut:
    """What the entry leaves out."""
    return NamesLeftOut(
        frozenset(OutsidePrecinctName(one.code, one.name) for one in entry.precincts if one.precinct is None),
        frozenset((_name(one), _where(one)) for one in entry.contests if one.contest is None),
        frozenset(
            (_name(one), _where(one), OutsideChoiceName(each.name, each.party))
            for one in entry.contests
            for each in one.choices
            if each.choice is None
        ),
    )


def entry_of(names: NameMap, left_out: NamesLeftOut, entered_by: str) -> OutsideNamesMapped:
    """The entry that says this."""
    precincts = [
        PrecinctNamed(one.outside.code, one.outside.name, one.precinct, one.found.value) for one in names.precincts
    ]
    precincts += [
        PrecinctNamed(one.code, one.name, None, _PERSON)
        for one in sorted(left_out.precincts, key=lambda one: (one.code, one.name))
    ]
    return OutsideNamesMapped(tuple(precincts), tuple(_contests(names, left_out)), entered_by)


def _contests(names: NameMap, left_out: NamesLeftOut) -> Iterator[ContestNamed]:
    for one in names.contests:
        choices = [
            ChoiceNamed(each.outside.name, each.outside.party, each.choice, each.found.value) for each in one.choices
        ]
        out = (
            name
            for contest, where, name in left_out.choices
            if contest == one.outside and (not where or not one.precincts or set(where) & set(one.precincts))
        )
        choices += [
            ChoiceNamed(name.name, name.party, None, _PERSON)
            for name in sorted(out, key=lambda name: (name.name, name.party))
        ]
        yield _named(one.outside, one.contest, one.found.value, tuple(choices), one.precincts)
    for name, where in sorted(left_out.contests, key=str):
        yield _named(name, None, _PERSON, (), where)


def _named(
    name: OutsideContestName,
    contest: ContestId | None,
    how: str,
    choices: tuple[ChoiceNamed, ...],
    where: tuple[OutsidePrecinctName, ...],
) -> ContestNamed:
    printed = tuple(PrecinctPrinted(one.code, one.name) for one in where)
    return ContestNamed(name.title, name.district, name.party, name.seats, name.place, contest, how, choices, printed)
