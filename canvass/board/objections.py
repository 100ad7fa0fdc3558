"""Objections to the whole process: a public record (13-15-206(8)(e)). Those to one ballot's decision stay beside it."""

from dataclasses import dataclass

from canvass.accounts.models import Account
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class ProcessObjection:
    """One objection, by a public official or whoever else had an account."""

    by: str
    objection: str


def process_objections(state: RecordState) -> tuple[ProcessObjection, ...]:
    """Every objection to the whole process, oldest first, with the full names of who made them."""
    entries = [entry for entry in state.board.objections if entry.name is None]
    if not entries:
        return ()
    accounts = Account.objects.filter(name__in={entry.objected_by for entry in entries})
    names = dict(accounts.values_list("name", "full_name"))
    return tuple(
        ProcessObjection(names.get(entry.objected_by) or entry.objected_by, entry.objection) for entry in entries
    )
