"""`canvass audit risk`: how strong the evidence of the hand counts is, beside what the law asks for."""

import json
from pathlib import Path

import click

from canvass.auditing.strength.audit_risk import audit_strength
from canvass.auditing.strength.strength_json import strength_json
from canvass.auditing.strength.strength_tables import strength_document
from canvass.commands.audit.options import json_option
from canvass.commands.audit.working import audit_of, folded, open_audit_of, record_argument
from canvass.console.text import say
from canvass.reporting.forms import say_document
from canvass.reporting.sealing import check_open


@click.command()
@record_argument
@json_option
def risk(record: Path, as_json: bool) -> None:
    """Show how strong the evidence of RECORD's hand counts is: a second opinion, which no step of the audit asks for.

    By the figures that were public before the dice, contest by contest.
    """
    with audit_of(record) as log:
        state = open_audit_of(log)
        check_open(log.record.election, folded(log))
        found = audit_strength(log.record, state)
    if as_json:
        say(json.dumps(strength_json(state, found)))
    else:
        say_document(strength_document(state, found))
