"""`canvass declare-write-in`: a write-in candidate whom the definition does not have (13-10-211(2), (7))."""

from datetime import datetime
from pathlib import Path

import click

from canvass.commands.options import named, people
from canvass.console.text import say
from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from tabulate.board.polls import LateEvent, LateGround, WriteInDeclared
from tabulate.board.write_ins import person_id

_EVENTS = {"died": LateEvent.DIED, "charged": LateEvent.CHARGED}


@click.command("declare-write-in")
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("contest")
@click.argument("name", callback=people)
@click.option("--ground", required=True, type=click.Choice([one.value for one in LateGround]), help="The section.")
@click.option(
    "--form", "forms", callback=people, multiple=True, metavar="NAME", help="Another form of the name that was filed."
)
@click.option("--candidate", default="", metavar="ID", help="With (2): the candidate who died or was charged.")
@click.option("--event", type=click.Choice(list(_EVENTS)), help="With (2): what happened to that candidate.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="With (2): when that was.")
@click.option(
    "--filed", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="With (2): when the declaration was filed there."
)
@click.option("--by", "entered_by", callback=named, required=True, help="The election administrator's name.")
def declare_write_in(
    record: Path,
    contest: str,
    name: str,
    ground: str,
    forms: tuple[str, ...],
    candidate: str,
    event: str | None,
    on: datetime | None,
    filed: datetime | None,
    entered_by: str,
) -> None:
    """Enter NAME as a write-in candidate for CONTEST in RECORD, on a ground of law with its facts."""
    entry = WriteInDeclared(
        contest=contest,
        person=person_id(contest, name),
        name=name,
        forms=tuple(dict.fromkeys((name, *forms))),
        ground=ground,
        entered_by=entered_by,
        event=_EVENTS[event] if event else None,
        candidate=candidate,
        happened_on=on.date().isoformat() if on else "",
        filed_at=f"{filed:%Y-%m-%dT%H:%M}" if filed else "",
    )
    with open_record(record) as opened:
        Deciding(opened).enter(entry)
        head = opened.head()
    say(f"{name} is entered as a write-in candidate for {contest} ({ground}).")
    say(f"Ledger entry {head.number} {head.hash}")
