"""Offices of which electors were handed a separate ballot beside one that has the office, too (13-12-204(3)).

The separate ballot is prepared "only for the office for which the new candidate is a candidate". Who was handed it
votes for the office there, and what the other ballot still says in it does not count. Who returned a ballot before the
correction had no separate one: that ballot counts, for the deceased also (13-15-106(1)). Nothing on a ballot says which
of the two its elector is (13-12-202(3)). So each batch says it, and its electors are alike in this.
"""

from collections.abc import Collection

from tabulate.ballot_sheets import SeparateBy
from tabulate.election import BallotStyle, BallotStyleId, ContestId, Election, PrecinctId


def offices_voted_apart(
    election: Election, precinct: PrecinctId | None = None, style: BallotStyleId | None = None
) -> tuple[ContestId, ...]:
    """The contests of separate ballots for an office that another ballot of the same precinct has, too.

    Of one precinct, or on other ballots of one style, where these are given.
    """
    apart = [one for one in election.ballot_styles if one.separate_by is SeparateBy.CORRECTED]
    others = [
        one
        for one in election.ballot_styles
        if one.separate_by is not SeparateBy.CORRECTED
        and (style is None or one.id == style)
        and (precinct is None or precinct in one.precincts)
    ]
    found = {
        contest
        for one in apart
        for other in others
        if not set(one.precincts).isdisjoint(other.precincts if precinct is None else (precinct,))
        for contest in one.contests
        if contest in other.contests
    }
    return tuple(contest.id for contest in election.contests if contest.id in found)


def not_counted_on(style: BallotStyle, voted_apart: Collection[ContestId] | None) -> tuple[ContestId, ...]:
    """The contests of a ballot style that do not count on its ballots, where electors voted on these apart."""
    if not voted_apart or style.separate_by is SeparateBy.CORRECTED:
        return ()
    return tuple(contest for contest in style.contests if contest in voted_apart)
