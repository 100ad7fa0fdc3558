"""Whether a school bond passes, by how many of the district's qualified electors voted on it (20-9-428).

At least 40% of them: by a majority. More than 30% and less than 40%: by at least 60% of the votes. 30% or less: never.
In an election by mail, or with a general or primary election, a majority is enough. All is reckoned in whole numbers.
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


def bond_result(held: BondElection, qualified: int, votes: IssueVotes) -> BondResult:
    """Of the votes on the bond; `qualified` are the electors who were qualified to vote on it, at least one."""
    voted, in_favor = votes.voted, votes.votes_for
    majority = in_favor > votes.votes_against
    figures = f"{in_favor:,} for, {votes.votes_against:,} against"
    if held is not BondElection.ALONE:
        return BondResult(majority, _said(figures, f"Held {held}: a majority passes it", majority))
    turnout = f"{voted:,} of {qualified:,} qualified electors voted on it ({_percent(voted, qualified)})"
    if 100 * voted <= 30 * qualified:
        return BondResult(False, _said(figures, f"{turnout}: with 30% or less no bond passes", False))
    if 100 * voted >= 40 * qualified:
        return BondResult(majority, _said(figures, f"{turnout}: with 40% or more a majority passes it", majority))
    enough = 5 * in_favor >= 3 * voted
    share = f"60% of the votes pass it, and {_percent(in_favor, voted)} are for it"
    return BondResult(enough, _said(figures, f"{turnout}: below 40% {share}", enough))


def _said(figures: str, why: str, passes: bool) -> str:
    return f"{figures}. {why}. The bond is {PASSES if passes else FAILS} (20-9-428)."


def _percent(part: int, whole: int) -> str:
    """Two places, cut off, not rounded: a share below a limit never reads as the limit."""
    hundredths = _HUNDREDTHS * part // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
