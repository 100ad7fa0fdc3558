"""Who is declared where somebody with the most votes died before the election (13-15-106, 13-14-118).

Votes for the deceased count for the deceased. In the place of one who wins nobody is declared: the next in votes is
not. In a nonpartisan primary alone the next in rank is nominated (13-14-118(1)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tabulate.deaths import Death
from tabulate.election import Contest
from tabulate.recounts.rights import RecountLine, VotesFor


@dataclass(frozen=True, slots=True)
class LivingWinners:
    """Those with the most votes, apart by whether they live."""

    living: tuple[VotesFor, ...]
    """Who may be declared, by votes."""
    deceased: tuple[tuple[VotesFor, Death], ...]
    next_in_rank: tuple[VotesFor, ...] = ()
    """Of `living`, those nominated in the place of the deceased."""
    equal: tuple[VotesFor, ...] = ()
    """Next in rank with equal votes, more of them than there are places: nobody of them is nominated by votes."""

    def said(self, names_written_in: frozenset[str]) -> str:
        """What the deceased change, in sentences; empty where nobody of them has the most votes."""
        return " ".join(self._said(names_written_in))

    def _said(self, names_written_in: frozenset[str]) -> Iterator[str]:
        yield from (_died(one, death) for one, death in self.deceased)
        yield from (_next_in_rank(one.name, one.name in names_written_in) for one in self.next_in_rank)
        if self.equal:
            yield _equal(tuple(one.name for one in self.equal))
        elif len(self.deceased) > len(self.next_in_rank):
            yield _NOBODY


_NOBODY = (
    "Nobody is declared in the place, and the next in votes is not. No certificate is made. The vacancy is filled as "
    "the law of the office says."
)


def _died(one: VotesFor, death: Death) -> str:
    first = f"{one.name} has the highest number of votes, and died on {death.died_on}"
    return f"{first}, before the election (13-15-106(1))."


def _next_in_rank(name: str, written_in: bool) -> str:
    if not written_in:
        return f"Next in rank of votes, and nominated: {name} (13-14-118(1))."
    return (
        f"Next in rank of votes, written in: {name} (13-14-118(1)). Whether that nominates follows from the votes of "
        "the last general election and the acceptance (13-10-204)."
    )


def _equal(names: tuple[str, ...]) -> str:
    return (
        f"Next in rank have an equal number of votes: {' and '.join(names)} (13-14-118(1)). Nobody of them is declared "
        "in the place. No section that Canvass has says who is: ask the secretary of state."
    )


def deaths_of(contest: Contest) -> Mapping[str, Death]:
    """By choice, of everybody who died and whose votes count for no ticket as it then is."""
    return {one.id: one.death for one in contest.choices if one.death is not None and not one.death.counts_as}


def living_winners(line: RecountLine, *, ranks_on: bool) -> LivingWinners:
    """Of who is above a tie, or of all. `ranks_on`: a nonpartisan nomination, the next in rank takes the place."""
    deaths = deaths_of(line.contest)
    living = tuple(one for one in line.winners if one.choice not in deaths)
    deceased = tuple((one, deaths[one.choice]) for one in line.winners if one.choice in deaths)
    if not deceased or not ranks_on:
        return LivingWinners(living, deceased)
    ranked = [one.votes for one in line.defeats if one.votes.votes and one.votes.choice not in deaths]
    places = len(deceased)
    if len(ranked) <= places or ranked[places - 1].votes > ranked[places].votes:
        return LivingWinners((*living, *ranked[:places]), deceased, tuple(ranked[:places]))
    above = tuple(one for one in ranked if one.votes > ranked[places].votes)
    equal = tuple(one for one in ranked if one.votes == ranked[places].votes)
    return LivingWinners((*living, *above), deceased, above, equal)


def ticket_to_name(contest: Contest) -> str:
    """That votes for a ticket wait for the name in the place of who died, in a sentence; empty where none do.

    They count for the ticket as it then is, whoever has most of the others (13-15-106(2), (3)).
    """
    waits = [one for one in contest.choices if one.death is not None and one.death.of_ticket]
    names = " and ".join(one.name for one in waits if one.id in deaths_of(contest))
    if not names:
        return ""
    return (
        f"Votes for {names} count for the ticket as it is after the death (13-15-106(2), (3)), and who was named in "
        "the place is not entered. Nobody is declared before: canvass deceased successor; then the county sends its "
        "returns anew."
    )
