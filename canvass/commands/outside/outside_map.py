"""`canvass outside map`: what the names in another system's reports mean."""

from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.commands.options import content_of, named
from canvass.console.text import plural, say, say_table, warn
from canvass.errors import ExitCode, InputError
from canvass.importing.answered_names import NamesRefused, answered
from canvass.importing.confirming_names import confirm_names
from canvass.importing.name_lines import LEFT_OUT, NameLine, name_lines
from canvass.importing.names_of_record import NamesOfRecord, names_of_record
from canvass.importing.names_table import called, meaning, names_table, read_names
from canvass.record import open_record
from tabulate.printable import shown


@click.command("map")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--export", "to", metavar="CSV", type=click.Path(path_type=Path), help="Write the names as a table.")
@click.option("--import", "back", metavar="CSV", type=click.Path(path_type=Path), help="Take the table, filled in.")
@click.option("--by", "entered_by", callback=named, default="", metavar="NAME", help="Who confirms what names mean.")
@click.option("--every", is_flag=True, help="Show every name, not only what waits.")
def outside_map(record: Path, to: Path | None, back: Path | None, entered_by: str, every: bool) -> int:
    """Show what the names in RECORD's reports mean; with --by, confirm it. What is not certain waits for a person."""
    if to is not None and (back is not None or entered_by):
        raise click.UsageError("--export writes the table alone. Fill it in, then: --import CSV --by NAME")
    if back is not None and not entered_by:
        raise click.UsageError("Say who filled the table in: --by NAME")
    with open_record(record) as opened:
        names = names_of_record(opened)
        if not names.files:
            raise InputError(f"{record} keeps no report of another system. Keep one first: canvass outside add")
        if to is not None:
            write_file(to, names_table(names))
            say("Fill in the column `means`, then: canvass outside map RECORD --import CSV --by NAME")
        if back is not None:
            try:
                names = answered(names, read_names(content_of(back, "the table that --export wrote"), names))
            except NamesRefused as refused:
                problems = "\n".join(shown(one) for one in refused.problems)
                raise InputError(f"{back}: nothing was taken.\n{problems}") from None
        written = bool(entered_by) and confirm_names(opened, names, entered_by)
        head = opened.head()
    _say(names, every)
    if written:
        say(f"{entered_by} confirmed what the names mean.")
        say(f"Ledger entry {head.number} {head.hash}")
    elif entered_by:
        say("Nothing changed: the record says this already.")
    elif not names.is_recorded and not names.matching.waiting:
        say("The record does not say so yet. Confirm it: canvass outside map RECORD --by NAME")
    return ExitCode.WAITING if names.matching.waiting else ExitCode.DONE


def _say(names: NamesOfRecord, every: bool) -> None:
    lines = name_lines(names)
    waiting = [line for line in lines if not line.means]
    out = sum(line.means == LEFT_OUT for line in lines)
    say(f"{plural(len(lines), 'name')}, {out:,} of them none of this election, {len(waiting):,} not known yet.")
    if every:
        rows = [(shown(called(one)), one.means or "?", shown(_by(one, names))) for one in lines]
        say_table(("name", "means", ""), rows, left=3)
    for line in waiting:
        warn(shown(f"{called(line)}{'' if line.contest is None else f', of {line.contest}'}: not known."))
        for one in line.proposals:
            warn(shown(f"    perhaps {one.id} = {one.name} ({one.ratio_percent} % alike)"))


def _by(line: NameLine, names: NamesOfRecord) -> str:
    found = "" if line.found is None else line.found.value
    return ", by ".join(part for part in (meaning(line, names.election), found) if part)
