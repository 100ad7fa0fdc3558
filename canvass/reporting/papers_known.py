"""Of how many papers another scan would be noticed: what status, reports and reconciliation say of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.console.text import plural
from tabulate.ledger.fold import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class PapersKnown:
    """Hand-marked sheets of real batches, those set aside as scanned before left out."""

    known: int
    """Another scan of the paper would be known for it."""
    unknown: int
    """It might not: the marks are too few, or too alike (blank, or made by a machine), or the scan is too poor."""
    waiting: int
    """Counted by an older version: the next count looks at their ink. Device printouts of such a version are among
    them."""

    @property
    def sentence(self) -> str:
        """In a clerk's words; empty where there is nothing to say."""
        parts = []
        if self.unknown:
            parts.append(
                f"{self.unknown:,} of {plural(self.known + self.unknown, 'hand-marked sheet')} cannot be told from "
                "another scan of the same paper, by too few marks or marks too alike: there, only the numbers of "
                "papers and of sheets show what was scanned twice."
            )
        if self.waiting:
            parts.append(f"{plural(self.waiting, 'sheet')} of an older version: the next count looks at their ink.")
        return " ".join(parts)


def papers_known(record: "Record", state: RecordState) -> PapersKnown:
    """Count them. Test decks and withdrawn batches are left out."""
    told, waiting = record.papers_told()
    real = [told[batch] for batch, own in state.batches_kept() if not own.test and batch in told]
    return PapersKnown(sum(one.yes for one in real), sum(one.no for one in real), waiting)
