"""`canvass release`: what anyone may see of the totals from now on."""

from pathlib import Path

import click

from canvass.commands.options import named
from canvass.console.text import plural, say
from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from canvass.reporting.released import released_results
from canvass.reporting.releasing import releasing
from tabulate.ledger.fold import fold


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--complete", is_flag=True, help="The count is complete: the totals of every precinct.")
@click.option("--by", "released_by", callback=named, required=True, help="The election administrator's name.")
def release(record: Path, complete: bool, released_by: str) -> None:
    """Release the totals of RECORD to the public, as far as they show nobody's choices (13-1-102)."""
    with open_record(record) as opened:
        entry = releasing(opened.election, fold(opened.outlines()), complete, released_by)
        Deciding(opened).enter(entry)
        shown = released_results(opened.election, fold(opened.outlines()))
        head = opened.head()
    assert shown is not None
    unit = "ballot" if shown.totals.cast is None else "sheet"
    rows = plural(len(shown.totals.precincts), "row")
    say(f"Released by {released_by}: {rows} of totals by precinct, as on the public page.")
    if shown.unshown:
        say(f"{plural(shown.unshown, unit)} counted, not yet shown: they could show how somebody voted.")
    if shown.no_longer_counted:
        say(f"{plural(shown.no_longer_counted, unit)} shown, no longer counted: the difference could show it, too.")
    say(f"Ledger entry {head.number} {head.hash}")
