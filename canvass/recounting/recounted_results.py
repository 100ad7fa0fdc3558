"""What certified recounts make of the county's results: the correct votes beside those canvassed (13-16-418, -419)."""

from dataclasses import dataclass
from typing import Any

from audit.state import AuditState
from canvass.console.text import say, say_table
from canvass.recounting.of_record import contest_position
from canvass.recounting.votes_by_precinct import recounted_in
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.election import ContestId, Election
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class RecountedChoice:
    """One choice, or somebody written in: the votes canvassed, and the correct ones."""

    choice: str
    name: str
    canvassed: int
    recounted: int


@dataclass(frozen=True, slots=True)
class RecountedContest:
    """A contest of which precincts were recounted."""

    contest: ContestId
    title: str
    recount: str
    """Each, in the order of their certificates."""
    certified_on: str
    """The last one."""
    precincts: tuple[str, ...]
    """Names of all that were recounted."""
    choices: tuple[RecountedChoice, ...]


def recounted_results(election: Election, state: RecordState, audit: AuditState | None) -> tuple[RecountedContest, ...]:
    """Every contest with a certified recount. Whether totals are sealed is asked before. Raises TotalsDoNotAddUp."""
    found: dict[ContestId, list[KeptRecount]] = {}
    for one in state.board.recounts.certified():
        found.setdefault(one.filed.contest, []).append(one)
    return tuple(_contest(election, state, audit, several) for several in found.values())


def _contest(
    election: Election, state: RecordState, audit: AuditState | None, several: list[KeptRecount]
) -> RecountedContest:
    last = several[-1]
    contest = election.contest(last.filed.contest)
    recounted = recounted_in(election, state, contest)
    before = {one.choice: one.votes for one in contest_position(election, state, audit, contest, {}).votes}
    after = contest_position(election, state, audit, contest, recounted).votes
    assert last.certified is not None
    return RecountedContest(
        contest.id,
        contest.title,
        ", ".join(one.filed.recount for one in several),
        last.certified.certified_on,
        tuple(map(election.precinct_name, recounted)),
        tuple(RecountedChoice(one.choice, one.name, before.get(one.choice, 0), one.votes) for one in after),
    )


def recounts_json(found: tuple[RecountedContest, ...]) -> list[dict[str, Any]]:
    """For `canvass results --json`."""
    return [
        {
            "contest": one.contest,
            "recount": one.recount,
            "certified_on": one.certified_on,
            "precincts": list(one.precincts),
            "choices": [
                {"choice": row.choice, "name": row.name, "canvassed": row.canvassed, "recounted": row.recounted}
                for row in one.choices
            ],
        }
        for one in found
    ]


def say_recounted(found: tuple[RecountedContest, ...]) -> None:
    """For `canvass results`."""
    for one in found:
        say(f"\nRecount {one.recount}, certified on {one.certified_on} (13-16-418)")
        say(f"{one.title}: the recount counts in {', '.join(one.precincts)}")
        say_table(("", "canvassed", "recounted"), [(row.name, row.canvassed, row.recounted) for row in one.choices])
