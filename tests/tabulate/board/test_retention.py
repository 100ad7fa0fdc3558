"""Holds by name: each holds until it is lifted, whatever the order, and nothing is disposed of meanwhile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.custody.retention import Retention, check_free
from tabulate.board.custody.retention_entries import HoldGround, RetentionEntry, RetentionHeld, RetentionReleased
from tabulate.board.errors import NotAllowed

AT = "2027-01-20T09:00-07:00"


def held(name: str) -> RetentionHeld:
    return RetentionHeld(name, HoldGround.OTHER, "a letter", "2027-01-10", AT, "Dee")


def lifted(name: str) -> RetentionReleased:
    return RetentionReleased(name, "answered", "2027-01-15", AT, "Dee")


STEPS = st.builds(
    lambda make, name: make(name), st.sampled_from([held, lifted]), st.sampled_from(["R-1", "r-1", "R-2"])
)


@given(st.lists(STEPS, max_size=10), st.booleans(), st.booleans())
def test_any_order_of_holds_stands_as_a_plain_list_has_it(
    steps: list[RetentionEntry], case: bool, recount: bool
) -> None:
    kept, standing, used = Retention(), list[str](), set[str]()
    for number, step in enumerate(steps, 1):
        name = step.hold.upper()
        allowed = name not in used if isinstance(step, RetentionHeld) else name in standing
        try:
            kept.check(step)
        except NotAllowed:
            assert not allowed, step
            continue
        assert allowed, step
        kept = kept.after(number, step)
        if isinstance(step, RetentionHeld):
            standing.append(name)
            used.add(name)
        else:
            standing.remove(name)
    assert [one.hold.upper() for one in kept.holds] == standing
    found = kept.held_by(["DV-1"] * case, ["R-9"] * recount)
    assert len(found) == len(standing) + case + recount
    if found:
        with pytest.raises(NotAllowed, match="13-1-303"):
            check_free(found)
    else:
        check_free(found)
