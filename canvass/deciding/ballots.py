"""A ballot as pages show it: what the machine read, what is asked, and what came of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tabulate.board.ballot import Ballot
from tabulate.board.errors import NotAllowed
from tabulate.board.places import Place, SheetName
from tabulate.election import PrecinctId
from tabulate.ledger.entries import SheetEntry

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
    """As the machine read it last, with pages and targets."""
    ballot: Ballot
    """What is asked, the round, who has decided, what came of it. Until `ballot.outcome` is there, no judge at an own
    screen may be shown `ballot.decisions`."""
    place: Place
    precinct: PrecinctId | None


def ballot_view(record: "Record", replay: "Replay", name: SheetName) -> BallotView:
    """A ballot by its batch and number. Raises NotAllowed where there is none."""
    from canvass.record.work.as_it_stands import as_it_stands

    number = replay.own_entry(name)
    sheet = as_it_stands(record.alias, sheet_at(record, number))
    ballot = replay.state.ballot(name)
    place, precinct = replay.state.place_of(name), replay.precinct_of(ballot)
    return BallotView(number, name, sheet, ballot, place, precinct)


def sheet_at(record: "Record", number: int) -> SheetEntry:
    """A sheet by the number of its entry. Raises NotAllowed where that is none's."""
    sheet = record.entry(number)
    if not isinstance(sheet, SheetEntry):
        raise NotAllowed("a sheet", f"entry {number}, which is none's")
    return sheet
