"""What the election and the clock allow of the county canvass, certificates and cases, beyond the fold's own rules."""

from datetime import date, datetime

from canvass.deciding.custody_allowed import check_come
from canvass.deciding.known_precincts import check_precincts
from canvass.errors import RefusedError
from tabulate.board.county.canvass_entries import CanvassEntry
from tabulate.board.county.certificate_entries import CertificateEntry
from tabulate.board.county.court_entries import CourtActionBegun, CourtActionKind, CourtEntry
from tabulate.county_canvass.declaring import nominates
from tabulate.election import Contest, ContestKind, Election
from tabulate.hours import is_day


def check_canvass(entry: CanvassEntry | CertificateEntry, election: Election, now: datetime) -> None:
    """Check the hour and the precincts. Raises RefusedError."""
    check_come(entry.at, "done in the canvass", now)
    if isinstance(entry, CanvassEntry):
        check_precincts(entry.precincts, election)


def check_court(entry: CourtEntry, election: Election, now: datetime) -> None:
    """Check the contest, the day and the hour. Raises RefusedError. A late action is entered: the court says so."""
    check_come(entry.at, "entered of a court", now)
    if not isinstance(entry, CourtActionBegun):
        return
    contest = election.find_contest(entry.contest)
    if contest is None:
        raise RefusedError(f"The election has no contest {entry.contest!r}. Nothing was written. Name one by its id.")
    _check_kind(entry.action, contest)
    if is_day(entry.begun_on) and date.fromisoformat(entry.begun_on) < election.date:
        raise RefusedError(
            f"An action against the result is said to be begun on {entry.begun_on}, and the election was on "
            f"{election.date} (13-36-102). Nothing was written. Say the day."
        )


def _check_kind(action: CourtActionKind, contest: Contest) -> None:
    issue = contest.kind is ContestKind.ISSUE
    wrong = ""
    if action is CourtActionKind.NOMINATION and (issue or not nominates(contest)):
        wrong = "nominates nobody (13-36-102(1))"
    elif action is CourtActionKind.ELECTION and (issue or nominates(contest)):
        wrong = "elects nobody (13-36-102(2))"
    elif action is CourtActionKind.VOID_BOND and not issue:
        wrong = "is no bond election (13-35-107)"
    if wrong:
        raise RefusedError(
            f"{contest.title} {wrong}: it is the subject of no {action}. Nothing was written. Say what the court is "
            "asked for: nomination, election, void or void-bond."
        )
