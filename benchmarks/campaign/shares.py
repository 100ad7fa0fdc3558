"""Reads one share: makes its sheets, saves them as files, reads them as the product does, and counts what came out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from traceback import format_exception_only

import cv2

from benchmarks.campaign.counting import SheetCounter, count_repeats
from benchmarks.campaign.grid import SCANS_OF_ONE_PAPER, Ordinary, SharePlan, ShareTreatment, plan_share
from benchmarks.campaign.judging import Fault, Wrong
from benchmarks.campaign.tallies import ShareTally
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import ReadSheet, SheetReading, UnreadSheet
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import cast_vote_record
from test_ballots.counties import large_county, small_county
from test_ballots.definition import election_of
from test_ballots.dense.forms import DenseForm
from test_ballots.dense.press import DensePress
from test_ballots.press import Press
from test_ballots.random_elections import random_plan
from test_ballots.sheets import SheetFiles, make_sheet

DENSE_SEED = 1
_ELECTIONS = 1000


@dataclass(frozen=True, slots=True)
class Printed:
    """A press and the definition of what it prints."""

    press: Press
    definition: bytes


@lru_cache(10)
def _dense(form: DenseForm, scale: float) -> Printed:
    press = DensePress(form, DENSE_SEED, scale, kept_pages=4)
    return Printed(press, press.definition)


@lru_cache(1)
def _ordinary(county: str, seed: int) -> Printed:
    match county:
        case "small":
            plan = small_county(seed)
        case "large":
            plan = large_county(seed, precincts=4)
        case _:
            plan = random_plan(seed)
    election, definition = election_of(plan)
    return Printed(Press(election), definition)


def printed(plan: SharePlan) -> Printed:
    """The press of a share. Those of dense ballots are kept, since every process prints all of them over and over."""
    if isinstance(plan.ballots, Ordinary):
        return _ordinary(plan.ballots.county, plan.deck_seed % _ELECTIONS)
    return _dense(plan.ballots, plan.scale)


def scans_of(plan: SharePlan) -> int:
    """How often each paper of the share is scanned."""
    return SCANS_OF_ONE_PAPER if plan.treatment is ShareTreatment.AGAIN else 1


def sheet_of(plan: SharePlan, sheet: int, scan: int) -> SheetFiles:
    """Make one sheet of a share, counting from 1; `scan` counts from 0."""
    return make_sheet(printed(plan).press, sheet, plan.deck_seed, plan.habits, plan.scanning, scan)


def read_made(made: SheetFiles, plan: SharePlan, folder: Path) -> SheetReading:
    """Save a sheet's files in `folder` and read them through the reader's door."""
    paths = [folder / name for name in made.names]
    for path, content in zip(paths, made.contents, strict=True):
        path.write_bytes(content)
    images = len(made.truth.pages)
    (planned,) = plan_sheets(find_scans(folder).files, images_per_sheet=images)
    reading = read_sheet(load_sheet(planned).sheet, printed(plan).press.election.layouts, images)
    for path in paths:
        path.unlink()
    return reading


def read_share(seed: int, number: int, most_sheets: int | None = None) -> ShareTally:
    """Read a share whole; it depends on the seed and the number alone. `most_sheets` shortens it, for trying."""
    cv2.setNumThreads(1)
    start = process_time()
    plan = plan_share(seed, number)
    ordinary = isinstance(plan.ballots, Ordinary)
    treatment = plan.treatment if plan.damage is None else f"{plan.treatment}: {plan.damage}"
    tally = ShareTally(number, treatment, plan.ballots_name, plan.treatment.undamaged, ordinary)
    counter = SheetCounter(tally, plan.scale)
    with TemporaryDirectory(prefix="campaign-") as folder:
        for sheet in range(1, min(plan.sheets, most_sheets or plan.sheets) + 1):
            _read_paper(plan, sheet, counter, Path(folder))
    counter.finish()
    tally.cpu_s = process_time() - start
    return tally


def _read_paper(plan: SharePlan, sheet: int, counter: SheetCounter, folder: Path) -> None:
    election = printed(plan).press.election
    scans: list[ReadSheet] = []
    for scan, made, reading in _readings(plan, sheet, counter, folder):
        if isinstance(reading, UnreadSheet):
            counter.refuse(made, scan, reading)
        elif isinstance(reading, ReadSheet):
            counter.read(
                made, scan, reading, cast_vote_record(reading, election, CURRENT_RULES), election.layouts.cards
            )
            scans.append(reading)
        else:
            said = "a hand-marked sheet was read as a device printout"
            counter.misread(Wrong(Fault.CARD, sheet, None, said), scan, made.truth, {})
    if len(scans) > 1:
        layout = next(card for card in election.layouts.cards if card.card == made.truth.card)
        count_repeats(counter, scans, made.truth, layout)


def _readings(
    plan: SharePlan, sheet: int, counter: SheetCounter, folder: Path
) -> Iterator[tuple[int, SheetFiles, SheetReading]]:
    """Every scan of a paper and its reading. An error in the reader is a finding like a wrong vote, and no end."""
    for scan in range(scans_of(plan)):
        made = sheet_of(plan, sheet, scan)
        try:
            reading = read_made(made, plan, folder)
        except Exception as error:
            said = "".join(format_exception_only(error)).strip()
            counter.misread(Wrong(Fault.STOPPED, sheet, None, said), scan, made.truth, {})
            continue
        yield scan, made, reading
