"""`canvass state ...`: the state's canvass, from the counties' packages to the declarations."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "open": ("Begin the folder of a state canvass.", "canvass.commands.state.state_commands:opening"),
    "receive": ("Enter the packages of counties.", "canvass.commands.state.state_commands:receive"),
    "take": ("Take many files of counties, each for itself.", "canvass.commands.state.taking_files:take"),
    "check": ("Name what is missing or does not add up.", "canvass.commands.state.state_commands:check"),
    "tickets": ("Name the tickets for president.", "canvass.commands.state.president:tickets"),
    "report": ("Write the report of the state canvass.", "canvass.commands.state.state_commands:report"),
    "declare": ("Declare results, one document a contest.", "canvass.commands.state.state_commands:declare"),
    "recount": ("Give the counties notice of a recount.", "canvass.commands.state.recounts_of_state:recount"),
    "notices": ("Write the notices of a recount once more.", "canvass.commands.state.recounts_of_state:notices"),
    "electors": ("Write the lists of electors.", "canvass.commands.state.president:electors"),
    "vacancy": ("Say when a vacancy in Congress is filled.", "canvass.commands.state.president:vacancy"),
    "write-ins": ("Say which write-ins are nominated.", "canvass.commands.state.permanent:write_ins"),
    "permanent-record": ("Write the permanent record of votes.", "canvass.commands.state.permanent:permanent"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def state() -> None:
    """Canvass what more than one county votes on, Congress, the legislature, district judges (13-15-502 to 507)."""
