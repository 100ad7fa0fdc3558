"""The command line: `canvass COMMAND ...`. Commands are loaded when they are asked for, so that help is instant."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from canvass import VERSION
from canvass.console.lazy_commands import LazyCommands
from canvass.errors import CanvassError, ExitCode, environment_fault, table


def _new() -> click.Command:
    from canvass.commands.new import new

    return new


def _count() -> click.Command:
    from canvass.commands.count import count

    return count


def _status() -> click.Command:
    from canvass.commands.status import status

    return status


def _close_polls() -> click.Command:
    from canvass.commands.close_polls import close_polls

    return close_polls


def _results() -> click.Command:
    from canvass.commands.results import results

    return results


def _read() -> click.Command:
    from canvass.commands.read import read

    return read


def _printout() -> click.Command:
    from canvass.commands.printout import printout

    return printout


def _layout() -> click.Command:
    from canvass.commands.layout import layout

    return layout


def _verify() -> click.Command:
    from canvass.commands.verify import verify

    return verify


def _serve() -> click.Command:
    from canvass.commands.serve import serve

    return serve


def _user() -> click.Command:
    from canvass.commands.user import user

    return user


def _audit() -> click.Command:
    from canvass.commands.audit import audit

    return audit


def _demo() -> click.Command:
    from canvass.commands.demo import demo

    return demo


COMMANDS: dict[str, tuple[str, Callable[[], click.Command]]] = {
    "new": ("Open an election record.", _new),
    "count": ("Count a folder of scans into a record.", _count),
    "status": ("Show batches, sheets counted and set aside, and questions waiting.", _status),
    "close-polls": ("Close the polls, so that totals can be shown.", _close_polls),
    "results": ("Show the totals, once the polls are closed.", _results),
    "serve": ("Serve a record's pages: sign-in, status, results.", _serve),
    "user": ("Make and change the accounts that may sign in.", _user),
    "audit": ("Audit drawn precincts by hand (13-17-503).", _audit),
    "read": ("Read scans without a record.", _read),
    "layout": ("Learn the ballots of any printer from their blanks.", _layout),
    "verify": ("Check a record from entry 1, and its images too.", _verify),
    "printout": ("Print votes as a voter interface device does.", _printout),
    "demo": ("Print, mark, scan and count a small simulated county.", _demo),
}
"""In the order in which an election uses them, with the line each has in the help."""


def _print_exit_codes(ctx: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(table())
        ctx.exit()


@click.group(cls=LazyCommands, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="canvass", message="%(prog)s %(version)s")
@click.option(
    "--exit-codes", is_flag=True, is_eager=True, expose_value=False, callback=_print_exit_codes, help="Print them."
)
def canvass() -> None:
    """Count scanned paper ballots, leave every doubtful one to the counting board, keep a record anyone can check.

    The answer is on stdout, the story on stderr. Exit code 0: done; 1: done, and people are needed; 2 and up: stopped.
    """


def main() -> None:
    """Run the command line and exit with a code of the table."""
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
    from audit.errors import AuditError, PublicationAltered
    from imaging.pages import ScanChangedError, ScansNotFoundError
    from tabulate.errors import DefinitionError, TabulateError, WrongElection
    from tabulate.ledger.errors import NewerLedger
    from tabulate.totals.results import TotalsDoNotAddUp

    match error:
        case CanvassError():
            return _stop(str(error), error.exit_code)
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
    click.echo(f"canvass: {message}", err=True)
    return code
