"""`canvass audit rules`: the dated rule set in force, and every parameter."""

import json
from datetime import datetime
from pathlib import Path

import click

from audit.audit_json import JSON
from audit.contests import contests_of, precincts_of
from audit.errors import Refused
from audit.opening import rules_of
from audit.rules import RULE_SETS, Parameter, RuleSet, RuleSetId, parameters, rules_for
from canvass.commands.audit.contest_table import contests_json, say_contests
from canvass.commands.audit.options import json_option
from canvass.console.text import say, say_table
from tabulate.election import Election


@click.command()
@click.argument("record", type=click.Path(path_type=Path), required=False)
@click.option("--date", "election_date", type=click.DateTime(["%Y-%m-%d"]), help="An election date, without a record.")
@click.option("--rules", "name", type=click.Choice([one.value for one in RuleSetId]), help="A rule set by its name.")
@json_option
def rules(record: Path | None, election_date: datetime | None, name: str | None, as_json: bool) -> None:
    """Show the audit rules in force for the election of RECORD, or of a date, and where each comes from."""
    if (record is not None) + (election_date is not None) + (name is not None) != 1:
        raise click.UsageError("Name one: a record's directory, or --date, or --rules.")
    election = None if record is None else _election_of(record)
    in_force = _chosen(election, election_date, name)
    contests = () if election is None else contests_of(election)
    precincts = () if election is None else precincts_of(election)
    if as_json:
        drawn = {} if election is None else {"contests": contests_json(contests, precincts, in_force)}
        say(json.dumps(_json(in_force) | drawn))
        return
    say_table(("parameter", "value", "section"), [_row(one) for one in parameters(in_force)], left=3, indent="")
    if election is not None:
        say()
        say_contests(contests, precincts, in_force)


def _chosen(election: Election | None, election_date: datetime | None, name: str | None) -> RuleSet:
    if name is not None:
        return RULE_SETS[RuleSetId(name)]
    if election is not None:
        return rules_of(election)
    assert election_date is not None
    try:
        return rules_for(election_date.date())
    except Refused as refused:
        raise click.UsageError(str(refused)) from None


def _election_of(directory: Path) -> Election:
    from canvass.record import open_record

    with open_record(directory) as opened:
        return opened.election


def _row(one: Parameter) -> tuple[str, str, str]:
    return one.heading, one.value, one.section


def _json(in_force: RuleSet) -> dict[str, object]:
    return {
        "rules": in_force.id.value,
        "parameters": {one.name: {"value": one.value, "section": one.section} for one in parameters(in_force)},
        "figures": json.loads(JSON.write(in_force)),
    }
