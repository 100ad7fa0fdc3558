"""Whom the judges read in the write-ins that another system counted, as people type it (13-15-206(5))."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from canvass.errors import InputError
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideWriteInsNamed, PersonRead
from tabulate.board.polls import WriteInDeclared
from tabulate.board.write_ins import declared_in, plain
from tabulate.election import ChoiceId, Contest, Election
from tabulate.precincts import PrecinctId
from tabulate.printable import shown
from tabulate.whole_numbers import figure

_MOST = 999_999


@dataclass(frozen=True, slots=True)
class WriteInsTold:
    """The write-ins of a contest in a precinct, as another system counted them."""

    precinct_id: PrecinctId
    precinct: str
    """By its name."""
    contest: Contest
    counted: int
    read: OutsideWriteInsNamed | None
    """What the judges said last; None before that."""

    @property
    def unread(self) -> int:
        """How many wait for the judges."""
        if self.read is None:
            return self.counted
        return self.counted - self.read.not_valid - sum(one.votes for one in self.read.people)


def write_ins_told(election: Election, counts: OutsideCounts) -> Iterator[WriteInsTold]:
    """Every contest and precinct with write-ins, in the definition's order."""
    named = counts.write_ins_named
    for precinct in () if counts.count is None else counts.count.precincts:
        for one in precinct.contests:
            if one.write_ins:
                read = named.get((precinct.precinct, one.contest))
                contest = election.contest(one.contest)
                name = election.precinct_name(precinct.precinct)
                yield WriteInsTold(precinct.precinct, name, contest, one.write_ins, read)


def write_ins_typed(
    election: Election,
    counts: OutsideCounts,
    declared: Iterable[WriteInDeclared],
    place: tuple[str, str],
    found: Iterable[str],
    not_valid: int,
    judges: tuple[str, ...],
    entered_by: str,
) -> OutsideWriteInsNamed:
    """As typed: `place` is precinct and contest by their ids, `found` is `PERSON=VOTES`, each. Raises InputError."""
    precinct, contest = election.find_precinct(place[0]), election.find_contest(place[1])
    if precinct is None or contest is None:
        what = f"precinct {place[0]!r}" if precinct is None else f"contest {place[1]!r}"
        raise InputError(f"The definition has no {shown(what)}. Nothing was written. Name it by its id.")
    if counts.taken is None:
        raise InputError("The record has taken no figures of another system. Take them first: canvass outside take")
    people = tuple(declared_in(contest, declared))
    names = {plain(form): one.id for one in people for form in (one.id, one.name, *one.forms)}
    votes = tuple(_figure(typed, names, contest) for typed in found)
    return OutsideWriteInsNamed(counts.taken[0], precinct.id, contest.id, votes, not_valid, judges, entered_by)


def _figure(typed: str, names: dict[str, ChoiceId], contest: Contest) -> PersonRead:
    name, _, number = typed.rpartition("=")
    votes, person = figure(number.strip(), _MOST), names.get(plain(name))
    if votes is None or person is None:
        known = ", ".join(dict.fromkeys(names.values())) or "nobody"
        raise InputError(
            f"{shown(typed)[:80]!r} names nobody who declared for {contest.title}, or no number. Declared: {known}. "
            "Nothing was written. Write PERSON=VOTES, as in W-Wren=4. Somebody who is missing: canvass declare-write-in"
        )
    return PersonRead(person, votes)
