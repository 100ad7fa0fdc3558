"""`canvass audit ...`: the random-sample audit, a file for each command. They are loaded when they are asked for."""

from importlib import import_module

import click

COMMANDS: dict[str, str] = {
    "rules": "Show the dated rule set in force and every parameter.",
    "open": "Open the audit of a record under the rules of its date.",
    "committee": "Appoint the audit committee from a list.",
    "oath": "Record that a member took the oath.",
    "unofficial": "Record that the unofficial results are public.",
    "exempt": "Show close contests by both readings, and the notice; file it.",
    "select": "Freeze the numbered lists and record the dice.",
    "boxes": "Open a precinct's boxes and fix the machines' figures.",
    "packets": "Print tally sheets, custody log and retrieval list.",
    "tally": "Enter the tally sheets of one count from a list.",
    "compare": "Compare the manual count with the machines'.",
    "cause": "Record what a discrepancy over the threshold was due to.",
    "machine": "Show barred machines; record examination, consultation, approval.",
    "certify": "Record that every member signed the report.",
    "report": "Write the report as PDF, HTML, CSV or JSON.",
    "publish": "Write the published file, from which anyone can replay the audit.",
    "statewide": "List all counties from their published files.",
    "replay": "Derive sample, comparison and outcome from a published file alone.",
    "check": "Calculate one discrepancy and its threshold.",
    "draw": "Apply the rule of selection to dice that were rolled.",
}
"""In the order of the statute. Each is the module of that name, holding a command of that name."""

_MODULES = {"open": "opening", "select": "selecting"}


class _AuditCommands(click.Group):
    """A group whose commands are imported only when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"canvass.commands.audit.{_MODULES.get(cmd_name, cmd_name)}")
        found = getattr(module, _MODULES.get(cmd_name, cmd_name))
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_AuditCommands)
def audit() -> None:
    """The random-sample audit of 13-17-503 to 13-17-509: drawn by dice, counted by hand, compared, certified."""
