"""Containers of ballots and books: what the law lets be done to them, and what is refused with its section."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabulate.board.custody.container_entries import (
    ContainerEntry,
    ContainerHolds,
    CustodyOffice,
    CustodySigner,
    OpeningGround,
    SealCondition,
    SealFound,
)
from tabulate.board.custody.kept_containers import Custody
from tabulate.board.errors import NotAllowed
from tests.tabulate.board.container_makers import (
    AGAIN,
    CLERK,
    EVERYONE,
    GIVEN,
    JUDGES,
    OBSERVER,
    OPENED,
    P1,
    P2,
    R1,
    V3,
    X5,
    apply,
)


def refusal(*entries: ContainerEntry) -> str:
    custody = apply(Custody(), *entries[:-1])
    before = dict(custody.containers), dict(custody.seal_on)
    with pytest.raises(NotAllowed) as refused:
        apply(custody, entries[-1])
    assert (custody.containers, custody.seal_on) == before, "a refusal changes nothing"
    return str(refused.value)


def test_a_container_is_sealed_opened_and_sealed_again_and_the_precinct_with_it() -> None:
    custody = apply(Custody(), V3, R1, GIVEN)
    assert (custody.is_sealed(P1), custody.is_sealed(P2)) == (True, False)
    assert custody.containers["V3"].holder == "Dee"
    apply(custody, OPENED)
    assert (custody.is_sealed(P1), custody.containers["V3"].bears) == (False, ())
    apply(custody, AGAIN)
    assert (custody.is_sealed(P1), custody.containers["V3"].bears) == (True, ("12",))


def test_after_its_delivery_or_an_opening_anybody_may_hand_it_over() -> None:
    further = replace(GIVEN, given_by=EVERYONE[4], at=AGAIN.at)
    assert apply(Custody(), V3, OPENED, AGAIN, further).containers["V3"].holder == "Dee"
    carrier = CustodySigner("Mo", CustodyOffice.OTHER)
    carried = replace(GIVEN, given_by=carrier, at=AGAIN.at)
    assert apply(Custody(), V3, replace(GIVEN, taken_by=carrier), carried).containers["V3"].holder == "Dee"


def test_registers_alone_do_not_seal_a_precinct() -> None:
    assert not apply(Custody(), R1).is_sealed(P1)


@pytest.mark.parametrize("holds", ContainerHolds)
@pytest.mark.parametrize("ground", OpeningGround)
def test_a_container_is_opened_on_the_grounds_of_the_law_and_on_no_other(
    holds: ContainerHolds, ground: OpeningGround
) -> None:
    """K2: container 1 for the canvass and provisional ballots; 2 to 4 never for them; rejected ones by a court."""
    lawful = {
        ContainerHolds.REGISTERS: {"canvass", "provisional ballots", "search for missing ballots", "court order"},
        ContainerHolds.UNUSED: {"recount", "search for missing ballots", "court order"},
        ContainerHolds.VOTED: {"recount", "search for missing ballots", "audit", "further count", "court order"},
        ContainerHolds.UNVOTED: {"recount", "search for missing ballots", "court order"},
        ContainerHolds.REJECTED: {"court order"},
    }
    sealed = replace(V3, holds=holds, batches=("B",) if holds is ContainerHolds.VOTED else (), signers=EVERYONE)
    opened = replace(OPENED, ground=ground)
    if ground.value in lawful[holds]:
        assert apply(Custody(), sealed, opened).containers["V3"].is_open
    else:
        assert "13-1-303(1)" in refusal(sealed, opened)


SECTIONS = [
    ("sealed twice", (V3, replace(V3, seals=("99",))), "13-15-205", "first time"),
    ("sealed twice while open", (V3, OPENED, replace(V3, seals=("99",))), "13-15-205", "reseal"),
    ("a seal used twice", (V3, replace(R1, seals=("10",))), "13-15-205", "put on container V3"),
    ("a seal typed otherwise", (replace(V3, seals=("a1",)), replace(R1, seals=("A1",))), "13-15-205", "put on"),
    ("a cut seal used again", (V3, OPENED, replace(AGAIN, seals=("10",))), "13-15-205", "put on container V3"),
    ("one seal twice on a container", (replace(V3, seals=("10", "10")),), "13-15-205", "twice"),
    ("no seal", (replace(V3, seals=()),), "13-15-205", "none"),
    ("two judges", (replace(V3, signers=JUDGES[:2]),), "13-15-205", "3 "),
    ("the clerk instead of a judge", (replace(V3, signers=(*JUDGES[:2], CLERK)),), "13-15-205", "found 2"),
    ("one judge who signs twice", (replace(V3, signers=(*JUDGES[:2], JUDGES[1])),), "each person once", "Bo"),
    ("rejected ballots without the administrator", (replace(X5, signers=JUDGES),), "13-15-108(2)", "found 0"),
    ("opened though never sealed", (OPENED,), "13-15-205", "knows nothing"),
    ("opened twice", (V3, OPENED, replace(OPENED, at=AGAIN.at)), "13-16-417", "open since"),
    ("sealed again though sealed", (V3, AGAIN), "13-1-303(1)", "open, before"),
    ("a recount without its notice", (V3, replace(OPENED, authority="")), "13-16-417", "none"),
    ("a recount board of none", (V3, replace(OPENED, present=(CLERK,))), "13-16-101", "found 0"),
    ("a recount without the administrator", (V3, replace(OPENED, present=EVERYONE[4:7])), "13-16-417", "found 0"),
    (
        "an order that is not named",
        (V3, replace(OPENED, ground=OpeningGround.COURT_ORDER, authority="")),
        "13-1-303",
        "",
    ),
    ("a further count of other batches", (V3, replace(OPENED, ground=OpeningGround.FURTHER_COUNT)), "13-15-209", "A"),
    ("a seal that nobody looked at", (V3, replace(OPENED, found=OPENED.found[:1])), "13-15-205", "10, 11"),
    (
        "a broken seal and no word of it",
        (V3, replace(OPENED, found=(OPENED.found[0], SealFound("11", SealCondition.BROKEN)))),
        "note",
        "nothing",
    ),
    ("new seals without the board", (V3, OPENED, replace(AGAIN, signers=(CLERK,))), "13-16-101", "found 0"),
    ("a judge whom nobody appointed", (V3, replace(GIVEN, given_by=JUDGES[1])), "13-15-205", "appointed by nobody"),
    ("an observer who delivers", (V3, replace(GIVEN, given_by=OBSERVER)), "13-15-205", "Lou, observer"),
    ("handed over to oneself", (V3, replace(GIVEN, taken_by=JUDGES[0])), "each person once", "Ada, Ada"),
    ("handed over by who has it not", (V3, GIVEN, replace(GIVEN, given_by=JUDGES[0])), "Dee, who has it", "by Ada"),
    ("handed over open", (V3, OPENED, replace(GIVEN, at=AGAIN.at)), "13-15-205", "open since"),
    ("opened before it was sealed", (V3, replace(OPENED, at="2026-11-03T21:39-07:00")), "2026-11-03T21:40-07:00", ""),
    ("an hour without its offset", (replace(V3, at="2026-11-03T21:40"),), "offset", "2026-11-03T21:40"),
    ("a batch that there is not", (replace(V3, batches=("Z",)),), "a batch of this record", "Z"),
    ("a hand count that there is not", (replace(V3, batches=("hand count H-2",)),), "a batch of this record", ""),
    ("a batch in two containers", (V3, replace(V3, container="V4", seals=("40",))), "13-1-303(1)", "container V3"),
    ("ballots voted of no batch", (replace(V3, batches=()),), "13-15-205", "the batches"),
    ("a batch among registers", (replace(R1, batches=("A",)),), "13-15-205", "no batch"),
    ("no precinct", (replace(V3, precincts=()),), "13-15-205", "none"),
    ("a container without a number", (replace(V3, container=" "),), "a number or a name", ""),
    ("a name that cannot be printed", (replace(V3, entered_by="Dee\nClerk"),), "a number or a name", "Dee"),
]


@pytest.mark.parametrize(("entries", "section", "said"), [pytest.param(*one[1:], id=one[0]) for one in SECTIONS])
def test_what_the_law_does_not_allow_is_refused_with_its_section(
    entries: tuple[ContainerEntry, ...], section: str, said: str
) -> None:
    found = refusal(*entries)
    assert section in found
    assert said in found


def test_in_a_recount_one_precinct_is_open_at_a_time_and_all_its_packages_may_be() -> None:
    same = replace(V3, container="U2", holds=ContainerHolds.UNUSED, batches=(), seals=("50",))
    other = replace(V3, container="W3", precincts=(P2,), batches=("B",), seals=("60",))
    of_same = replace(OPENED, container="U2", found=(SealFound("50", SealCondition.WHOLE),))
    of_other = replace(OPENED, container="W3", found=(SealFound("60", SealCondition.WHOLE),), at=AGAIN.at)
    assert "13-16-417" in refusal(V3, same, other, OPENED, of_same, of_other)
    again = replace(AGAIN, container="U2", batches=(), seals=("51",))
    assert apply(Custody(), V3, same, other, OPENED, of_same, AGAIN, again, of_other).containers["W3"].is_open


def test_a_batch_may_be_sealed_elsewhere_once_its_container_is_sealed_without_it() -> None:
    other = replace(V3, container="V4", seals=("40",), at=AGAIN.at)
    without = replace(AGAIN, batches=("hand count H-1",))
    assert "container V3" in refusal(V3, OPENED, other)
    assert apply(Custody(), V3, OPENED, without, other).containers["V4"].batches == ("A",)
