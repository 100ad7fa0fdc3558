"""Ids made rather than found: cards' and write-in lines'."""

import re

from imaging.layout import CardId
from tabulate.election import BallotStyleId, ChoiceId, PrecinctId

_WRITE_IN_LINE = re.compile(r"write-in-[0-9]+")
_WRITE_INS = "write-in"
"""How the ids begin under which votes for people who are not printed are kept: lines, typed names, and sums of them."""
NOT_OF_WRITE_INS = f'an id that no write-in line has, nor one that begins with "{_WRITE_INS}"'


def card_id(style: BallotStyleId, precinct: PrecinctId | None, sheet: int = 1) -> CardId:
    """`style@precinct`, or the style alone where one card serves several precincts; `..., sheet 2` of later sheets."""
    first = style if precinct is None else f"{style}@{precinct}"
    return CardId(first if sheet == 1 else f"{first}, sheet {sheet}")


def write_in_line(index: int) -> ChoiceId:
    """The choice that the target of a write-in line stands for; lines count from 0."""
    return ChoiceId(f"write-in-{index}")


def is_write_in_line(choice: str) -> bool:
    """Whether an id is one that write-in lines have."""
    return _WRITE_IN_LINE.fullmatch(choice) is not None


def stands_for_write_ins(choice: str, of_before: bool = False) -> bool:
    """Whether no choice may have the id: votes for it would be taken for write-ins, in part of the totals.

    In a record `of_before` only the lines' own ids are kept apart.
    """
    return is_write_in_line(choice) or (not of_before and choice.startswith(_WRITE_INS))
