"""The lines of a file of people: each is entered as it was meant, or refused in words (B6)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.errors import InputError
from canvass.people_register.from_csv import COLUMNS, entered_from
from canvass.people_register.people import (
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
from tabulate.board.office.qualifications import NO_LIST, Designation, KinOfCandidate, Kinship
from tests.canvass.people_register.people_makers import ADA, BEA, CERTIFICATE, FULL
from tests.soak import examples

DAY = date(2026, 10, 1)


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
