"""The file of the register of people: whose account is whose, and what becomes of it on the disk."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Thread

import pytest

from canvass.errors import InputError
from canvass.people_register.from_csv import entered_from
from canvass.people_register.lines import add_people, begin_people, people_of
from canvass.people_register.people import (
    PeopleEvent,
    PeopleRegister,
    PeopleRegisterBegun,
    Person,
    PersonEntered,
    PersonLeft,
    Service,
    people_after,
)

ADA = Person("P0001", "Ada Ash", 1950, Service.JUDGE, "ada", "Green")
DAY = date(2026, 10, 1)


def test_who_comes_back_has_no_account_that_somebody_else_was_given_meanwhile() -> None:
    bo = Person("P0002", "Bo Birch", 1961, Service.JUDGE, "ada")
    events: tuple[PeopleEvent, ...] = (
        PeopleRegisterBegun("Here"),
        PersonEntered(ADA, "clerk", "2026-09-01"),
        PersonLeft("P0001", "moved away", "clerk", "2026-09-02"),
        PersonEntered(bo, "clerk", "2026-09-03"),
    )
    register = PeopleRegister("Here", (), tuple(people_after(events).values()), events)
    with pytest.raises(InputError, match="P0002 has this one"):
        entered_from(b"id,name,service\nP0001,Ada Ash,judge\n", register, "clerk", DAY)
    (back,) = entered_from(b"id,name,service,account\nP0001,Ada Ash,judge,ada2\n", register, "clerk", DAY)
    assert (back.person.account, back.person.party_list) == ("ada2", "Green")


def test_the_register_is_nobody_elses_to_read_until_the_county_says_so(tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    begin_people(file, "Here")
    assert file.stat().st_mode & 0o777 == 0o600
    for mode in (0o600, 0o660):
        file.chmod(mode)
        add_people(file, lambda _: [PersonEntered(ADA, "clerk", "2026-09-01")])
        assert file.stat().st_mode & 0o777 == mode


def test_two_who_enter_people_at_once_lose_nobody(tmp_path: Path) -> None:
    file, both = tmp_path / "people.jsonl", Barrier(2, timeout=0.5)
    begin_people(file, "Here")

    def enter(number: int) -> None:
        def found(_: PeopleRegister) -> list[PersonEntered]:
            with suppress(BrokenBarrierError):
                both.wait()  # Without a lock both have read the register by now.
            return [PersonEntered(Person(f"P{number}", "Ada Ash", None, Service.JUDGE), "clerk", "2026-09-01")]

        add_people(file, found)

    clerks = [Thread(target=enter, args=(number,)) for number in (1, 2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert {one.id for one in people_of(file).people} == {"P1", "P2"}
