"""How the state reads the law of sheets without a mark, at the moment when a batch is opened (13-15-206(3)(b))."""

from typing import TYPE_CHECKING

from tabulate.ballot_sheets import UnmarkedSheets

if TYPE_CHECKING:
    from canvass.record.store import Record


def unmarked_sheets(record: "Record") -> UnmarkedSheets:
    """What becomes of sheets without a mark, of ballots of several, in a batch that is opened now."""
    from canvass.record.work.replay import Replay

    return Replay(record.alias).state.office.readings.unmarked_sheets
