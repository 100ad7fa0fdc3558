"""Write-in candidates whom the definition does not have: on which ground, and with which facts (13-10-211(2), (7)).

(2) is for an office of which a candidate died or was charged with a felony after the deadline; the declaration is filed
by 5 p.m. of the day before the election. (7) is for an office for which nobody filed: then the ballot has no printed
candidate and the definition no declared one. For a precinct committee neither holds: its write-in votes count only for
who declared by the deadline of 13-10-211(1) (13-38-201(4)(c)).
"""

from collections.abc import Iterable
from datetime import date, datetime

from canvass.console.text import hour
from canvass.deciding.precinct_committees import elects_precinct_committee
from canvass.errors import RefusedError
from tabulate.board.polls import LateGround, WriteInDeclared
from tabulate.board.write_ins import declared_in
from tabulate.election import Contest, ContestKind, ContestScope, Election
from tabulate.hours import MONTANA_TIME, late_write_ins_until, write_in_deadline
from tabulate.offices import OF_LOCAL_GOVERNMENT


def check_ground(
    entry: WriteInDeclared, contest: Contest, election: Election, declared: Iterable[WriteInDeclared], now: datetime
) -> None:
    """Check that the ground holds for this office, by its facts. Raises RefusedError."""
    if contest.kind is not ContestKind.CANDIDATE:
        raise _refused(entry, "an office, with candidates", f"{contest.title} is none", "Choose the office.")
    if elects_precinct_committee(contest):
        raise _refused(
            entry,
            "a declaration by the deadline of 13-10-211(1) for a precinct committee, always (13-38-201(4)(c))",
            f"{contest.title} is one",
            "Only who declared in time is counted.",
        )
    others = tuple(one for one in declared if one.ground != LateGround.NOBODY_FILED)
    match entry.ground:
        case LateGround.CANDIDATE_LOST:
            _check_candidate_lost(entry, contest, election, others, now)
        case LateGround.NOBODY_FILED:
            _check_nobody_filed(entry, contest, others)
        case _:
            expected = f"one of the grounds {', '.join(LateGround)}"
            raise _refused(entry, expected, f"{entry.ground!r} is none", "Choose the ground.")


def _check_nobody_filed(entry: WriteInDeclared, contest: Contest, others: tuple[WriteInDeclared, ...]) -> None:
    filed = [choice.name for choice in contest.choices] + [one.name for one in declared_in(contest, others)]
    if filed:
        raise _refused(
            entry,
            "an office for which nobody filed a declaration, petition or declaration of intent",
            f"{', '.join(filed)} did",
            "A name that was not declared in time does not count here.",
        )
    if (entry.event, entry.candidate, entry.happened_on, entry.filed_at) != (None, "", "", ""):
        raise _refused(entry, "no facts of another candidate", "there are some", "Leave them out.")


def _check_candidate_lost(
    entry: WriteInDeclared, contest: Contest, election: Election, others: tuple[WriteInDeclared, ...], now: datetime
) -> None:
    known = {choice.id for choice in contest.choices} | {one.id for one in declared_in(contest, others)}
    if entry.event is None or entry.candidate not in known:
        raise _refused(
            entry,
            f"a candidate for {contest.title} who died or was charged with a felony",
            f"{entry.candidate or 'nobody'} is named",
            "Say who, and what happened.",
        )
    happened, filed = _day(entry), _moment(entry)
    deadline = write_in_deadline(election.date, _is_local(contest))
    if happened < deadline.date():
        raise _refused(
            entry,
            f"something that happened after the deadline for declarations, {hour(deadline)}",
            f"{happened.isoformat()} is before it",
            "Who had not declared by then is not counted.",
        )
    last = late_write_ins_until(election.date)
    if not happened <= filed.date() or filed > min(last, now):
        raise _refused(
            entry,
            f"a declaration filed after that, by {hour(last)}, and not in time to come",
            f"{hour(filed)} is when it was filed",
            "Who filed later is not counted.",
        )


def _is_local(contest: Contest) -> bool:
    """By its office; an older definition says it by the scope alone."""
    if contest.purpose.office is not None:
        return contest.purpose.office in OF_LOCAL_GOVERNMENT
    return contest.scope is ContestScope.LOCAL


def _day(entry: WriteInDeclared) -> date:
    try:
        return date.fromisoformat(entry.happened_on)
    except ValueError:
        found = f"{entry.happened_on or 'nothing'} is stated"
        raise _refused(entry, "the day on which it happened", found, "Enter it as 2026-10-20.") from None


def _moment(entry: WriteInDeclared) -> datetime:
    try:
        filed = datetime.fromisoformat(entry.filed_at)
    except ValueError:
        found = f"{entry.filed_at or 'nothing'} is stated"
        remedy = "Enter it as 2026-11-02T16:30, by Montana's clock."
        raise _refused(entry, "when the declaration was filed", found, remedy) from None
    if filed.tzinfo is not None:
        raise _refused(entry, "Montana's clock, without an offset", f"{entry.filed_at} has one", "Leave it out.")
    return filed.replace(tzinfo=MONTANA_TIME)


def _refused(entry: WriteInDeclared, expected: str, found: str, remedy: str) -> RefusedError:
    return RefusedError(
        f"{entry.name} is not entered as a write-in candidate under {entry.ground}: expected {expected}, but {found}. "
        f"Nothing was written. {remedy}"
    )
