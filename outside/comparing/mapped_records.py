"""Cast vote records in the definition's ids: by the mapping of names, and by nothing else."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Protocol, assert_never

from outside.cast_vote_records import (
    CardVotes,
    OutsideCastVoteRecords,
    OutsideRecord,
    RankedVotes,
    RedactedVotes,
    UncountedVotes,
    VotesInContest,
)
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.record_names import contest_names, precinct_of
from outside.comparing.their_records import (
    TheirContest,
    TheirHidden,
    TheirOvervote,
    TheirRecord,
    TheirUncounted,
    TheirVotes,
)
from outside.errors import NotMappedError
from outside.matching.name_map import MappedContest, NameMap
from outside.matching.normal_form import bare_name
from outside.matching.outside_names import OutsideChoiceName, OutsideContestName, OutsidePrecinctName

_CHANGED = "changes"
"""ES&S says `Approved with Changes` where people changed what the machine read."""
_RANKED = "choices are ranked"
DeclaredNames = Mapping[str, Mapping[str, str]]
"""By contest: the bare names of declared write-in candidates, and their ids."""


class LeftOutNames(Protocol):
    """Names that a person said to be none of this election."""

    @property
    def precincts(self) -> Container[OutsidePrecinctName]:
        """Of precincts."""

    def has_contest(self, name: OutsideContestName, precinct: OutsidePrecinctName | None) -> bool:
        """Whether a contest is left out in a precinct."""

    def has_choice(
        self, contest: OutsideContestName, precinct: OutsidePrecinctName | None, choice: OutsideChoiceName
    ) -> bool:
        """Whether a choice is left out there."""


def mapped_records(
    records: OutsideCastVoteRecords,
    names: NameMap,
    left_out: LeftOutNames,
    contests: Mapping[str, ComparableContest],
    declared: DeclaredNames,
) -> tuple[TheirRecord, ...]:
    """Every record that is of this election, in their order. Equal votes are one object.

    What a person said to be none of this election is left out: whole records of such precincts, and single contests.
    Raises NotMappedError with everything that is not mapped, each once.
    """
    work = _Work(names, left_out, contests, declared, contest_names(records.contests))
    mapped = tuple(found for record in records.records if (found := work.record(record)) is not None)
    if work.problems:
        raise NotMappedError(tuple(work.problems))
    return mapped


@dataclass(slots=True)
class _Work:
    names: NameMap
    left_out: LeftOutNames
    contests: Mapping[str, ComparableContest]
    declared: DeclaredNames
    named: tuple[OutsideContestName, ...]
    problems: dict[str, None] = field(default_factory=dict)
    seen: dict[tuple[OutsidePrecinctName | None, VotesInContest], TheirContest | None] = field(default_factory=dict)
    whole: dict[tuple[TheirContest, ...], tuple[TheirContest, ...]] = field(default_factory=dict)

    def record(self, record: OutsideRecord) -> TheirRecord | None:
        where = precinct_of(record)
        if where is not None and where in self.left_out.precincts:
            return None
        mapped = None if where is None else self.names.precinct(where)
        if where is not None and mapped is None:
            self.problems[f"Precinct {str(where)!r} is not mapped."] = None
        return TheirRecord(
            record.key,
            mapped,
            record.style,
            record.sheet,
            record.batch,
            record.tabulator,
            self._contests(record.votes, where),
            record.group,
            record.status,
            record.as_scanned not in (None, record.votes) or _CHANGED in record.status.casefold(),
            None if record.as_scanned is None else self._contests(record.as_scanned, where),
        )

    def _contests(
        self, votes: tuple[VotesInContest, ...], where: OutsidePrecinctName | None
    ) -> tuple[TheirContest, ...]:
        found = tuple(one for each in votes if (one := self._contest(each, where)) is not None)
        if len({one.contest for one in found}) < len(found):
            self.problems["Two contests of one record are mapped to one of the definition."] = None
        return self.whole.setdefault(found, found)

    def _contest(self, votes: VotesInContest, where: OutsidePrecinctName | None) -> TheirContest | None:
        key = (where, votes)
        if key not in self.seen:
            self.seen[key] = self._mapped(votes, where)
        return self.seen[key]

    def _mapped(self, votes: VotesInContest, where: OutsidePrecinctName | None) -> TheirContest | None:
        name = self.named[votes.contest]
        if self.left_out.has_contest(name, where):
            return None
        mapped = self.names.contest(name, where)
        if mapped is None:
            self.problems[f"Contest {str(name)!r} is not mapped."] = None
            return None
        contest = self.contests[mapped.contest]
        match votes:
            case RedactedVotes():
                return TheirHidden(contest.id)
            case RankedVotes():
                return TheirUncounted(contest.id, _RANKED)
            case UncountedVotes(reason=reason):
                return TheirUncounted(contest.id, reason)
            case CardVotes(overvoted=True):
                return TheirOvervote(contest.id, self._choices(votes, mapped, contest, where).printed)
            case CardVotes():
                found = self._choices(votes, mapped, contest, where)
                told = votes.overvoted is not None
                return TheirVotes(contest.id, found.printed, found.write_ins, found.declared, told)
            case _:
                assert_never(votes)

    def _choices(
        self, votes: CardVotes, mapped: MappedContest, contest: ComparableContest, where: OutsidePrecinctName | None
    ) -> "_Voted":
        printed: set[str] = set()
        others: list[str] = list(votes.write_ins)
        for name in votes.choices:
            choice = mapped.choice(OutsideChoiceName(name))
            if choice is not None:
                printed.add(choice)
            else:
                others.append(name)
                left_out = self.left_out.has_choice(mapped.outside, where, OutsideChoiceName(name))
                if not left_out and self._declared(name, contest) is None:
                    self.problems[f"{name!r} is not mapped ({mapped.outside})."] = None
        found = [self._declared(name, contest) for name in others]
        return _Voted(
            tuple(one for one in contest.choices if one in printed),
            found.count(None),
            tuple(sorted(one for one in found if one is not None)),
        )

    def _declared(self, name: str, contest: ComparableContest) -> str | None:
        return self.declared.get(contest.id, {}).get(bare_name(name)) if name else None


@dataclass(frozen=True, slots=True)
class _Voted:
    printed: tuple[str, ...]
    write_ins: int
    declared: tuple[str, ...]
