"""`canvass audit ...`: the random-sample audit, a file for each command. They are loaded when they are asked for."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "rules": ("Show the dated rule set in force and every parameter.", "canvass.commands.audit.rules:rules"),
    "open": ("Open the audit of a record under the rules of its date.", "canvass.commands.audit.opening:opening"),
    "committee": ("Appoint the audit committee from a list.", "canvass.commands.audit.committee:committee"),
    "oath": ("Record that a member took the oath.", "canvass.commands.audit.oath:oath"),
    "unofficial": ("Record that the unofficial results are public.", "canvass.commands.audit.unofficial:unofficial"),
    "exempt": (
        "Show close contests by both readings, and the notice; file it.",
        "canvass.commands.audit.exempt:exempt",
    ),
    "races": ("Draw the state's races and issues once for all counties.", "canvass.commands.audit.races:races"),
    "select": ("Freeze the numbered lists and record the dice.", "canvass.commands.audit.selecting:selecting"),
    "packets": ("Print tally sheets, custody log and retrieval list.", "canvass.commands.audit.packets:packets"),
    "figures": (
        "Take another system's report as a precinct's first count.",
        "canvass.commands.audit.figures:figures",
    ),
    "boxes": ("Open a precinct's boxes and fix the machines' figures.", "canvass.commands.audit.boxes:boxes"),
    "correct-boxes": (
        "Correct a custody log that was written wrong, with the reason.",
        "canvass.commands.audit.correct_boxes:correct_boxes",
    ),
    "tally": ("Enter the tally sheets of one count from a list.", "canvass.commands.audit.tally:tally"),
    "compare": ("Compare the manual count with the machines'.", "canvass.commands.audit.compare:compare"),
    "risk": ("Show how strong the evidence of the hand counts is.", "canvass.commands.audit.risk:risk"),
    "cause": ("Record what a discrepancy over the threshold was due to.", "canvass.commands.audit.cause:cause"),
    "machine": ("Barred machines, and what clears them.", "canvass.commands.audit.machine:machine"),
    "costs": ("What the audit cost, and who pays it.", "canvass.commands.audit.costs:costs"),
    "certify": ("Record that every member signed the report.", "canvass.commands.audit.certify:certify"),
    "report": ("Write the report as PDF, HTML, CSV or JSON.", "canvass.commands.audit.report:report"),
    "publish": ("Write the file from which anyone can replay the audit.", "canvass.commands.audit.publish:publish"),
    "statewide": ("List all counties from their published files.", "canvass.commands.audit.statewide:statewide"),
    "replay": ("Derive an audit again from its published file alone.", "canvass.commands.audit.replay:replay"),
    "check": ("Calculate one discrepancy and its threshold.", "canvass.commands.audit.check:check"),
    "draw": ("Apply the rule of selection to dice that were rolled.", "canvass.commands.audit.draw:draw"),
}
"""In the order of the statute; the last two need no record."""


@click.group(cls=LazyCommands, table=COMMANDS)
def audit() -> None:
    """The random-sample audit of 13-17-503 to 13-17-509: drawn by dice, counted by hand, compared, certified."""
