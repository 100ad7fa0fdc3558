"""How each sheet of a batch is read: its files kept, its marks read, its print looked at, its outcome told."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from canvass.counting.colours_kept import is_colourless
from canvass.counting.print_learning import PrintsKnown
from canvass.counting.printed_names import PrintWatch
from canvass.counting.writer import SheetRead
from canvass.errors import disk_errors
from canvass.reading.outcomes import layouts_for, outcome_of, read_loaded, words_are_read
from canvass.reading.usual_order import TELLS_NOTHING, sides_told
from imaging.layout import Layouts
from imaging.pages import PlannedSheet, load_sheet
from imaging.sheets import ReadSheet
from tabulate.election import Election
from tabulate.ledger.entries import BatchOpened
from tabulate.rules_edition import RulesEdition

if TYPE_CHECKING:
    from canvass.record.store import Record


def reading_of_batch(
    record: "Record", election: Election, batch: BatchOpened, watch: PrintWatch, known: PrintsKnown
) -> Callable[[PlannedSheet], SheetRead]:
    """How the batch's sheets are read, all of them alike."""
    layouts = layouts_for(election, batch.ballot_style)
    return partial(_count_sheet, record, election, layouts, batch, record.rules, watch, known)


def _count_sheet(
    record: "Record",
    election: Election,
    layouts: Layouts,
    batch: BatchOpened,
    rules: RulesEdition,
    watch: PrintWatch,
    known: PrintsKnown,
    planned: PlannedSheet,
) -> SheetRead:
    learned = known.learned
    with disk_errors(planned.pages[0].path):
        loaded = load_sheet(planned)
    for file in loaded.files:
        record.images.keep(file.sha256, file.name, file.chunks())
    reading = read_loaded(loaded, layouts, batch.images_per_sheet, words_are_read(election), learned)
    if isinstance(reading, ReadSheet):
        watch.look(loaded.sheet, reading)
    images = tuple(page.source for page in loaded.sheet.pages)
    outcome = outcome_of(loaded.sheet, reading, election, batch, rules)
    sides = TELLS_NOTHING if planned.run is None else sides_told(loaded.sheet, outcome, layouts)
    return SheetRead(images, outcome, is_colourless(loaded.sheet, reading), len(learned), sides)
