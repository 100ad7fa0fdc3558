"""`canvass recount petition`: why votes are recounted (13-16-201, 13-16-203, 13-16-211, 13-16-301)."""

from pathlib import Path

import click

from canvass.commands.options import people, reasoned, say_written
from canvass.commands.recount.recount_options import BY, ELSEWHERE, RECORD, RECOUNT, day_or_today, precincts_named
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError
from canvass.record import open_record
from canvass.recounting.filing import FilingTyped, canvass_day, contest_named, filed
from canvass.recounting.recount_typed import cents_typed, day_typed, elsewhere_typed, signatures_typed
from tabulate.board.recount.recount_entries import CourtOrder, Petition, RecountGround


@click.command()
@RECORD
@RECOUNT
@click.option("--contest", required=True, metavar="ID", help="What is to be recounted.")
@click.option(
    "--petitioner", default="", help="Who lost, by the choice's id or as write-in:NAME; of an issue an elector."
)
@click.option(
    "--statement", callback=reasoned, default="", help="What the petition or the application says under oath."
)
@click.option("--verified-before", callback=people, default="", metavar="NAME", help="Who took the oath.")
@click.option("--signatures", multiple=True, metavar="COUNTY=NUMBER", help="Of an issue: who signed; repeat by county.")
@click.option("--bond", metavar="DOLLARS", help="Posted for all costs (13-16-211).")
@click.option("--tie", is_flag=True, help="Votes are equal: no petition is needed (13-16-203).")
@click.option("--error", is_flag=True, help="The canvassers petition for an error they found (13-15-403(4)).")
@click.option("--order", metavar="NUMBER", help="A court's order, by its number (13-16-301).")
@click.option("--applied", metavar="DAY", help="With an order: the day of the application.")
@click.option("--deposit", metavar="DOLLARS", help="With an order: the deposit in cash.")
@click.option("--precinct", "precincts", multiple=True, help="What the order, bond or error names; repeat. Else all.")
@click.option("--canvass", metavar="DAY", help="The day of the canvass; that of the adopted report without it.")
@click.option("--filed", "filed_on", metavar="DAY", help="The day of the petition, or of the order; today without it.")
@click.option("--notice", metavar="DAY", help="The day of the notice to the board; that of the filing without it.")
@ELSEWHERE
@BY
def petition(
    record: Path,
    recount: str,
    contest: str,
    petitioner: str,
    statement: str,
    verified_before: str,
    signatures: tuple[str, ...],
    bond: str | None,
    tie: bool,
    error: bool,
    order: str | None,
    applied: str | None,
    deposit: str | None,
    precincts: tuple[str, ...],
    canvass: str | None,
    filed_on: str | None,
    notice: str | None,
    elsewhere: Path | None,
    entered_by: str,
) -> None:
    """Enter the ground of the recount that is called RECOUNT, as R-1, if the law allows it."""
    ground = _ground(tie, error, order, bond)
    on = day_or_today(filed_on)
    paper = _paper(petitioner, statement, verified_before, signatures, bond)
    with open_record(record) as opened:
        election = opened.election
        one = contest_named(election, contest)
        said = FilingTyped(
            recount,
            one,
            ground,
            canvass_day(opened, None if canvass is None else day_typed(canvass)),
            on,
            on if notice is None else day_typed(notice),
            words_typed(entered_by),
            None if ground is RecountGround.TIE and paper.petitioner == "" else paper,
            _order(order, applied, on, deposit),
            precincts_named(election, precincts),
            elsewhere_typed(elsewhere, election, one),
        )
        entry = filed(opened, said)
        where = ", ".join(entry.precincts)
        say_written(f"Recount {recount} of {one.title}: {ground} ({ground.section}), precincts {where}.", opened.head())


def _paper(
    petitioner: str, statement: str, verified_before: str, signatures: tuple[str, ...], bond: str | None
) -> Petition:
    return Petition(
        words_typed(petitioner),
        words_typed(statement),
        words_typed(verified_before),
        signatures_typed(signatures),
        0 if bond is None else cents_typed(bond),
    )


def _ground(tie: bool, error: bool, order: str | None, bond: str | None) -> RecountGround:
    if sum((tie, error, order is not None, bond is not None)) > 1:
        raise InputError(
            "A recount has one ground. Nothing was written. Name one of --tie, --error, --order and --bond."
        )
    if tie:
        return RecountGround.TIE
    if error:
        return RecountGround.ERROR
    if order is not None:
        return RecountGround.COURT
    return RecountGround.PETITION if bond is None else RecountGround.BOND


def _order(order: str | None, applied: str | None, ordered: str, deposit: str | None) -> CourtOrder | None:
    if order is None:
        if applied is not None or deposit is not None:
            raise InputError(
                "An application and a deposit go with an order. Nothing was written. Name it with --order."
            )
        return None
    if applied is None:
        raise InputError("The day of the application is not said. Nothing was written. Say it with --applied.")
    return CourtOrder(words_typed(order), day_typed(applied), ordered, 0 if deposit is None else cents_typed(deposit))
