"""`canvass audit committee`: appoint the audit committee (13-17-504)."""

import csv
import io
from pathlib import Path

import click

from audit.committee import Member, MemberId
from audit.errors import Refused
from audit.events.before import CommitteeAppointed
from canvass.auditing.judges import who_judged
from canvass.auditing.opening import with_opening
from canvass.commands.audit.working import audit_of, day, on_option, read_csv, record_argument
from canvass.console.text import plural, say

_ASKED = ("employee", "resident", "judge", "vendor", "maintained")


@click.command()
@record_argument
@click.argument("members", type=click.Path(path_type=Path))
@click.option("--secretary", required=True, help="The election administrator.")
@click.option("--by", "appointed_by", default="the county governing body", show_default=True)
@on_option
def committee(record: Path, members: Path, secretary: str, appointed_by: str, on: str | None) -> None:
    """Appoint the people listed in the CSV file MEMBERS.

    Its first line names the columns: id, name, employee, resident, judge, vendor, maintained. The last five are yes or
    no: county employee, county resident; election judge in this election, employee of the machines' vendor, maintained
    the machines. The id is the account's name where the member signs in.
    """
    found = members_of(read_csv(members))
    with audit_of(record) as log:
        found = tuple(who_judged(log.record, member) for member in found)
        with_opening(log, CommitteeAppointed(found, secretary, appointed_by, day(on, log.record.election)))
    say(f"{plural(len(found), 'member')} appointed. Record their oaths before any work (13-17-504(3)).")


def members_of(text: str) -> tuple[Member, ...]:
    """The members of a CSV file. Raises Refused, naming the line."""
    reader = csv.DictReader(io.StringIO(text), skipinitialspace=True)
    if missing := {"id", "name", *_ASKED} - set(reader.fieldnames or ()):
        found = f"The list of members has no column {', '.join(sorted(missing))}."
        raise Refused("13-17-504(2)", found, f"Its columns: id, name, {', '.join(_ASKED)}.")
    return tuple(_member(line, row) for line, row in enumerate(reader, 2))


def _member(line: int, row: dict[str, str]) -> Member:
    answers = [_yes(line, name, row[name]) for name in _ASKED]
    return Member(MemberId((row["id"] or "").strip()), (row["name"] or "").strip(), *answers)


def _yes(line: int, column: str, cell: str | None) -> bool:
    word = (cell or "").strip().lower()
    if word not in ("yes", "no"):
        raise Refused("13-17-504(2)", f'Line {line} says "{word}" for {column}.', "Write yes or no.")
    return word == "yes"
