"""`canvass state recount`, `notices`: the secretary of state's notice of a recount beyond one county (13-16-204)."""

from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.commands.audit.working import write_file
from canvass.commands.county.county_options import AT, BY
from canvass.commands.options import people, reasoned
from canvass.console.text import plural, say
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import InputError, disk_errors
from canvass.recounting.recount_typed import cents_typed, day_typed, signatures_typed
from canvass.state_canvass.names_in_notices import names_in_notice
from canvass.state_canvass.noticing_recounts import NoticeTyped, give_notice, notice_bytes, notices_of
from canvass.state_canvass.state_standing import state_standing
from tabulate.board.recount.recount_entries import Petition, RecountGround
from tabulate.board.words_said import day_in_montana
from tabulate.calendar.duties import LastDay

_FOLDER = click.argument("folder", metavar="STATE-DIR", type=click.Path(path_type=Path))
_RECOUNT = click.argument("recount", metavar="RECOUNT")
_OUT = click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder for the notices.")


@click.command("recount")
@_FOLDER
@_RECOUNT
@click.option("--contest", required=True, metavar="ID", help="What is to be recounted.")
@click.option("--petitioner", default="", help="Who lost, by the choice's id or as write-in:NAME; else an elector.")
@click.option("--statement", callback=reasoned, default="", help="What the petition says under oath.")
@click.option("--verified-before", callback=people, default="", metavar="NAME", help="Who took the oath.")
@click.option("--signatures", multiple=True, metavar="COUNTY=NUMBER", help="Of an issue: who signed; repeat by county.")
@click.option("--bond", metavar="DOLLARS", help="Posted for all costs (13-16-211).")
@click.option("--tie", is_flag=True, help="Votes are equal: no petition is needed (13-16-203).")
@click.option("--precinct", "precincts", multiple=True, metavar="COUNTY=ID", help="What a bond's petition names.")
@click.option("--filed", "filed_on", metavar="DAY", help="The day of the petition; the day of --at without it.")
@click.option("--notice", metavar="DAY", help="The day of the notices; that of the filing without it.")
@click.option("--last-day", type=click.Choice(list(LastDay)), default=LastDay.AS_IT_FALLS, show_default=True)
@_OUT
@AT
@BY
def recount(
    folder: Path,
    recount: str,
    contest: str,
    petitioner: str,
    statement: str,
    verified_before: str,
    signatures: tuple[str, ...],
    bond: str | None,
    tie: bool,
    precincts: tuple[str, ...],
    filed_on: str | None,
    notice: str | None,
    last_day: str,
    out: Path,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that the counties have notice of the recount RECOUNT, as R-1, and write the notice to each.

    Each county has its notice twice in the folder: on paper, and as the file that `canvass recount notified` takes in.
    """
    if tie and bond is not None:
        raise InputError("A tie is recounted without a bond (13-16-203). Nothing was written. Leave out --bond.")
    when = moment_typed(at, clock.now())
    filed = str(day_in_montana(when)) if filed_on is None else day_typed(filed_on)
    cents = 0 if bond is None else cents_typed(bond)
    paper = Petition(
        words_typed(petitioner),
        words_typed(statement),
        words_typed(verified_before),
        signatures_typed(signatures),
        cents,
    )
    said = NoticeTyped(
        words_typed(recount),
        contest,
        _ground(tie, bond),
        None if tie and not paper.petitioner else paper,
        tuple(map(words_typed, precincts)),
        filed,
        filed if notice is None else day_typed(notice),
        LastDay(last_day),
        when,
        words_typed(entered_by),
    )
    give_notice(folder, said)
    _write(folder, said.recount, out)


def _ground(tie: bool, bond: str | None) -> RecountGround:
    if tie:
        return RecountGround.TIE
    return RecountGround.PETITION if bond is None else RecountGround.BOND


@click.command()
@_FOLDER
@_RECOUNT
@_OUT
def notices(folder: Path, recount: str, out: Path) -> None:
    """Write the notices of the recount RECOUNT once more."""
    _write(folder, recount, out)


def _write(folder: Path, recount: str, out: Path) -> None:
    standing = state_standing(folder)
    found = notices_of(standing.canvass, recount)
    names = names_in_notice(standing, found[0].contest)
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    for place, one in enumerate(found, 1):
        plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in one.county)[:60]
        for form in (each for each in CONTENT_TYPES if each in ("pdf", "json")):
            write_file(out / f"{one.recount}-{place:03d}-{plain}.{form}", notice_bytes(one, names, form))
        called = [names.precinct(one.county, each) for each in one.precincts]
        where = f"{plural(len(one.precincts), 'precinct')}: {', '.join(called[:12])}"
        say(f"{one.county}: notice of recount {one.recount} of {one.title}, {where}.")
