"""The names in cast vote records, as the matching asks for them: precincts, contests, choices, and where they stand."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from outside.cast_vote_records import (
    CardContest,
    CardVotes,
    OutsideCastVoteRecords,
    OutsideRecord,
    RankedVotes,
    RedactedVotes,
    UncountedVotes,
    VotesInContest,
)
from outside.matching.normal_form import bare_name
from outside.matching.outside_names import (
    NamedContest,
    OutsideChoiceName,
    OutsideContestName,
    OutsideNames,
    OutsidePrecinctName,
)


def precinct_of(record: OutsideRecord) -> OutsidePrecinctName | None:
    """The precinct that a record names, or its part; None where it names none."""
    name = record.precinct or record.portion
    return OutsidePrecinctName("", name) if name else None


def contest_names(contests: tuple[CardContest, ...]) -> tuple[OutsideContestName, ...]:
    """The name of each contest; of two with one title and as many seats, the second is place 2."""
    seen: Counter[tuple[str, int | None]] = Counter()
    names = []
    for one in contests:
        seen[one.title, one.seats] += 1
        names.append(OutsideContestName(one.title, seats=one.seats, place=seen[one.title, one.seats]))
    return tuple(names)


def names_in_records(records: OutsideCastVoteRecords, declared: Container[str]) -> OutsideNames:
    """All names. A choice with the bare name of a `declared` write-in candidate is no printed one."""
    named = contest_names(records.contests)
    precincts: dict[OutsidePrecinctName, None] = {}
    standing: dict[int, dict[OutsidePrecinctName | None, dict[str, None]]] = defaultdict(dict)
    seen: set[tuple[OutsidePrecinctName | None, VotesInContest]] = set()
    for record in records.records:
        where = precinct_of(record)
        if where is not None:
            precincts[where] = None
        for votes in record.votes:
            if (where, votes) not in seen:
                seen.add((where, votes))
                listed = dict.fromkeys(records.contests[votes.contest].choices)
                choices = standing[votes.contest].setdefault(where, listed)
                choices.update(dict.fromkeys(_marked(votes)))
    contests = (
        NamedContest(named[contest], tuple(OutsideChoiceName(one) for one in sorted(one.choices)), one.precincts)
        for contest, by_precinct in sorted(standing.items())
        for one in _together(
            {
                where: {one for one in choices if bare_name(one) not in declared}
                for where, choices in by_precinct.items()
            }
        )
    )
    return OutsideNames(tuple(precincts), tuple(contests))


@dataclass(frozen=True, slots=True)
class _Standing:
    choices: frozenset[str]
    precincts: tuple[OutsidePrecinctName, ...]


def _together(choices: Mapping[OutsidePrecinctName | None, set[str]]) -> Iterator[_Standing]:
    """Precincts with a choice in common, as those of one contest. Where no choice has a vote, it is the only contest.

    Records name only choices that have a vote somewhere, so two precincts of one contest may name different ones.
    """
    found: list[tuple[set[str], list[OutsidePrecinctName]]] = []
    without: list[OutsidePrecinctName] = []
    for where, some in choices.items():
        here = [] if where is None else [where]
        if not some:
            without += here
            continue
        near = [one for one in found if one[0] & some]
        found = [one for one in found if one not in near]
        merged = set(some).union(*(one[0] for one in near))
        found.append((merged, [*(place for one in near for place in one[1]), *here]))
    if len(found) == 1:
        found[0][1].extend(without)
    elif without or not found:
        found.append((set(), without))
    for merged, places in found:
        yield _Standing(frozenset(merged), tuple(places))


def _marked(votes: VotesInContest) -> tuple[str, ...]:
    match votes:
        case CardVotes(choices=choices) | UncountedVotes(choices=choices):
            return choices
        case RankedVotes(ranks=ranks):
            return tuple(name for rank in ranks for name in rank if name)
        case RedactedVotes():
            return ()
        case _:
            assert_never(votes)
