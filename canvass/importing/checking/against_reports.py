"""Reports of one count held to each other: the sum of precincts to the county's report, precinct to precinct."""

from collections.abc import Iterable, Iterator, Sequence

from canvass.importing.count_findings import CountFinding, CountFindingKind
from outside.matching.defined_election import DefinedElection
from outside.matching.mapped_figures import ballots_with, write_ins_of
from outside.matching.name_map import MappedContest, NameMap
from outside.matching.outside_names import OutsideChoiceName, contest_name
from outside.results import OutsideContest, OutsideResults, OutsideRowKind
from tabulate.outside_figures import OutsideContestFigures, OutsideCount, OutsidePrecinctFigures, added_up

_Told = tuple[str, int | None, int | None]
"""What, here, there."""


def county_findings(
    file: str, county: OutsideResults, count: OutsideCount, names: NameMap, election: DefinedElection
) -> Iterator[CountFinding]:
    """What a report of the whole county has otherwise than the precincts together."""
    kind = CountFindingKind.OTHER_REPORT.value
    for precinct in county.precincts:
        yield from _differences(
            kind, file, "whole county", [("ballots cast", count.ballots_cast, precinct.ballots_cast)]
        )
        there = dict(_of_county(precinct.contests, names, election))
        for id_, contest in there.items():
            known = election.contest(id_)
            here = count.total(id_)
            title = id_ if known is None else known.title
            if here is None:
                yield CountFinding(kind, file, title, "the report has the contest, and no precinct has it")
            elif known is not None:
                called = [one.name for one in known.choices]
                yield from _differences(kind, file, title, _figures(called, here, contest))
        for one in dict.fromkeys(each.contest for of in count.precincts for each in of.contests):
            if one not in there and (known := election.contest(one)) is not None:
                yield CountFinding(kind, file, known.title, "the report of the county does not have the contest")


def _of_county(
    contests: Iterable[OutsideContest], names: NameMap, election: DefinedElection
) -> Iterator[tuple[str, OutsideContestFigures]]:
    """Contests of a county's report that are mapped; several names of one contest are added up."""
    found: dict[str, list[OutsideContestFigures]] = {}
    for contest in contests:
        mapped = names.contest(contest_name(contest), None) or _anywhere(names, contest)
        known = None if mapped is None else election.contest(mapped.contest)
        if mapped is None or known is None:
            continue
        votes = dict.fromkeys((one.id for one in known.choices), 0)
        for row in contest.rows:
            choice = mapped.choice(OutsideChoiceName(row.name, row.party))
            if row.kind is OutsideRowKind.CHOICE and choice in votes:
                votes[choice] += row.total
        figures = OutsideContestFigures(
            known.id,
            ballots_with(contest, known.seats),
            tuple(votes.values()),
            write_ins_of(contest),
            contest.figure(OutsideRowKind.OVERVOTES),
            contest.figure(OutsideRowKind.UNDERVOTES),
        )
        found.setdefault(known.id, []).append(figures)
    yield from ((id_, added_up(parts)) for id_, parts in found.items())


def _anywhere(names: NameMap, contest: OutsideContest) -> MappedContest | None:
    """What a name means in every precinct that has it; None where it means several contests."""
    found = [one for one in names.contests if one.outside == contest_name(contest)]
    return found[0] if len({one.contest for one in found}) == 1 else None


def precinct_findings(
    file: str, other: Sequence[OutsidePrecinctFigures], count: OutsideCount, election: DefinedElection
) -> Iterator[CountFinding]:
    """What another report has otherwise, precinct by precinct."""
    kind = CountFindingKind.OTHER_REPORT.value
    for there in other:
        here = count.precinct(there.precinct)
        known = election.precinct(there.precinct)
        name = there.precinct if known is None else known.name
        if here is None:
            yield CountFinding(kind, file, name, "this report has the precinct, and the one that is taken does not")
            continue
        yield from _differences(kind, file, name, [("ballots cast", here.ballots_cast, there.ballots_cast)])
        for contest in there.contests:
            of = election.contest(contest.contest)
            own = here.contest(contest.contest)
            if own is not None and of is not None:
                called = [one.name for one in of.choices]
                yield from _differences(kind, file, f"{name}, {of.title}", _figures(called, own, contest))


def _figures(called: list[str], here: OutsideContestFigures, there: OutsideContestFigures) -> Iterator[_Told]:
    yield from zip(called, here.votes, there.votes, strict=True)
    yield "write-ins", here.write_ins, there.write_ins
    yield "overvotes", here.overvotes, there.overvotes
    yield "undervotes", here.undervotes, there.undervotes


def _differences(kind: str, file: str, where: str, told: Iterable[_Told]) -> Iterator[CountFinding]:
    """Figures that both tell, and that differ."""
    for what, here, there in told:
        if here is not None and there is not None and here != there:
            words = f"{what}: {there:,} in this report, {here:,} in the precincts that are taken"
            yield CountFinding(kind, file, where, words)
