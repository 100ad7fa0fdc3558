"""Boards and poll watchers are held to what the register knows of them (B6, J1, J2)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.cli import run
from canvass.deciding.decisions import Deciding
from canvass.deciding.people_taken import take_people
from canvass.errors import ExitCode, RefusedError
from canvass.people_register.lines import people_of
from canvass.people_register.people import JudgesOath, Person, Represents, Service
from canvass.verifying.ledger import verify_ledger
from tabulate.board.boards import BoardAppointed, unsaid
from tabulate.board.office.early_count import AffirmationSigned, WitnessCapacity
from tabulate.board.office.qualifications import NO_LIST, KinOfCandidate, Kinship
from tabulate.election import ContestKind
from tests.canvass.people_register.people_makers import ADA, BEA, BEFORE, CAL, CERTIFICATE, appoint, board, enter, judge

if TYPE_CHECKING:
    from canvass.record.store import Record
    from tests.canvass.conftest import County

WATCHER = Person("P0004", "Oda Oak", None, Service.OBSERVER, "oda", represents=Represents.PARTY, of="Green")


def test_repair_b6_what_the_register_has_of_judges_is_filled_in_and_stands_in_the_ledger(
    record: Record, register: Path
) -> None:
    enter(register, ADA, BEA, CAL)
    take_people(record, register, "clerk")
    seated = appoint(record, board())
    assert list(unsaid(seated)) == []
    assert [one.name for one in seated.judges] == ["Ada Ash", "Bea Birch", "Cal Cedar"]
    assert {one.oath_taken_on for one in seated.judges} == {"2026-09-20"}
    assert seated.designated_by == ADA.designation
    assert seated.register_sha256 == people_of(register).hashes[-1]
    assert verify_ledger(record).problems == []


def barred(record: Record, register: Path, ada: Person, entry: BoardAppointed | None = None) -> str:
    enter(register, ada, BEA, CAL)
    take_people(record, register, "clerk")
    head = record.head()
    with pytest.raises(RefusedError) as refused:
        appoint(record, entry or board())
    assert record.head() == head
    assert "Nothing was written" in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("known", "section"),
    [
        ({"elector": False}, "13-4-107(1)"),
        ({"certificate": replace(CERTIFICATE, valid_until="2026-11-02")}, "13-4-203(4)"),
        ({"oath": JudgesOath("2026-10-21", "the clerk")}, "13-4-105"),
        ({"service": Service.OBSERVER}, "13-15-112"),
        ({"oath": None}, "day of the oath"),
        ({"certificate": None}, "13-4-203(4)"),
    ],
)
def test_repair_b6_what_the_register_knows_bars_a_judge_with_its_section(
    record: Record, register: Path, known: dict[str, object], section: str
) -> None:
    assert section in barred(record, register, replace(ADA, **known))  # type: ignore[arg-type]


def candidate_of(record: Record) -> str:
    return next(one for one in record.election.contests if one.kind is ContestKind.CANDIDATE).choices[0].name


@pytest.mark.parametrize("kinship", [Kinship.SPOUSE, Kinship.KIN_OF_SPOUSE])
def test_repair_b6_kin_of_a_candidate_of_this_election_is_known_from_the_register(
    record: Record, register: Path, kinship: Kinship
) -> None:
    kin = (KinOfCandidate("Somebody of another year", kinship), KinOfCandidate(candidate_of(record), kinship))
    said = barred(record, register, replace(ADA, kin=kin))
    assert "13-4-107(2)" in said
    assert kinship.value in said


def test_repair_b6_kin_of_candidates_of_other_elections_bar_nobody_now(record: Record, register: Path) -> None:
    enter(register, replace(ADA, kin=(KinOfCandidate("Somebody of another year", Kinship.SPOUSE),)), BEA, CAL)
    take_people(record, register, "clerk")
    assert appoint(record, board()).judges[0].kin == ()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"party_list": "Republican"}, "13-4-102"),
        ({"oath_taken_on": "2026-09-21"}, "13-4-105"),
        ({"certificate": replace(CERTIFICATE, number="C-2")}, "13-4-203(4)"),
        ({"registered_elector": False}, "13-4-107(1)"),
    ],
)
def test_repair_b6_what_is_typed_otherwise_than_the_register_has_it_is_refused(
    record: Record, register: Path, typed: dict[str, object], why: str
) -> None:
    assert why in barred(record, register, ADA, board(judge("ada", "Ada Ash", **typed)))


def test_repair_b6_three_of_one_list_are_refused_by_the_register_though_nobody_typed_a_list(
    record: Record, register: Path
) -> None:
    greens = [replace(one, party_list="green party") for one in (BEA, CAL)]
    enter(register, ADA, *greens)
    take_people(record, register, "clerk")
    with pytest.raises(RefusedError, match=r"13-4-102\(3\)"):
        appoint(record, board())
    enter(register, CAL)
    take_people(record, register, "clerk")
    assert appoint(record, board()).judges[2].party_list == NO_LIST


def test_repair_b6_what_the_register_does_not_say_stays_as_typed_and_is_told(record: Record, register: Path) -> None:
    bare = [Person(one.id, one.name, None, Service.JUDGE, one.account) for one in (ADA, BEA, CAL)]
    enter(register, *bare)
    take_people(record, register, "clerk")
    typed = [
        judge(account, name, oath_taken_on="2026-10-01", party_list="Green" if account == "ada" else None)
        for account, name in (("ada", "Ada Ash"), ("bea", "Bea Birch"), ("cal", "Cal Cedar"))
    ]
    seated = appoint(record, board(*typed))
    assert seated.judges == tuple(typed)
    told = " ".join(unsaid(seated))
    assert all(section in told for section in ("13-15-112", "13-4-102(3)", "13-4-107(2)", "13-4-203(4)"))


def test_repair_b6_namesakes_are_told_apart_by_the_account_and_strangers_are_refused(
    record: Record, register: Path
) -> None:
    young = replace(BEA, id="P0009", birth_year=1999, party_list="Green")
    enter(register, ADA, BEA, young, CAL)
    take_people(record, register, "clerk")
    with pytest.raises(RefusedError, match=r"several of this name: Bea Birch, born 1950 \(P0002\)"):
        appoint(record, board())
    enter(register, replace(young, account="bea"))
    take_people(record, register, "clerk")
    assert appoint(record, board()).judges[1].party_list == "Green"
    with pytest.raises(RefusedError, match="13-4-102"):
        appoint(record, board(judge("zoe", "Zoe Zander"), judge("bea", "Bea Birch"), judge("cal", "Cal Cedar")))


def test_repair_b6_without_a_register_boards_are_as_before_and_it_is_said(
    record: Record, county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = board(*(judge(one, one, oath_taken_on="2026-10-01") for one in ("ada", "bea", "cal")))
    assert appoint(record, typed) == typed
    assert run(["new", str(tmp_path / "new"), str(county.definition)]) == ExitCode.DONE
    assert "No register of people was given" in capsys.readouterr().out


def test_repair_b6_a_candidate_is_no_partys_poll_watcher(record: Record, register: Path) -> None:
    candidate = replace(WATCHER, name=candidate_of(record))
    signed = AffirmationSigned("oda", "2026-10-19", "admin", WitnessCapacity.ELECTION_ADMINISTRATOR, "admin")
    enter(register, candidate)
    take_people(record, register, "clerk")
    with pytest.raises(RefusedError, match=r"13-13-120\(2\)"):
        Deciding(record, lambda: BEFORE).enter(signed)
    enter(register, replace(candidate, represents=Represents.PUBLIC, of=""))
    take_people(record, register, "clerk")
    Deciding(record, lambda: BEFORE).enter(signed)
