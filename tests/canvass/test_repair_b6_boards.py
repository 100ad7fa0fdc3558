"""Who designates a board, and who may sit on it: party lists, oath, certificate, elector, kin, venue (B6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from canvass.deciding.decisions import Deciding
from canvass.deciding.who_may_sit import candidates_of, check_board
from canvass.errors import RefusedError
from tabulate.board.boards import BoardAppointed, Judge, unsaid
from tabulate.board.office.qualifications import (
    NO_LIST,
    CertificateOfInstruction,
    Designation,
    KinOfCandidate,
    Kinship,
)
from tabulate.definitions import parse_definition
from tabulate.election import (
    BallotStyle,
    BallotStyleId,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    Election,
    PrecinctId,
)
from tabulate.ledger.fold import fold
from tabulate.ledger.lines import read_entry, write_body
from tabulate.offices import UNSTATED, Office, Purpose, Territory
from tests.tabulate.definitions_data import as_bytes, canvass_document

if TYPE_CHECKING:
    from canvass.record.store import Record

DENVER = ZoneInfo("America/Denver")
BEFORE = datetime(2026, 10, 20, 12, tzinfo=DENVER)
CERTIFICATE = CertificateOfInstruction("C-1", "2026-09-01", "2028-09-01")
DESIGNATED = Designation("Resolution 2026-41", "2026-09-15")
NORTH, SOUTH = PrecinctId("north"), PrecinctId("south")
COMMITTEE = Purpose(Office.PRECINCT_COMMITTEE, Territory.PRECINCT, precinct_committee=True)
CORONER = Purpose(Office.CORONER, Territory.COUNTY)


def judge(account: str, party: str | None = NO_LIST, **said: object) -> Judge:
    known = Judge(account, f"{account.title()} Judge", "2026-10-01", None, party, True, (), CERTIFICATE)
    return replace(known, **said)  # type: ignore[arg-type]  # the fields of a judge


def seated(
    *judges: Judge, by: Designation | None = DESIGNATED, precincts: tuple[PrecinctId, ...] = ()
) -> BoardAppointed:
    taken = {one.account for one in judges}
    full = (*judges, *(judge(one) for one in ("ada", "bea", "cal") if one not in taken))[:3]
    return BoardAppointed("east", full, False, "clerk", by, precincts)


def standing(name: str, people: tuple[str, ...], purpose: Purpose = UNSTATED, title: str = "") -> Contest:
    choices = tuple(Choice(ChoiceId(f"{name}-{number}"), one) for number, one in enumerate(people))
    return Contest(ContestId(name), title or name, ContestKind.CANDIDATE, None, None, 1, choices, 0, purpose=purpose)


def election_of(*north: Contest, south: tuple[Contest, ...] = ()) -> Election:
    """The small definition, with one style for each precinct and these contests on them."""
    styles = tuple(
        BallotStyle(BallotStyleId(precinct), (precinct,), tuple(one.id for one in contests))
        for precinct, contests in ((NORTH, north), (SOUTH, south))
    )
    made = parse_definition(as_bytes(canvass_document()))
    return replace(made, contests=(*north, *south), ballot_styles=styles)


def refusal(entry: BoardAppointed, election: Election, now: datetime = BEFORE) -> str:
    with pytest.raises(RefusedError) as refused:
        check_board(entry, election, now)
    return str(refused.value)


PARTIES = (None, NO_LIST, "Republican", "republican  party", "Democratic", "Green")


@pytest.mark.parametrize("lists", list(combinations_with_replacement(PARTIES, 3)))
def test_repair_b6_no_more_than_two_of_three_are_from_one_partys_list(
    lists: tuple[str | None, ...], record: Record
) -> None:
    judges = tuple(judge(one, party) for one, party in zip(("ada", "bea", "cal"), lists, strict=True))
    republicans = sum(party in ("Republican", "republican  party") for party in lists)
    entry = BoardAppointed("east", judges, False, "clerk")
    if republicans == 3 or lists in (("Democratic",) * 3, ("Green",) * 3):
        with pytest.raises(RefusedError, match=r"13-4-102\(3\).*Name a judge from another list"):
            Deciding(record, lambda: BEFORE).enter(entry)
    else:
        Deciding(record, lambda: BEFORE).enter(entry)
        assert Deciding(record).board_of("ada") == entry


@pytest.mark.parametrize(
    ("left_out", "section"),
    [
        ({"party_list": None}, r"13-4-102\(3\)"),
        ({"registered_elector": None}, r"13-4-107\(1\)"),
        ({"kin": None}, r"13-4-107\(2\)"),
        ({"certificate": None}, r"13-4-203\(4\)"),
    ],
)
def test_repair_b6_of_a_designated_board_everything_is_said_and_of_a_rehearsals_it_is_told_what_is_not(
    left_out: dict[str, object], section: str, record: Record
) -> None:
    for place in range(3):
        judges = [judge(one) for one in ("ada", "bea", "cal")]
        judges[place] = replace(judges[place], **left_out)  # type: ignore[arg-type]
        with pytest.raises(RefusedError, match=section):
            Deciding(record, lambda: BEFORE).enter(seated(*judges))
    rehearsal = seated(*judges, by=None)
    Deciding(record, lambda: BEFORE).enter(rehearsal)
    told = " ".join(unsaid(rehearsal))
    assert "13-15-112" in told
    assert judges[-1].name in told
    assert list(unsaid(seated())) == []


@pytest.mark.parametrize("by", [Designation(" ", "2026-09-15"), Designation("Act", "soon"), Designation("Act", "")])
def test_repair_b6_a_designation_names_the_act_and_its_day(by: Designation, record: Record) -> None:
    with pytest.raises(RefusedError, match="13-15-112"):
        Deciding(record, lambda: BEFORE).enter(seated(by=by))


def test_repair_b6_no_board_is_designated_tomorrow() -> None:
    entry = seated(by=Designation("Act", "2026-10-21"))
    assert "13-15-112" in refusal(entry, election_of())
    check_board(entry, election_of(), BEFORE + timedelta(days=1))


@pytest.mark.parametrize(
    ("issued", "until", "now", "holds"),
    [
        ("2026-09-01", "2026-11-03", BEFORE, True),
        ("2026-11-03", "2026-11-03", BEFORE, True),
        ("2024-09-01", "2026-11-02", BEFORE, False),
        ("2026-11-04", "2028-11-04", BEFORE, False),
        ("2026-09-01", "2026-11-08", datetime(2026, 11, 9, 16, tzinfo=DENVER), False),
        ("2026-09-01", "2026-11-09", datetime(2026, 11, 9, 16, tzinfo=DENVER), True),
        ("2026-09-01", "never", BEFORE, False),
        ("", "2028-09-01", BEFORE, False),
    ],
)
def test_repair_b6_a_certificate_of_instruction_holds_on_the_day(
    issued: str, until: str, now: datetime, holds: bool
) -> None:
    entry = seated(judge("ada", certificate=CertificateOfInstruction("C", issued, until)))
    if holds:
        check_board(entry, election_of(), now)
    else:
        assert "13-4-203(4)" in refusal(entry, election_of(), now)


def test_repair_b6_who_is_no_elector_of_the_county_does_not_sit_designated_or_not() -> None:
    for by in (DESIGNATED, None):
        said = refusal(seated(judge("ada", registered_elector=False), by=by), election_of())
        assert "13-4-107(1)" in said
        assert "Name somebody who is" in said


@pytest.mark.parametrize("kinship", list(Kinship))
def test_repair_b6_kin_of_a_candidate_do_not_sit_where_the_candidate_is_on_the_ballot(kinship: Kinship) -> None:
    election = election_of(standing("coroner", ("Ann Ash",), CORONER), south=(standing("mayor", ("Bo Birch",)),))
    kin = judge("ada", kin=(KinOfCandidate("ann  ASH", kinship),))
    for precincts in ((), (NORTH,), (NORTH, SOUTH)):
        said = refusal(seated(kin, precincts=precincts), election)
        assert "13-4-107(2)" in said
        assert kinship.value in said
    check_board(seated(kin, precincts=(SOUTH,)), election, BEFORE)


def test_repair_b6_a_candidate_does_not_sit_where_on_the_ballot() -> None:
    election = election_of(standing("coroner", ("Ada Judge",), CORONER), south=(standing("mayor", ("Bo Birch",)),))
    for precincts in ((), (NORTH,)):
        assert "is on the ballot (coroner)" in refusal(seated(precincts=precincts), election)
    check_board(seated(precincts=(SOUTH,)), election, BEFORE)


@pytest.mark.parametrize("ticket", ["Ada Judge and Zoe Zander", "Zoe Zander / Ada Judge", "Zoe Zander & Ada Judge"])
def test_repair_b6_both_of_a_ticket_are_candidates(ticket: str) -> None:
    assert "Governor" in refusal(seated(), election_of(standing("governor", (ticket,), title="Governor")))


@pytest.mark.parametrize(
    ("purpose", "title"),
    [
        (COMMITTEE, "Committee"),
        (Purpose(Office.OTHER, Territory.PRECINCT), "Constable of the precinct"),
        (UNSTATED, "Precinct Committee Representative"),
    ],
)
def test_repair_b6_candidates_for_precinct_offices_and_their_kin_may_sit(purpose: Purpose, title: str) -> None:
    election = election_of(standing("committee", ("Ada Judge", "Ann Ash"), purpose, title))
    check_board(seated(judge("bea", kin=(KinOfCandidate("Ann Ash", Kinship.SPOUSE),)), judge("ada")), election, BEFORE)
    both = (*election.contests, standing("coroner", ("Ada Judge",), CORONER))
    assert "coroner" in refusal(seated(), replace(election, contests=both))


def test_repair_b6_kin_to_nobody_on_a_ballot_is_a_slip_of_the_pen() -> None:
    said = refusal(seated(judge("ada", kin=(KinOfCandidate("An Ash", Kinship.SPOUSE),))), election_of())
    assert "on no ballot" in said
    assert "as it is printed" in said


def test_repair_b6_a_judge_of_a_court_who_is_to_be_retained_is_a_candidate() -> None:
    retained = replace(
        standing("justice", ("Yes", "No")),
        kind=ContestKind.RETENTION,
        purpose=Purpose(Office.JUSTICE, Territory.STATE, incumbent="Ada Judge"),
    )
    assert "justice" in refusal(seated(), election_of(retained))
    assert candidates_of(election_of(retained)) == ("Ada Judge",)


def test_repair_b6_a_board_sits_for_precincts_that_there_are() -> None:
    assert "no precinct 'west'" in refusal(seated(precincts=(PrecinctId("west"),)), election_of())


def test_repair_b6_entries_of_before_keep_their_bytes_and_fold_as_before(record: Record) -> None:
    old = BoardAppointed("east", tuple(Judge(one, one, "2026-10-01") for one in ("a", "b", "c")), False, "clerk")
    body = write_body(old)
    assert all(field not in body for field in ("party_list", "kin", "certificate", "designated_by", "precincts"))
    assert read_entry(1, "board appointed", body) == old
    candidate = next(one for one in record.election.contests if one.kind is ContestKind.CANDIDATE).choices[0].name
    judges = (Judge("a", candidate, "2026-10-01"), *old.judges[1:])
    record.append([replace(old, judges=judges)])
    assert fold(record.outlines()).board.boards["east"].judges == judges


def test_repair_b6_what_is_said_of_a_board_is_in_the_ledger(record: Record) -> None:
    precinct = record.election.precincts[0].id
    entry = seated(judge("ada", "Green"), precincts=(precinct,))
    Deciding(record, lambda: BEFORE).enter(entry)
    assert read_entry(1, "board appointed", write_body(entry)) == entry
    assert fold(record.outlines()).board.boards["east"] == entry
