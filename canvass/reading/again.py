"""A recorded sheet read once more, from its stored images and as its batch was read."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from canvass.reading.outcomes import SheetOutcome, layouts_for, outcome_of, read_loaded, words_are_read
from canvass.record.hashing import hash_of_file
from canvass.record.images import ImageStore
from imaging.layout import Layouts
from imaging.marks.around_targets import CellsAround
from imaging.pages import LoadedSheet, PlannedPage, PlannedSheet, ScanFile, load_sheet, plan_sheets
from imaging.reader import look_around
from imaging.sheets import CardPrint, ImageSource, ReadSheet
from tabulate.editions.joined import election_of_batch
from tabulate.election import Election
from tabulate.ledger.entries import BatchOpened, SheetEntry, images_of
from tabulate.rules_edition import RulesEdition


def changed_image(images: ImageStore, entry: SheetEntry) -> str:
    """What is wrong with the first stored image of the sheet that is not what it was; empty where all are."""
    for source in images_of(entry):
        place = images.place(source.sha256, source.file)
        if (found := hash_of_file(place)) != source.sha256:
            wrong = f"was changed: its SHA-256 is now {found}" if found else "is not there"
            return f"the stored image of {source.file} {wrong} ({place})"
    return ""


def read_again(
    images: ImageStore,
    election: Election,
    entry: SheetEntry,
    batch: BatchOpened,
    rules: RulesEdition,
    learned: tuple[CardPrint, ...] = (),
) -> SheetOutcome:
    """Read the sheet's stored images, by the editions that `election` has, with the print `learned` until then.

    Safe to use from several threads.
    """
    election = election_of_batch(election, batch.edition)
    loaded = _load_again(images, entry)
    layouts = _layouts_again(election, batch)
    reading = read_loaded(loaded, layouts, batch.images_per_sheet, words_are_read(election), learned)
    return outcome_of(loaded.sheet, reading, election, batch, rules)


def look_around_again(
    images: ImageStore, election: Election, entry: SheetEntry, batch: BatchOpened, targets: Sequence[int]
) -> list[CellsAround]:
    """What stands around some targets of a recorded sheet, in its stored images. Safe to use from several threads."""
    if not isinstance(entry.reading, ReadSheet):
        return []
    layouts = _layouts_again(election_of_batch(election, batch.edition), batch)
    return look_around(_load_again(images, entry).sheet, layouts, entry.reading, targets)


def _load_again(images: ImageStore, entry: SheetEntry) -> LoadedSheet:
    pages = tuple(stored_page(images.place(source.sha256, source.file), source) for source in images_of(entry))
    return load_sheet(PlannedSheet(entry.reading.number, pages))


def _layouts_again(election: Election, batch: BatchOpened) -> Layouts:
    return replace(layouts_for(election, batch.ballot_style), thresholds=batch.thresholds)


def stored_page(place: Path, source: ImageSource) -> PlannedPage:
    """A page of a stored image, to be loaded."""
    return PlannedPage(place, source.file, source.page, _pages_in(place))


@lru_cache(maxsize=256)
def _pages_in(place: Path) -> int:
    return len(plan_sheets([ScanFile(place, place.name)], 1))
