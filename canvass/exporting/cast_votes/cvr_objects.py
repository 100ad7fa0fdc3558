"""Objects of NIST's format for cast vote records, version 1.0 (SP 1500-103): the election, and what a sheet says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import assert_never

from canvass import VERSION
from canvass.exporting.candidates_named import candidates_named
from canvass.exporting.common_format import Json, id_of, typed
from canvass.exporting.names_shown import name_shown
from tabulate.board.outcomes import ContestOutcome
from tabulate.board.polls import WriteInDeclared
from tabulate.board.write_ins import declared_in
from tabulate.election import Contest, ContestKind, Election
from tabulate.ledger.batch_state import StandingSheet
from tabulate.votes import Counted, Questionable

_COUNTY, _DEVICE, _ELECTION = "county", "canvass", "election"
_typed = partial(typed, "CVR")
NOTES = (
    "interpreted: as the machine counted, by the rules of each contest. modified: the counting board decided something "
    "on the sheet. Overvotes, undervotes and allocable votes make the votes allowed: an overvote loses them all. "
    "Records are in random order under random ids, each of one sheet; nothing links them to paper."
)


def report_of(election: Election, declared: Sequence[WriteInDeclared], at: str, records: list[Json]) -> Json:
    """A whole file."""
    county = name_shown(election.county)
    return _typed(
        "CastVoteRecordReport",
        Version="1.0.0",
        GeneratedDate=at,
        ReportType=["adjudicated", "aggregated"],
        Notes=NOTES,
        ReportGeneratingDeviceIds=[_DEVICE],
        ReportingDevice=[_typed("ReportingDevice", _DEVICE, Application=f"Canvass {VERSION}", Manufacturer="Canvass")],
        GpUnit=[_typed("GpUnit", _COUNTY, Type="other", OtherType="county", Name=county)],
        Party=[
            _typed("Party", id_of("party", one.id), Name=name_shown(one.name or one.id)) for one in election.parties
        ],
        Election=[
            _typed(
                "Election",
                _ELECTION,
                Name=name_shown(election.title),
                ElectionScopeId=_COUNTY,
                Candidate=[one for contest in election.contests for one in _candidates(election, contest, declared)],
                Contest=[_contest(contest, declared) for contest in election.contests],
            )
        ],
        CVR=records,
    )


def _people(contest: Contest, declared: Sequence[WriteInDeclared]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in declared_in(contest, tuple(declared))]


def _candidates(election: Election, contest: Contest, declared: Sequence[WriteInDeclared]) -> Iterator[Json]:
    people = [*((str(one.id), one.name) for one in contest.choices), *_people(contest, declared)]
    for one in candidates_named(election, contest, people):
        yield _typed("Candidate", one.id, Name=name_shown(one.name), PartyId=one.party)


def _contest(contest: Contest, declared: Sequence[WriteInDeclared]) -> Json:
    id_, name = id_of("contest", contest.id), name_shown(contest.title) or contest.id
    selections = list(_selections(contest, declared))
    match contest.kind:
        case ContestKind.CANDIDATE:
            seats = {"VotesAllowed": contest.seats, "VoteVariation": "plurality" if contest.seats == 1 else "n-of-m"}
            return _typed("CandidateContest", id_, Name=name, ContestSelection=selections, **seats)
        case ContestKind.RETENTION:
            judge = id_of("candidate", contest.id)
            return _typed("RetentionContest", id_, Name=name, CandidateId=judge, ContestSelection=selections)
        case ContestKind.ISSUE:
            return _typed("BallotMeasureContest", id_, Name=name, ContestSelection=selections)
        case _:
            assert_never(contest.kind)


def _selections(contest: Contest, declared: Sequence[WriteInDeclared]) -> Iterator[Json]:
    for one in contest.choices:
        id_ = id_of("choice", contest.id, one.id)
        if contest.kind is ContestKind.CANDIDATE:
            yield _typed("CandidateSelection", id_, CandidateIds=[id_of("candidate", contest.id, one.id)])
        else:
            yield _typed("BallotMeasureSelection", id_, Selection=name_shown(one.name or one.id))
    for person, _ in _people(contest, declared) if contest.kind is ContestKind.CANDIDATE else ():
        ids = [id_of("candidate", contest.id, person)]
        yield _typed("CandidateSelection", id_of("choice", contest.id, person), CandidateIds=ids, IsWriteIn=True)
    if contest.write_ins:
        yield _typed("CandidateSelection", unread_id(contest.id), IsWriteIn=True)


def unread_id(contest: str) -> str:
    """Of the one selection of a contest that stands for write-in votes whose names are not read; of no choice."""
    return id_of("write-ins", contest)


def record_of(election: Election, sheet: StandingSheet, known: frozenset[tuple[str, str]], own_id: str) -> Json:
    """One sheet. `known` are contests and choices that have a selection; other votes are unread write-ins."""
    readings = sheet.figures.readings
    decided = any(isinstance(one, ContestOutcome) for one in readings)
    contests = [_of_contest(election.contest(one.contest), one, known) for one in readings]
    snapshot = _typed(
        "CVRSnapshot", f"snapshot-{own_id}", Type="modified" if decided else "interpreted", CVRContest=contests
    )
    return _typed(
        "CVR", ElectionId=_ELECTION, UniqueId=own_id, CurrentSnapshotId=f"snapshot-{own_id}", CVRSnapshot=[snapshot]
    )


def known_choices(election: Election, declared: Sequence[WriteInDeclared]) -> frozenset[tuple[str, str]]:
    """Contests and choices that have a selection of their own."""
    printed = {(str(one.id), str(choice.id)) for one in election.contests for choice in one.choices}
    return frozenset(printed | {(str(one.id), id_) for one in election.contests for id_, _ in _people(one, declared)})


def _of_contest(
    contest: Contest, one: Counted | Questionable | ContestOutcome, known: frozenset[tuple[str, str]]
) -> Json:
    if isinstance(one, Questionable):
        raise TypeError("a sheet that waits has no record")
    board = isinstance(one, ContestOutcome)
    votes = one.votes if isinstance(one, ContestOutcome) else one.choices
    over = one.overvotes if isinstance(one, ContestOutcome) else 0
    status = ["overvoted", "invalidated-rules"] if over else []
    status += ["undervoted"] if one.undervotes else []
    status += ["not-indicated"] if not board and not votes else []
    found = Counter(vote if (str(contest.id), str(vote)) in known else None for vote in votes)
    return _typed(
        "CVRContest",
        ContestId=id_of("contest", contest.id),
        Overvotes=over,
        Undervotes=one.undervotes,
        Status=status,
        CVRContestSelection=[_selection(contest, choice, count, board) for choice, count in found.items()],
    )


def _selection(contest: Contest, choice: str | None, count: int, board: bool) -> Json:
    """Without a choice, write-in votes whose names are not read."""
    unread = choice is None
    position = _typed(
        "SelectionPosition",
        HasIndication="yes",
        NumberVotes=1,
        IsAllocable="unknown" if unread else "yes",
        Status=["adjudicated"] if board else None,
        CVRWriteIn=_typed("CVRWriteIn") if unread else None,
    )
    return _typed(
        "CVRContestSelection",
        ContestSelectionId=unread_id(contest.id) if choice is None else id_of("choice", contest.id, choice),
        Status=["needs-adjudication"] if unread else None,
        TotalNumberVotes=count,
        SelectionPosition=[position] * count,
    )
