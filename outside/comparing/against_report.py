"""Records held to the system's own report and to themselves, before anything is compared with pictures.

A system keeps two counts: totals from its media, and records. They differ in many counties, mostly for dull reasons:
provisional ballots, hidden records, late additions. So each difference is listed with both figures, and nothing stops.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.margins import WRITE_INS, counted
from outside.comparing.their_records import TheirContest, TheirHidden, TheirOvervote, TheirRecord, TheirVotes
from outside.findings import FindingKind, OutsideFinding
from tabulate.outside_figures import OutsideCount, OutsidePrecinctFigures

BALLOTS, OVERVOTES, UNDERVOTES = "ballots with the contest", "overvotes", "undervotes"
CAST = "ballots cast"


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """One figure of the report that the records do not add up to."""

    precinct: str
    contest: str
    """Empty for ballots cast."""
    row: str
    """A choice's id, or one of the words above."""
    report: int
    records: int
    hidden: int
    """Records of this precinct and contest whose votes are hidden: they may explain it."""


@dataclass(slots=True)
class _Sums:
    """What the records of a precinct add up to in one contest."""

    votes: Counter[str]
    ballots: int = 0
    overvoted: int = 0
    hidden: int = 0
    untold: int = 0
    """Records without a vote, which may be overvoted."""


def report_differences(
    records: Iterable[TheirRecord], count: OutsideCount, contests: Mapping[str, ComparableContest]
) -> tuple[ReportDifference, ...]:
    """Every figure that the report tells and the records do not add up to, in the report's order."""
    sums: dict[tuple[str, str], _Sums] = defaultdict(lambda: _Sums(Counter()))
    cast: Counter[str] = Counter()
    kept = tuple(records)
    equal = Counter((record.precinct or "", one) for record in kept for one in record.contests)
    for (place, one), times in equal.items():
        _add(sums[place, one.contest], one, times)
    for record in kept:
        cast[record.precinct or ""] += record.sheet in (None, 1)
    found: list[ReportDifference] = []
    for precinct in count.precincts:
        found += _of_precinct(precinct, cast[precinct.precinct])
        for figures in precinct.contests:
            contest = contests[figures.contest]
            added = sums[precinct.precinct, figures.contest]
            told = dict(zip(contest.choices, figures.votes, strict=True)) | {
                WRITE_INS: figures.write_ins,
                OVERVOTES: figures.overvotes,
                UNDERVOTES: figures.undervotes,
                BALLOTS: figures.ballots,
            }
            by_records = _rows(added, contest)
            found += [
                ReportDifference(precinct.precinct, contest.id, row, figure, by_records[row], added.hidden)
                for row, figure in told.items()
                if figure is not None and row in by_records and figure != by_records[row]
            ]
    return tuple(found)


def _of_precinct(precinct: OutsidePrecinctFigures, cast: int) -> Iterator[ReportDifference]:
    if precinct.ballots_cast is not None and precinct.ballots_cast != cast:
        yield ReportDifference(precinct.precinct, "", CAST, precinct.ballots_cast, cast, 0)


def _add(sums: _Sums, one: TheirContest, times: int) -> None:
    sums.ballots += times
    match one:
        case TheirHidden():
            sums.hidden += times
        case TheirOvervote():
            sums.overvoted += times
        case TheirVotes(surely_told=False):
            sums.untold += times
    for choice, votes in counted(one).items():
        sums.votes[choice] += votes * times


def _rows(sums: _Sums, contest: ComparableContest) -> dict[str, int]:
    """What the records tell. Where some do not tell overvotes, neither over- nor undervotes are known."""
    rows = {choice: sums.votes[choice] for choice in (*contest.choices, WRITE_INS)}
    rows[BALLOTS] = sums.ballots
    if not sums.untold:
        rows[OVERVOTES] = contest.seats * sums.overvoted
        shown = sums.ballots - sums.hidden - sums.overvoted
        rows[UNDERVOTES] = contest.seats * shown - sums.votes.total()
    return rows


def findings_in_records(
    records: Iterable[TheirRecord],
    contests: Mapping[str, ComparableContest],
    precincts: Mapping[str, frozenset[str]],
) -> Iterator[OutsideFinding]:
    """What a record says that no ballot of its precinct or style can: `precincts` has those of each contest."""
    kept = tuple(records)
    yield from _too_many(kept, contests)
    yield from _elsewhere(kept, precincts)
    yield from _other_contests(kept)


def _too_many(records: tuple[TheirRecord, ...], contests: Mapping[str, ComparableContest]) -> Iterator[OutsideFinding]:
    for record in records:
        for one in record.contests:
            votes = counted(one).total()
            if votes > contests[one.contest].seats:
                words = f"{votes} votes counted where an elector has {contests[one.contest].seats}"
                yield OutsideFinding(FindingKind.RECORDS, f"record {record.key}, {one.contest}", words)


def _elsewhere(records: tuple[TheirRecord, ...], precincts: Mapping[str, frozenset[str]]) -> Iterator[OutsideFinding]:
    found = Counter(
        (record.precinct, one.contest)
        for record in records
        if record.precinct is not None
        for one in record.contests
        if record.precinct not in precincts.get(one.contest, frozenset())
    )
    for (precinct, contest), times in sorted(found.items()):
        words = f"{times:,} records have this contest, and nobody there votes on it"
        yield OutsideFinding(FindingKind.RECORDS, f"{precinct}, {contest}", words)


def _other_contests(records: tuple[TheirRecord, ...]) -> Iterator[OutsideFinding]:
    """Records whose contests are not those of most records of their ballot style and sheet."""
    sets: dict[tuple[str, int | None], Counter[frozenset[str]]] = defaultdict(Counter)
    for record in records:
        if record.style:
            sets[record.style, record.sheet][frozenset(one.contest for one in record.contests)] += 1
    usual = {style: counts.most_common(1)[0][0] for style, counts in sets.items()}
    for record in records:
        own = frozenset(one.contest for one in record.contests)
        if record.style and own != (most := usual[record.style, record.sheet]):
            parts = [f"without {', '.join(sorted(most - own))}"] if most - own else []
            parts += [f"with {', '.join(sorted(own - most))}"] if own - most else []
            words = f"other contests than most records of {record.style}: {'; '.join(parts)}"
            yield OutsideFinding(FindingKind.RECORDS, f"record {record.key}", words)
