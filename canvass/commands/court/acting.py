"""`canvass court begin`, `judge`, `appeal`, `end` (13-36-102, 13-36-207, 13-36-211, 13-36-212, 13-35-107)."""

from pathlib import Path

import click

from canvass import clock
from canvass.canvassing.county_standing import standing_now
from canvass.commands.county.county_options import AT, BY, RECORD
from canvass.commands.options import enter, people, reasoned, say_written, sha256_said
from canvass.console.text import say, warn
from canvass.contesting.court_entering import (
    FINDINGS,
    KINDS,
    action_named,
    appealed_typed,
    begun_typed,
    ended_typed,
    judged_typed,
)
from canvass.contesting.court_papers import deadline_of, finding_of, illegal_in, late_action, undeclared_action
from canvass.contesting.without_votes import said_of
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.deciding.decisions import Deciding
from canvass.record import open_record

_CASE = click.argument("case", callback=lambda _, __, typed: words_typed(typed))


@click.command()
@RECORD
@_CASE
@click.option("--kind", type=click.Choice(list(KINDS)), required=True, help="What the court is asked for.")
@click.option("--contest", required=True, help="The contest of the ballot, by its id.")
@click.option("--against", help="Who was nominated or elected, by id or name; none where the election is to be void.")
@click.option("--begun-by", callback=people, required=True, metavar="NAME", help="Who began it.")
@click.option("--grounds", callback=reasoned, required=True, help="As the petition has them.")
@click.option("--begun-on", required=True, metavar="DATE", help="When it was filed with the court.")
@click.option("--certified", metavar="DATE", help="Of a nomination: its certificate's day. [default: the record's]")
@AT
@BY
def begin(
    record: Path,
    case: str,
    kind: str,
    contest: str,
    against: str | None,
    begun_by: str,
    grounds: str,
    begun_on: str,
    certified: str | None,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that an action, called by the court's number CASE, was begun.

    Begun late, or against somebody who was not declared, it is entered, and said to be.
    """
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        standing, what = standing_now(opened), KINDS[kind]
        entry = begun_typed(
            standing, case, what, contest, against, begun_by, grounds, begun_on, certified, when, entered_by
        )
        Deciding(opened).enter(entry)
        head = opened.head()
    if late := late_action(standing, entry):
        warn(late)
    else:
        found = deadline_of(standing, entry)
        say(f"Begun in time: the last day is {found.last} ({found.section}).")
    if undeclared := undeclared_action(standing, entry):
        warn(undeclared)
    say_written(f"Case {entry.case} is open: nothing is disposed of (13-1-303(1)(c)).", head)


@click.command()
@RECORD
@_CASE
@click.option("--finding", type=click.Choice(list(FINDINGS)), required=True, help="What the judgment says.")
@click.option("--declares", metavar="CHOICE", help="Whom the court declares, by id or name (13-36-212).")
@click.option("--illegal", multiple=True, metavar="CHOICE=NUMBER", help="Votes proved illegal; repeat (13-36-211).")
@click.option("--judged-on", required=True, metavar="DATE", help="The judgment's day.")
@click.option("--judgment", type=click.Path(path_type=Path), help="Its file; its SHA-256 is recorded.")
@click.option("--judgment-sha256", metavar="HEX", help="Instead of the file: its SHA-256.")
@AT
@BY
def judge(
    record: Path,
    case: str,
    finding: str,
    declares: str | None,
    illegal: tuple[str, ...],
    judged_on: str,
    judgment: Path | None,
    judgment_sha256: str | None,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter the judgment in CASE. Certificates that it takes are void by it; whom it declares can have one."""
    sha256, when = sha256_said(judgment, judgment_sha256, "judgment"), moment_typed(at, clock.now())
    with open_record(record) as opened:
        standing = standing_now(opened)
        action, found = action_named(standing, case), FINDINGS[finding]
        entry = judged_typed(standing, action, found, declares, illegal, judged_on, sha256, when, entered_by)
        Deciding(opened).enter(entry)
        head = opened.head()
    for words in said_of(illegal_in(standing, action, entry)) if entry.illegal else ():
        say(words)
    say_written(f"Case {action.begun.case} is judged: {finding_of(entry)}", head)


@click.command()
@RECORD
@_CASE
@click.option("--appealed-by", callback=people, required=True, metavar="NAME", help="Who appeals.")
@click.option("--appealed-on", required=True, metavar="DATE", help="When the appeal was filed.")
@AT
@BY
def appeal(record: Path, case: str, appealed_by: str, appealed_on: str, at: str | None, entered_by: str) -> None:
    """Enter that the judgment in CASE was appealed. What the higher court finds is entered by `judge` again."""
    entry = appealed_typed(case, appealed_by, appealed_on, moment_typed(at, clock.now()), entered_by)
    say_written(f"Case {case} is appealed, and holds what is kept (13-1-303(1)(c)).", enter(record, entry))


@click.command()
@RECORD
@_CASE
@click.option("--reason", callback=reasoned, required=True, help="As: the time to appeal is over; withdrawn.")
@click.option("--ended-on", required=True, metavar="DATE", help="From when nothing of it is open.")
@AT
@BY
def end(record: Path, case: str, reason: str, ended_on: str, at: str | None, entered_by: str) -> None:
    """Enter that CASE has ended: it holds nothing any more."""
    entry = ended_typed(case, reason, ended_on, moment_typed(at, clock.now()), entered_by)
    say_written(f"Case {case} has ended, and holds nothing any more.", enter(record, entry))
