"""A recorded sheet read once more, from its stored images and as its batch was read."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from canvass.reading.outcomes import SheetOutcome, layouts_for, outcome_of, read_loaded, words_are_read
from canvass.record.hashing import hash_of_file
from canvass.record.images import ImageStore
from imaging.pages import PlannedPage, PlannedSheet, ScanFile, load_sheet, plan_sheets
from imaging.sheets import ImageSource
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
    images: ImageStore, election: Election, entry: SheetEntry, batch: BatchOpened, rules: RulesEdition
) -> SheetOutcome:
    """Read the sheet's stored images, by the editions that `election` has. Safe to use from several threads."""
    election = election_of_batch(election, batch.edition)
    pages = tuple(stored_page(images.place(source.sha256, source.file), source) for source in images_of(entry))
    layouts = replace(layouts_for(election, batch.ballot_style), thresholds=batch.thresholds)
    loaded = load_sheet(PlannedSheet(entry.reading.number, pages))
    reading = read_loaded(loaded, layouts, batch.images_per_sheet, words_are_read(election))
    return outcome_of(loaded.sheet, reading, election, batch, rules)


def stored_page(place: Path, source: ImageSource) -> PlannedPage:
    """A page of a stored image, to be loaded."""
    return PlannedPage(place, source.file, source.page, _pages_in(place))


@lru_cache(maxsize=256)
def _pages_in(place: Path) -> int:
    return len(plan_sheets([ScanFile(place, place.name)], 1))
