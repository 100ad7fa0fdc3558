"""`canvass policies draft`, `adopt`, `show` (13-15-206(8))."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from canvass import clock
from canvass.commands.county.county_options import AT, BY, FORMAT, OUT, RECORD, form_of, say_written, write_out
from canvass.commands.options import people, reasoned
from canvass.deciding.custody_typed import moment_typed
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, InputError, RefusedError
from canvass.governing.policies_written import PoliciesWritten, policies_bytes, policies_document
from canvass.reading.outcomes import read_definition
from canvass.record import open_record
from canvass.recounting.recount_typed import day_typed
from canvass.scheduling.with_audit import ElectionCalendar, calendar_by_date, occasion_in
from tabulate.board.office.local_policies import LocalPoliciesAdopted, PolicyWords
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.office.readings import ReadingsInForce
from tabulate.calendar.duties import LastDay
from tabulate.calendar.election_days import ElectionKind
from tabulate.calendar.of_election import NOTHING_KNOWN
from tabulate.election import Election
from tabulate.ledger.fold import fold

_WORDS = (
    click.option("--place", callback=reasoned, required=True, help="Where ballots are counted and decided upon."),
    click.option("--hours", callback=reasoned, required=True, help="When."),
    click.option("--notice", callback=reasoned, required=True, help="Where and when the public is told."),
    click.option(
        "--security",
        callback=reasoned,
        default="Nobody works with ballots alone, and none are left unsealed for the night.",
        help="In the county's own words; so have the next three.",
    ),
    click.option(
        "--observation",
        callback=reasoned,
        default="Observers stand where they see each step. They touch nothing and speak to no judge at work.",
        help="Where observers stand, and what is asked of them.",
    ),
    click.option(
        "--objections",
        callback=reasoned,
        default="The election administrator enters an objection at once, in the words of who objects.",
        help="With whom objections are entered.",
    ),
    click.option(
        "--public-record",
        callback=reasoned,
        default="The election administrator shows the record of objections during office hours.",
        help="Where the public record is seen.",
    ),
)


def _words(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_WORDS):
        command = option(command)
    return command


@click.command()
@click.argument("given", metavar="RECORD|DEFINITION", type=click.Path(path_type=Path))
@_words
@FORMAT
@OUT
def draft(given: Path, wanted: str | None, out: Path | None, **words: str) -> None:
    """Write policies of the count for an election, to be adopted. Nothing is entered."""
    form, said = form_of(wanted, out), PolicyWords(**words)
    if given.is_dir():
        with open_record(given) as record:
            election, readings, head = record.election, fold(record.outlines()).board.office.readings, record.head()
    else:
        (_, election), readings, head = read_definition(given), ReadingsInForce(), None
    _write(PoliciesWritten(election, said, None, readings, _calendar(election, readings), head), form, out)


@click.command("adopt")
@RECORD
@_words
@click.option("--adopted-by", callback=people, required=True, help="Who adopted them.")
@click.option("--adopted-on", required=True, metavar="DATE", help="When.")
@AT
@BY
def adopt_policies(
    record: Path, adopted_by: str, adopted_on: str, at: str | None, entered_by: str, **words: str
) -> None:
    """Enter the policies that were adopted for the election of RECORD; they take the place of those before."""
    when, day = moment_typed(at, clock.now()), day_typed(adopted_on)
    entry = LocalPoliciesAdopted(PolicyWords(**words), adopted_by, day, when, entered_by)
    with open_record(record) as opened:
        Deciding(opened).enter(entry)
        head = opened.head()
    say_written(f"The policies are adopted by {adopted_by} on {day} (13-15-206(8)).", head)


@click.command("show")
@RECORD
@FORMAT
@OUT
def show(record: Path, wanted: str | None, out: Path | None) -> ExitCode:
    """Write the policies that were adopted last, with the readings of the law as they are now."""
    form = form_of(wanted, out)
    with open_record(record) as opened:
        office, election, head = fold(opened.outlines()).board.office, opened.election, opened.head()
    if office.policies is None:
        raise RefusedError(
            "No policies are adopted in the record (13-15-206(8)). Nothing was written. Enter them: canvass policies "
            "adopt."
        )
    readings, adopted = office.readings, office.policies
    found = PoliciesWritten(election, adopted[1].policies, adopted, readings, _calendar(election, readings), head)
    _write(found, form, out)
    return ExitCode.DONE


def _calendar(election: Election, readings: ReadingsInForce) -> ElectionCalendar:
    last_day = LastDay(readings.choice(OpenReading.LAST_DAY))
    try:
        occasion = occasion_in(election)
    except InputError:
        # The day is of no regular election.
        occasion = occasion_in(election, ElectionKind.SPECIAL)
    return calendar_by_date(occasion, NOTHING_KNOWN, last_day)


def _write(found: PoliciesWritten, form: str, out: Path | None) -> None:
    write_out(policies_document(found), None if form == "words" else policies_bytes(found, form), out)
