"""The votes that a printout is to show, from JSON, checked as a device checks them: nobody can overvote there."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from canvass.errors import InputError
from tabulate.election import Contest, Election
from tabulate.printable import says_something
from tabulate.printouts.cast import WRITE_IN_PREFIX
from test_ballots.printouts.votes import LONGEST_WRITE_IN_BYTES, PrintedVotes, Votes, contests_of

_SHAPE = '{"contest id": ["choice id", "write-in:NAME"], ...}'


def card_index(election: Election, ballot_style: str, precinct: str) -> int:
    """Where among the election's cards this style in this precinct is. Raises InputError."""
    if election.layouts.code_prefix is None or not election.cards:
        raise InputError(
            f"{election.title} is not one of Canvass's own definitions with page codes, so no printout of it can be "
            "made here: its devices print their own. Nothing was written."
        )
    for index, card in enumerate(election.cards):
        if (card.ballot_style, card.precinct) == (ballot_style, precinct):
            return index
    known = ", ".join(f"{card.ballot_style} in {card.precinct}" for card in election.cards)
    raise InputError(
        f"The election has no ballot style {ballot_style!r} in precinct {precinct!r}. It has: {known}. "
        "Nothing was written."
    )


def read_votes(file: Path, election: Election, card: int) -> Votes:
    """The votes in a JSON file (`-`: stdin), for every contest of the card with this index. Raises InputError."""
    name = "stdin" if str(file) == "-" else str(file)
    try:
        given = json.loads(_text(file), object_pairs_hook=_once)
    except OSError as error:
        raise InputError(f"{name} cannot be read ({error.strerror}). Name the file with the votes.") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not JSON ({error}). Expected {_SHAPE}. Nothing was written.") from None
    if not isinstance(given, dict):
        raise InputError(f"{name} holds no object. Expected {_SHAPE}. Nothing was written.")
    contests = contests_of(election, card)
    _refuse_unknown("contest", given, [contest.id for contest in contests], f"ballot style of card {card + 1}")
    return tuple(_contest_votes(contest, given.get(contest.id, [])) for contest in contests)


def _text(file: Path) -> str:
    return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a contest stands there twice")
    return dict(pairs)


def _contest_votes(contest: Contest, given: Any) -> PrintedVotes:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise _refused(contest, f"expected a list of choices, found {given!r}")
    names = [one.removeprefix(WRITE_IN_PREFIX) for one in given if one.startswith(WRITE_IN_PREFIX)]
    choices = [one for one in given if not one.startswith(WRITE_IN_PREFIX)]
    _refuse_unknown("choice", choices, [choice.id for choice in contest.choices], contest.title)
    if len(set(choices)) < len(choices):
        raise _refused(contest, "the same choice stands there twice")
    if len(given) > contest.seats:
        raise _refused(contest, f"{len(given)} votes where {contest.seats} may be cast")
    if names and not contest.write_ins:
        raise _refused(contest, "a write-in is not allowed there")
    chosen = tuple(choice.id for choice in contest.choices if choice.id in choices)
    return PrintedVotes(contest.id, chosen, tuple(_written(contest, name) for name in names))


def _written(contest: Contest, name: str) -> str:
    plain = " ".join(name.upper().split())
    if not says_something(plain) or len(plain.encode()) > LONGEST_WRITE_IN_BYTES:
        raise _refused(contest, f"{name!r} is no name of 1 to {LONGEST_WRITE_IN_BYTES} bytes that can be printed")
    return plain


def _refuse_unknown(what: str, given: Iterable[str], known: list[Any], where: str) -> None:
    for one in given:
        if one not in known:
            raise InputError(
                f"There is no {what} {one!r} ({where}); there are: {', '.join(known)}. Nothing was written."
            )


def _refused(contest: Contest, detail: str) -> InputError:
    return InputError(f"Contest {contest.id} ({contest.title}): {detail}. Nothing was written.")
