"""What became of each recount, a line a step, as the minutes of the canvass have it (13-15-401(4))."""

from collections.abc import Iterator
from dataclasses import dataclass

from tabulate.election import Election
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class RecountStep:
    """One step."""

    on: str
    """The day, as 2026-11-24."""
    did: str
    """In words."""
    entry: int | None
    """The number of its entry; None where the fold keeps none."""


def recount_steps(election: Election, state: RecordState) -> Iterator[RecountStep]:
    """Filed, the board met, certified or withdrawn: of every recount, in the order in which they were filed."""
    for kept in state.board.recounts.recounts.values():
        filed, name = kept.filed, kept.filed.recount
        contest = election.find_contest(filed.contest)
        title = filed.contest if contest is None else contest.title
        where = ", ".join(map(election.precinct_name, filed.precincts))
        ground = f"{filed.ground} ({filed.ground.section})"
        yield RecountStep(filed.filed_on, f"Recount {name} of {title} in {where}: {ground}.", kept.filed_in)
        if kept.board is not None:
            members = ", ".join(one.name for one in kept.board.members)
            yield RecountStep(kept.board.met_on, f"The board of recount {name} met: {members}.", None)
        if (done := kept.certified) is not None:
            said = f"Recount {name} certified by {', '.join(done.signers)} (13-16-418)."
            yield RecountStep(done.certified_on, said, kept.certified_in)
        if (over := kept.withdrawn) is not None:
            yield RecountStep(over.withdrawn_on, f"Recount {name} ended without a certificate: {over.reason}", None)
