"""A line down the image at the same place on sheet after sheet: dirt on the scanner's glass, said once for a batch."""

from collections import Counter

from canvass.reading.outcomes import SheetOutcome, VotedSheet
from imaging.sheets import Cause, ReadSheet

LEAST_SHEETS = 3
LEAST_PERCENT = 80
"""On so many of the sheets read, and no fewer than LEAST_SHEETS, a line at one place is the scanner's."""
SAME_PLACE_PITCHES = 0.5
SAID_FROM_SHEETS = 5
"""While the count still runs it is said from so many sheets on."""

Strip = tuple[int, int]
"""Which image of the sheet, and a strip of it from its top to its foot."""


class Streaks:
    """Gathers where lines run down the images of a batch's sheets."""

    def __init__(self) -> None:
        """No sheet yet."""
        self._read = 0
        self._in_strips: Counter[Strip] = Counter()
        self._said = False

    def add(self, outcome: SheetOutcome) -> None:
        """Take a sheet's outcome."""
        if isinstance(outcome, VotedSheet) and isinstance(outcome.reading, ReadSheet):
            self._read += 1
            self._in_strips.update(_strips(outcome.reading))

    @property
    def sheets(self) -> int:
        """How many sheets have a line at the same place; 0 where too few have."""
        most = max(self._in_strips.values(), default=0)
        return most if most >= LEAST_SHEETS and 100 * most >= LEAST_PERCENT * self._read else 0

    def is_to_be_said(self) -> bool:
        """Whether it is time to say so, which it is once."""
        if self._said or self.sheets < SAID_FROM_SHEETS:
            return False
        self._said = True
        return True


def _strips(reading: ReadSheet) -> set[Strip]:
    """Where a line runs through targets: each strip with the next one, as a line may lie between two."""
    sides = {page.side: (number, page.pitch_px) for number, page in enumerate(reading.pages)}
    strips: set[Strip] = set()
    for target in reading.targets:
        if target.cause is Cause.STREAK and target.side in sides:
            image, pitch_px = sides[target.side]
            strip = int(target.centre_col_px / (SAME_PLACE_PITCHES * pitch_px))
            strips |= {(image, strip), (image, strip + 1)}
    return strips
