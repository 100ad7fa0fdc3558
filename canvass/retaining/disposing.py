"""What people type of holds, and of containers that were disposed of, all or none (13-1-303(1))."""

from collections.abc import Sequence

from canvass.deciding.custody_typed import people_typed, words_typed
from canvass.errors import InputError
from tabulate.board.custody.container_entries import ContainerDisposed
from tabulate.board.custody.retention_entries import HoldGround

GROUNDS = {
    "audit-appeal": HoldGround.AUDIT_APPEAL,
    "court": HoldGround.COURT,
    "investigation": HoldGround.INVESTIGATION,
    "records-request": HoldGround.RECORDS_REQUEST,
    "other": HoldGround.OTHER,
}
"""As they are typed."""
Disposal = tuple[ContainerDisposed, ...]
"""Of several containers, all or none."""


def disposed_typed(
    containers: Sequence[str], how: str, authority: str, present: Sequence[str], at: str, entered_by: str
) -> Disposal:
    """An entry for each container, by its number; `present` as `Dee Clerk=administrator`, each. Raises InputError."""
    names = tuple(map(words_typed, containers))
    if twice := next((one for one in names if names.count(one) > 1), None):
        raise InputError(f"Container {twice[:80]} is named twice. Nothing was written. Name each once.")
    people, by = people_typed(present), words_typed(entered_by)
    said, plan = words_typed(how), words_typed(authority)
    return tuple(ContainerDisposed(one, said, plan, people, at, by) for one in names)


def facts_of_disposal(entries: Disposal) -> tuple[tuple[str, str], ...]:
    """What is to be written, each with its heading."""
    one = entries[0]
    return (
        ("Containers", ", ".join(each.container for each in entries)),
        ("How", one.how),
        ("By the plan", one.authority),
        ("Who was there", ", ".join(f"{who.name}, {who.office}" for who in one.present)),
    )
