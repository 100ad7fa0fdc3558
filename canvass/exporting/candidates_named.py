"""Who the candidates of a contest are, as NIST's formats know them: each of one contest, with the party printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from canvass.exporting.common_format import id_of
from tabulate.election import Contest, ContestKind, Election


@dataclass(frozen=True, slots=True)
class CandidateNamed:
    """Somebody who may have votes, or the judge or justice of a retention."""

    id: str
    """In the file."""
    name: str
    party: str | None
    """The id in the file, of the one party that it is printed with."""


def candidates_named(
    election: Election, contest: Contest, people: Iterable[tuple[str, str]]
) -> Iterator[CandidateNamed]:
    """Of an office `people`, by id and name; of a retention the judge or justice alone; of an issue nobody."""
    match contest.kind:
        case ContestKind.RETENTION:
            judge = contest.purpose.incumbent or contest.title
            yield CandidateNamed(id_of("candidate", contest.id), judge, None)
        case ContestKind.CANDIDATE:
            for person, name in people:
                id_ = id_of("candidate", contest.id, person)
                yield CandidateNamed(id_, name or person, _party(election, contest, person))
        case ContestKind.ISSUE:
            pass
        case _:
            assert_never(contest.kind)


def _party(election: Election, contest: Contest, person: str) -> str | None:
    """None where there are several, or the definition does not have it."""
    printed = contest.choice(person)
    if printed is None or len(printed.parties) != 1 or not election.party_names(printed):
        return None
    return id_of("party", printed.parties[0])
