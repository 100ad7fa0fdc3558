"""`canvass define`: from the certified lists and some answers to a checked definition, with a page or without."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "serve": (
        "Make a definition on a page of this computer's browser.",
        "canvass.commands.define.on_pages:serve_draft",
    ),
    "template": ("Write a small example of a list.", "canvass.commands.define.drafting:template_of_list"),
    "begin": ("Begin a draft, also with the last election.", "canvass.commands.define.drafting:begin_draft"),
    "lists": ("Take the lists of contests and precincts.", "canvass.commands.define.drafting:take_lists"),
    "answer": ("Answer what the lists do not say.", "canvass.commands.define.drafting:answer_draft"),
    "check": ("Say what is missing, and what contradicts.", "canvass.commands.define.drafting:check_draft"),
    "write": ("Write the definition, once nothing is missing.", "canvass.commands.define.drafting:write_draft"),
}
"""In the order in which they are used; the pages do all of it."""


@click.group(cls=LazyCommands, table=COMMANDS)
def define() -> None:
    """Define an election from its certified lists, on a page or step by step."""
