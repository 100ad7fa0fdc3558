"""What people type of recounts and lots: names with accounts, money, days, votes of other counties, signatures."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, disk_errors
from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.recount.recount_entries import (
    CountySignatures,
    MemberFrom,
    RecountClerk,
    RecountMember,
    RecountWithdrawn,
)
from tabulate.csv_rows import CsvRefused
from tabulate.election import ChoiceId, Contest, Election
from tabulate.hours import is_reckoned
from tabulate.recounts.totals_csv import MOST_BYTES, totals_of
from tabulate.whole_numbers import figure

_MOST_SHOWN = 80
_MOST_CENTS = 10**12
_MONEY = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{0,2})?|\.[0-9]{1,2}")
_MOST_ELECTORS = 9_999_999


def members_typed(members: Iterable[str], officers: Iterable[str]) -> tuple[RecountMember, ...]:
    """`Eve Elm=eve`, each; officers sit in a vacancy. Raises InputError."""
    sitting = [RecountMember(account, name) for account, name in map(_account, members)]
    vacancies = [RecountMember(account, name, MemberFrom.COUNTY_OFFICER) for account, name in map(_account, officers)]
    return (*sitting, *vacancies)


def clerks_typed(clerks: Iterable[str]) -> tuple[RecountClerk, ...]:
    """`Hal Hart=hal`, each. Raises InputError."""
    return tuple(RecountClerk(account, name) for account, name in map(_account, clerks))


def _account(typed: str) -> tuple[str, str]:
    name, _, account = words_typed(typed).rpartition("=")
    if not name.strip() or not account.strip():
        raise InputError(
            f"{typed[:_MOST_SHOWN]!r} is no name with an account. Nothing was written. Write NAME=ACCOUNT, as in "
            "'Eve Elm=eve'."
        )
    return account.strip(), name.strip()


def cents_typed(typed: str) -> int:
    """Dollars, as 1200 or 1,200.50, in cents. A comma parts thousands alone: 850,50 is none. Raises InputError."""
    plain = words_typed(typed).removeprefix("$")
    if _MONEY.fullmatch(plain):
        cents = int(Decimal(plain.replace(",", "")) * 100)
        if cents < _MOST_CENTS:
            return cents
    raise InputError(
        f"{typed[:_MOST_SHOWN]!r} is no sum of money. Nothing was written. Write dollars, as 1200 or 1,200.50."
    )


def day_typed(typed: str) -> str:
    """A day, as 2026-11-20. Raises InputError."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        day = None
    if day is None or not is_reckoned(day) or day.isoformat() != typed.strip():
        raise InputError(f"{typed[:_MOST_SHOWN]!r} is no day. Nothing was written. Write it as 2026-11-20.")
    return day.isoformat()


def signatures_typed(typed: Iterable[str]) -> tuple[CountySignatures, ...]:
    """`Big Sky=60`, each county. Raises InputError."""
    return tuple(map(_signatures, typed))


def _signatures(typed: str) -> CountySignatures:
    county, _, electors = words_typed(typed).rpartition("=")
    number = figure(electors, _MOST_ELECTORS)
    if not county.strip() or number is None:
        raise InputError(
            f"{typed[:_MOST_SHOWN]!r} does not say how many electors of a county signed. Nothing was written. Write "
            "COUNTY=NUMBER, as in 'Big Sky=60'."
        )
    return CountySignatures(county.strip(), number)


def withdrawn_typed(recount: str, reason: str, on: str, entered_by: str) -> RecountWithdrawn:
    """That a recount is over without a certificate. Raises InputError."""
    return RecountWithdrawn(recount, words_typed(reason), day_typed(on), entered_by)


def elsewhere_typed(file: Path | None, election: Election, contest: Contest) -> tuple[ChoiceFigure, ...]:
    """The votes of the other counties from a file as `canvass recounts check` reads it. Raises InputError."""
    if file is None:
        return ()
    with disk_errors(file), file.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    try:
        found = [one for one in totals_of(content, election) if one.contest.id == contest.id]
    except CsvRefused as refused:
        raise InputError(f"{file}: {refused} Nothing was written.") from None
    if not found:
        raise InputError(f"{file} has no votes of {contest.id}. Nothing was written. Name the other counties' votes.")
    return tuple(ChoiceFigure(ChoiceId(one.choice), one.votes) for one in found[0].votes)
