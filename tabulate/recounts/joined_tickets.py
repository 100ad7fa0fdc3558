"""Votes for a ticket of which one died, and the ticket for which they count, in words (13-15-106(2), (3))."""

from collections.abc import Mapping

from tabulate.election import Contest


def joined_tickets(contest: Contest, votes: Mapping[str, int]) -> tuple[str, ...]:
    """A sentence for each such ticket; `votes` by choice, as they were cast."""
    return tuple(
        f"{votes.get(one.id, 0):,} votes for {one.name} count for {one.death.counts_as} (13-15-106(2), (3)): together "
        f"{votes.get(one.id, 0) + votes.get(one.death.counts_for, 0):,}."
        for one in contest.choices
        if one.death is not None and one.death.counts_as
    )
