"""A precinct's return as a record has it: now, or as it was where its ledger ended at an earlier entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from canvass import clock
from canvass.errors import InputError
from canvass.recounting.votes_by_precinct import folded_before
from canvass.reporting.sealing import check_open, provisional_released
from canvass.returning.precinct_return import PrecinctReturn, precinct_return, precinct_returns
from tabulate.election import Election, Precinct
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.chain import Head

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class MadeReturn:
    """A return with the place of the ledger that it says, and the moment at which it was made."""

    found: PrecinctReturn
    head: Head
    made_at: datetime
    """In the zone of the polls."""


def precinct_named(election: Election, name: str) -> Precinct:
    """The precinct of that id, or called so. Raises InputError."""
    found = election.find_precinct(name) or next((one for one in election.precincts if one.name == name), None)
    if found is None:
        known = ", ".join(str(one.id) for one in election.precincts[:8])
        more = " and others" if len(election.precincts) > 8 else ""
        raise InputError(f"{election.title} has no precinct {name!r}. Name one of the definition: {known}{more}.")
    return found


def made_now(election: Election, found: PrecinctReturn, head: Head) -> MadeReturn:
    """A return that was worked out at this place of the ledger, made at this moment."""
    return MadeReturn(found, head, clock.now().astimezone(MONTANA_TIME))


def return_now(record: "Record", precinct: Precinct) -> MadeReturn:
    """The return as it stands now.

    Raises SealedError until the polls are closed (13-15-207, 13-35-241); TotalsDoNotAddUp.
    """
    head = record.head()
    state, audit = folded_before(record, head.number + 1)
    check_open(record.election, state)
    found = precinct_return(record.election, state, audit, precinct, provisional_released(record.election))
    return made_now(record.election, found, head)


def return_at(record: "Record", precinct: Precinct, head: Head, released: bool) -> MadeReturn:
    """The return as it was at this place of the ledger; `released`: with ballots held until the sixth day.

    Raises as `returns_at`.
    """
    (made,) = returns_at(record, (precinct,), head, released)
    return made


def returns_at(record: "Record", precincts: Sequence[Precinct], head: Head, released: bool) -> tuple[MadeReturn, ...]:
    """The returns of several precincts as they were at one place of the ledger, which is gone through once.

    Whether totals are sealed is asked before, as `return_now` does. Raises InputError where the ledger does not go
    through `head`; TotalsDoNotAddUp.
    """
    if not (0 < head.number <= record.head().number and record.holds(head)):
        raise InputError(
            f"The ledger of {record.directory} has no entry {head.number:,} with the hash {head.hash}: the return was "
            "made from another record, or this one was altered. Run `canvass verify` on it, and look for the other one."
        )
    state, audit = folded_before(record, head.number + 1)
    found = precinct_returns(record.election, state, audit, precincts, released)
    return tuple(made_now(record.election, one, head) for one in found)


def refusal_of(made: MadeReturn) -> str:
    """Why a precinct that is not complete has no return, and what settles it."""
    waits = "".join(f"\n  {one.sentence}" for one in made.found.waits)
    return f"Precinct {made.found.precinct.id} is not complete, so it has no return yet (13-15-101(2)):{waits}\n"
