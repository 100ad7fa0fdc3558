"""`canvass keys make|show`: a key that signs heads, and its public line."""

from pathlib import Path

import click

from canvass.attesting.head_keys import make_key_files, public_file, public_key_in
from canvass.console.text import say
from tabulate.heads.signed_notes import KeyKind

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command()
@_FILE
@click.option("--name", required=True, help="As larkspur.example/canvass/2026-11-03: a key for each election.")
@click.option("--witness", is_flag=True, help="The key of a witness, for the heads of others.")
def make(file: Path, name: str, witness: bool) -> None:
    """Make a key. FILE has its secret half, for the owner alone; beside it lies FILE.pub, for everybody."""
    key = make_key_files(file, name, KeyKind.WITNESS if witness else KeyKind.LEDGER)
    say(f"Written: {file}. Whoever has it can sign: keep it where the counting machine's other secrets are.")
    say(f"Written: {public_file(file)}. Publish its line before election day, in print:")
    say(str(key))


@click.command()
@_FILE
def show(file: Path) -> None:
    """Show the public line of the key in FILE, to be published."""
    say(str(public_key_in(str(public_file(file)))))
