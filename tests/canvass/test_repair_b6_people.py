"""The register of people: who serves, kept from election to election, and boards held to it (B6, J1, J2)."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.cli import run
from canvass.deciding.decisions import Deciding
from canvass.deciding.people_taken import take_people
from canvass.errors import ExitCode, InputError, RefusedError
from canvass.people_register.beside import PEOPLE_FILE
from canvass.people_register.from_csv import COLUMNS, entered_from
from canvass.people_register.lines import add_people, begin_people, people_of
from canvass.people_register.people import (
    JudgesOath,
    PeopleEvent,
    PeopleRegister,
    PeopleRegisterBegun,
    Person,
    PersonEntered,
    PersonLeft,
    Represents,
    Service,
    SignedAffirmation,
    people_after,
)
from canvass.verifying.ledger import verify_ledger
from tabulate.board.boards import BoardAppointed, Judge, unsaid
from tabulate.board.office.early_count import AffirmationSigned, WitnessCapacity
from tabulate.board.office.people_taken import PeopleRegisterTaken
from tabulate.board.office.qualifications import (
    NO_LIST,
    CertificateOfInstruction,
    Designation,
    KinOfCandidate,
    Kinship,
)
from tabulate.election import ContestKind
from tests.soak import examples

if TYPE_CHECKING:
    from canvass.record.store import Record
    from tests.canvass.conftest import County

DENVER = ZoneInfo("America/Denver")
BEFORE = datetime(2026, 10, 20, 12, tzinfo=DENVER)
DAY = date(2026, 10, 1)
CERTIFICATE = CertificateOfInstruction("C-1", "2026-04-01", "2028-06-01")
ADA = Person(
    "P0001", "Ada Ash", 1950, Service.JUDGE, "ada", "Green", True, JudgesOath("2026-09-20", "the clerk"), CERTIFICATE,
    (), Designation("Resolution 41", "2026-09-15"),
)  # fmt: skip
BEA = replace(ADA, id="P0002", name="Bea Birch", account="", party_list="Republican")
CAL = replace(ADA, id="P0003", name="Cal Cedar", account="", party_list=NO_LIST)
WATCHER = Person("P0004", "Oda Oak", None, Service.OBSERVER, "oda", represents=Represents.PARTY, of="Green")


def register_of(*people: Person, county: str = "Here") -> PeopleRegister:
    entered = [PersonEntered(one, "clerk", "2026-09-30") for one in people]
    events: tuple[PeopleEvent, ...] = (PeopleRegisterBegun(county), *entered)
    return PeopleRegister(county, (), tuple(people_after(events).values()), events)


def imported(lines: str, *known: Person, on: date = DAY) -> list[Person]:
    register = register_of(*known)
    return [one.person for one in entered_from(lines.encode(), register, "clerk", on)]


def refusal(lines: str, *known: Person) -> str:
    with pytest.raises(InputError) as refused:
        imported(lines, *known)
    assert "Nobody was entered." in str(refused.value)
    return str(refused.value)


FULL = (
    "id,name,birth_year,service,account,party_list,elector,oath_on,oath_before,certificate,issued,valid_until,kin,act,"
    "act_on,represents,of,affirmed_on,witness\n"
    "J-7,Ada Ash,1950,Judge,ada,Green,yes,2026-09-20,the clerk,C-1,2026-04-01,2028-06-01,"
    'Ann Ash (wife); Robert (Bob) Ash (brother); Zed (kin of spouse),"Resolution 41, as amended",2026-09-15,,,'
    "2026-09-25,the clerk\n"
    ",Oda Oak,,observer,oda,,,,,,,,,,,organisation,League of Voters,2026-09-25,the clerk\n"
)


def test_repair_b6_a_file_says_of_judges_and_observers_all_that_the_law_asks() -> None:
    ada, oda = imported(FULL)
    assert ada == replace(
        ADA,
        id="J-7",
        kin=(
            KinOfCandidate("Ann Ash", Kinship.SPOUSE),
            KinOfCandidate("Robert (Bob) Ash", Kinship.SIBLING),
            KinOfCandidate("Zed", Kinship.KIN_OF_SPOUSE),
        ),
        designation=Designation("Resolution 41, as amended", "2026-09-15"),
        affirmation=SignedAffirmation("2026-09-25", "the clerk"),
    )
    assert (oda.represents, oda.of, oda.id) == (Represents.ORGANISATION, "League of Voters", "P0001")
    assert len(COLUMNS) == FULL.split("\n")[0].count(",") + 1


def test_repair_b6_an_empty_cell_keeps_what_is_known_and_none_says_that_there_is_none() -> None:
    assert imported("name,birth_year,service\nADA ash.,1950,judge\n", ADA)[0].certificate == CERTIFICATE
    (now,) = imported("id,name,service,party_list,kin\nP0001,Ada Ash,judge,none,None\n", replace(ADA, kin=None))
    assert (now.party_list, now.kin, now.oath) == (NO_LIST, (), ADA.oath)
    assert imported("id,name,service\nP0001,Ada Ash,judge\n", ADA) == [], "nothing changed, nothing is entered"


LINES = [
    ("Ada Ash,clerk,,", "service"),
    (",judge,,", "the person's name"),
    ("Ada Ash,judge,1850,", "birth_year"),
    ("Ada Ash,judge,2020,", "birth_year"),
    ("Ada Ash,judge,MCM,", "birth_year"),
    ("=HYPERLINK(1),judge,,", "no formula"),
    ("-Ada,judge,,", "no formula"),
    ("'@Ada,judge,,", "no formula"),
    ("Ada\u202eAsh,judge,,", "letters, figures and signs"),
    (f"{'A' * 201},judge,,", "at most 200"),
    ("Ada Ash,judge,,oath_on=2026-09-20", "oath_before"),
    ("Ada Ash,judge,,oath_on=2026-10-02|oath_before=clerk", "not after 2026-10-01"),
    ("Ada Ash,judge,,oath_on=20.9.2026|oath_before=clerk", "a day, as in"),
    ("Ada Ash,judge,,certificate=C|issued=2026-09-01", "valid_until"),
    ("Ada Ash,judge,,issued=2026-09-01|valid_until=2027-01-01", "13-4-203(4)"),
    ("Ada Ash,judge,,certificate=C|issued=2026-09-01|valid_until=2026-08-31", "13-4-203(4)"),
    ("Ada Ash,judge,,kin=Ann Ash", "13-4-107(2)"),
    ("Ada Ash,judge,,kin=Ann Ash (cousin)", "13-4-107(2)"),
    ("Ada Ash,judge,,elector=perhaps", "one of yes, no"),
    ("Ada Ash,judge,,act=Resolution 41", "act_on"),
    ("Ada Ash,judge,,represents=party|of=Green", "the service is judge"),
    ("Oda Oak,observer,,", "13-13-120"),
    ("Oda Oak,observer,,of=Green", "represents"),
    ("Oda Oak,observer,,represents=party", "in the column of"),
    ("Oda Oak,observer,,represents=public|of=Green", "in the column of"),
    ("Oda Oak,observer,,represents=public|kin=none", "the service is observer"),
    ("Oda Oak,observer,,represents=public|affirmed_on=2026-09-01", "witness"),
]


@pytest.mark.parametrize(("row", "why"), LINES)
def test_repair_b6_each_refused_line_is_named_with_its_column(row: str, why: str) -> None:
    name, service, born, others = row.split(",", 3)
    said = dict(one.split("=", 1) for one in others.split("|")) if others else {}
    good = "Bea Birch,judge,1960" + "," * len(said)
    lines = "\n".join(
        [",".join(["name", "service", "birth_year", *said]), good, ",".join((name, service, born, *said.values()))]
    )
    assert why in refusal(lines)
    assert "Line 3: " in refusal(lines)


def test_repair_b6_all_refused_lines_are_told_at_once_and_the_rest_is_numbered() -> None:
    said = refusal("name,service\n" + "Ada,clerk\n" * 30)
    assert (said.count("Line "), "Line 2: " in said, "and 10 lines more" in said) == (20, True, True)


TWO = "name,service,birth_year,id\n"


@pytest.mark.parametrize(
    "lines",
    [
        "Ada Ash,judge,,\nAda Ash,judge,,\n",
        "Ada Ash,judge,1950,\nADA ASH,judge,1950,\n",
        "Ada Ash,judge,1950,\nAda Ash,judge,,\n",
        "Ada Ash,judge,1950,A\nAda Ash,judge,1950,\n",
        "Ada Ash,judge,1950,A\nBo Ash,judge,1951,A\n",
        "Bo Ash,judge,,\nAda Ash,judge,1950,P0001\n",
    ],
)
def test_repair_b6_two_people_of_one_name_must_be_told_apart(lines: str) -> None:
    assert "Line 3: " in refusal(TWO + lines)


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        ("Ada Ash,judge,1950,\nAda Ash,judge,1951,\n", ["P0001", "P0002"]),
        ("Ada Ash,judge,,A\nAda Ash,judge,,B\n", ["A", "B"]),
        ("Ada Ash,judge,1950,A\nAda Ash,judge,1950,B\n", ["A", "B"]),
    ],
)
def test_repair_b6_two_people_of_one_name_are_told_apart_by_birth_year_or_id(lines: str, ids: list[str]) -> None:
    assert [one.id for one in imported(TWO + lines)] == ids


@pytest.mark.parametrize(
    ("known", "line"),
    [
        (ADA, "Ada Ash,judge,,"),
        (replace(ADA, birth_year=None), "Ada Ash,judge,1950,"),
        (ADA, "Zoe Zander,judge,,P0001"),
        (ADA, "Zoe Zander,judge,1960,P0001"),
    ],
)
def test_repair_b6_a_line_that_may_mean_somebody_known_or_somebody_else_is_refused(known: Person, line: str) -> None:
    assert "Ada Ash" in refusal(TWO + line, known)


def test_repair_b6_somebody_of_the_name_but_another_year_is_new_and_a_new_name_keeps_the_id() -> None:
    assert [one.id for one in imported(TWO + "Ada Ash,judge,1971,", ADA)] == ["P0002"]
    (married,) = imported(TWO + "Ada Elm,judge,1950,P0001", ADA)
    assert (married.id, married.name, married.certificate) == ("P0001", "Ada Elm", CERTIFICATE)


def test_repair_b6_an_account_is_one_persons() -> None:
    assert "an account of the person's own" in refusal("name,service,account\nBo,judge,ada\n", ADA)


def test_who_comes_back_has_no_account_that_somebody_else_was_given_meanwhile() -> None:
    left, bo = PersonLeft("P0001", "moved away", "clerk", "2026-09-30"), replace(BEA, account="ada")
    events = (*register_of(ADA).events, left, PersonEntered(bo, "clerk", "2026-10-01"))
    register = PeopleRegister("Here", (), tuple(people_after(events).values()), events)
    with pytest.raises(InputError, match="P0002 has this one"):
        entered_from(b"id,name,service\nP0001,Ada Ash,judge\n", register, "clerk", DAY)
    (back,) = entered_from(b"id,name,service,account\nP0001,Ada Ash,judge,ada2\n", register, "clerk", DAY)
    assert (back.person.account, back.person.certificate) == ("ada2", CERTIFICATE)


CELL = st.sampled_from(["", "none", "Ada", "1950", "2026-09-01", "public", "yes"]) | st.text(max_size=12)
ROW = st.tuples(st.text(min_size=1, max_size=12), st.sampled_from(Service), CELL, CELL)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(ROW, min_size=1, max_size=4), st.permutations(COLUMNS))
def test_repair_b6_whatever_a_file_holds_it_is_entered_or_refused_in_words(
    rows: list[tuple[str, ...]], columns: list[str]
) -> None:
    head = ["name", "service", *[one for one in columns if one not in ("name", "service")]][:4]
    content = "\n".join([",".join(head), *(",".join(row) for row in rows)]).encode("utf-8", "surrogatepass")
    with suppress(InputError):
        people = [one.person for one in entered_from(content, register_of(), "clerk", DAY)]
        assert people
        assert all(one.name and one.name.isprintable() for one in people)
        assert len({one.id for one in people}) == len(people)


@pytest.fixture
def register(tmp_path: Path, record: Record) -> Path:
    file = tmp_path / "people.jsonl"
    begin_people(file, record.election.county)
    return file


def enter(file: Path, *people: Person) -> None:
    add_people(file, lambda _: [PersonEntered(one, "clerk", "2026-09-30") for one in people])


def judge(account: str, name: str, **said: object) -> Judge:
    return replace(Judge(account, name, ""), **said)  # type: ignore[arg-type]  # fields of a judge


def board(*judges: Judge, by: Designation | None = None) -> BoardAppointed:
    three = (judge("ada", "A. Ash"), judge("bea", "Bea Birch"), judge("cal", "Cal  CEDAR"))
    accounts = {one.account for one in judges}
    return BoardAppointed("east", (*judges, *(one for one in three if one.account not in accounts)), False, "clerk", by)


def appoint(record: Record, entry: BoardAppointed) -> BoardAppointed:
    Deciding(record, lambda: BEFORE).enter(entry)
    return Deciding(record).state().boards["east"]


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


def test_repair_b6_the_registers_copy_is_held_to_the_ledger(record: Record, register: Path) -> None:
    enter(register, ADA, BEA, CAL)
    take_people(record, register, "clerk")
    copy = record.directory / PEOPLE_FILE
    kept = copy.read_text()
    assert copy.stat().st_mode & 0o077 == 0, "years of birth and kin are nobody else's"
    for spoilt in (kept.replace("1950", "1951", 1), kept[: kept.rindex("{")], "", "\0", "[]"):
        copy.write_text(spoilt)
        with pytest.raises(RefusedError, match=r"people-register\.jsonl"):
            appoint(record, board())
        assert len(verify_ledger(record).problems) == 1
    copy.unlink()
    with pytest.raises(RefusedError, match="is gone"):
        appoint(record, board())
    enter(register, replace(ADA, elector=False))
    copy.write_text(register.read_text())
    assert appoint(record, board()).judges[0].registered_elector, "lines after the one that was taken are not asked"


def test_repair_b6_another_countys_register_or_one_written_anew_is_refused(
    record: Record, register: Path, tmp_path: Path
) -> None:
    enter(register, ADA, BEA)
    take_people(record, register, "clerk")
    elsewhere, anew = tmp_path / "elsewhere.jsonl", tmp_path / "anew.jsonl"
    begin_people(elsewhere, "Elsewhere")
    begin_people(anew, record.election.county)
    enter(anew, BEA, ADA, CAL)
    for file, why in ((elsewhere, "of Elsewhere"), (anew, "written anew")):
        with pytest.raises(InputError, match=why):
            take_people(record, file, "clerk")
    taken = Deciding(record).state().office.people
    assert taken == PeopleRegisterTaken(people_of(register).hashes[-1], 3, "clerk")
    with pytest.raises(RefusedError, match="at least the 3 lines"):
        Deciding(record).enter(replace(taken, lines=2))


def test_repair_b6_no_line_is_changed_or_taken_out_unseen(register: Path) -> None:
    enter(register, ADA, BEA)
    add_people(register, lambda _: [PersonLeft("P0001", "moved away", "clerk", "2026-12-01")])
    text = register.read_text()
    lines = text.splitlines(keepends=True)
    altered = ["".join(lines[:place] + lines[place + 1 :]) for place in range(len(lines) - 1)]
    altered += [
        text.replace("Green", "Grey"),
        text + "\n",
        text[:-1],
        "\ufeff" + text,
        "[" * 100_000,
        "null\n",
        lines[0] * 2,
    ]
    for wrong in altered:
        register.write_text(wrong)
        with pytest.raises(InputError):
            people_of(register)
    register.write_text(text)
    assert [one.id for one in people_of(register).people] == ["P0002"]


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


def test_repair_b6_the_commands_import_list_show_and_take(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, file = str(tmp_path / "people.jsonl"), tmp_path / "people.csv"
    file.write_text(FULL)

    def does(*words: str) -> tuple[int, str]:
        code = run(["people", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    assert does("begin", register, "--county", record.election.county)[0] == ExitCode.DONE
    assert does("begin", register, "--county", record.election.county)[0] == ExitCode.WRONG_INPUT
    code, said = does("import", register, str(file), "--by", "C. Clerk", "--on", "2026-10-01")
    assert (code, "2 people entered" in said, "Ada Ash, born 1950 (J-7): judge" in said) == (ExitCode.DONE, True, True)
    assert "0 people entered" in does("import", register, str(file), "--by", "C. Clerk", "--on", "2026-10-02")[1]
    assert does("import", register, str(file), "--by", " ")[0] == ExitCode.WRONG_INPUT
    assert does("import", register, str(tmp_path), "--by", "C. Clerk")[0] == ExitCode.WRONG_INPUT
    listed = does("list", register)[1]
    assert "League of Voters" in listed
    assert "1 judge, 1 observer" in listed
    shown = does("show", register, "ada ash")[1]
    assert all(section in shown for section in ("13-4-102", "13-4-105", "13-4-107(2)", "13-4-203(4)", "13-15-112"))
    assert "Line 2: entered by C. Clerk on 2026-10-01." in shown
    assert does("show", register, "Nobody")[0] == ExitCode.WRONG_INPUT
    assert does("take", str(record.directory), register, "--by", "C. Clerk")[0] == ExitCode.DONE
    assert (
        does("leave", register, "J-7", "--reason", "moved", "--by", "C. Clerk", "--on", "2026-12-01")[0]
        == ExitCode.DONE
    )
    assert "1 judge" not in does("list", register)[1]
    assert "birth_year" not in json.dumps([row.body for row in record.ledger()]), "the ledger is given to others"
