"""Tickets for president with their electors: named from a list, shown in the report (13-25-102, 13-25-103)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, RefusedError, disk_errors
from canvass.reporting.tables import Table, columns_of
from canvass.state_canvass.state_folder import add_steps, adding
from canvass.state_canvass.state_standing import StateStanding, standing_of
from tabulate.board.errors import NotAllowed
from tabulate.csv_rows import CsvRefused, CsvTable, rows_of
from tabulate.state_canvass.presidential import (
    ElectorsResult,
    check_tickets,
    electors_result,
    elects_electors,
)
from tabulate.state_canvass.state_figures import StateContest
from tabulate.state_canvass.state_steps import PresidentialTicket, TicketsNamed

_COLUMNS = ("choice", "party", "elector")
_MOST_BYTES = 500_000


def name_tickets(
    folder: Path, contest: str | None, file: Path, replaced: Iterable[str], at: str, entered_by: str
) -> TicketsNamed:
    """Enter the tickets of a list, and which took the place of which, `OLD=NEW`.

    Raises InputError for a list that is none, RefusedError for what the law does not allow.
    """
    with adding(folder, at) as canvass:
        standing = standing_of(folder, canvass)
        about = _contest(standing, contest)
        tickets = _with_replaced(_listed(file), replaced)
        step = TicketsNamed(str(about.contest.id), tickets, at, entered_by)
        try:
            check_tickets(step, about)
        except NotAllowed as refused:
            raise RefusedError(str(refused)) from None
        add_steps(folder, canvass, step)
    return step


def _contest(standing: StateStanding, contest: str | None) -> StateContest:
    every = [one for one in standing.figures.contests if elects_electors(one.contest)]
    found = [one for one in every if contest in (None, one.contest.id)]
    if len(found) != 1:
        known = ", ".join(str(one.contest.id) for one in every) or "none in the packages that are in"
        raise InputError(
            f"The contest for president and vice president of a general election is meant: {known}. Nothing was "
            "written. Name one with --contest, once the packages have it."
        )
    return found[0]


def _listed(file: Path) -> dict[str, PresidentialTicket]:
    if not file.is_file():
        raise InputError(
            f"{file} is no file. Nothing was written. Name a CSV file of the columns {','.join(_COLUMNS)}."
        )
    with disk_errors(file), file.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    try:
        table = rows_of(content, check=_check_columns)
    except CsvRefused as refused:
        raise InputError(f"{file}: {refused.sentence} Nothing was written.") from None
    found: dict[str, PresidentialTicket] = {}
    for row in table.rows:
        choice, party, elector = (words_typed(row[column]) for column in _COLUMNS)
        known = found.get(choice)
        if not choice or (known is not None and known.party != party):
            raise InputError(
                f"{file}, line {row.line}: expected a choice, always with the same party; found {choice[:40]!r}, "
                f"{party[:40]!r}. Nothing was written. Correct the list."
            )
        electors = (*(known.electors if known else ()), *([elector] if elector else []))
        found[choice] = PresidentialTicket(choice, party, electors)
    return found


def _check_columns(table: CsvTable) -> None:
    if table.columns != _COLUMNS:
        raise CsvRefused(",".join(table.heading), f"the first line to be {','.join(_COLUMNS)}", line=1)


def _with_replaced(found: dict[str, PresidentialTicket], replaced: Iterable[str]) -> tuple[PresidentialTicket, ...]:
    for typed in replaced:
        old, _, new = words_typed(typed).partition("=")
        known = found.get(old)
        if known is None or not new:
            raise InputError(
                f"{typed[:80]!r} does not say which ticket replaced which. Nothing was written. Write OLD=NEW, both as "
                "the list names them."
            )
        found[old] = PresidentialTicket(known.choice, known.party, known.electors, new)
    return tuple(found.values())


def tickets_of(standing: StateStanding, one: StateContest) -> TicketsNamed:
    """The tickets of a contest for president, which fit its choices. Raises RefusedError where there are none."""
    step = standing.canvass.tickets(str(one.contest.id))
    if step is None:
        raise RefusedError(
            f"{one.contest.title}: votes for president count for electors, and none are named (13-25-102). Nothing "
            "was written. Name them: canvass state tickets."
        )
    try:
        check_tickets(step, one)
    except NotAllowed as refused:
        raise RefusedError(f"{one.contest.title}: {refused}") from None
    return step


def _result(standing: StateStanding, one: StateContest) -> ElectorsResult | None:
    """By electors; None of another contest, and before tickets are named."""
    step = standing.canvass.tickets(str(one.contest.id)) if elects_electors(one.contest) else None
    return None if step is None else electors_result(one, step)


def by_electors(standing: StateStanding, one: StateContest) -> Iterator[Table]:
    """The votes of each ticket with those of the one it replaced; nothing of another contest."""
    if (found := _result(standing, one)) is None:
        return
    rows = tuple(
        (
            group.name,
            group.ticket.party or "independent",
            group.votes,
            "; ".join(f"{part.votes:,} for {part.name}" for part in group.parts) if len(group.parts) > 1 else "",
            ", ".join(group.ticket.electors),
        )
        for group in found.groups
    )
    without = tuple((each.name, "no electors certified", each.votes, "", "") for each in found.without)
    columns = columns_of("Ticket", "Party", "#Votes", "Added", "Electors")
    yield Table(f"{one.contest.title}, by electors (13-25-102)", "", columns, (*rows, *without))


def electors_json(standing: StateStanding, one: StateContest) -> dict[str, Any]:
    """The same for programs; nothing of another contest."""
    if (found := _result(standing, one)) is None:
        return {}
    return {
        "tickets": [
            {
                "choice": group.ticket.choice,
                "name": group.name,
                "party": group.ticket.party or None,
                "votes": group.votes,
                "of": {part.choice: part.votes for part in group.parts},
                "electors": list(group.ticket.electors),
            }
            for group in found.groups
        ],
        "without_electors": {each.choice: each.votes for each in found.without},
    }
