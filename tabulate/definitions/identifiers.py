"""Ids made rather than found: cards' and write-in lines'."""

import re

from imaging.layout import CardId
from tabulate.election import BallotStyleId, ChoiceId, PrecinctId

_WRITE_IN_LINE = re.compile(r"write-in-[0-9]+")


def card_id(style: BallotStyleId, precinct: PrecinctId | None) -> CardId:
    """`style@precinct`, or the style alone where one card serves several precincts."""
    return CardId(style if precinct is None else f"{style}@{precinct}")


def write_in_line(index: int) -> ChoiceId:
    """The choice that the target of a write-in line stands for; lines count from 0."""
    return ChoiceId(f"write-in-{index}")


def is_write_in_line(choice: str) -> bool:
    """Whether an id is one that write-in lines have."""
    return _WRITE_IN_LINE.fullmatch(choice) is not None
