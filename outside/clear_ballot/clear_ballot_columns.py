"""The heading of a Clear Ballot CSV: every choice is one column, whose name is cut from its right end."""

import re
from dataclasses import replace
from itertools import groupby

from outside.errors import OutsideFileError
from outside.records.marked_contests import ChoiceColumn, MarkedContest, choice_column, named_apart
from outside.records.record_tables import EXPORT_AGAIN

DESCRIBING = ("boxid", "boxposition", "ballotid", "precinctid", "ballotstyleid")
"""Columns that every export has, in small letters."""

CHOICE = "choice_"
"""How a choice's column begins, in small letters."""

_CHOICE = re.compile(r"Choice_-?\d+_-?\d*:(?P<rest>.+)", re.DOTALL | re.IGNORECASE)
_RULE = re.compile(r"(?:Vote For|Number of Winners)\s+\d{1,3}", re.IGNORECASE | re.ASCII)
_RANK = re.compile(r"\d{1,2}", re.ASCII)


def contests_in(heading: tuple[str, ...]) -> tuple[MarkedContest, ...]:
    """The contests, in the heading's order: columns of one title beside each other. Raises OutsideFileError."""
    columns = (column for column, name in enumerate(heading) if name.lower().startswith(CHOICE))
    choices = [_choice(column, heading[column]) for column in columns]
    runs = groupby(choices, key=lambda one: (one[0], one[1], one[2].rank is not None))
    return tuple(_contest(title, seats, tuple(one[2] for one in run)) for (title, seats, _), run in runs)


def _contest(title: str, seats: int, choices: tuple[ChoiceColumn, ...]) -> MarkedContest:
    """Figures before the rule are ranks where they count from 1; else the title ends in them."""
    ranks = {one.rank for one in choices if one.rank is not None}
    if len(ranks) == 1 and ranks != {1}:
        title = f"{title}:{ranks.pop()}"
        choices = tuple(replace(one, rank=None) for one in choices)
    elif ranks != set(range(1, len(ranks) + 1)):
        found = f"ranks {', '.join(str(one) for one in sorted(ranks))}"
        raise OutsideFileError(found, "1, 2, 3 and so on", EXPORT_AGAIN, title)
    return MarkedContest(title, seats, named_apart(choices), len(ranks) or None, tells_overvotes=False)


def _choice(column: int, name: str) -> tuple[str, int, ChoiceColumn]:
    """`Choice_7_1:Mayor: full term:1:Vote For 1:Ann Ash:Party`, from the right: party, choice, rule, rank, contest."""
    matched = _CHOICE.fullmatch(name)
    parts = matched["rest"].split(":") if matched else []
    rules = [place for place, part in enumerate(parts) if place and _RULE.fullmatch(part.strip())]
    if not rules or len(parts) - rules[-1] < 3:
        expected = "Choice_..., contest, Vote For and a number, choice and party, with colons between"
        raise OutsideFileError(f"{name[:120]!r}", expected, EXPORT_AGAIN, f"column {column + 1}")
    place = rules[-1]
    seats = int(parts[place].split()[-1])
    rank = int(parts[place - 1]) if place > 1 and _RANK.fullmatch(parts[place - 1].strip()) else None
    title = " ".join(":".join(parts[: place if rank is None else place - 1]).split())
    return title, seats, choice_column(column, ":".join(parts[place + 1 : -1]), rank)
