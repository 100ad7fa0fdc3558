"""`canvass outside take`: the figures of another system are the machine's count from here on."""

from pathlib import Path

import click

from canvass.commands.options import named
from canvass.console.text import plural, say, warn
from canvass.deciding.custody_typed import reason_typed, words_typed
from canvass.errors import ExitCode
from canvass.importing.checked_count import checked_count
from canvass.importing.taking_figures import take_figures
from canvass.record import open_record
from tabulate.ledger.fold import fold
from tabulate.printable import shown


def _reasons(_: click.Context, __: click.Parameter, typed: tuple[str, ...]) -> dict[str, str]:
    """By kind of finding. Raises UsageError, and InputError for a reason that says nothing."""
    reasons: dict[str, str] = {}
    for one in typed:
        kind, equals, reason = words_typed(one).partition("=")
        if not equals or kind.strip() in reasons:
            raise click.UsageError(
                f"--accept wants a kind of finding once, and why: KIND=TEXT, not {shown(one)[:80]!r}"
            )
        reasons[kind.strip()] = reason_typed(reason, "--accept")
    return reasons


@click.command("take")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--file", "files", multiple=True, metavar="NAME", help="The report that is the count; may be repeated.")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    callback=_reasons,
    metavar="KIND=TEXT",
    help="Why figures are taken although there are findings of this kind; may be repeated.",
)
@click.option("--by", "entered_by", callback=named, required=True, metavar="NAME", help="Who takes them.")
def outside_take(record: Path, files: tuple[str, ...], accepted: dict[str, str], entered_by: str) -> int:
    """Take the figures of RECORD's reports: they are the machine's count from here on, in the place of any before."""
    with open_record(record) as opened:
        state = fold(opened.outlines())
        checked = checked_count(opened, state, files)
        written = take_figures(opened, checked, state.board.office.outside, accepted, entered_by)
        head = opened.head()
    names = ", ".join(shown(one.kept.name) for one in checked.reports)
    if not written:
        say("Nothing changed: these figures are taken already.")
        return ExitCode.DONE
    precincts = 0 if checked.count is None else len(checked.count.precincts)
    say(f"Took the figures of {plural(precincts, 'precinct')} from {names}.")
    if checked.findings:
        warn(f"{plural(len(checked.findings), 'finding')} accepted; the ledger keeps each with its reason.")
    say(f"Ledger entry {head.number} {head.hash}")
    return ExitCode.DONE
