"""`canvass audit oath`: record that a member took the oath (13-17-504(3))."""

from pathlib import Path

import click

from audit.committee import MemberId
from audit.events.before import OathTaken
from canvass.auditing.oaths import check_oath_day
from canvass.commands.audit.working import audit_of, day, on_option, record_argument
from canvass.commands.options import people
from canvass.console.text import say


@click.command()
@record_argument
@click.argument("member")
@click.option("--before", "sworn_before", callback=people, required=True, help="Who heard the oath.")
@on_option
def oath(record: Path, member: str, sworn_before: str, on: str | None) -> None:
    """Record that MEMBER, by the id in the list, took and subscribed the official oath."""
    with audit_of(record) as log:
        event = OathTaken(MemberId(member), sworn_before, day(on, log.record.election))
        check_oath_day(log.state, log.events, event.member, event.on)
        state = log.take(event)
    waiting = [one.name for one in state.committee.members if not state.committee.sworn(one.id)]
    say(f"The oath is recorded. {'All are sworn.' if not waiting else 'Not yet sworn: ' + ', '.join(waiting) + '.'}")
