"""Containers of ballots and books: any order of steps comes to what the law's plain words come to, or is refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tabulate.board.custody.container_entries import (
    ContainerDisposed,
    ContainerEntry,
    ContainerHolds,
    ContainerOpened,
    ContainerResealed,
    ContainerSealed,
    OpeningGround,
    SealCondition,
    SealFound,
)
from tabulate.board.custody.grounds import GROUNDS
from tabulate.board.custody.kept_containers import Custody
from tabulate.board.errors import NotAllowed
from tests.soak import examples
from tests.tabulate.board.container_makers import (
    AGAIN,
    BATCHES,
    CLERK,
    EVERYONE,
    GIVEN,
    JUDGES,
    OPENED,
    V3,
    apply,
)


@dataclass
class PlainContainer:
    """As one would keep it on paper."""

    holds: ContainerHolds
    seals: list[str]
    inside: list[str]
    open: bool = False
    holder: str = ""
    gone: bool = False


@dataclass
class PlainLog:
    """The same rules once more, in plain steps."""

    boxes: dict[str, PlainContainer] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def step(self, entry: ContainerEntry) -> bool:
        box = self.boxes.get(entry.container)
        if isinstance(entry, ContainerSealed):
            if box is not None or not self._may_close(entry.container, entry.holds, entry.seals, entry.batches):
                return False
            self.boxes[entry.container] = PlainContainer(entry.holds, list(entry.seals), list(entry.batches))
            self.used |= set(entry.seals)
        elif box is None or box.gone:
            return False
        elif isinstance(entry, ContainerDisposed):
            box.gone = not box.open and CLERK in entry.present
            return box.gone
        elif isinstance(entry, ContainerOpened):
            right = sorted(one.seal for one in entry.found) == sorted(box.seals)
            anew = entry.ground is not OpeningGround.FURTHER_COUNT or "B" in box.inside
            if box.open or not right or not anew or box.holds not in GROUNDS[entry.ground].opens:
                return False
            box.open = True
        elif isinstance(entry, ContainerResealed):
            if not box.open or not self._may_close(entry.container, box.holds, entry.seals, entry.batches):
                return False
            box.open, box.seals, box.inside = False, list(entry.seals), list(entry.batches)
            self.used |= set(entry.seals)
        else:
            if box.open or box.holder not in ("", entry.given_by.name) or entry.given_by == entry.taken_by:
                return False
            box.holder = entry.taken_by.name
        return True

    def _may_close(self, name: str, holds: ContainerHolds, seals: tuple[str, ...], inside: tuple[str, ...]) -> bool:
        elsewhere = {one for other, box in self.boxes.items() if other != name for one in box.inside}
        fresh = bool(seals) and len(set(seals)) == len(seals) and not set(seals) & self.used
        return fresh and not set(inside) & elsewhere and (holds is ContainerHolds.VOTED) == bool(inside)


NAMES = st.sampled_from(["V3", "V4", "R1"])
SEALS = st.lists(st.sampled_from([str(number) for number in range(9)]), max_size=2).map(tuple)
INSIDE = st.lists(st.sampled_from(sorted(BATCHES)), max_size=2, unique=True).map(tuple)
PEOPLE = st.sampled_from([CLERK, JUDGES[0]])
STEPS = st.one_of(
    st.builds(
        lambda name, holds, seals, inside: replace(
            V3, container=name, holds=holds, seals=seals, batches=inside, signers=EVERYONE
        ),
        NAMES,
        st.sampled_from([ContainerHolds.VOTED, ContainerHolds.REGISTERS]),
        SEALS,
        INSIDE,
    ),
    st.tuples(NAMES, st.sampled_from(OpeningGround), st.none() | SEALS),
    st.builds(
        lambda name, seals, inside: replace(AGAIN, container=name, seals=seals, batches=inside, at=V3.at),
        NAMES,
        SEALS,
        INSIDE,
    ),
    st.builds(
        lambda name, giver, taker: replace(GIVEN, container=name, given_by=giver, taken_by=taker, at=V3.at),
        NAMES,
        PEOPLE,
        PEOPLE,
    ),
    st.builds(
        lambda name, there: ContainerDisposed(name, "shredded", "plan 7", (there,), V3.at, "Dee"),
        NAMES,
        PEOPLE,
    ),
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_any_order_of_steps_stands_as_a_plain_log_has_it(
    steps: list[ContainerEntry | tuple[str, OpeningGround, tuple[str, ...] | None]],
) -> None:
    custody, plain = Custody(), PlainLog()
    for step in steps:
        if isinstance(step, tuple):
            name, ground, typed = step
            seals = custody.containers[name].seals if typed is None and name in custody.containers else typed or ()
            found = tuple(SealFound(one, SealCondition.WHOLE) for one in seals)
            entry: ContainerEntry = replace(OPENED, container=name, ground=ground, found=found, at=V3.at)
        else:
            entry = step
        try:
            apply(custody, entry)
            taken = True
        except NotAllowed:
            taken = False
        assert taken is plain.step(entry), entry
        assert {
            name: (list(one.seals), list(one.batches), one.is_open, one.holder)
            for name, one in custody.containers.items()
        } == {name: (one.seals, one.inside, one.open, one.holder) for name, one in plain.boxes.items()}
