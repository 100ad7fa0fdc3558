"""`canvass county certificates last-general|accept|choose`: written in, or nominated twice (13-10-204, 13-10-303)."""

from pathlib import Path

import click

from canvass import clock
from canvass.canvassing.certificate_entering import (
    accept_write_in,
    choose_party,
    declared_person,
    state_last_general,
)
from canvass.canvassing.county_standing import standing_now
from canvass.commands.county.county_options import AT, BY, RECORD, say_written
from canvass.commands.options import reasoned
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.record import open_record
from canvass.recounting.recount_typed import cents_typed, day_typed
from tabulate.board.county.certificate_entries import FilingFee

FEES = {
    "indigent": FilingFee.INDIGENT,
    "paid-before": FilingFee.PAID_BEFORE,
    "none": FilingFee.NONE,
}
"""As they are typed, where no dollars are."""


@click.command("last-general")
@RECORD
@click.argument("contest")
@click.option("--votes", type=click.IntRange(1, 999_999_999), required=True, help="Of who won the office then.")
@click.option(
    "--source", callback=reasoned, required=True, help="Where the figure stands, as the report of the canvass then."
)
@AT
@BY
def last_general(record: Path, contest: str, votes: int, source: str, at: str | None, entered_by: str) -> None:
    """State the votes of who won the same office at the last general election: 5% of them nominate a write-in."""
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        standing = standing_now(opened)
        by = words_typed(entered_by)
        after = state_last_general(opened, standing, contest, votes, words_typed(source), when, by)
    say_written(f"{contest}: {votes:,} votes at the last general election (13-10-204(1)(a)).", after.head)


@click.command("accept")
@RECORD
@click.argument("contest")
@click.argument("choice")
@click.option("--fee", required=True, metavar="DOLLARS|WORD", help=f"The fee paid; or {', '.join(FEES)}.")
@click.option("--reports", required=True, metavar="DATE", help="When the reports were filed (13-37-225, 13-37-126).")
@AT
@BY
def accept(record: Path, contest: str, choice: str, fee: str, reports: str, at: str | None, entered_by: str) -> None:
    """Enter that somebody written in accepted, within 10 days after the canvass; --at is the hour of filing."""
    when, cents = moment_typed(at, clock.now()), 0 if fee in FEES else cents_typed(fee)
    with open_record(record) as opened:
        standing = standing_now(opened)
        one = declared_person(standing, contest, choice)
        paid, by = FEES.get(fee, FilingFee.PAID), words_typed(entered_by)
        after = accept_write_in(opened, standing, one, paid, cents, day_typed(reports), when, by)
    say_written(f"{one.each.person.called} accepted: {one.title}.", after.head)


@click.command("choose")
@RECORD
@click.argument("contest")
@click.argument("choice")
@click.option("--filed", required=True, metavar="DATE", help="When the written choice was filed.")
@AT
@BY
def choose(record: Path, contest: str, choice: str, filed: str, at: str | None, entered_by: str) -> None:
    """Enter that CHOICE, nominated by several parties, chose the one of CONTEST, within 10 days of the election."""
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        standing = standing_now(opened)
        one = declared_person(standing, contest, choice)
        after = choose_party(opened, standing, one, day_typed(filed), when, words_typed(entered_by))
    say_written(f"{one.each.person.called} chose: {one.title} (13-10-303).", after.head)
