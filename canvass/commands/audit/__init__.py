"""`canvass audit ...`: the random-sample audit, a file for each command. They are loaded when they are asked for."""

from collections.abc import Callable

import click

from canvass.console.lazy_commands import LazyCommands


def _rules() -> click.Command:
    from canvass.commands.audit.rules import rules

    return rules


def _opening() -> click.Command:
    from canvass.commands.audit.opening import opening

    return opening


def _committee() -> click.Command:
    from canvass.commands.audit.committee import committee

    return committee


def _oath() -> click.Command:
    from canvass.commands.audit.oath import oath

    return oath


def _unofficial() -> click.Command:
    from canvass.commands.audit.unofficial import unofficial

    return unofficial


def _exempt() -> click.Command:
    from canvass.commands.audit.exempt import exempt

    return exempt


def _selecting() -> click.Command:
    from canvass.commands.audit.selecting import selecting

    return selecting


def _packets() -> click.Command:
    from canvass.commands.audit.packets import packets

    return packets


def _boxes() -> click.Command:
    from canvass.commands.audit.boxes import boxes

    return boxes


def _tally() -> click.Command:
    from canvass.commands.audit.tally import tally

    return tally


def _compare() -> click.Command:
    from canvass.commands.audit.compare import compare

    return compare


def _cause() -> click.Command:
    from canvass.commands.audit.cause import cause

    return cause


def _machine() -> click.Command:
    from canvass.commands.audit.machine import machine

    return machine


def _certify() -> click.Command:
    from canvass.commands.audit.certify import certify

    return certify


def _report() -> click.Command:
    from canvass.commands.audit.report import report

    return report


def _publish() -> click.Command:
    from canvass.commands.audit.publish import publish

    return publish


def _statewide() -> click.Command:
    from canvass.commands.audit.statewide import statewide

    return statewide


def _replay() -> click.Command:
    from canvass.commands.audit.replay import replay

    return replay


def _check() -> click.Command:
    from canvass.commands.audit.check import check

    return check


def _draw() -> click.Command:
    from canvass.commands.audit.draw import draw

    return draw


COMMANDS: dict[str, tuple[str, Callable[[], click.Command]]] = {
    "rules": ("Show the dated rule set in force and every parameter.", _rules),
    "open": ("Open the audit of a record under the rules of its date.", _opening),
    "committee": ("Appoint the audit committee from a list.", _committee),
    "oath": ("Record that a member took the oath.", _oath),
    "unofficial": ("Record that the unofficial results are public.", _unofficial),
    "exempt": ("Show close contests by both readings, and the notice; file it.", _exempt),
    "select": ("Freeze the numbered lists and record the dice.", _selecting),
    "packets": ("Print tally sheets, custody log and retrieval list.", _packets),
    "boxes": ("Open a precinct's boxes and fix the machines' figures.", _boxes),
    "tally": ("Enter the tally sheets of one count from a list.", _tally),
    "compare": ("Compare the manual count with the machines'.", _compare),
    "cause": ("Record what a discrepancy over the threshold was due to.", _cause),
    "machine": ("Barred machines, and what clears them.", _machine),
    "certify": ("Record that every member signed the report.", _certify),
    "report": ("Write the report as PDF, HTML, CSV or JSON.", _report),
    "publish": ("Write the file from which anyone can replay the audit.", _publish),
    "statewide": ("List all counties from their published files.", _statewide),
    "replay": ("Derive an audit again from its published file alone.", _replay),
    "check": ("Calculate one discrepancy and its threshold.", _check),
    "draw": ("Apply the rule of selection to dice that were rolled.", _draw),
}
"""In the order of the statute; the last two need no record."""


@click.group(cls=LazyCommands, table=COMMANDS)
def audit() -> None:
    """The random-sample audit of 13-17-503 to 13-17-509: drawn by dice, counted by hand, compared, certified."""
