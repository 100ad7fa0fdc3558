"""`canvass audit committee`: appoint the audit committee (13-17-504)."""

from pathlib import Path

import click

from audit.committee import Member, MemberId
from audit.errors import Refused
from audit.events.before import CommitteeAppointed
from canvass.auditing.judges import who_judged
from canvass.auditing.opening import with_opening
from canvass.commands.audit.working import audit_of, day, on_option, read_csv, record_argument
from canvass.commands.options import named, people
from canvass.console.text import plural, say
from tabulate.csv_rows import CsvRow, CsvTable
from tabulate.printable import says_something

_ASKED = ("employee", "resident", "judge", "vendor", "maintained")


@click.command()
@record_argument
@click.argument("members", type=click.Path(path_type=Path))
@click.option("--secretary", callback=people, required=True, help="The election administrator.")
@click.option("--by", "appointed_by", callback=named, default="the county governing body", show_default=True)
@on_option
def committee(record: Path, members: Path, secretary: str, appointed_by: str, on: str | None) -> None:
    """Appoint the people listed in the CSV file MEMBERS.

    Its first line names the columns: id, name, employee, resident, judge, vendor, maintained. The last five are yes or
    no: county employee, county resident; election judge in this election, employee of the machines' vendor, maintained
    the machines. The id is the account's name where the member signs in.
    """
    found = members_of(read_csv(members, _check_columns))
    with audit_of(record) as log:
        found = tuple(who_judged(log.record, member) for member in found)
        with_opening(log, CommitteeAppointed(found, secretary, appointed_by, day(on, log.record.election)))
    say(f"{plural(len(found), 'member')} appointed. Record their oaths before any work (13-17-504(3)).")


def members_of(table: CsvTable) -> tuple[Member, ...]:
    """The members of a CSV file. Raises Refused, naming the line."""
    _check_columns(table)
    return tuple(map(_member, table.rows))


def _check_columns(table: CsvTable) -> None:
    if missing := {"id", "name", *_ASKED} - set(table.columns):
        found = f"The list of members has no column {', '.join(sorted(missing))}."
        raise Refused("13-17-504(2)", found, f"Its columns: id, name, {', '.join(_ASKED)}.")


def _member(row: CsvRow) -> Member:
    if not (says_something(row["name"]) and says_something(row["id"])):
        raise Refused("13-17-504(2)", f"Line {row.line} has no name or no id that can be printed.", "Write both.")
    return Member(MemberId(row["id"]), row["name"], *(_yes(row, name) for name in _ASKED))


def _yes(row: CsvRow, column: str) -> bool:
    word = row[column].lower()
    if word not in ("yes", "no"):
        raise Refused("13-17-504(2)", f'Line {row.line} says "{word[:80]}" for {column}.', "Write yes or no.")
    return word == "yes"
