"""Each name of a record's files as one line, which people answer: in a table that they send back, or on a page."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from canvass.importing.names_left_out import Where
from canvass.importing.names_of_record import NamesOfRecord
from outside.matching.name_map import MappedContest, WaitingChoice, WaitingContest, WaitingPrecinct
from outside.matching.outside_names import OutsideChoiceName, OutsideContestName, OutsidePrecinctName
from outside.matching.partners import FoundBy, Proposal

LEFT_OUT = "-"
"""The answer that a name is none of this election."""


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name: of a precinct, a contest, or a choice of a contest."""

    name: OutsidePrecinctName | OutsideContestName | OutsideChoiceName
    contest: OutsideContestName | None = None
    """Of a choice."""
    where: Where = ()
    """Of a contest, and of its choices."""
    contest_means: str = ""
    """The id of a choice's contest; empty while that waits."""
    means: str = ""
    """The id of what it means; LEFT_OUT; empty while it waits."""
    found: FoundBy | None = None
    """By what that was found."""
    proposals: tuple[Proposal, ...] = ()

    @property
    def key(self) -> str:
        """What tells the line apart, also where a spreadsheet changed how its words look."""
        parts = [type(self.name).__name__, repr(self.name), repr(self.contest), repr(self.where)]
        return "n" + hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:15]

    @property
    def of_contest(self) -> tuple[OutsideContestName, Where] | None:
        """The contest's line that a choice's line hangs on; of others None."""
        return None if self.contest is None else (self.contest, self.where)


def name_lines(names: NamesOfRecord) -> tuple[NameLine, ...]:
    """Precincts in the order of the files, then contests, each with its choices below it."""
    return (*_precincts(names), *_contests(names))


def _precincts(names: NamesOfRecord) -> Iterator[NameLine]:
    known = {one.outside: one for one in names.matching.map.precincts}
    waiting = {one.outside: one.proposals for one in names.matching.waiting if isinstance(one, WaitingPrecinct)}
    for name in names.names.precincts:
        if name in names.left_out.precincts:
            yield NameLine(name, means=LEFT_OUT, found=FoundBy.PERSON)
        elif name in known:
            yield NameLine(name, means=known[name].precinct, found=known[name].found)
        else:
            yield NameLine(name, proposals=waiting.get(name, ()))


def _contests(names: NamesOfRecord) -> Iterator[NameLine]:
    known = {(one.outside, one.precincts): one for one in names.matching.map.contests}
    waiting = {(one.outside, one.precincts): one for one in names.matching.waiting if isinstance(one, WaitingContest)}
    out = dict.fromkeys(names.left_out.contests)
    order = {one.name: at for at, one in reversed([*enumerate(names.names.contests)])}
    every = [one for one in dict.fromkeys((*known, *waiting, *out)) if one[0] in order]
    for name, where in sorted(every, key=lambda one: order[one[0]]):
        if (name, where) in known:
            yield from _known(names, known[name, where])
        elif (name, where) in waiting:
            yield NameLine(name, where=where, proposals=waiting[name, where].proposals)
            yield from (NameLine(one, name, where) for one in _choices(names, name, where))
        else:
            yield NameLine(name, where=where, means=LEFT_OUT, found=FoundBy.PERSON)


def _known(names: NamesOfRecord, one: MappedContest) -> Iterator[NameLine]:
    yield NameLine(one.outside, where=one.precincts, means=one.contest, found=one.found)
    found = {each.outside: each for each in one.choices}
    waiting = {
        each.outside: each.proposals
        for each in names.matching.waiting
        if isinstance(each, WaitingChoice) and each.contest == one.outside and each.precincts == one.precincts
    }
    for choice in _choices(names, one.outside, one.precincts):
        hangs = (one.outside, one.precincts, one.contest)
        if choice in found:
            yield NameLine(choice, *hangs, found[choice].choice, found[choice].found)
        elif any(_left_out(names, one, choice)):
            yield NameLine(choice, *hangs, LEFT_OUT, FoundBy.PERSON)
        else:
            yield NameLine(choice, *hangs, proposals=waiting.get(choice, ()))


def _left_out(names: NamesOfRecord, one: MappedContest, choice: OutsideChoiceName) -> Iterator[bool]:
    for precinct in one.precincts or (None,):
        yield names.left_out.has_choice(one.outside, precinct, choice)


def _choices(names: NamesOfRecord, name: OutsideContestName, where: Where) -> tuple[OutsideChoiceName, ...]:
    """Every choice of a contest in these precincts, as they first stand there."""
    here = (one for one in names.names.contests if one.name == name and (not where or set(where) & set(one.precincts)))
    return tuple(dict.fromkeys(choice for one in here for choice in one.choices))
