"""Each contest's line after a canvass: who wins, who loses, by how much, and which recount there is.

What is equal at the cut is a tie: nobody of them wins or loses, and nothing here breaks it (13-15-405(4), 13-16-203).
Who has no vote at all wins nothing (13-1-103).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from tabulate.election import Contest, ContestKind
from tabulate.offices import Ratification
from tabulate.recounts.classes import FiledWith, RecountClass, Signers, class_is_told, class_of, officer_of, signers_of
from tabulate.recounts.margins import BOND_DIVISOR, FREE_DIVISOR, Margin, divisor, within_201, within_211


class Recount(StrEnum):
    """Which recount a margin gives a right to."""

    FREE = "free"
    """On a petition, without a bond (13-16-201)."""
    BOND = "bond"
    """On a petition with a bond for all costs; of offices only (13-16-211)."""
    COURT = "court"
    """An office's only by order of a court (13-16-301)."""
    TIE = "tie"
    """Without a petition (13-16-203)."""
    NONE = "none"
    """Nobody lost, or an issue beyond the margin: an elector may still apply to a court (13-16-301(1))."""


@dataclass(frozen=True, slots=True)
class VotesFor:
    """The votes for one choice, or for one person who was written in."""

    choice: str
    """A printed choice's id, or `write-in:NAME`."""
    name: str
    votes: int


@dataclass(frozen=True, slots=True)
class PositionTotals:
    """The whole vote of one contest, whoever counted it."""

    contest: Contest
    votes: tuple[VotesFor, ...]
    """Printed choices in the definition's order, then those written in."""
    others: int = 0
    """Votes among the total that are for none of them."""


@dataclass(frozen=True, slots=True)
class Defeat:
    """Somebody who lost, by how much, and the recount that it gives a right to."""

    votes: VotesFor
    margin: int
    recount: Recount


@dataclass(frozen=True, slots=True)
class RecountLine:
    """What the margin of one contest gives a right to."""

    contest: Contest
    total_vote: Fraction
    """For the position (13-15-208)."""
    winners: tuple[VotesFor, ...]
    """By votes; where these are equal, in the ballot's order. None of a tie."""
    tied: tuple[VotesFor, ...]
    """Those equal at the cut."""
    defeats: tuple[Defeat, ...]
    """By votes; the first is the line's loser. Empty in a tie."""

    @property
    def recount_class(self) -> RecountClass:
        """Of 13-16-201(1)."""
        return class_of(self.contest)

    @property
    def margin(self) -> int | None:
        """Between the last winner and the first loser; None where nobody can lose."""
        if self.tied:
            return 0
        return self.defeats[0].margin if self.defeats else None

    @property
    def recount(self) -> Recount:
        """What the line's loser has a right to."""
        if self.tied:
            return Recount.TIE
        return self.defeats[0].recount if self.defeats else Recount.NONE

    @property
    def told(self) -> bool:
        """Whether the definition tells the class, or it is only taken."""
        return class_is_told(self.contest)

    @property
    def limit_free(self) -> Fraction:
        """A quarter of one percent (13-16-201)."""
        return self.total_vote / FREE_DIVISOR

    @property
    def limit_bond(self) -> Fraction:
        """Half of one percent (13-16-211)."""
        return self.total_vote / BOND_DIVISOR

    @property
    def floor(self) -> int | None:
        """The ten votes of class (1)(a); None in the others."""
        return self.recount_class.floor or None

    @property
    def signers(self) -> Signers | None:
        """Who must sign the petition of an issue; None where a candidate petitions, or where nobody can or need."""
        return signers_of(self.recount_class) if self.recount is Recount.FREE else None

    @property
    def filed_with(self) -> FiledWith | None:
        """With whom; None where nobody can or need."""
        match self.recount:
            case Recount.FREE | Recount.BOND:
                return officer_of(self.contest)
            case Recount.COURT:
                return FiledWith.DISTRICT_COURT
            case Recount.TIE | Recount.NONE:
                return None


def line_of(totals: PositionTotals) -> RecountLine:
    """The line of one contest.

    "No preference" of a presidential primary is nobody's rival; its votes are among the total (13-10-403).
    """
    contest, purpose = totals.contest, totals.contest.purpose
    if purpose.ratification is not None:
        return _of_slates(totals, purpose.ratification)
    people = [one for one in _by_ticket(totals) if not names_nobody(contest.kind, one.name)]
    ranked = sorted(people, key=lambda one: -one.votes)
    places = purpose.nominated or contest.seats
    position = divisor(contest.seats, purpose.nominated, purpose.votes_per_elector)
    whole = sum(one.votes for one in totals.votes) + totals.others
    tied = _tied(ranked, places)
    winners = tuple(one for one in ranked[:places] if one.votes and one not in tied)
    lost = () if tied else ranked[places:]
    defeats = tuple(_defeat(one, ranked[places - 1].votes, whole, position, class_of(contest)) for one in lost)
    return RecountLine(contest, Fraction(whole, position), winners, tied, defeats)


def _of_slates(totals: PositionTotals, slates: Ratification) -> RecountLine:
    """Delegates: the side with more votes in all elects as many of its own as there are seats (13-26-104).

    Nobody of the other side is elected, however many votes he has: what he lacks is what the sides are apart.
    """
    contest, ranked = totals.contest, sorted(totals.votes, key=lambda one: -one.votes)
    sides = [[one for one in ranked if one.choice in side] for side in (slates.in_favor, slates.opposed)]
    more, less = sorted(sides, key=lambda side: -sum(one.votes for one in side))
    apart = sum(one.votes for one in more) - sum(one.votes for one in less)
    whole, position = sum(one.votes for one in ranked) + totals.others, divisor(contest.seats, None, None)
    tied = _tied(more, contest.seats) if apart else tuple(ranked)
    winners = tuple(one for one in more[: contest.seats] if one.votes and one not in tied)
    if tied:
        return RecountLine(contest, Fraction(whole, position), winners, tied, ())
    beaten = [
        _defeat(one, more[contest.seats - 1].votes, whole, position, class_of(contest)) for one in more[contest.seats :]
    ]
    margin = Margin(apart, whole, position)
    beaten += [Defeat(one, apart, right_of(margin, class_of(contest))) for one in less]
    return RecountLine(
        contest, Fraction(whole, position), winners, (), tuple(sorted(beaten, key=lambda one: one.margin))
    )


def _by_ticket(totals: PositionTotals) -> tuple[VotesFor, ...]:
    """With the votes for a ticket of which one died among those for the ticket as it then is (13-15-106(2), (3))."""
    joined = {one.id: one.death for one in totals.contest.choices if one.death is not None and one.death.counts_as}
    if not joined:
        return totals.votes
    printed = {one.choice for one in totals.votes}
    more, left = Counter[str](), list[VotesFor]()
    for one in totals.votes:
        death = next((death for choice, death in joined.items() if choice == one.choice), None)
        if death is None:
            left.append(one)
        elif death.counts_for in printed:
            more[death.counts_for] += one.votes
        else:
            left.append(VotesFor(one.choice, death.counts_as, one.votes))
    return tuple(replace(one, votes=one.votes + more[one.choice]) for one in left)


def _tied(ranked: Sequence[VotesFor], places: int) -> tuple[VotesFor, ...]:
    """Those equal at the cut; none where the last winner has more than the first loser, or nobody can lose."""
    if len(ranked) <= places or ranked[places - 1].votes != ranked[places].votes:
        return ()
    return tuple(one for one in ranked if one.votes == ranked[places].votes)


def lines_of(totals: Iterable[PositionTotals]) -> tuple[RecountLine, ...]:
    """The line of each contest, in the order given."""
    return tuple(map(line_of, totals))


def names_nobody(kind: ContestKind, name: str) -> bool:
    """Whether a choice is "No preference" of a presidential primary, and no candidate (13-10-403)."""
    return kind is ContestKind.CANDIDATE and name.strip().casefold() == "no preference"


def _defeat(one: VotesFor, last: int, whole: int, position: int, recount_class: RecountClass) -> Defeat:
    margin = Margin(last - one.votes, whole, position)
    return Defeat(one, margin.margin, right_of(margin, recount_class))


def right_of(margin: Margin, recount_class: RecountClass) -> Recount:
    """The recount that a margin gives a right to; the free one where it would be had for a bond, too."""
    if margin.tie:
        return Recount.TIE
    if within_201(margin, recount_class):
        return Recount.FREE
    if within_211(margin, recount_class):
        return Recount.BOND
    return Recount.COURT if recount_class.office else Recount.NONE


def exact(number: Fraction, *, thousands: Literal["", ","] = "") -> str:
    """A fraction as text: 26.0725 where a decimal says it exactly, else 10000/3; for people with commas."""
    rest, tens = number.denominator, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        tens = max(tens, times)
    if rest > 1:
        return f"{number.numerator:{thousands}}/{number.denominator:{thousands}}"
    whole, parts = divmod(number.numerator * 10**tens // number.denominator, 10**tens)
    return f"{whole:{thousands}}.{parts:0{tens}}" if tens else f"{whole:{thousands}}"
