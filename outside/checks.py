"""What results must fit by their own figures, whichever system printed them. Every difference is listed."""

import re
from collections import Counter
from collections.abc import Iterator

from outside.common_rows import uncommon_findings
from outside.findings import FindingKind, OutsideFinding
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRowKind
from outside.source import OutsideSource

_OF_A_TEST = re.compile(
    r"(?<![A-Z])(?:TEST(?:ING|S|ED)?|LOGIC *(?:AND|&|/) *ACCURACY|L *(?:&|AND) *A|ZEROS?|ZEROES|SAMPLE|MOCK|PRACTICE|"
    r"REHEARSAL|TRAINING|DEMO(?:NSTRATION)?)(?![A-Z])",
    re.IGNORECASE,
)


def findings_in(results: OutsideResults) -> tuple[OutsideFinding, ...]:
    """All findings, in the order of the file."""
    found = [
        *label_findings(results.source),
        *_nothing_cast(results),
        *_groups(results),
        *_twice(results),
        *_alike(results),
        *uncommon_findings(results),
    ]
    for precinct in results.precincts:
        found += _of_precinct(precinct)
        for contest in precinct.contests:
            found += _of_contest(precinct, contest)
    return tuple(found)


def label_findings(source: OutsideSource) -> Iterator[OutsideFinding]:
    """What a file says of itself: that it is not official, or of a test. Looked for in all that its head prints."""
    if "UNOFFICIAL" in source.label.upper():
        words = f"the file calls itself {source.label!r}: figures may still change"
        yield OutsideFinding(FindingKind.LABEL, "", words)
    for called in dict.fromkeys((source.label, source.election, source.heading)):
        if found := _OF_A_TEST.search(called):
            words = f"the file calls itself {called!r}: by {found[0]!r} it may be of test ballots, and no count"
            yield OutsideFinding(FindingKind.LABEL, "", words)


def _nothing_cast(results: OutsideResults) -> Iterator[OutsideFinding]:
    """A zero report: printed before the first ballot, to prove that nothing is counted yet."""
    rows = [row.total for one in results.precincts for contest in one.contests for row in contest.rows]
    if rows and not any(rows) and not any(one.ballots_cast for one in results.precincts):
        words = f"all {len(rows):,} figures are nought: it may be a zero report, printed before the first ballot"
        yield OutsideFinding(FindingKind.LABEL, "", words)


def _groups(results: OutsideResults) -> Iterator[OutsideFinding]:
    """Totals that are not the sum of their groups; said once where a group seems not to be printed at all."""
    checked, above = 0, 0
    differences = []
    for where, total, by_group in _totals(results):
        checked += 1
        if total != sum(by_group):
            above += total > sum(by_group)
            words = f"the total is {total:,}, and its groups have {sum(by_group):,}"
            differences.append(OutsideFinding(FindingKind.GROUPS, where, words))
    if above == len(differences) > 10:
        words = f"{above:,} of {checked:,} totals are above the sum of their groups: most likely a group is not printed"
        yield OutsideFinding(FindingKind.GROUPS, "", words)
    else:
        yield from differences


def _totals(results: OutsideResults) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    for precinct in results.precincts:
        if precinct.by_group is not None and precinct.ballots_cast is not None:
            yield f"{precinct.name}, ballots cast", precinct.ballots_cast, precinct.by_group
        for contest in precinct.contests:
            for row in contest.rows:
                if row.by_group is not None:
                    yield f"{_place(precinct, contest)}, {row.name or row.kind.value}", row.total, row.by_group


def _twice(results: OutsideResults) -> Iterator[OutsideFinding]:
    names = Counter((precinct.code, precinct.name) for precinct in results.precincts)
    for (_, name), number in names.items():
        if number > 1:
            yield OutsideFinding(FindingKind.PRECINCTS, name, f"the precinct stands in the file {number} times")


def _alike(results: OutsideResults) -> Iterator[OutsideFinding]:
    alike = dict.fromkeys(
        (contest.title, contest.seats) for one in results.precincts for contest in one.contests if contest.place > 1
    )
    for title, _ in alike:
        words = "two contests have this title and the same seats: only their order tells them apart"
        yield OutsideFinding(FindingKind.CONTESTS, title, words)


def _of_precinct(precinct: OutsidePrecinct) -> Iterator[OutsideFinding]:
    cast, blank, registered = precinct.ballots_cast, precinct.blank_cast, precinct.registered
    if cast is not None and blank is not None and blank > cast:
        yield _ballots(precinct.name, f"{blank:,} ballots are blank, and only {cast:,} were cast")
    if cast is not None and registered is not None and registered and cast > registered:
        yield _ballots(precinct.name, f"{cast:,} ballots were cast, and {registered:,} electors are registered")


def _of_contest(precinct: OutsidePrecinct, contest: OutsideContest) -> Iterator[OutsideFinding]:
    where = _place(precinct, contest)
    if contest.total_votes is not None and contest.total_votes != contest.votes:
        words = f"choices and write-ins have {contest.votes:,} votes, the printed total is {contest.total_votes:,}"
        yield OutsideFinding(FindingKind.VOTES, where, words)
    written, named = contest.figure(OutsideRowKind.WRITE_INS), contest.figure(OutsideRowKind.WRITE_IN)
    if written is not None and named is not None:
        parts = named + (contest.figure(OutsideRowKind.NOT_ASSIGNED) or 0)
        if parts != written:
            words = f"names written in have {parts:,} votes, the total of write-ins is {written:,}"
            yield OutsideFinding(FindingKind.WRITE_INS, where, words)
    yield from _ballots_of_contest(precinct, contest, where)


def _ballots_of_contest(precinct: OutsidePrecinct, contest: OutsideContest, where: str) -> Iterator[OutsideFinding]:
    over, under = contest.figure(OutsideRowKind.OVERVOTES), contest.figure(OutsideRowKind.UNDERVOTES)
    told = contest.votes + (over or 0) + (under or 0)
    whole = contest.contest_total
    if whole is not None and over is not None and under is not None and told != whole:
        words = f"votes, overvotes and undervotes are {told:,}, the printed contest total is {whole:,}"
        yield _ballots(where, words)
    if whole is None:
        whole = told if over is not None and under is not None else None
    if whole is not None and whole < told:
        yield _ballots(where, f"{told:,} votes, overvotes and undervotes are more than the contest total, {whole:,}")
    seats = contest.seats
    if not seats:
        return
    if whole is not None and whole % seats:
        yield _ballots(where, f"the contest total is {whole:,}, which no number of ballots gives at {seats} votes each")
    ballots = contest.ballots
    if ballots is not None and whole is not None and whole != ballots * seats:
        yield _ballots(
            where, f"votes, overvotes and undervotes are {whole:,}, and {ballots:,} ballots hold {seats} each"
        )
    carried = ballots if ballots is not None else None if whole is None else -(-whole // seats)
    cast = precinct.ballots_cast
    if cast is None:
        return
    if carried is not None and carried > cast:
        yield _ballots(where, f"the contest is on {carried:,} ballots, and {cast:,} were cast")
    elif told > seats * cast:
        yield _ballots(where, f"{told:,} votes are more than {cast:,} ballots allow at {seats} each")


def _ballots(where: str, words: str) -> OutsideFinding:
    return OutsideFinding(FindingKind.BALLOTS, where, words)


def _place(precinct: OutsidePrecinct, contest: OutsideContest) -> str:
    return f"{precinct.name}, {contest.title}" if precinct.name else contest.title
