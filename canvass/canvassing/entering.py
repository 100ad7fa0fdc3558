"""The door to the county canvass: each step is checked by the law and the figures, and is one entry of the ledger.

A step is worked out from the record as it stood. Where others wrote meanwhile, nothing is written.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from canvass import clock
from canvass.canvassing.county_standing import CountyStanding, standing_of
from canvass.canvassing.declarations import ToDeclare, declared_contests
from canvass.canvassing.report_document import report_of
from canvass.canvassing.report_json import report_sha256
from canvass.canvassing.to_settle import check_settled
from canvass.console.text import hour, plural
from canvass.deciding.steps_of_people import step_of, write
from canvass.errors import BusyError, RefusedError
from canvass.returning.made_return import MadeReturn, refusal_of
from canvass.returning.return_json import return_json
from tabulate.board.county.canvass_entries import (
    CanvassEntry,
    CanvassMet,
    CanvassPostponed,
    CheckSettled,
    PollsNotOpened,
    ReportAdopted,
    ResultsDeclared,
    ReturnReceived,
)
from tabulate.board.county.canvass_terms import (
    HowSettled,
    ReturnCheck,
    ReturnedFigure,
    ReturnMessenger,
    SeatedCanvasser,
    SeatOnBoard,
)
from tabulate.board.county.certificate_entries import CertificateEntry
from tabulate.board.words_said import day_in_montana
from tabulate.county_canvass.audit_of_returns import CheckedReturn, CheckStanding
from tabulate.hours import held_until, moment_of
from tabulate.ledger.chain import Head
from tabulate.ledger.entries import AccessRecorded
from tabulate.precincts import PrecinctId
from tabulate.printable import folded_words

if TYPE_CHECKING:
    from canvass.record.store import Record


def enter(record: "Record", standing: CountyStanding, entry: CanvassEntry | CertificateEntry) -> CountyStanding:
    """Write what was worked out by `standing`, unless others wrote meanwhile; how the canvass stands then.

    Raises BusyError, RefusedError.
    """
    with step_of(record) as replay:
        since = (row.entry() for row in record.chained_after(standing.head))
        if not record.holds(standing.head) or any(not isinstance(one, AccessRecorded) for one in since):
            raise BusyError("The record grew meanwhile. Nothing was written; look at the canvass again, and ask anew.")
        number = write(record, replay, entry, clock.now())
        canvass, certificates = standing.canvass, standing.certificates
        if isinstance(entry, CertificateEntry):
            certificates = certificates.after(number, entry)
        else:
            canvass = canvass.after(number, entry)
        return standing_of(standing.counts, canvass, certificates, record.head())


def receive_returns(
    record: "Record", signed: Sequence[tuple[MadeReturn, tuple[str, ...]]], at: str, entered_by: str
) -> Head:
    """Enter that signed returns came in, all or none, each with who signed it.

    Raises RefusedError for a partial one, or one that not all its judges signed.
    """
    entries = [_received(made, names, at, entered_by) for made, names in signed]
    with step_of(record) as replay:
        for entry in entries:
            write(record, replay, entry, clock.now())
        return record.head()


def _received(made: MadeReturn, signed_by: tuple[str, ...], at: str, entered_by: str) -> ReturnReceived:
    found = made.found
    if found.partial:
        raise RefusedError(f"{refusal_of(made)}Nothing was written. Have the whole return made and signed.")
    _check_judges(found.precinct.id, found.signers, signed_by)
    figures = tuple(
        ReturnedFigure(contest.contest, row.choice or row.kind.value, row.counts)
        for contest in found.contests
        for row in contest.rows
        if row.counts is not None
    )
    sha256 = return_json(made)["figures_sha256"]
    number, electors, ballots = made.head.number, found.electors, found.ballots
    return ReturnReceived(found.precinct.id, number, sha256, electors, ballots, figures, signed_by, at, entered_by)


def _check_judges(precinct: PrecinctId, asked: tuple[str, ...], signed_by: tuple[str, ...]) -> None:
    """All the judges completing the count; where no board is known, as many as a board has (13-15-101(3))."""
    signed = {folded_words(name) for name in signed_by}
    named = [_judge_named(words) for words in asked]
    known = [name for name in named if name]
    lacking = [name for name in known if folded_words(name) not in signed]
    if lacking or len(signed) < len(asked):
        found = f"no signature of {', '.join(lacking)}" if lacking else plural(len(signed), "signature")
        raise RefusedError(
            f"The return of precinct {precinct} is signed by all the judges completing the count (13-15-101(3)), "
            f"{len(asked)} of them; found {found}. Nothing was written. Have it signed, and enter every name."
        )


def who_signed(made: MadeReturn, names: tuple[str, ...], all_signed: bool) -> tuple[str, ...]:
    """Those who are named, and with `all_signed` all the judges whom the form names; each once."""
    named = tuple(name for name in map(_judge_named, made.found.signers) if name) if all_signed else ()
    return tuple(dict.fromkeys((*named, *names)))


def _judge_named(words: str) -> str:
    """The name in a signature's line of a return; empty where it says only that a judge signs."""
    name, _, board = words.partition(", judge of board ")
    return name if board else ""


def open_canvass(
    record: "Record",
    standing: CountyStanding,
    seats: int,
    board: tuple[SeatedCanvasser, ...],
    secretary: str,
    place: str,
    at: str,
    entered_by: str,
) -> CountyStanding:
    """Enter that the board met. Raises RefusedError before the law lets it."""
    check_may_meet(standing, at)
    # Not in the ledger's own rules: records of before, which may hold such a board, open as they did.
    if len(board) >= seats and not any(one.seat is SeatOnBoard.MEMBER for one in board):
        raise RefusedError(
            "A member of the governing body is there: the remaining members choose the county officers (13-15-401); "
            "found county officers alone. Nothing was written. Name the members who are there."
        )
    return enter(record, standing, CanvassMet(seats, board, secretary, place, at, entered_by))


def check_may_meet(standing: CountyStanding, at: str) -> None:
    """Polls closed, held ballots counted, the audit certified (13-15-107(6), 13-17-506(1)). Raises RefusedError."""
    moment, election = moment_of(at), standing.election
    held = held_until(election.date)
    if moment is not None and moment < election.polls_close:
        raise RefusedError(f"The polls close at {hour(election.polls_close)}. Nothing was written. Canvass after that.")
    if standing.counts.held and (not standing.counts.with_held or (moment is not None and moment <= held)):
        raise RefusedError(
            f"{plural(standing.counts.held, 'sheet')} of ballots are held, and are counted after {hour(held)} "
            "(13-15-107(6)). The board canvasses after that (13-15-301, 13-15-402). Nothing was written."
        )
    if standing.counts.audit_wanted:
        raise RefusedError(f"{standing.counts.audit_wanted} Nothing was written.")


def postpone(
    record: "Record",
    standing: CountyStanding,
    until: str,
    messengers: tuple[ReturnMessenger, ...],
    reason: str,
    at: str,
    entered_by: str,
) -> CountyStanding:
    """Enter that the board postponed to the next day, for all the returns that are missing now."""
    missing = tuple(one.id for one in standing.missing)
    return enter(record, standing, CanvassPostponed(until, missing, messengers, reason, at, entered_by))


def certify_not_opened(
    record: "Record", standing: CountyStanding, precinct: PrecinctId, reason: str, at: str, entered_by: str
) -> CountyStanding:
    """Enter that a precinct's polls were not open. Raises RefusedError where the record has ballots of it."""
    own = next((one for one in standing.returns if one.precinct.id == precinct), None)
    if own is not None and (own.ballots or own.electors):
        raise RefusedError(
            f"Precinct {precinct} has {plural(own.ballots, 'ballot')} in the record, and "
            f"{plural(own.electors or 0, 'elector')} voting entered: its polls were open (13-15-402(3)). Nothing was "
            "written. Look which of the two is right."
        )
    return enter(record, standing, PollsNotOpened(precinct, reason, at, entered_by))


def checked(standing: CountyStanding, precinct: PrecinctId, check: ReturnCheck) -> CheckedReturn:
    """A check of a precinct. Raises RefusedError where there is no such precinct."""
    for one in standing.checks:
        if (one.precinct.id, one.check) == (precinct, check):
            return one
    raise RefusedError(f"The election has no precinct {precinct!r}. Nothing was written. Choose one.")


def settle(
    record: "Record",
    standing: CountyStanding,
    one: CheckedReturn,
    how: HowSettled,
    words: str,
    said_by: str,
    entries: tuple[int, ...],
    at: str,
    entered_by: str,
) -> CountyStanding:
    """Enter what the board did about a check: of a correction, once the check holds; else while it fails."""
    precinct, check = one.precinct.id, one.check
    holds, corrected = one.standing is CheckStanding.HOLDS, how is HowSettled.CORRECTED
    if holds is not corrected:
        asked = "to hold once it is corrected" if corrected else "to fail, where it is explained or petitioned about"
        raise RefusedError(
            f"Check ({check.number}) of precinct {precinct} is {asked} (13-15-403); found that it "
            f"{'holds' if holds else f'fails: {one.found}'} Nothing was written."
        )
    if check is ReturnCheck.RETURN_FORM and not holds and precinct not in standing.canvass.received:
        raise RefusedError(
            f"The return of precinct {precinct} has not come in, and words do not take its place (13-15-402). Nothing "
            "was written. Enter it with receive; or postpone; or certify that the polls were not open."
        )
    if strange := [number for number in entries if not 0 < number <= standing.head.number]:
        raise RefusedError(
            f"The ledger has no entry {strange[0]:,}. Nothing was written. Name those that corrected it."
        )
    found = one.found or f"It holds now: {one.figures}."
    return enter(record, standing, CheckSettled(precinct, check, how, found, words, said_by, entries, at, entered_by))


def adopt(
    record: "Record", standing: CountyStanding, signed_by: tuple[str, ...], at: str, entered_by: str
) -> CountyStanding:
    """Enter that the board adopted the report as it stands. Raises RefusedError while anything is to be settled."""
    check_settled(standing)
    report = report_of(standing)
    if report.adopted is not None:
        raise RefusedError(
            f"The board adopted this report by entry {report.adopted[0]:,}, and no figure of it is another now "
            "(13-15-404). Nothing was written."
        )
    head, sha256 = standing.head, report_sha256(standing)
    entry = ReportAdopted(sha256, head.number, head.hash, standing.counts.with_held, signed_by, at, entered_by)
    return enter(record, standing, entry)


def declare_results(
    record: "Record",
    standing: CountyStanding,
    chosen: tuple[ToDeclare, ...],
    signed_by: tuple[str, ...],
    at: str,
    entered_by: str,
) -> CountyStanding:
    """Enter what the board declared by the report that it adopted. Raises RefusedError where that does not stand."""
    report_entry = check_report_stands(standing)
    entry = ResultsDeclared(report_entry, declared_contests(chosen), signed_by, at, entered_by)
    return enter(record, standing, entry)


def check_report_stands(standing: CountyStanding) -> int:
    """The entry of the adopted report whose figures are the record's now. Raises RefusedError."""
    report = report_of(standing)
    if report.adopted is not None:
        return report.adopted[0]
    reports = standing.canvass.reports
    found = "no report is adopted" if not reports else f"the report of entry {reports[-1][0]:,} is superseded"
    raise RefusedError(
        f"The board declares by the report of the canvass that it adopted (13-15-404, 13-15-405); found that {found}. "
        "Nothing was written. Adopt the report as it stands: canvass county report --adopt."
    )


def next_day(at: str) -> str:
    """The day after an hour's, to which a canvass is postponed (13-15-402)."""
    return str(day_in_montana(at) + timedelta(days=1))
