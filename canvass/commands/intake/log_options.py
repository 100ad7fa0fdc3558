"""What the commands of the office's logs have in common."""

from collections.abc import Callable
from pathlib import Path

import click

from canvass import clock
from canvass.commands.county.county_options import AT, BY, FORMAT, OUT, RECORD, form_of, say_written, write_out
from canvass.commands.options import enter, people, reasoned
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import ExitCode
from canvass.receiving.log_papers import paper_bytes
from canvass.record import open_record
from canvass.reporting.tables import Document
from tabulate.board.intake.intake_state import LogLineStruck
from tabulate.board.state import BoardEntry
from tabulate.board.subjects import IntakeLog
from tabulate.election import Election
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState

__all__ = ["AT", "BY", "RECORD"]

OFFICIALS = click.option(
    "--official", "officials", callback=people, multiple=True, required=True, help="Who was there; repeat for each."
)
NUMBER = click.argument("number", callback=lambda _, __, typed: words_typed(typed))
REASON = click.option("--reason", callback=reasoned, required=True, help="Why it is struck.")
_LINE = click.argument("line", callback=lambda _, __, typed: words_typed(typed))


def hour(at: str | None) -> str:
    """As it was typed, or now."""
    return moment_typed(at, clock.now())


def written(record: Path, entry: BoardEntry, sentence: str) -> None:
    """Enter it, and say so."""
    say_written(sentence, enter(record, entry))


def paper_command(
    name: str,
    says: str,
    make: Callable[[RecordState, Election], Document],
    waits: Callable[[RecordState, Election], bool] = lambda _, __: False,
) -> click.Command:
    """The command that writes one paper of the record as it stands; exit code 1 while something waits."""

    @click.command(name, help=says)
    @RECORD
    @FORMAT
    @OUT
    def shown(record: Path, wanted: str | None, out: Path | None) -> ExitCode:
        form = form_of(wanted, out)
        with open_record(record) as opened:
            state, election = fold(opened.outlines()), opened.election
        document = make(state, election)
        write_out(document, form, lambda: paper_bytes(document, form), out)
        return ExitCode.WAITING if waits(state, election) else ExitCode.DONE

    return shown


def strike_of(log: IntakeLog) -> click.Command:
    """The command that strikes a line of one log."""

    @click.command("strike")
    @RECORD
    @_LINE
    @REASON
    @AT
    @BY
    def strike(record: Path, line: str, reason: str, at: str | None, entered_by: str) -> None:
        written(record, LogLineStruck(log, line, words_typed(reason), hour(at), entered_by), f"{line} is struck.")

    strike.help = f"Strike LINE of the {log} log: it was entered in error. It stays in the ledger."
    return strike
