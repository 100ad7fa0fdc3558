"""`canvass audit exempt`: close contests by every reading, the notice's form, and its filing (13-17-503(5))."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from audit.calendar import late_notice
from audit.events.before import ExemptionNoticed
from audit.exemption import CloseContest, NoticeForm, Within, notice_form
from canvass.auditing.close_contests import COUNTED_BY_HAND, close_in_county, ground_of
from canvass.auditing.opening import opened_if_needed
from canvass.auditing.papers.pdf_notice import notice_pdf
from canvass.commands.audit.options import json_option
from canvass.commands.audit.working import audit_of, day, folded, on_option, record_argument, write_file
from canvass.commands.options import people
from canvass.console.text import plural, say, say_table, warn
from canvass.errors import InputError
from canvass.record.audit_log import AuditLog
from canvass.record.hashing import hash_of_file
from canvass.reporting.results import shown_results
from canvass.reporting.sealing import check_open
from tabulate.board.office.open_readings import DECIDE_EXEMPTION
from tabulate.election import ContestId
from tabulate.ledger.state import RecordState
from tabulate.whole_numbers import whole_number


@click.command()
@record_argument
@click.option("--form", type=click.Path(path_type=Path), help="Write the notice as PDF, to be signed.")
@click.option("--notice", type=click.Path(path_type=Path), help="The signed notice: file it. This exempts the county.")
@click.option("--contest", metavar="ID", help="With --notice: the close contest.")
@click.option(
    "--reading",
    type=click.Choice([one.value for one in Within]),
    default=Within.FREE.value,
    show_default=True,
    help="With --contest: the margin that the notice names.",
)
@click.option("--whole", default="", metavar="VOTES", help="The notice names the race as a whole: its votes, 600,580.")
@click.option("--filed-by", callback=people, default="", help="With --notice: the election administrator.")
@on_option
@json_option
def exempt(
    record: Path,
    form: Path | None,
    notice: Path | None,
    contest: str | None,
    reading: str,
    whole: str,
    filed_by: str,
    on: str | None,
    as_json: bool,
) -> None:
    """Show the contests of RECORD with a tie or a close margin, by both readings of the law. Nothing is exempted by it.

    A county is exempt only where the administrator files the notice: --notice with the signed paper.
    """
    with audit_of(record) as log:
        counted = folded(log)
        check_open(log.record.election, counted)
        if notice is not None:
            sha256 = _stored(notice)
            ground = _ground(log, counted, contest, Within(reading), _votes(whole))
            _file(log, ground, contest, filed_by, day(on, log.record.election), sha256)
            return
        state = opened_if_needed(log)
        close = close_in_county(
            state, shown_results(log.record.election, counted).totals, counted.board.office.readings
        )
        filled = notice_form(state, close)
    if form is not None:
        write_file(form, notice_pdf(filled))
    if as_json:
        say(json.dumps(_json(filled)))
    elif form is None:
        _say(filled)
        for words in counted.board.office.readings.sentences(*DECIDE_EXEMPTION):
            say(f"Read by the state: {words}")


def _stored(notice: Path) -> str:
    sha256 = hash_of_file(notice)
    if not sha256:
        raise InputError(f"{notice} is not there or empty. Name the file of the signed notice. Nothing was recorded.")
    return sha256


def _votes(whole: str) -> tuple[int, ...]:
    votes = [whole_number(word.strip(), 99_999_999) for word in whole.split(",") if whole]
    if None in votes:
        raise InputError(f'--whole reads "{whole}". Write the votes of each candidate, as in 600,580.')
    return tuple(vote for vote in votes if vote is not None)


def _ground(log: AuditLog, counted: RecordState, contest: str | None, reading: Within, whole: tuple[int, ...]) -> str:
    if contest is None:
        return COUNTED_BY_HAND
    totals = shown_results(log.record.election, counted).totals
    return ground_of(opened_if_needed(log), totals, ContestId(contest), reading, whole, counted.board.office.readings)


def _file(log: AuditLog, ground: str, contest: str | None, filed_by: str, on: date, sha256: str) -> None:
    opened_if_needed(log)
    state = log.take(ExemptionNoticed(ground, ContestId(contest) if contest else None, filed_by, on, sha256))
    say(f"The notice of {on} is filed (13-17-503(5)): the county is exempt. Its SHA-256 is {sha256}.")
    for late in late_notice(state.calendar, on):
        warn(late)


def _say(filled: NoticeForm) -> None:
    say(f"{filled.county}, {filled.election_title} of {filled.election_date}")
    if not filled.contests:
        say("No contest is close by either reading. The county is audited.")
        return
    say(f"{plural(len(filled.contests), 'contest')} tied or close. The county is audited unless a notice is filed.")
    head = ("contest", "of", "tie", "13-16-201", "13-16-211", "margin", "votes")
    say_table(head, [_row(one) for one in filled.contests], left=5)
    say(
        "13-16-201: a quarter of one percent, or ten votes in one county; 13-16-211: up to half a percent, with a bond."
    )
    say(f"A notice is due by {filled.due or 'no date set'} (ARM 44.3.1719(2)); write its form with --form.")


def _row(one: CloseContest) -> tuple[object, ...]:
    words = ("yes" if shown else "no" for shown in (one.tie, one.within_201, one.within_211))
    return (one.title, one.totals.value, *words, one.margin, one.votes)


def _json(filled: NoticeForm) -> dict[str, Any]:
    return {
        "county": filled.county,
        "exempt": False,
        "notice_due": None if filled.due is None else filled.due.isoformat(),
        "close_contests": [
            {
                "contest": one.contest,
                "title": one.title,
                "totals": one.totals.value,
                "margin": one.margin,
                "votes": one.votes,
                "tie": one.tie,
                "within": {"13-16-201": one.within_201, "13-16-211": one.within_211},
            }
            for one in filled.contests
        ],
    }
