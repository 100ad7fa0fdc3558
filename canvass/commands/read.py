"""`canvass read`: read scans without a record."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from canvass import clock
from canvass.commands.options import ACCEPT_HASH, FIRST_SIDE, LAYOUT
from canvass.console.progress import Progress, stderr_progress
from canvass.console.text import hour, say
from canvass.errors import ExitCode, InputError
from canvass.reading.answer_json import SheetAnswer, sheet_json, withheld_until
from canvass.reading.answer_text import say_sheet
from canvass.reading.empty_backs import with_their_empty_backs
from canvass.reading.outcomes import (
    VotedSheet,
    accepted,
    images_needed,
    layouts_for,
    outcome_of_side,
    read_definition,
    read_loaded,
    words_are_read,
)
from canvass.reading.pipeline import in_order, workers
from canvass.reading.planning import plan
from canvass.reading.stack_order import StackSaid, check_stacks, look_with
from canvass.reading.usual_order import TELLS_NOTHING, in_usual_order, set_aside_for_order, sides_told
from imaging.layout import Layouts, Side
from imaging.pages import PlannedSheet, find_scans, load_sheet, plan_sheets
from imaging.sheets import OF_BARCODES, Pairing, ReadPrintout, SheetReading, UnreadSheet
from tabulate.election import BallotStyleId, CountingMethod, Election
from tabulate.rules_edition import CURRENT_RULES


@click.command()
@click.argument("definition", type=click.Path(path_type=Path))
@click.argument("scans", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, a line a sheet.")
@click.option("--sides", type=click.IntRange(1, 2), help="Images a sheet [default: what the definition needs].")
@click.option("--ballot-style", metavar="ID", help="The style all sheets are of, where the cards do not tell.")
@FIRST_SIDE
@LAYOUT
@ACCEPT_HASH
@click.option("--overlay", type=click.Path(path_type=Path), help="Draw what the reader saw into this folder.")
def read(
    definition: Path,
    scans: tuple[Path, ...],
    as_json: bool,
    sides: int | None,
    ballot_style: str | None,
    first_side: str | None,
    layouts: tuple[Path, ...],
    accept_hash: tuple[str, ...],
    overlay: Path | None,
) -> int:
    """Read SCANS (files or folders) of the election that DEFINITION describes, without a record."""
    _, defined = read_definition(definition)
    election = _with_layouts(defined, layouts)
    how = HowToRead(
        election,
        layouts_for(election, BallotStyleId(ballot_style) if ballot_style else None),
        accepted(accept_hash),
        Side(first_side) if first_side else None,
    )
    waiting = False
    withheld = withheld_until(election, clock.now())
    with stderr_progress() as progress:
        if withheld is not None:
            progress.note(
                f"What was voted is withheld until the polls close at {hour(withheld)} (13-15-207, 13-35-241). "
                "Shown is which sheets are read, and which are set aside; nothing is drawn."
            )
        images_per_sheet, planned = _plan(scans, sides, election, how.layouts, progress)
        answers = read_sheets(planned, how, images_per_sheet, None if withheld else overlay)
        if sides is None and not election.cards:
            answers = with_their_empty_backs(answers)
        for answer in answers:
            progress.advance()
            waiting |= not isinstance(answer.outcome, VotedSheet) or bool(answer.outcome.votes.questions)
            if as_json:
                say(json.dumps(sheet_json(answer, election, withheld)))
            else:
                say_sheet(answer, election, withheld)
    return ExitCode.WAITING if waiting else ExitCode.DONE


def _with_layouts(election: Election, layouts: tuple[Path, ...]) -> Election:
    if not layouts:
        return election
    from canvass.learning.layout_files import with_layout_files

    return with_layout_files(election, layouts)[0]


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What sheets are read by."""

    election: Election
    layouts: Layouts
    accepted_hashes: tuple[str, ...] = ()
    first_side: Side | None = None
    """The side of each paper that the scanner takes first, where somebody says it."""


def read_sheets(
    planned: Sequence[PlannedSheet], how: HowToRead, images_per_sheet: int, overlay: Path | None
) -> Iterator[SheetAnswer]:
    """Read planned sheets in order, drawing overlays into a folder if one is named."""
    work = partial(_read_sheet, how, images_per_sheet, overlay)
    threads = workers()

    def read_all(some: Sequence[PlannedSheet]) -> Iterator[SheetAnswer]:
        return in_order(work, some, threads, 4 * threads)

    begin = partial(check_stacks, planned, planned, StackSaid(how.first_side), look_with(how.layouts))
    for answer, usual in in_usual_order(read_all, planned, planned, lambda answer: answer.sides, begin=begin):
        yield answer if usual is None else _set_aside(answer, usual)


def _set_aside(answer: SheetAnswer, usual: Side) -> SheetAnswer:
    if isinstance(answer.outcome, UnreadSheet):
        return answer
    return replace(answer, outcome=set_aside_for_order(answer.images, answer.outcome, usual))


def _plan(
    scans: tuple[Path, ...], sides: int | None, election: Election, layouts: Layouts, progress: Progress
) -> tuple[int, list[PlannedSheet]]:
    found = find_scans(scans[0] if len(scans) == 1 and scans[0].is_dir() else scans, as_named=True)
    for ignored in found.ignored:
        progress.note(f"Passed over: {ignored.name} ({ignored.why})")
    pages = plan_sheets(found.files, 1)
    if not pages:
        raise InputError(f"No scans in {', '.join(map(str, scans))}: expected JPEG, PNG, TIFF or PDF files.")
    # A single image is a sheet of one page: it may be a back.
    images_per_sheet = sides or (1 if len(pages) == 1 else images_needed(election))
    if len(found.files) == 2 == len(scans):
        # Whoever names two files says that they are a sheet.
        planned = [replace(sheet, run=None) for sheet in plan_sheets(found.files, images_per_sheet)]
    else:
        planned = plan(found.files, images_per_sheet, layouts, Pairing.PROVED, progress)
    progress.start("Reading", len(planned))
    return images_per_sheet, planned


def _read_sheet(how: HowToRead, images_per_sheet: int, overlay: Path | None, planned: PlannedSheet) -> SheetAnswer:
    loaded = load_sheet(planned)
    reading = read_loaded(loaded, how.layouts, images_per_sheet, words_are_read(how.election))
    if overlay is not None:
        from canvass.reading.overlays import write_overlays

        write_overlays(overlay, loaded.sheet, reading)
    images = tuple(page.source for page in loaded.sheet.pages)
    outcome = outcome_of_side(loaded.sheet, reading, how.election, CURRENT_RULES, how.accepted_hashes)
    sides = TELLS_NOTHING if planned.run is None else sides_told(loaded.sheet, outcome, how.layouts)
    return SheetAnswer(planned.number, images, outcome, _method(reading), how.accepted_hashes, sides)


def _method(reading: SheetReading) -> CountingMethod:
    """What was on the sheet: a device printout too where its barcodes kept it from being read."""
    match reading:
        case ReadPrintout():
            return CountingMethod.DEVICE
        case UnreadSheet(reasons=reasons) if any(reason.code in OF_BARCODES for reason in reasons):
            return CountingMethod.DEVICE
        case _:
            return CountingMethod.HAND_MARKED
