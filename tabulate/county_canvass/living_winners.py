"""Who is declared where somebody with the most votes died before the election (13-15-106, 13-14-118).

Votes for the deceased count for the deceased. In the place of one who wins nobody is declared: the next in votes is
not. In a nonpartisan primary alone the next in rank is nominated (13-14-118(1)).
"""

from dataclasses import dataclass

from tabulate.deaths import Death
from tabulate.recounts.rights import RecountLine, VotesFor


@dataclass(frozen=True, slots=True)
class LivingWinners:
    """Those with the most votes, apart by whether they live."""

    living: tuple[VotesFor, ...]
    """Who may be declared, by votes."""
    deceased: tuple[tuple[VotesFor, Death], ...]
    next_in_rank: tuple[VotesFor, ...] = ()
    """Of `living`, those nominated in the place of the deceased."""

    def said(self, names_written_in: frozenset[str]) -> str:
        """What the deceased change, in sentences; empty where nobody of them has the most votes."""
        ranked = " ".join(_next_in_rank(one.name, one.name in names_written_in) for one in self.next_in_rank)
        return " ".join(f"{_died(one, death)} {ranked or _NOBODY}" for one, death in self.deceased)


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


def living_winners(line: RecountLine, *, ranks_on: bool) -> LivingWinners:
    """Of a line without a tie. `ranks_on`: a nonpartisan nomination, in which the next in rank takes the place."""
    deaths = {one.id: one.death for one in line.contest.choices if one.death is not None and not one.death.counts_as}
    found = [(one, next((death for id_, death in deaths.items() if id_ == one.choice), None)) for one in line.winners]
    living = tuple(one for one, death in found if death is None)
    deceased = tuple((one, death) for one, death in found if death is not None)
    if not deceased or not ranks_on:
        return LivingWinners(living, deceased)
    ranked = [one.votes for one in line.defeats if one.votes.votes and one.votes.choice not in deaths]
    wanted = len(deceased)
    if len(ranked) > wanted and ranked[wanted - 1].votes == ranked[wanted].votes:
        return LivingWinners(living, deceased)  # Equal votes: the law of ties says who, not this.
    return LivingWinners((*living, *ranked[:wanted]), deceased, tuple(ranked[:wanted]))
