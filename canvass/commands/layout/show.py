"""`canvass layout show`: draw proofs of a layout."""

from pathlib import Path

import click

from canvass.console.text import plural, say
from canvass.learning.layout_files import load_for_people
from canvass.learning.proofs import write_proofs


@click.command()
@click.argument("layout", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the proofs.")
@click.option("--definition", type=click.Path(path_type=Path), help="Whose names to use, where the layout has none.")
def show(layout: Path, out: Path, definition: Path | None) -> None:
    """Draw each page of LAYOUT with every target outlined and numbered, and a list of what each stands for."""
    ballot_layout = load_for_people(layout, definition)
    for file in write_proofs(ballot_layout, out):
        say(str(file))
    unnamed = ballot_layout.unnamed()
    targets = sum(len(card.targets()) for card in ballot_layout.cards)
    without = f" {plural(unnamed, 'target')} without a name, in red." if unnamed else ""
    say(f"{plural(len(ballot_layout.cards), 'card')}, {plural(targets, 'target')}.{without}")
