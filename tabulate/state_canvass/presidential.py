"""Votes for president and vice president, which count for a party's electors (13-25-102, 13-25-103).

A ticket that a party replaced after ballots were printed and the one in its place are two choices on paper. Their votes
are added, since both are for that party's electors (13-25-102(2), as read). An independent's are not: nobody's electors
are those of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tabulate.board.errors import NotAllowed
from tabulate.board.words_said import check_said
from tabulate.county_canvass.declaring import nominates
from tabulate.election import Contest
from tabulate.offices import Office
from tabulate.printable import folded_words
from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor, line_of
from tabulate.state_canvass.state_declaring import StateAct, StateResult, tie_declared
from tabulate.state_canvass.state_figures import StateContest, choice_key
from tabulate.state_canvass.state_steps import PresidentialTicket, TicketsNamed

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class TicketVotes:
    """The votes for the electors of one ticket: its own, and those of the ticket in whose place it is."""

    ticket: PresidentialTicket
    name: str
    """As the ballot has it."""
    parts: tuple[VotesFor, ...]
    """By ticket, its own first."""

    @property
    def votes(self) -> int:
        """All of them."""
        return sum(one.votes for one in self.parts)


@dataclass(frozen=True, slots=True)
class ElectorsResult:
    """A contest for president by the electors that its votes are for."""

    groups: tuple[TicketVotes, ...]
    without: tuple[VotesFor, ...]
    """Choices of which no electors are certified; whoever they are for has no electors."""
    line: RecountLine

    @property
    def elected(self) -> TicketVotes | None:
        """The ticket whose electors are elected; None of a tie, and where it has no electors."""
        won = {one.choice for one in self.line.winners}
        return next((one for one in self.groups if one.ticket.choice in won), None)


def elects_electors(contest: Contest) -> bool:
    """Whether its votes are for electors: a general election's for president (13-25-102)."""
    return contest.purpose.office is Office.PRESIDENT and not nominates(contest)


def check_tickets(step: TicketsNamed, contest: StateContest) -> None:
    """Whether tickets and electors may stand so, for a contest of the state. Raises NotAllowed."""
    named = {choice_key(one) for one in contest.choices}
    by_choice = {one.choice: one for one in step.tickets}
    if len(by_choice) < len(step.tickets) or not step.tickets:
        raise NotAllowed("the tickets, each once (13-25-102)", f"{len(step.tickets)} of them", "Name each once.")
    for ticket in step.tickets:
        if ticket.choice not in named:
            raise NotAllowed(
                f"tickets of the ballot: {', '.join(sorted(named))}", ticket.choice[:80], "Name them by their ids."
            )
        _check_replaced(ticket, by_choice)
        _check_electors(ticket)
    _check_apart([one for one in step.tickets if not one.replaced_by])


def _check_replaced(ticket: PresidentialTicket, by_choice: dict[str, PresidentialTicket]) -> None:
    if not ticket.replaced_by:
        return
    other = by_choice.get(ticket.replaced_by)
    if other is None or other.replaced_by or other is ticket:
        raise NotAllowed(
            f"another ticket in the place of {ticket.choice}, which stands (13-25-102)",
            ticket.replaced_by[:80],
            "Name it.",
        )
    if not ticket.party or ticket.party != other.party:
        parties = f"{ticket.party or 'an independent'} and {other.party or 'an independent'}"
        raise NotAllowed(
            "a replaced ticket of the same party: its votes are for that party's electors (13-25-102(2))",
            parties,
            "An independent's votes are not added: name both tickets apart.",
        )
    if ticket.electors:
        raise NotAllowed(
            "electors with the ticket that stands alone (13-25-102)", f"some of {ticket.choice}", "Name them once."
        )


def _check_electors(ticket: PresidentialTicket) -> None:
    names = (ticket.party or "independent", *ticket.electors)
    check_said(names, _LONGEST, "names of electors and parties that can be printed", "Type them anew.")
    folded = list(map(folded_words, ticket.electors))
    if len(set(folded)) < len(folded):
        raise NotAllowed(f"each elector of {ticket.choice} once", ", ".join(ticket.electors)[:200], "Name each once.")


def _check_apart(standing: Sequence[PresidentialTicket]) -> None:
    parties = [one.party for one in standing if one.party]
    if len(set(parties)) < len(parties):
        raise NotAllowed(
            "one ticket of a party, but for those it replaced (13-25-102)",
            ", ".join(parties),
            "Say which replaces which.",
        )
    numbers = {len(one.electors) for one in standing}
    if numbers == {0} or len(numbers) > 1:
        counts = ", ".join(f"{one.choice} {len(one.electors)}" for one in standing)
        raise NotAllowed("as many electors for each ticket, at least one (13-25-101)", counts[:200], "Name them all.")


def electors_result(contest: StateContest, step: TicketsNamed) -> ElectorsResult:
    """Who has the votes of which ticket, and whose electors are elected."""
    pairs = zip(contest.choices, contest.total.votes, strict=True)
    votes = {choice_key(one): VotesFor(choice_key(one), one.name, number) for one, number in pairs}
    groups = tuple(
        TicketVotes(one, votes[one.choice].name, (votes[one.choice], *_replaced(one, step, votes)))
        for one in step.tickets
        if not one.replaced_by and one.choice in votes
    )
    named = {one.choice for one in step.tickets}
    without = tuple(one for key, one in votes.items() if key not in named)
    summed = tuple(replace(one.parts[0], votes=one.votes) for one in groups)
    return ElectorsResult(groups, without, line_of(PositionTotals(contest.contest, (*summed, *without))))


def electors_declared(found: ElectorsResult, *, recounted: bool) -> StateResult:
    """What the board declares of a contest for president: the electors of the ticket with the most votes."""
    if found.line.tied:
        return tie_declared(tuple(one.name for one in found.line.tied), recounted=recounted)
    if (won := found.elected) is None:
        names = " and ".join(one.name for one in found.line.winners) or "Nobody"
        said = f"{names} has the most votes, and no electors are certified: nobody is declared (13-25-102)."
        return StateResult(StateAct.DECLARATION, (), said, "13-15-507")
    sums = " and ".join(f"{one.votes:,} for {one.name}" for one in won.parts)
    added = f" ({sums}, all for the same party's electors)" if len(won.parts) > 1 else ""
    electors = ", ".join(won.ticket.electors)
    said = (
        f"{won.name}, {won.ticket.party or 'independent'}, has {won.votes:,} votes{added}, the highest number. Elected "
        f"are the electors {electors} (13-1-103, 13-25-102)."
    )
    return StateResult(StateAct.DECLARATION, won.ticket.electors, said, "13-15-507")


def _replaced(one: PresidentialTicket, step: TicketsNamed, votes: dict[str, VotesFor]) -> tuple[VotesFor, ...]:
    before = (other.choice for other in step.tickets if other.replaced_by == one.choice)
    return tuple(votes[choice] for choice in before if choice in votes)
