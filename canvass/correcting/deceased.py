"""Candidates who died after the ballots were printed: as they are typed, and as they are shown (13-15-106)."""

from dataclasses import dataclass

from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError
from tabulate.board.office.candidates_died import (
    CandidateDied,
    CandidatesDied,
    DeathStruck,
    DiedCandidate,
    SuccessorNamed,
    TicketPlace,
)
from tabulate.deaths import Death
from tabulate.election import Election

PLACES = {"governor": TicketPlace.GOVERNOR, "lieutenant": TicketPlace.LIEUTENANT}
"""As they are typed."""
_SHOWN = 80


def death_typed(
    election: Election,
    contest: str,
    choice: str,
    name: str,
    of_ticket: str,
    died_on: str,
    printed_on: str,
    at: str,
    entered_by: str,
) -> CandidateDied:
    """A death; without a name the printed one. Raises InputError where there is no such choice."""
    known = election.find_contest(contest)
    printed = None if known is None else known.choice(choice)
    if printed is None:
        raise InputError(
            f"No ballot prints {contest[:_SHOWN]}/{choice[:_SHOWN]}. Nothing was written. Name a contest and a choice "
            "by their ids."
        )
    place = PLACES[of_ticket] if of_ticket else TicketPlace.ALONE
    who = words_typed(name) if name.strip() else printed.name
    return CandidateDied(contest, choice, who, place, words_typed(died_on), words_typed(printed_on), at, entered_by)


def successor_typed(
    contest: str, choice: str, printed_as: str, name: str, named_by: str, certified_on: str, at: str, entered_by: str
) -> SuccessorNamed:
    """Who was named in the place."""
    said = (words_typed(name), words_typed(named_by), words_typed(certified_on))
    return SuccessorNamed(contest, choice, printed_as.strip(), *said, at, entered_by)


def struck_typed(contest: str, choice: str, reason: str, at: str, entered_by: str) -> DeathStruck:
    """A death that was entered in error."""
    return DeathStruck(contest, choice, words_typed(reason), at, entered_by)


@dataclass(frozen=True, slots=True)
class DeathShown:
    """A death for people."""

    number: int
    """The choice's place among all that the definition has, from 1: no other entry changes it."""
    key: tuple[str, str]
    """Contest and choice."""
    contest: str
    """Its title."""
    printed: str
    """The printed name."""
    lines: tuple[str, ...]
    """What is known, and what becomes of the votes."""
    found: DiedCandidate


def deaths_shown(election: Election, deaths: CandidatesDied) -> tuple[DeathShown, ...]:
    """All of them, in the definition's order."""
    every = ((contest, choice) for contest in deaths.applied(election).contests for choice in contest.choices)
    return tuple(
        DeathShown(
            number,
            (contest.id, choice.id),
            contest.title,
            choice.name,
            _lines(election, found, choice.death),
            found,
        )
        for number, (contest, choice) in enumerate(every, 1)
        if (found := deaths.every.get((contest.id, choice.id))) is not None
    )


def _lines(election: Election, found: DiedCandidate, death: Death | None) -> tuple[str, ...]:
    died, named = found.died, found.successor
    stood = "" if died.place is TicketPlace.ALONE else f", for {died.place.value}"
    first = f"{died.name}{stood}, died on {died.died_on}; the ballots were printed by {died.printed_on}."
    return (first, _named(election, named), _votes(found, death))


def _named(election: Election, named: SuccessorNamed | None) -> str:
    if named is None:
        return "Nobody is named in the place yet."
    contest = election.find_contest(named.contest)
    printed = None if contest is None else contest.choice(named.successor)
    where = "No ballot prints it." if printed is None else f"Corrected ballots print {printed.name}."
    return f"{named.name}, named by {named.named_by}, certified on {named.certified_on}. {where}"


def _votes(found: DiedCandidate, death: Death | None) -> str:
    if found.died.place is TicketPlace.ALONE:
        return "Votes cast for the deceased count for the deceased alone (13-15-106(1))."
    if death is None or not death.counts_as:
        return "Votes for the ticket wait for the name in the place (13-15-106(2), (3))."
    return f"Votes cast for the ticket count for {death.counts_as} (13-15-106(2), (3))."
