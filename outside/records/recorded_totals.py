"""What cast vote records add up to, contest by contest."""

from collections import Counter
from dataclasses import dataclass
from typing import assert_never

from outside.cast_vote_records import (
    CardContest,
    CardVotes,
    OutsideCastVoteRecords,
    RankedVotes,
    RedactedVotes,
    UncountedVotes,
    VotesInContest,
)
from outside.records.card_contests import one_card_a_ballot


@dataclass(frozen=True, slots=True)
class RecordedTotals:
    """One contest over all records."""

    contest: CardContest
    records: int
    """How many have it on their card."""
    choices: tuple[tuple[str, int], ...]
    """Each name with its votes, in the file's order; where choices are ranked, its first ranks."""
    write_ins: int
    written_in: tuple[tuple[str, int], ...]
    """Those of the write-ins that have a name."""
    overvoted: int
    """Records in which it is overvoted; where choices are ranked, overvotes as the file counts them."""
    undervotes: int | None
    """None where the file does not tell them of some record."""
    not_told_apart: int
    """Records without a vote in it, of which the file does not tell whether it is overvoted."""
    uncounted: int
    """Records in which the system says that nothing in it counts, for another reason than an overvote."""
    redacted: int

    @property
    def overvotes(self) -> int | None:
        """In votes: the seats for each overvoted record; None where the seats are not told."""
        if self.contest.ranks is not None or not self.overvoted:
            return self.overvoted
        return None if self.contest.seats is None else self.contest.seats * self.overvoted


class _Sums:
    """What is added up, as it goes."""

    def __init__(self, choices: tuple[str, ...]) -> None:
        self.choices: Counter[str] = Counter(dict.fromkeys(choices, 0))
        self.written: Counter[str] = Counter()
        self.records = self.overvoted = self.undervotes = 0
        self.not_told_apart = self.uncounted = self.redacted = 0
        self.tells_undervotes = True

    def add(self, votes: VotesInContest, times: int) -> None:
        """Add what so many records have."""
        self.records += times
        match votes:
            case RedactedVotes():
                self.redacted += times
            case UncountedVotes():
                self.uncounted += times
            case RankedVotes(ranks=ranks, overvotes=over, undervotes=under):
                for name in ranks[0] if ranks else ():
                    (self.choices if name else self.written)[name] += times
                self.overvoted += (over or 0) * times
                self._under(under, times)
            case CardVotes(overvoted=True):
                self.overvoted += times
            case CardVotes(overvoted=None):
                self.not_told_apart += times
            case CardVotes(choices=choices, write_ins=written, undervotes=under):
                for name in choices:
                    self.choices[name] += times
                for name in written:
                    self.written[name] += times
                self._under(under, times)
            case _:
                assert_never(votes)

    def _under(self, under: int | None, times: int) -> None:
        self.tells_undervotes &= under is not None
        self.undervotes += (under or 0) * times


def recorded_totals(records: OutsideCastVoteRecords) -> tuple[RecordedTotals, ...]:
    """The totals of each contest, in the order of the records' contests."""
    sums = [_Sums(one.choices) for one in records.contests]
    for votes, times in Counter(one for record in records.records for one in record.votes).items():
        sums[votes.contest].add(votes, times)
    return tuple(_totals(contest, one) for contest, one in zip(records.contests, sums, strict=True))


def _totals(contest: CardContest, sums: _Sums) -> RecordedTotals:
    return RecordedTotals(
        contest,
        sums.records,
        tuple(sums.choices.items()),
        sums.written.total(),
        tuple((name, votes) for name, votes in sums.written.items() if name),
        sums.overvoted,
        sums.undervotes if sums.tells_undervotes else None,
        sums.not_told_apart,
        sums.uncounted,
        sums.redacted,
    )


def ballots_in(records: OutsideCastVoteRecords) -> int | None:
    """How many ballots the records are of: the first sheets, where sheets are told.

    Where none is told, every record is a ballot. None where records of one style have no contest in common.
    """
    sheets = Counter(record.sheet for record in records.records)
    if None not in sheets:
        return sheets[1]
    if len(sheets) > 1:
        return None
    return len(records.records) if one_card_a_ballot(records.records) else None
