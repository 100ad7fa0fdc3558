"""Two scans that may be of the same paper, side by side, so that one of them can be struck (rule 2.11)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.board.pictures.addresses import PictureShown, page_pictures
from canvass.deciding.decisions import BallotView, Deciding
from canvass.errors import RefusedError
from canvass.record.image_index import key_of
from tabulate.board.places import SheetName
from tabulate.ledger.entries import SheetNotRead, images_of
from tabulate.questions import Question

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class ScanShown:
    """One of the two."""

    title: str
    pictures: tuple[PictureShown, ...]


@dataclass(frozen=True, slots=True)
class ScansToCompare:
    """The sheet that an equal image was counted as, or whose ink is the same, and both to be shown."""

    other: SheetName | None
    scans: tuple[ScanShown, ...]
    evidence: tuple[str, ...] = ()
    """Why the machine took one for the other, a sentence each."""


def same_paper(record: "Record", work: Deciding, view: BallotView) -> ScansToCompare:
    """Where the same image or paper was counted before; nothing where the ballot is not asked about as a duplicate."""
    if Question.DUPLICATE_IMAGE not in view.ballot.ballot_questions:
        return ScansToCompare(None, ())
    before = record.counted_before(key_of(image) for image in images_of(view.sheet))
    withdrawn = work.state().withdrawn
    images = (image for times in before.values() for image in times if image.batch not in withdrawn)
    others = (SheetName(image.batch, image.sheet) for image in images)
    other = next((name for name in others if name != view.name), None) or record.same_ink(view.name)
    if other is None:
        return ScansToCompare(None, ())
    reasons = view.sheet.reading.reasons if isinstance(view.sheet, SheetNotRead) else ()
    evidence = tuple(reason.detail for reason in reasons)
    return ScansToCompare(other, (_shown(work, view.name, "This scan"), _shown(work, other, "Counted")), evidence)


def _shown(work: Deciding, name: SheetName, of: str) -> ScanShown:
    try:
        pictures = page_pictures(work.ballot(name).sheet)
    except RefusedError:
        pictures = ()
    return ScanShown(f"{of}: {name}", pictures)
