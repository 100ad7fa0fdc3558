"""Whether a batch's scans keep colours: said once where they do not, since gray drops some inks."""

from canvass.console.colourless import colourless_words
from canvass.console.progress import Progress
from imaging.sheets import PageImage, ReadSheet, ScannedSheet, SheetReading


def is_colourless(scanned: ScannedSheet, reading: SheetReading) -> bool:
    """Whether marks were read on a sheet of whose images none keeps colours."""
    kept = [isinstance(page, PageImage) and page.chroma is None for page in scanned.pages]
    return isinstance(reading, ReadSheet) and all(kept)


class ColoursKept:
    """Says once of a batch that it is scanned without colour."""

    def __init__(self, batch: str, progress: Progress) -> None:
        """Nothing is said yet."""
        self._batch, self._progress, self._said = batch, progress, False

    def look(self, colourless: bool) -> None:
        """Take whether a sheet's images keep no colours."""
        if colourless and not self._said:
            self._said = True
            self._progress.note(colourless_words(self._batch))
