"""A batch withdrawn whole: counted twice, or under a wrong name, kind or precinct. Its scans stay, and are in no total.

Nothing that people did with its ballots may be lost with it, and nothing that was published may change by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from tabulate.board.ballot import Ballot
from tabulate.board.batches.known_sheets import Sheets
from tabulate.board.county.canvass_state import CanvassPhase
from tabulate.board.errors import NotAllowed
from tabulate.board.office.office_state import OfficeState
from tabulate.board.places import SheetName
from tabulate.board.subjects import About, BatchName, CanvassOfCounty, OpenToAnyone
from tabulate.board.transfers import Transfers
from tabulate.board.words_said import check_said

LONGEST_REASON = 2_000
_LONGEST_NAME = 200
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class BatchWithdrawn(OpenToAnyone):
    """The administrator takes a batch back; its papers count by another batch, or are none of this count."""

    kind: ClassVar[str] = "batch withdrawn"

    batch: str
    reason: str
    withdrawn_by: str

    @property
    def about(self) -> About:
        """The batch, and the county canvass, which must not have adopted figures with it."""
        return (BatchName(self.batch), CanvassOfCounty())

    @property
    def taken_out(self) -> tuple[str, ...]:
        """The batch."""
        return (self.batch,)


class BatchesKept(Protocol):
    """What of the boards' state tells whether a batch may be withdrawn."""

    @property
    def sheets(self) -> Sheets:
        """Batches and their sheets."""

    @property
    def withdrawn(self) -> Mapping[str, BatchWithdrawn]:
        """Those withdrawn before, by name."""

    @property
    def replaced(self) -> frozenset[str]:
        """Those counted anew after a halt."""

    @property
    def office(self) -> OfficeState:
        """What the office entered, the county canvass among it."""

    @property
    def transfers(self) -> Transfers:
        """Originals and their new ballots."""

    @property
    def released_at(self) -> int:
        """The number of the entry that released totals last; 0 where none were."""

    def ballot(self, name: SheetName) -> Ballot:
        """The ballot of a sheet."""


def check_withdrawn(entry: BatchWithdrawn, kept: BatchesKept) -> None:
    """Check that a batch may be withdrawn. Raises NotAllowed."""
    check_said((entry.reason,), LONGEST_REASON, f"the reason, in words of at most {LONGEST_REASON:,} letters")
    check_said((entry.withdrawn_by,), _LONGEST_NAME, "the name of who withdraws the batch")
    opened_at = kept.sheets.opened_at(entry.batch)
    if entry.batch in kept.withdrawn:
        raise NotAllowed("a batch that is not withdrawn yet", f"batch {entry.batch}, which is", "Go on.")
    if entry.batch in kept.replaced:
        raise NotAllowed("a batch in the count", f"batch {entry.batch}, which is counted anew after a halt", "Go on.")
    if kept.released_at > opened_at:
        raise NotAllowed(
            "a batch of which no totals were released",
            f"a release in entry {kept.released_at:,}, after batch {entry.batch} was opened",
            "Have the board decide on its sheets one by one.",
        )
    if kept.sheets.has_audit():
        raise NotAllowed(
            "a batch withdrawn before the audit is opened (13-17-503)",
            "an audit that is open",
            "Have the audit find what differs (13-17-507).",
        )
    if kept.office.canvass.phase is CanvassPhase.ADOPTED:
        raise NotAllowed(
            "a batch withdrawn before the board adopts its report (13-15-405)",
            "a report that is adopted",
            "Bring the error before the board of county canvassers.",
        )
    _check_no_work(entry.batch, kept)


def _check_no_work(batch: str, kept: BatchesKept) -> None:
    """What people did with its ballots holds elsewhere: on new ballots, on a set of ballots, on what was struck."""
    names = tuple(kept.sheets.sheets_of(batch))
    _refuse("no transfer of a ballot of the batch", (name for name in names if kept.transfers.of(name) is not None))
    folded = (name for name in names if kept.ballot(name).folded is not None)
    _refuse("no ballot of the batch that lies folded together with another", folded)
    struck = (name for name in kept.sheets.struck() if name.batch not in kept.withdrawn and name.batch != batch)
    _refuse("no ballot elsewhere struck as the paper of one of the batch", _struck_for(batch, struck, kept))


def _struck_for(batch: str, struck: Iterable[SheetName], kept: BatchesKept) -> Iterable[SheetName]:
    for name in struck:
        outcome = kept.ballot(name).outcome
        if outcome is not None and outcome.same_as is not None and outcome.same_as.batch == batch:
            yield name


def _refuse(expected: str, found: Iterable[SheetName]) -> None:
    if named := [str(name) for name in found]:
        more = f" and {len(named) - _MOST_NAMED:,} more" if len(named) > _MOST_NAMED else ""
        raise NotAllowed(expected, f"{'; '.join(named[:_MOST_NAMED])}{more}", "Open these again first, or keep it.")
