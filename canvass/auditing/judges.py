"""Who was an election judge in this election may not serve on the audit committee (13-17-504(2)).

The ledger knows everybody who ever sat on a counting board, also on one dismissed since or in another's place later.
Boards sit on election day and the committee is appointed before, so this is asked at both: when somebody is appointed,
and when a count begins.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from audit.committee import Member
from audit.errors import Refused
from audit.state import AuditState
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.printable import folded_words

if TYPE_CHECKING:
    from canvass.record.store import Record

_PAGE_ROWS = 200


def election_judges(record: "Record") -> tuple[Judge, ...]:
    """Everybody the ledger names as a judge of a counting board, newest board first."""
    found: list[Judge] = []
    before: int | None = None
    while rows := record.newest_of_kind(BoardAppointed.kind, before, _PAGE_ROWS):
        for row in rows:
            entry = row.entry()
            assert isinstance(entry, BoardAppointed)
            found += entry.judges
        before = rows[-1].number
    return tuple(found)


def who_judged(record: "Record", member: Member) -> Member:
    """The member, as an election judge where the ledger knows of it, whatever was said."""
    return replace(member, election_judge=True) if _judged(member, election_judges(record)) else member


def check_no_judge(record: "Record", state: AuditState) -> None:
    """Refuse a count by a committee with somebody who sat on a counting board after being appointed."""
    judges = election_judges(record)
    for member in state.committee.members:
        if _judged(member, judges):
            found = f"{member.name} sat on a counting board of this election."
            raise Refused("13-17-504(2)", found, "Put another in the member's place before anything is counted.")


def _judged(member: Member, judges: tuple[Judge, ...]) -> bool:
    name = folded_words(member.name)
    return any(member.id == judge.account or name == folded_words(judge.name) for judge in judges)
