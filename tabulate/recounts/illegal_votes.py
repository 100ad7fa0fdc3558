"""Whether illegal votes set a nomination or an election aside, and who is declared then (13-36-211, 13-36-212).

They count only where, without them, whoever was nominated or elected has fewer votes than somebody who was not. Of the
other's votes the illegal ones are taken, too. Equal is not below. Nothing here decides what is illegal: the court does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor, line_of, names_nobody


@dataclass(frozen=True, slots=True)
class LegalVotes:
    """The votes for one choice, with those that were proved illegal."""

    votes: VotesFor
    illegal: int
    won: bool
    """Whether it was nominated, elected or approved by all votes."""

    @property
    def legal(self) -> int:
        """What is left."""
        return self.votes.votes - self.illegal


@dataclass(frozen=True, slots=True)
class BelowAnother:
    """A winner who has fewer legal votes than somebody who did not win."""

    winner: LegalVotes
    others: tuple[LegalVotes, ...]
    """Those with more, by legal votes."""


@dataclass(frozen=True, slots=True)
class WithoutIllegalVotes:
    """What a contest comes to without illegal votes."""

    before: RecountLine
    after: RecountLine
    rows: tuple[LegalVotes, ...]
    """Of every choice, in the order of the totals."""
    below: tuple[BelowAnother, ...]
    """The winners whose nomination or election may be set aside (13-36-211)."""

    @property
    def declared(self) -> tuple[VotesFor, ...]:
        """Whom the court declares, with the most legal votes: those who had not won (13-36-212).

        Nobody where nothing is set aside, or where those with the most legal votes are equal.
        """
        won = {one.choice for one in self.before.winners}
        return tuple(one for one in self.after.winners if one.choice not in won) if self.below else ()

    @property
    def tied(self) -> tuple[VotesFor, ...]:
        """Those who have equally many legal votes at the cut, where something is set aside."""
        return self.after.tied if self.below else ()


def without_illegal(totals: PositionTotals, illegal: Mapping[str, int]) -> WithoutIllegalVotes:
    """A contest without illegal votes, by choice. Raises NotAmongThem for a choice or a number that cannot be."""
    known = {one.choice: one.votes for one in totals.votes}
    for choice, number in illegal.items():
        if choice not in known:
            raise NotAmongThem(f"{choice} is none of {', '.join(known)}.")
        if not 0 <= number <= known[choice]:
            raise NotAmongThem(f"{choice} has {known[choice]:,} votes, and {number:,} of them cannot be illegal.")
    left = tuple(replace(one, votes=one.votes - illegal.get(one.choice, 0)) for one in totals.votes)
    before, after = line_of(totals), line_of(replace(totals, votes=left))
    won = {one.choice for one in before.winners}
    rows = tuple(LegalVotes(one, illegal.get(one.choice, 0), one.choice in won) for one in totals.votes)
    kind = totals.contest.kind
    lost = [one for one in rows if not one.won and not names_nobody(kind, one.votes.name)]
    found = (BelowAnother(one, _more(lost, one)) for one in rows if one.won)
    return WithoutIllegalVotes(before, after, rows, tuple(one for one in found if one.others))


def _more(lost: list[LegalVotes], winner: LegalVotes) -> tuple[LegalVotes, ...]:
    return tuple(sorted((one for one in lost if one.legal > winner.legal), key=lambda one: -one.legal))


class NotAmongThem(ValueError):  # noqa: N818  (said as such)
    """Illegal votes that cannot be among the votes that were counted."""
