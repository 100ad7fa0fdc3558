"""`canvass seals label`, `log`: what is printed of containers, with places for ink (13-15-205)."""

from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.commands.seals.custody_options import CONTAINER, RECORD
from canvass.errors import InputError
from canvass.printing.custody_papers import CustodyPaper, custody_log_pdf, label_pdf
from canvass.record import open_record
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.ledger.fold import fold

_OUT = click.option("--out", required=True, type=click.Path(path_type=Path), help="The PDF.")


@click.command()
@RECORD
@CONTAINER
@_OUT
def label(record: Path, container: str, out: Path) -> None:
    """Print the label of CONTAINER: what lies in it, its seals, lines to sign across them."""
    paper, kept = _known(record)
    found = [one for one in kept if one.sealed.container == container]
    if not found:
        raise InputError(f"The record knows no container {container!r}. Nothing was written. Enter its seals first.")
    if found[0].is_open:
        raise InputError(f"Container {container} is open. Nothing was written. Enter its new seals first, with reseal.")
    write_file(out, label_pdf(paper, found[0]))


@click.command()
@RECORD
@click.option("--container", "numbers", multiple=True, help="Only this container; repeat for each.")
@click.option("--precinct", "precincts", multiple=True, help="Only containers of this precinct, by its id; repeat.")
@_OUT
def log(record: Path, numbers: tuple[str, ...], precincts: tuple[str, ...], out: Path) -> None:
    """Print what was done to each container, with a certificate of its seals and room for ink."""
    paper, kept = _known(record)
    asked = [
        one
        for one in kept
        if (not numbers or one.sealed.container in numbers)
        and (not precincts or {*precincts} & {*one.sealed.precincts})
    ]
    if not asked:
        raise InputError("The record knows no such container. Nothing was written. Look at canvass seals list.")
    write_file(out, custody_log_pdf(paper, asked))


def _known(record: Path) -> tuple[CustodyPaper, tuple[KeptContainer, ...]]:
    with open_record(record) as opened:
        state = fold(opened.outlines())
        paper = CustodyPaper(opened.election, opened.head())
    return paper, tuple(state.board.office.custody.containers.values())
