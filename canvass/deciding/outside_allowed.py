"""What the election allows of another system's count: precincts, contests and choices that it has."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from tabulate.board.errors import NotAllowed
from tabulate.board.outside.outside_entries import (
    ContestNamed,
    OutsideEntry,
    OutsideFiguresTaken,
    OutsideFileKept,
    OutsideFileWithdrawn,
    OutsideNamesMapped,
    OutsideWriteInsNamed,
)
from tabulate.board.polls import WriteInDeclared
from tabulate.board.write_ins import declared_in
from tabulate.election import Election
from tabulate.outside_figures import OutsidePrecinctFigures


def check_outside(entry: OutsideEntry, election: Election, declared: Iterable[WriteInDeclared]) -> None:
    """Check the ids that an entry names, and how many choices it has figures of. Raises NotAllowed.

    `declared` are write-in candidates whom the definition does not have.
    """
    match entry:
        case OutsideFileKept() | OutsideFileWithdrawn():
            problems: Iterator[str] = iter(())
        case OutsideNamesMapped():
            problems = _of_names(entry, election)
        case OutsideFiguresTaken():
            problems = (one for precinct in entry.count.precincts for one in _of_precinct(precinct, election))
        case OutsideWriteInsNamed():
            problems = _of_write_ins(entry, election, declared)
        case _:
            assert_never(entry)
    if problem := next(problems, None):
        raise NotAllowed("precincts, contests and choices of this election", problem, "Look at its definition.")


def _of_write_ins(
    entry: OutsideWriteInsNamed, election: Election, declared: Iterable[WriteInDeclared]
) -> Iterator[str]:
    contest = election.find_contest(entry.contest)
    if contest is None:
        yield f"contest {entry.contest!r}, which it does not have"
        return
    people = {one.id: one.name for one in declared_in(contest, declared)}
    known = ", ".join(f"{name} ({person})" for person, name in people.items()) or "nobody"
    for one in entry.people:
        if one.choice not in people:
            yield f"votes for {one.choice!r}, who did not declare for {contest.title} (13-15-206(5)); declared: {known}"


def _of_names(entry: OutsideNamesMapped, election: Election) -> Iterator[str]:
    for one in entry.precincts:
        if one.precinct is not None and election.find_precinct(one.precinct) is None:
            yield f"precinct {one.precinct!r}, which it does not have"
    for contest in entry.contests:
        yield from _of_contest(contest, election)


def _of_contest(named: ContestNamed, election: Election) -> Iterator[str]:
    contest = election.find_contest(named.contest)
    if named.contest is None:
        yield from (f"choices of {named.title!r}, which is left out" for _ in named.choices[:1])
    elif contest is None:
        yield f"contest {named.contest!r}, which it does not have"
    else:
        strange = (one.choice for one in named.choices if one.choice is not None and not contest.choice(one.choice))
        yield from (f"choice {one!r} of {contest.title!r}, which it does not have" for one in strange)


def _of_precinct(figures: OutsidePrecinctFigures, election: Election) -> Iterator[str]:
    if election.find_precinct(figures.precinct) is None:
        yield f"precinct {figures.precinct!r}, which it does not have"
    for one in figures.contests:
        contest = election.find_contest(one.contest)
        if contest is None:
            yield f"contest {one.contest!r}, which it does not have"
        elif len(one.votes) != len(contest.choices):
            yield f"{len(one.votes)} figures of {contest.title!r}, which has {len(contest.choices)} choices"
