"""What must be so before a snapshot may go to the public (13-15-101, 13-15-207, 13-1-102)."""

from datetime import datetime, time

from canvass import clock
from canvass.announcing.figure_changes import falls_between
from canvass.announcing.snapshot import Snapshot, SnapshotStatus, wrong_sums
from canvass.errors import RefusedError
from tabulate.election import Contest, ContestScope, Election
from tabulate.hours import MONTANA_TIME
from tabulate.offices import Territory
from tabulate.publication.conditions import enough_persons

_MOST_SHOWN = 5


def check_before_counting(election: Election, last: Snapshot | None, closed: bool) -> None:
    """A zero report comes before anything else, on the day itself and before the polls close. Raises RefusedError."""
    if last is not None:
        raise RefusedError(f"The site has snapshot {last.number} already. A zero report is the first one, or none.")
    now = clock.now()
    if closed or now >= election.polls_close or now.astimezone(MONTANA_TIME).date() != election.date:
        raise RefusedError(
            "A zero report is published on election day, before the polls close. Afterwards say why there is none: "
            "--without-zero-report REASON"
        )


def check_snapshot(election: Election, last: Snapshot | None, now: Snapshot, not_before: time) -> None:
    """Raise RefusedError for the first gate that is shut."""
    _check_hour(election, not_before)
    if wrong := wrong_sums(now):
        raise RefusedError(f"{wrong} Nothing was published. Check the record: canvass verify RECORD")
    if last is None and not now.said.without_zero_report:
        raise RefusedError(
            "No zero report was published on this site. Publish one before the polls close (--zero), or say why there "
            "is none: --without-zero-report REASON"
        )
    if last is not None:
        check_follows(last, now)
    if any(map(_statewide, election.contests)) and not (now.said.sent_to_state_at and now.said.sent_by):
        raise RefusedError(
            "A statewide race is on the ballot: results go to the secretary of state before the public (13-15-101). "
            "Say when they were sent, and who sent them: --sent-to-state-at HH:MM --sent-by NAME"
        )
    first = last is None or last.status is SnapshotStatus.ZERO
    if not enough_persons(now.said.by, first=first):
        raise RefusedError("The first results need two persons: --by NAME --with NAME, two different names.")


def check_follows(last: Snapshot, now: Snapshot) -> None:
    """The next one of the same election, and nothing in it falls without a reason. Raises RefusedError."""
    if (last.title, last.date, last.county) != (now.title, now.date, now.county):
        raise RefusedError(
            f"The site is of {last.title}, {last.county}, {last.date}; the record is of {now.title}, {now.county}, "
            f"{now.date}. Each election has a site of its own."
        )
    if now.release < last.release or (now.release == last.release and now.release_hash != last.release_hash):
        raise RefusedError(
            f"The site shows the release of ledger entry {last.release}, and this record's newest is of entry "
            f"{now.release}. The record is an older copy, or another one. Nothing was published."
        )
    falls = falls_between(last, now)
    if falls and not now.said.correction:
        more = f", and {len(falls) - _MOST_SHOWN} more" if len(falls) > _MOST_SHOWN else ""
        raise RefusedError(
            f"Figures are smaller than in snapshot {last.number}: {'; '.join(falls[:_MOST_SHOWN])}{more}. Publish them "
            "as a correction that says why: --correction TEXT"
        )


def _check_hour(election: Election, not_before: time) -> None:
    opens = datetime.combine(election.date, not_before, MONTANA_TIME)
    if clock.now() < opens:
        raise RefusedError(f"No results are published before {opens:%H:%M} on {election.date}. See --not-before.")


def _statewide(contest: Contest) -> bool:
    if contest.purpose.stated:
        return contest.purpose.territory is Territory.STATE
    return contest.scope in (ContestScope.STATEWIDE, ContestScope.FEDERAL)
