"""How a step of people's is taken: read, checked by the fold's own rules and written while nobody else can write.

So a stale page, a second judge at once, or a board that was replaced meanwhile is refused, with nothing written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from canvass import clock
from canvass.errors import RefusedError
from tabulate.board.ballot import Ballot
from tabulate.board.errors import NotAllowed
from tabulate.board.hand_counts import HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.places import Place, SheetName
from tabulate.board.state import BoardEntry
from tabulate.board.touching import sheets_named
from tabulate.board.transfers import TransferMade, TransferPaired
from tabulate.election import PrecinctId
from tabulate.ledger.entries import SheetCounted, SheetEntry, SheetNotRead, SheetQuestioned

if TYPE_CHECKING:
    from canvass.record.store import Record
    from canvass.record.work.replay import Replay


@dataclass(frozen=True, slots=True)
class BallotView:
    """All that a page shows of one ballot."""

    entry: int
    """The number of the sheet's own ledger entry."""
    name: SheetName
    sheet: SheetEntry
    """As the machine read it, with pages and targets."""
    ballot: Ballot
    """What is asked, the round, who has decided, what came of it. Until `ballot.outcome` is there, no judge at an own
    screen may be shown `ballot.decisions`."""
    place: Place
    precinct: PrecinctId | None


class BoardSteps:
    """A record and the way to add to it. Every refusal is a RefusedError in words for whoever asked."""

    def __init__(self, record: "Record", now: Callable[[], datetime] | None = None) -> None:
        """`record` must stay open; `now` is the clock that leases and hours go by."""
        self.record = record
        self.now = now if now is not None else clock.now

    def step(self, entry: BoardEntry) -> int:
        """Check and append one entry; its number. Raises RefusedError."""
        with self.writing():
            replay = self.replay()
            return self.write(replay, entry)

    def step_on(self, entry: BoardEntry, name: SheetName) -> BallotView:
        """Check and append one entry; the ballot as it then stands. Raises RefusedError."""
        with self.writing():
            replay = self.replay()
            self.write(replay, entry)
            return self.view(replay, name)

    def write(self, replay: "Replay", entry: BoardEntry) -> int:
        """Check the entry by the fold's own rules, and append it. Raises NotAllowed."""
        for name in sheets_named(entry):
            replay.state.ballot(name)
        if isinstance(entry, TransferMade | TransferPaired):
            replay.read_transfer(entry.number)
        if isinstance(entry, HandCountOpened):
            replay.read_hand_counts_opened()
        if isinstance(entry, TallySheetEntered | HandCountReopened):
            replay.read_hand_count(entry.count)
        number = self.record.head().number + 1
        replay.state.apply(number, entry)
        self.record.append([entry])
        return number

    def view(self, replay: "Replay", name: SheetName) -> BallotView:
        """A ballot as a page shows it. Raises NotAllowed where there is none."""
        number = replay.own_entry(name)
        sheet = self.record.entry(number)
        if not isinstance(sheet, SheetCounted | SheetQuestioned | SheetNotRead):
            raise NotAllowed("a sheet", f"entry {number}, which is none's")
        ballot = replay.state.ballot(name)
        return BallotView(number, name, sheet, ballot, replay.state.place_of(name), replay.precinct_of(ballot))

    def replay(self) -> "Replay":
        """The boards' state of this moment, read as it is asked for."""
        from canvass.record.work.replay import Replay

        return Replay(self.record.alias)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the ledger while a step is taken. Raises RefusedError."""
        with self.refusals(), self.record.writing():
            yield

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Tell what is not allowed as a RefusedError."""
        try:
            yield
        except NotAllowed as refused:
            raise RefusedError(str(refused)) from None
