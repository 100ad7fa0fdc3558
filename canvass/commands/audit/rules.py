"""`canvass audit rules`: the dated rule set in force, and every parameter."""

import json
from datetime import datetime
from pathlib import Path

import click

from audit.audit_json import JSON
from audit.errors import Refused
from audit.opening import rules_of
from audit.rules import RULE_SETS, Parameter, RuleSet, RuleSetId, parameters, rules_for
from canvass.commands.audit.options import json_option
from canvass.console.text import say, say_table


@click.command()
@click.argument("record", type=click.Path(path_type=Path), required=False)
@click.option("--date", "election_date", type=click.DateTime(["%Y-%m-%d"]), help="An election date, without a record.")
@click.option("--rules", "name", type=click.Choice([one.value for one in RuleSetId]), help="A rule set by its name.")
@json_option
def rules(record: Path | None, election_date: datetime | None, name: str | None, as_json: bool) -> None:
    """Show the audit rules in force for the election of RECORD, or of a date, and where each comes from."""
    if (record is not None) + (election_date is not None) + (name is not None) != 1:
        raise click.UsageError("Name one: a record's directory, or --date, or --rules.")
    in_force = _chosen(record, election_date, name)
    if as_json:
        say(json.dumps(_json(in_force)))
    else:
        say_table(("parameter", "value", "section"), [_row(one) for one in parameters(in_force)], left=3, indent="")


def _chosen(record: Path | None, election_date: datetime | None, name: str | None) -> RuleSet:
    if name is not None:
        return RULE_SETS[RuleSetId(name)]
    if record is not None:
        return _rules_of_record(record)
    assert election_date is not None
    try:
        return rules_for(election_date.date())
    except Refused as refused:
        raise click.UsageError(str(refused)) from None


def _rules_of_record(directory: Path) -> RuleSet:
    from canvass.record import open_record

    with open_record(directory) as opened:
        return rules_of(opened.election)


def _row(one: Parameter) -> tuple[str, str, str]:
    return one.heading, one.value, one.section


def _json(in_force: RuleSet) -> dict[str, object]:
    return {
        "rules": in_force.id.value,
        "parameters": {one.name: {"value": one.value, "section": one.section} for one in parameters(in_force)},
        "figures": json.loads(JSON.write(in_force)),
    }
