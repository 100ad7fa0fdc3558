"""`canvass keys`, `canvass head`, `canvass witness`: signed heads of a ledger, and proofs."""

import click

from canvass.console.lazy_commands import LazyCommands

KEYS = {
    "make": ("Make a key that signs heads.", "canvass.commands.heads.key_files:make"),
    "show": ("Show the public line of a key.", "canvass.commands.heads.key_files:show"),
}
HEADS = {
    "sign": ("Sign the head of a record's ledger.", "canvass.commands.heads.signed_files:sign"),
    "prove": ("Prove that an entry is in a signed head.", "canvass.commands.heads.signed_files:prove"),
    "link": ("Prove that a head continues an earlier one.", "canvass.commands.heads.signed_files:link"),
    "check": ("Check a signed head or a proof, without the record.", "canvass.commands.heads.checked_files:check"),
}


@click.group(cls=LazyCommands, table=KEYS)
def keys() -> None:
    """Keys that sign the heads of a ledger."""


@click.group(cls=LazyCommands, table=HEADS)
def head() -> None:
    """Signed heads of a ledger: who has seen one knows that nothing before it was changed."""
