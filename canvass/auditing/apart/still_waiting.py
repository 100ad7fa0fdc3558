"""Ballots of a precinct that wait for the counting board: opening its boxes fixes that they are in no count."""

from dataclasses import dataclass

from audit.errors import Refused
from audit.state import AuditState
from canvass.auditing.batch_figures import batches_of, sheets_of_unknown_precinct
from canvass.auditing.sheet_votes import sheets_of_precinct
from canvass.console.text import plural
from tabulate.board.places import WAITING_PLACES
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """How many ballots the board has yet to decide."""

    known: int = 0
    """Of the precinct."""
    perhaps: int = 0
    """In its batches, not read: nobody knows of which precinct."""

    @property
    def said(self) -> str:
        """`2 ballots of this precinct wait for the counting board.` Empty where none waits."""
        told = [f"{plural(self.known, 'ballot')} of this precinct"] if self.known else []
        told += [f"{plural(self.perhaps, 'sheet')} of an unknown precinct in its batches"] if self.perhaps else []
        verb = "waits" if self.known + self.perhaps == 1 else "wait"
        return f"{' and '.join(told)} {verb} for the counting board." if told else ""


def still_waiting(state: AuditState, counted: RecordState, precinct: PrecinctId) -> StillWaiting:
    """What waits in the batches of a precinct; nothing where its first count is another system's report."""
    if state.report_of(precinct) is not None:
        return StillWaiting()
    known = perhaps = 0
    for one in batches_of(counted, precinct):
        if (batch := counted.batches.get(one.batch)) is not None:
            known += sum(sheet.place in WAITING_PLACES for sheet in sheets_of_precinct(counted, batch, precinct))
            unknown = sheets_of_unknown_precinct(counted, batch)
            perhaps += sum(sheet.place in WAITING_PLACES for sheet in unknown)
    return StillWaiting(known, perhaps)


def check_decided(state: AuditState, counted: RecordState, precinct: PrecinctId) -> None:
    """Check that no ballot of the precinct waits. Raises Refused, saying how many do."""
    if waiting := still_waiting(state, counted, precinct).said:
        raise Refused(
            "13-17-503(2)",
            waiting,
            "Let the board decide first: what is decided after the boxes are open stays out of the audit. To open them "
            "all the same, say --board-undecided.",
        )
