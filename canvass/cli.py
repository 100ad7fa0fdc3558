"""The command line: `canvass COMMAND ...`. Commands are loaded when they are asked for, so that help is instant."""

import os
import sys
from pathlib import Path

import click

from canvass import VERSION
from canvass.console.config_file import FILE, put_into_force
from canvass.console.lazy_commands import LazyCommands
from canvass.console.streams import escape_what_cannot_be_shown, shown_lines
from canvass.errors import CanvassError, ExitCode, environment_fault, table
from canvass.settings import DATABASE_VARIABLE

COMMANDS = {
    "calendar": ("Show every day of the law for an election.", "canvass.commands.canvassing.calendar:calendar"),
    "define": ("Define an election from its certified lists.", "canvass.commands.define:define"),
    "new": ("Open an election record.", "canvass.commands.new:new"),
    "machines": ("Keep the county's register of vote-counting machines.", "canvass.commands.machines:machines"),
    "edition": ("Take ballots corrected after printing into a record.", "canvass.commands.edition:edition"),
    "deceased": ("Enter candidates who died after the printing (13-15-106).", "canvass.commands.deceased:deceased"),
    "people": ("Keep the county's register of judges and observers.", "canvass.commands.people:people"),
    "policies": ("Write the county's policies of the count.", "canvass.commands.policies:policies"),
    "count": ("Count a folder of scans into a record.", "canvass.commands.count:count"),
    "status": ("Show batches, sheets counted and set aside, and questions waiting.", "canvass.commands.status:status"),
    "sheets": ("List sheets with their files and states.", "canvass.commands.batches.sheets:sheets"),
    "batches": ("Withdraw a batch, or correct its number of sheets.", "canvass.commands.batches:batches"),
    "readings": ("Show or set how open questions of law are read.", "canvass.commands.readings:readings"),
    "declare-write-in": (
        "Enter a write-in candidate who declared late (13-10-211).",
        "canvass.commands.declare_write_in:declare_write_in",
    ),
    "electors-voting": (
        "Enter or show the electors voting of each precinct part.",
        "canvass.commands.electors_voting:electors_voting",
    ),
    "primary": ("Reconcile party ballots; say who holds a primary.", "canvass.commands.primary:primary"),
    "absentee": ("Absentee ballots in numbers, never by name.", "canvass.commands.intake:absentee"),
    "provisional": ("The log of provisional ballots, and their letters.", "canvass.commands.intake:provisional"),
    "electronic": ("Electronic and covered voters' ballots.", "canvass.commands.intake:electronic"),
    "mail": ("An election by mail, and its deposit boxes.", "canvass.commands.intake:mail"),
    "release": ("Release totals to the public.", "canvass.commands.release:release"),
    "close-polls": ("Close the polls, so that totals can be shown.", "canvass.commands.close_polls:close_polls"),
    "results": ("Show the totals, once the polls are closed.", "canvass.commands.totals.results:results"),
    "export": ("Write files for other programs.", "canvass.commands.exports:export"),
    "publish": ("Write what leaves for the public.", "canvass.commands.publishing.group:publish"),
    "returns": ("Write a precinct's return form.", "canvass.commands.canvassing.returns:returns"),
    "seals": ("Keep who sealed and opened each container.", "canvass.commands.seals:seals"),
    "county": ("Canvass the county's returns, report, declare.", "canvass.commands.county:county"),
    "state": ("Canvass what the counties sent to the state.", "canvass.commands.state:state"),
    "cancelled": ("Elections not held: acclamation.", "canvass.commands.cancelled:cancelled"),
    "bond": ("School bonds: qualified electors, and the result.", "canvass.commands.bond:bond"),
    "recounts": ("Say which recounts the margins allow.", "canvass.commands.canvassing.recounts:recounts"),
    "recount": ("Recount a contest by hand (13-16-201).", "canvass.commands.recount:recount"),
    "ties": ("Say whose a tie is to break.", "canvass.commands.ties:ties"),
    "court": ("Contests of an election in court.", "canvass.commands.court:court"),
    "retention": ("Say how long ballots and records are kept.", "canvass.commands.retention:retention"),
    "requests": ("Requests for public records, and bills.", "canvass.commands.intake:requests"),
    "sign": ("Sign a paper with your own key.", "canvass.commands.signing.signing_papers:sign"),
    "signatures": ("Say who signed what, and whether it holds.", "canvass.commands.signing.signing_papers:signatures"),
    "serve": ("Serve a record's pages: sign-in, status, results.", "canvass.commands.serve:serve"),
    "user": ("Make and change the accounts that may sign in.", "canvass.commands.user:user"),
    "audit": ("Audit drawn precincts by hand (13-17-503).", "canvass.commands.audit:audit"),
    "read": ("Read scans without a record.", "canvass.commands.read:read"),
    "layout": ("Learn the ballots of any printer from their blanks.", "canvass.commands.layout:layout"),
    "outside": ("Read files of other voting systems.", "canvass.commands.outside:outside"),
    "doctor": ("Say which colours of ink a scanner drops.", "canvass.commands.doctor:doctor"),
    "verify": ("Check a record from entry 1, and its images too.", "canvass.commands.verify:verify"),
    "keys": ("Make a key that signs heads of the ledger.", "canvass.commands.heads:keys"),
    "head": ("Sign the ledger's head, and prove what is in it.", "canvass.commands.heads:head"),
    "witness": ("Sign another's head that continues the last one.", "canvass.commands.heads.witnessing:witness"),
    "printout": ("Print votes as a voter interface device does.", "canvass.commands.printout:printout"),
    "completion": ("Have a shell complete what is typed.", "canvass.commands.helping.completion:completion"),
    "manual": ("Print the manual page.", "canvass.commands.helping.manual:manual"),
    "demo": ("Print, mark, scan and count a small simulated county.", "canvass.commands.demo:demo"),
}
"""In the order in which an election uses them: the line each has in the help, and the place it is loaded from."""


def _print_exit_codes(ctx: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(table())
        ctx.exit()


@click.group(cls=LazyCommands, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="canvass", message="%(prog)s %(version)s")
@click.option(
    "--exit-codes", is_flag=True, is_eager=True, expose_value=False, callback=_print_exit_codes, help="Print them."
)
@click.option(
    "--config",
    envvar="CANVASS_CONFIG",
    type=click.Path(path_type=Path),
    help=f"Options that are the same every day [default: {FILE} in the current folder].",
)
@click.pass_context
def canvass(context: click.Context, config: Path | None) -> None:
    """Count scanned paper ballots, leave every doubtful one to the counting board, keep a record anyone can check.

    The answer is on stdout, the story on stderr. Exit code 0: done; 1: done, and people are needed; 2 and up: stopped.
    """
    if database := put_into_force(context, config):
        os.environ.setdefault(DATABASE_VARIABLE, database)


def main() -> None:
    """Run the command line and exit with a code of the table."""
    escape_what_cannot_be_shown(sys.stdout, sys.stderr)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; its exit code. Messages for people go to stderr."""
    try:
        code = canvass.main(arguments, prog_name="canvass", standalone_mode=False)
        return int(code or ExitCode.DONE)
    except click.exceptions.Exit as stopped:
        return int(stopped.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _stop("Stopped on request.", ExitCode.INTERRUPTED)
    except click.ClickException as wrong:
        wrong.show()
        return ExitCode.USAGE
    except BrokenPipeError:
        # Whoever read the answer has enough of it; nothing may be written any more, not even on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        return _stop_for(error)


def _stop_for(error: Exception) -> int:
    if isinstance(error, CanvassError):
        return _stop(str(error), error.exit_code)
    from audit.errors import AuditError, PublicationAltered
    from imaging.pages import ScanChangedError, ScansNotFoundError
    from tabulate.errors import DefinitionError, TabulateError, WrongElection
    from tabulate.ledger.errors import NewerLedger
    from tabulate.totals.results import TotalsDoNotAddUp

    match error:
        case ScansNotFoundError() | ScanChangedError() | DefinitionError() | WrongElection():
            return _stop(str(error), ExitCode.WRONG_INPUT)
        case PublicationAltered():
            return _stop(str(error), ExitCode.RECORD_BROKEN)
        case NewerLedger() | AuditError():
            return _stop(str(error), ExitCode.WRONG_INPUT)
        case TabulateError() | TotalsDoNotAddUp():
            return _stop(str(error), ExitCode.RECORD_BROKEN)
        case OSError():
            return _stop(str(environment_fault(error, Path.cwd())), ExitCode.ENVIRONMENT)
        case _:
            return _fault(error)


def _fault(error: Exception) -> int:
    if os.environ.get("CANVASS_DEBUG"):
        raise error
    return _stop(
        f"A fault in Canvass itself ({type(error).__name__}: {error}). Nothing committed is lost. "
        "Please report it, with what CANVASS_DEBUG=1 and the same command print; then run the same command again.",
        ExitCode.FAULT,
    )


def _stop(message: str, code: ExitCode) -> int:
    click.echo(shown_lines(f"canvass: {message}"), err=True)
    return code
