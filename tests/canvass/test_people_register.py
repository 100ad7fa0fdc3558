"""The file of the register of people: whose account is whose, and what becomes of it on the disk."""

from datetime import date

import pytest

from canvass.errors import InputError
from canvass.people_register.from_csv import entered_from
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
