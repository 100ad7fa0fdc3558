"""What is printed around targets of a card, from some of its recorded sheets: for counting, and for `verify` again."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from canvass.reading.again import look_around_again
from canvass.reading.pipeline import in_order, workers
from imaging.marks.around_targets import CellsAround
from imaging.papers.common_print import print_common
from imaging.sheets import PlacePrint
from tabulate.ledger.entries import BatchOpened, SheetEntry

if TYPE_CHECKING:
    from canvass.record.images import ImageStore
    from tabulate.election import Election

RecordedSheet = tuple[SheetEntry, BatchOpened]
"""A sheet's own entry, and the one that opened its batch."""


def print_of_card(
    images: "ImageStore", election: "Election", sheets: Sequence[RecordedSheet], targets: Sequence[int]
) -> Iterator[PlacePrint]:
    """What all of these sheets, different papers of one card, have around each of these targets."""
    look = partial(_look, images, election, targets)
    seen = [around for found in in_order(look, sheets, workers(), 2 * workers()) for around in found]
    for target in targets:
        known = print_common([around for around in seen if around.target == target])
        if known is not None:
            yield known


def _look(
    images: "ImageStore", election: "Election", targets: Sequence[int], sheet: RecordedSheet
) -> list[CellsAround]:
    return look_around_again(images, election, *sheet, targets)
