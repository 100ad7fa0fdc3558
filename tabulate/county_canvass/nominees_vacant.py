"""Who takes the place of a nonpartisan nominee who cannot run any more, by the primary's votes (13-14-118)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tabulate.county_canvass.declaring import nominates, winners_of
from tabulate.recounts.rights import RecountLine, VotesFor

WRITE_IN = "write-in:"
_LAST = timedelta(days=85)
"""Before the 85th day before the general election the next in rank follows; on it, names are filed anew."""


@dataclass(frozen=True, slots=True)
class VacancyFilled:
    """How a vacancy is filled."""

    names: tuple[str, ...]
    """Who takes the places, in the order of their votes; empty where votes name nobody."""
    said: str
    section: str


class NoNominee(Exception):  # noqa: N818  (said as such)
    """That the votes of this contest name no such nominee; the words say why."""


def vacancy_filled(line: RecountLine, gone: Collection[str], on: date, general: date) -> VacancyFilled:
    """Who follows the nominees `gone`, by ids of choices; `on` is the day of the vacancy. Raises NoNominee."""
    nominees = _nominees(line)
    if unknown := [one for one in gone if one not in {each.choice for each in nominees}]:
        named = ", ".join(f"{one.name} ({one.choice})" for one in nominees) or "nobody"
        raise NoNominee(f"{', '.join(unknown)} is no nominee of {line.contest.title}: its nominees are {named}.")
    left = tuple(one.name for one in nominees if one.choice in gone)
    leaving = f"{' and '.join(left)}, nominated for {line.contest.title}, cannot run from {on} on."
    if on > general - _LAST:
        words = (
            "That is later than 85 days before the general election. The place stays empty; if nobody qualified is "
            "elected, the office is vacant and filled as the law of the office says."
        )
        return VacancyFilled((), f"{leaving} {words}", "13-14-118(4)")
    following = _next_in_rank(line, nominees, len(left)) if on < general - _LAST else ()
    names = tuple(one.name for one in following)
    if len(names) == len(left):
        listed = ", ".join(map(_with_votes, following))
        return VacancyFilled(names, f"{leaving} Next in rank of the primary's votes: {listed}.", "13-14-118(1)")
    took = f" Next in rank for {len(names)} of the {len(left)} places: {' and '.join(names)}." if names else ""
    return VacancyFilled(names, f"{leaving}{took} {_why_filed_anew(line, nominees, left, on, general)}", "13-14-118(2)")


def _with_votes(one: VotesFor) -> str:
    written = "; written in: 13-10-204 says whether that nominates" if one.choice.startswith(WRITE_IN) else ""
    return f"{one.name} ({one.votes:,} votes{written})"


def _nominees(line: RecountLine) -> tuple[VotesFor, ...]:
    if not (line.contest.purpose.nonpartisan and nominates(line.contest)):
        raise NoNominee(
            f"{line.contest.title} nominates no candidates of no party. A party fills the place of its own nominee "
            "(13-10-327)."
        )
    if line.tied:
        names = " and ".join(one.name for one in line.tied)
        raise NoNominee(f"{names} are equal in {line.contest.title}: the tie is broken first (13-16-203, 13-16-501).")
    return winners_of(line).living


def _ranked(line: RecountLine, nominees: Collection[VotesFor]) -> list[VotesFor]:
    """Who had votes and is not nominated, by votes; nobody who died before the primary."""
    died = {one.id for one in line.contest.choices if one.death is not None}
    every = (one.votes for one in line.defeats)
    return [one for one in every if one.votes and one not in nominees and one.choice not in died]


def _next_in_rank(line: RecountLine, nominees: Collection[VotesFor], places: int) -> tuple[VotesFor, ...]:
    """So many as are above an equal number of votes at the last place."""
    ranked = _ranked(line, nominees)
    if len(ranked) <= places or ranked[places - 1].votes > ranked[places].votes:
        return tuple(ranked[:places])
    return tuple(one for one in ranked if one.votes > ranked[places].votes)


def _why_filed_anew(
    line: RecountLine, nominees: Collection[VotesFor], left: Collection[str], on: date, general: date
) -> str:
    ranked = _ranked(line, nominees)
    filed = (
        "A period of 10 days for declarations and petitions is declared: by the governor for an office of more than "
        "one county, by the governing body for any other."
    )
    if on == general - _LAST:
        return f"That is the 85th day before the general election, so the next in rank does not follow. {filed}"
    if len(ranked) < len(left):
        return f"Nobody more has votes. {filed}"
    equal = [one.name for one in ranked if one.votes == ranked[len(left) - 1].votes]
    return (
        f"Next in rank have an equal number of votes: {' and '.join(equal)}. No section that Canvass has says who of "
        f"them follows: ask the secretary of state. Where the place cannot be filled so: {filed}"
    )
