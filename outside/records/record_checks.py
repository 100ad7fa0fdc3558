"""What records must be among themselves: each there once, and each contest with as many votes as it has seats."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from outside.cast_vote_records import CardContest, CardVotes, OutsideRecord
from outside.errors import OutsideFileError
from outside.findings import FindingKind, OutsideFinding

MOST_RANKS = 999
"""Each record has room for every rank of its contest."""


def each_record_once(records: Iterable[OutsideRecord]) -> tuple[tuple[OutsideRecord, ...], tuple[OutsideFinding, ...]]:
    """Every record once, in their order, and a finding where some were repeated. Records without a key all stay.

    Raises OutsideFileError where one key names two records that are not equal.
    """
    seen: dict[tuple[str, int | None], OutsideRecord] = {}
    kept: list[OutsideRecord] = []
    repeated: list[str] = []
    for record in records:
        before = seen.setdefault((record.key, record.sheet), record) if record.key else record
        if before is record:
            kept.append(record)
        elif before == record:
            repeated.append(record.key)
        else:
            raise OutsideFileError(
                f"two different records with the number {record.key}",
                "each number once",
                "Ask which export is the right one, and name only its files.",
                f"record {record.key}",
            )
    if not repeated:
        return tuple(kept), ()
    words = f"twice in the files with the same content, and taken once: {len(repeated):,}"
    return tuple(kept), (OutsideFinding(FindingKind.RECORDS, f"record {repeated[0]}", words),)


def hidden_numbers(records: Sequence[OutsideRecord]) -> Iterator[OutsideFinding]:
    """A finding where records have no key."""
    hidden = sum(not record.key for record in records)
    if hidden:
        words = f"a hidden number in {hidden:,} of {len(records):,} records, which cannot be joined with their pictures"
        yield OutsideFinding(FindingKind.RECORDS, "", words)


def votes_that_do_not_add_up(
    records: Sequence[OutsideRecord], contests: tuple[CardContest, ...]
) -> Iterator[OutsideFinding]:
    """A finding for each contest where votes and undervotes of records without an overvote are not the seats."""
    first: dict[int, str] = {}
    number: Counter[int] = Counter()
    for record in records:
        for one in record.votes:
            if isinstance(one, CardVotes) and not one.overvoted and one.undervotes is not None:
                seats = contests[one.contest].seats
                if seats is not None and len(one.choices) + len(one.write_ins) + one.undervotes != seats:
                    number[one.contest] += 1
                    first.setdefault(one.contest, record.key)
    for contest, times in sorted(number.items()):
        words = (
            f"votes and undervotes are not {contests[contest].seats} together in {times:,} of {len(records):,} records"
        )
        yield OutsideFinding(FindingKind.RECORDS, f"{contests[contest].title}, record {first[contest]}", words)
