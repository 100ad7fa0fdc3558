"""What a folder offers to a batch: its sheets, what was passed over, and what is still being written."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from canvass.console.progress import Progress
from canvass.errors import InputError
from canvass.reading.outcomes import layouts_for
from canvass.reading.planning import plan
from imaging.pages import PlannedSheet, arriving, find_scans
from imaging.sheets import ImageSource
from tabulate.election import Election
from tabulate.ledger.entries import BatchOpened, PassedOver

STILL_WRITTEN = "still being written? It changed a moment ago and ends early"


@dataclass(frozen=True, slots=True)
class OfferedFolder:
    """A folder of scans as it was found."""

    planned: list[PlannedSheet]
    """Sheets whose files are whole, or were counted before."""
    passed_over: tuple[PassedOver, ...]
    """What somebody should look at, those among it that are still being written."""
    arriving: tuple[str, ...]
    """Files that are still being written; sheets with one of them are left for the next count."""


def offered_by(
    election: Election, folder: Path, batch: BatchOpened, held: Iterable[tuple[ImageSource, ...]], progress: Progress
) -> OfferedFolder:
    """Look through the folder. `held` are the images of the sheets that the batch has already.

    Raises InputError where there is no scan in it, ScansNotFoundError where there is no such folder.
    """
    found = find_scans(folder)
    for ignored in found.ignored:
        progress.note(f"Passed over: {ignored.name} ({ignored.why})")
    kept = {image.file for images in held for image in images}
    late = arriving([file for file in found.files if file.name not in kept])
    names = frozenset(file.name for file in late)
    layouts = layouts_for(election, batch.ballot_style)
    planned = plan(found.files, batch.images_per_sheet, layouts, batch.pairing, progress, late=names)
    if not found.files:
        raise InputError(
            f"{folder} holds no scans: expected JPEG, PNG, TIFF or PDF files. Name the folder that the scanner wrote "
            "to. Nothing was counted."
        )
    looked_at = [PassedOver(one.name, one.why) for one in found.ignored if not one.is_usual]
    return OfferedFolder(
        planned,
        (*looked_at, *(PassedOver(file.name, STILL_WRITTEN) for file in late)),
        tuple(file.name for file in late),
    )
