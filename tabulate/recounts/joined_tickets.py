"""Votes for a ticket of which one died, and the ticket for which they count, in words (13-15-106(2), (3))."""

from collections import Counter
from collections.abc import Mapping

from tabulate.election import Choice, Contest


def joined_tickets(contest: Contest, votes: Mapping[str, int]) -> tuple[str, ...]:
    """A sentence for each such ticket; `votes` by choice, as they were cast."""
    together = Counter[str]()
    for one in contest.choices:
        together[_counts_for(one)] += votes.get(one.id, 0)
    return tuple(
        f"{votes.get(one.id, 0):,} votes for {one.name} count for {one.death.counts_as} (13-15-106(2), (3)): together "
        f"{together[_counts_for(one)]:,}."
        for one in contest.choices
        if one.death is not None and one.death.counts_as
    )


def _counts_for(one: Choice) -> str:
    """The printed choice under which its votes stand at last."""
    return one.id if one.death is None else one.death.counts_for or one.id
