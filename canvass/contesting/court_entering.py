"""What people type of actions in court, as entries of the record (13-36-102, 13-36-207, 13-36-212, 13-35-107)."""

from collections.abc import Iterable

from canvass.canvassing.county_standing import CountyStanding
from canvass.contesting.without_votes import illegal_typed, taken_out
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError
from canvass.recounting.filing import contest_named
from canvass.recounting.recount_typed import day_typed
from tabulate.board.county.certificate_entries import CertificateKind, CertifiedPerson
from tabulate.board.county.court_actions import CourtAction
from tabulate.board.county.court_entries import (
    CourtActionAppealed,
    CourtActionBegun,
    CourtActionEnded,
    CourtActionJudged,
    CourtActionKind,
    CourtEntry,
    CourtFinding,
    IllegalVotesProved,
)
from tabulate.board.words_said import day_in_montana
from tabulate.county_canvass.canvassed import CanvassedChoice, CanvassedContest
from tabulate.county_canvass.declaring import nominates
from tabulate.election import ContestId
from tabulate.recounts.rights import PositionTotals, VotesFor

KINDS = {
    "nomination": CourtActionKind.NOMINATION,
    "election": CourtActionKind.ELECTION,
    "void": CourtActionKind.VOID,
    "void-bond": CourtActionKind.VOID_BOND,
}
FINDINGS = {
    "stands": CourtFinding.STANDS,
    "declares": CourtFinding.DECLARES_ANOTHER,
    "sets-aside": CourtFinding.SETS_ASIDE,
    "voids": CourtFinding.VOIDS,
}
"""As they are typed."""


def begun_typed(
    standing: CountyStanding,
    case: str,
    kind: CourtActionKind,
    contest: str,
    against: str | None,
    begun_by: str,
    grounds: str,
    begun_on: str,
    certified: str | None,
    at: str,
    entered_by: str,
) -> CourtActionBegun:
    """An action as it was begun; the day of a nomination's certificate is the record's, unless it is typed.

    Raises InputError.
    """
    about = contest_named(standing.election, contest)
    choice = None if against is None else _choice(canvassed_of(standing, about.id), against).key
    since = "" if certified is None else day_typed(certified)
    if kind is CourtActionKind.NOMINATION and not since:
        since = _certified_on(standing, about.id, choice)
    words = (words_typed(begun_by), words_typed(grounds), day_typed(begun_on), since, at, words_typed(entered_by))
    return CourtActionBegun(words_typed(case), kind, about.id, choice, *words)


def _certified_on(standing: CountyStanding, contest: ContestId, choice: str | None) -> str:
    days = [
        str(day_in_montana(one.at))
        for _, one in standing.certificates.issued
        if (one.person.contest, one.person.choice) == (contest, choice)
    ]
    if not days:
        raise InputError(
            "A nomination is contested within five days of its certificate, and the record has none of it "
            "(13-36-102(1)). Nothing was written. Say the day of its certificate (by command: --certified)."
        )
    return days[-1]


def judged_typed(
    standing: CountyStanding,
    action: CourtAction,
    finding: CourtFinding,
    declares: str | None,
    illegal: Iterable[str],
    judged_on: str,
    judgment_sha256: str,
    at: str,
    entered_by: str,
) -> CourtActionJudged:
    """A judgment in an action. Raises InputError; RefusedError for more illegal votes than there are."""
    contest = canvassed_of(standing, action.begun.contest)
    who = None if declares is None else _person(contest, _choice(contest, declares))
    totals = position_of_contest(contest)
    votes = illegal_typed(illegal, totals)
    taken_out(totals, votes)
    proved = tuple(IllegalVotesProved(choice, number) for choice, number in votes.items())
    sha256, by = words_typed(judgment_sha256).lower(), words_typed(entered_by)
    return CourtActionJudged(action.begun.case, finding, who, proved, day_typed(judged_on), sha256, at, by)


def appealed_typed(case: str, appealed_by: str, appealed_on: str, at: str, entered_by: str) -> CourtEntry:
    """An appeal, as it was typed. Raises InputError."""
    return CourtActionAppealed(case, words_typed(appealed_by), day_typed(appealed_on), at, words_typed(entered_by))


def ended_typed(case: str, reason: str, ended_on: str, at: str, entered_by: str) -> CourtEntry:
    """That nothing of a case is open any more, as it was typed. Raises InputError."""
    return CourtActionEnded(case, words_typed(reason), day_typed(ended_on), at, words_typed(entered_by))


def action_named(standing: CountyStanding, case: str) -> CourtAction:
    """The action of a case. Raises InputError."""
    found = standing.counts.courts.find(case)
    if found is None:
        known = ", ".join(one.begun.case for one in standing.counts.courts.actions) or "none"
        raise InputError(
            f"The record has no case {case[:80]!r}: {known}. Nothing was written. Enter it first: canvass court begin."
        )
    return found


def canvassed_of(standing: CountyStanding, contest: ContestId) -> CanvassedContest:
    """A contest of the election as the canvass has it."""
    return next(one for one in standing.contests if one.contest.id == contest)


def position_of_contest(contest: CanvassedContest) -> PositionTotals:
    """This county's votes in it, by choice."""
    pairs = zip(contest.choices, contest.county.votes, strict=True)
    return PositionTotals(contest.contest, tuple(VotesFor(one.key, one.name, votes or 0) for one, votes in pairs))


def _choice(contest: CanvassedContest, name: str) -> CanvassedChoice:
    typed = words_typed(name)
    for one in contest.choices:
        if typed in (one.key, one.name, one.name.removesuffix(" (write-in)")):
            return one
    known = ", ".join(one.key for one in contest.choices)
    raise InputError(
        f"{contest.contest.title} has no {typed[:80]!r}: {known}. Nothing was written. Name one by id or name."
    )


def _person(contest: CanvassedContest, choice: CanvassedChoice) -> CertifiedPerson:
    kind = CertificateKind.NOMINATION if nominates(contest.contest) else CertificateKind.ELECTION
    return CertifiedPerson(contest.contest.id, choice.key, choice.name, kind, choice.write_in)
