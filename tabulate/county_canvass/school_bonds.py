"""Whether a school bond passes, by how many of the district's qualified electors voted (20-9-428).

At least 40% of them: by a majority. More than 30% and less than 40%: by at least 60% of the votes. 30% or less: never.
In an election by mail, or with a general or primary election, a majority is enough. All is reckoned in whole numbers.

The section tells electors who voted at the election, by its tally sheets, from votes cast for the bond: who handed in a
ballot that is blank there voted, too. Its sisters for county bonds have the same words (7-7-2237, 7-13-2328).
"""

from dataclasses import dataclass

from tabulate.county_canvass.issue_answers import IssueVotes
from tabulate.offices import BondElection

_HUNDREDTHS = 10_000
PASSES, FAILS = "approved", "rejected"


@dataclass(frozen=True, slots=True)
class BondResult:
    """The result, and why."""

    passes: bool
    said: str

    @property
    def word(self) -> str:
        """As it is declared."""
        return PASSES if self.passes else FAILS


def bond_result(held: BondElection, qualified: int, votes: IssueVotes, ballots: int) -> BondResult:
    """Of the votes on the bond, and the `ballots` that carry it, those blank there too.

    `qualified` are the electors who were qualified to vote on it, at least one. Equal votes fail: they are recounted
    before that (13-16-203(2)), which whoever asks has seen to.
    """
    voted, in_favor = ballots, votes.votes_for
    majority = in_favor > votes.votes_against
    figures = f"{in_favor:,} for, {votes.votes_against:,} against"
    if held is not BondElection.ALONE:
        return BondResult(majority, _said(figures, f"Held {held}: a majority passes it", majority))
    turnout = f"{voted:,} of {qualified:,} qualified electors voted ({_percent(voted, qualified)})"
    if 100 * voted <= 30 * qualified:
        return BondResult(False, _said(figures, f"{turnout}: with 30% or less no bond passes", False))
    if 100 * voted >= 40 * qualified:
        return BondResult(majority, _said(figures, f"{turnout}: with 40% or more a majority passes it", majority))
    enough = votes.voted > 0 and 5 * in_favor >= 3 * votes.voted
    share = f"60% of the votes pass it, and {_percent(in_favor, max(1, votes.voted))} are for it"
    return BondResult(enough, _said(figures, f"{turnout}: below 40% {share}", enough))


def _said(figures: str, why: str, passes: bool) -> str:
    return f"{figures}. {why}. The bond is {PASSES if passes else FAILS} (20-9-428)."


def _percent(part: int, whole: int) -> str:
    """Two places, cut off, not rounded: a share below a limit never reads as the limit."""
    hundredths = _HUNDREDTHS * part // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
