"""`canvass outside write-ins`: whom the judges read in the write-ins that another system counted (13-15-206(5))."""

from pathlib import Path

import click

from canvass.canvassing.write_ins_read import WriteInsTold, write_ins_told, write_ins_typed
from canvass.commands.county.county_options import names_typed, say_written
from canvass.commands.options import named, people
from canvass.console.text import plural, say, say_table
from canvass.deciding.custody_typed import words_typed
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.reporting.sealing import check_open
from tabulate.ledger.fold import fold


@click.command("write-ins")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--precinct", metavar="ID", help="Where; without it, what waits is listed.")
@click.option("--contest", metavar="ID", help="Of what.")
@click.option("--found", multiple=True, metavar="PERSON=VOTES", help="For somebody who declared; repeat.")
@click.option("--not-valid", type=click.IntRange(min=0), default=0, help="For nobody who declared: no votes.")
@click.option(
    "--judge", "judges", multiple=True, callback=people, metavar="NAME", help="Who read them; three at least."
)
@click.option("--by", "entered_by", callback=named, metavar="NAME", help="Who enters it.")
def outside_write_ins(
    record: Path,
    precinct: str | None,
    contest: str | None,
    found: tuple[str, ...],
    not_valid: int,
    judges: tuple[str, ...],
    entered_by: str | None,
) -> int:
    """List the write-ins of another system's count in RECORD that wait for names; or enter whom the judges read."""
    typed = (precinct, contest, entered_by)
    if any(typed) and not all(typed):
        raise click.UsageError("Say --precinct, --contest and --by together; or none of them, for the list.")
    with open_record(record) as opened:
        election, state = opened.election, fold(opened.outlines())
        check_open(election, state)
        counts = state.board.office.outside
        if precinct is None or contest is None or entered_by is None:
            return _say(tuple(write_ins_told(election, counts)))
        place, by = (precinct, contest), words_typed(entered_by)
        entry = write_ins_typed(
            election, counts, state.board.declared, place, found, not_valid, names_typed(judges), by
        )
        Deciding(opened).enter(entry)
        say_written(f"The write-ins of {election.contest(entry.contest).title} in {precinct} are named.", opened.head())
    return ExitCode.DONE


def _say(told: tuple[WriteInsTold, ...]) -> int:
    unread = sum(one.unread for one in told)
    rows = [(one.precinct, one.contest.title, one.counted, one.counted - one.unread, one.unread) for one in told]
    if rows:
        say_table(("precinct", "contest", "write-ins", "read", "unread"), rows, left=2)
    say(f"{plural(unread, 'write-in')} to be read by the judges (13-15-206(5)).")
    return ExitCode.WAITING if unread else ExitCode.DONE
