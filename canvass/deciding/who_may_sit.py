"""Who may sit on a board (13-4-107, 13-4-203(4)): what a board says of its judges, held to the ballots.

Asked when a board is entered; what an older ledger holds stands. Candidates for precinct offices bar nobody
(13-4-107(2)). A board that names its precincts is held to their ballots, any other to the whole county's.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from canvass.deciding.known_precincts import check_precincts
from canvass.deciding.precinct_committees import elects_precinct_committee
from canvass.errors import RefusedError
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.office.qualifications import CertificateOfInstruction
from tabulate.board.write_ins import plain
from tabulate.election import Contest, ContestKind, Election, PrecinctId
from tabulate.hours import MONTANA_TIME, is_day
from tabulate.offices import Territory

_OF_A_TICKET = re.compile(r"\s*(?:/|&|\n|\band\b)\s*")
"""What stands between the two names of a ticket."""


def check_board(entry: BoardAppointed, election: Election, now: datetime) -> None:
    """Check the precincts of a board, the day of its designation, and each judge. Raises RefusedError."""
    check_precincts(entry.precincts, election)
    today = now.astimezone(MONTANA_TIME).date()
    by = entry.designated_by
    if by is not None and is_day(by.on) and date.fromisoformat(by.on) > today:
        raise RefusedError(
            f"The governing body designates the board on {by.on}, a day to come (13-15-112). Nothing was written. "
            "Enter the board once it is designated."
        )
    barring = _titles_by_name(_barring(election, entry.precincts))
    everybody = _titles_by_name(_with_candidates(election))
    for judge in entry.judges:
        _check_no_candidate(judge, barring)
        _check_elector(judge)
        _check_kin(judge, barring, everybody)
        if judge.certificate is not None:
            _check_certificate(judge, judge.certificate, max(election.date, today))


def candidates_of(election: Election) -> tuple[str, ...]:
    """Everybody to whom a judge may be kin, as printed: each name once, in the definition's order."""
    return tuple(dict.fromkeys(name for contest in _with_candidates(election) for name in _people(contest)))


def is_candidate(name: str, election: Election) -> bool:
    """Whether somebody of this name stands in any contest of the election, alone or on a ticket."""
    return plain(name) in _titles_by_name(_with_candidates(election))


def _check_no_candidate(judge: Judge, barring: dict[str, str]) -> None:
    if plain(judge.name) in barring:
        raise RefusedError(
            f"{judge.name} is on the ballot ({barring[plain(judge.name)]}): a candidate is no judge in the own "
            "election (13-4-107). Nothing was written. Name somebody else."
        )


def _check_elector(judge: Judge) -> None:
    if judge.registered_elector is False:
        raise RefusedError(
            f"{judge.name} is no registered elector of the county, as each judge must be (13-4-107(1)). Nothing was "
            "written. Name somebody who is."
        )


def _check_kin(judge: Judge, barring: dict[str, str], everybody: dict[str, str]) -> None:
    for kin in judge.kin or ():
        candidate = plain(kin.candidate)
        if candidate not in everybody:
            raise RefusedError(
                f"{judge.name} is said to be kin to {kin.candidate!r}, who is on no ballot of this election. Nothing "
                "was written. Write the candidate's name as it is printed."
            )
        if candidate in barring:
            raise RefusedError(
                f"{judge.name} is {kin.judge_is.value} of {kin.candidate}, who is on the ballot "
                f"({barring[candidate]}), and is no judge of it (13-4-107(2)). Nothing was written. Name somebody "
                "else, or the precincts of the board, where that ballot is not voted."
            )


def _check_certificate(judge: Judge, certificate: CertificateOfInstruction, day: date) -> None:
    issued, until = certificate.issued_on, certificate.valid_until
    if not certificate.number.strip() or not is_day(issued) or not is_day(until):
        raise RefusedError(
            f"The certificate of {judge.name} needs its number, the day it was issued and its last day "
            "(13-4-203(4)). Nothing was written. Enter all three."
        )
    if not issued <= day.isoformat() <= until:
        raise RefusedError(
            f"The certificate of {judge.name} holds from {issued} to {until}, not on {day.isoformat()}, when the "
            "board sits (13-4-203(4)). Nothing was written. Have the judge instructed, or name another."
        )


def _barring(election: Election, precincts: tuple[PrecinctId, ...]) -> Iterator[Contest]:
    """Whose candidates may not sit, nor their kin: all contests on these precincts' ballots but precinct offices."""
    asked = set(precincts)
    voted = {
        contest
        for style in election.ballot_styles
        if not asked or not style.precincts or asked & set(style.precincts)
        for contest in style.contests
    }
    for contest in _with_candidates(election):
        if (contest.id in voted or not asked) and not _of_a_precinct(contest):
            yield contest


def _with_candidates(election: Election) -> Iterator[Contest]:
    return (one for one in election.contests if one.kind is not ContestKind.ISSUE)


def _of_a_precinct(contest: Contest) -> bool:
    """Whether it is for a precinct office, which 13-4-107(2) excepts."""
    return elects_precinct_committee(contest) or contest.purpose.territory is Territory.PRECINCT


def _people(contest: Contest) -> Iterator[str]:
    """Who stands: printed candidates, or the judge who is to be retained."""
    if contest.kind is ContestKind.CANDIDATE:
        for choice in contest.choices:
            yield choice.name
    elif contest.purpose.incumbent is not None:
        yield contest.purpose.incumbent


def _titles_by_name(contests: Iterable[Contest]) -> dict[str, str]:
    """The contest's title by each name in it, written plainly; of a ticket by both names and by each."""
    titles: dict[str, str] = {}
    for contest in contests:
        for name in _people(contest):
            for one in (name, *_OF_A_TICKET.split(name)):
                titles.setdefault(plain(one), contest.title)
    return titles
