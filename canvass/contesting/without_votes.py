"""What illegal votes would change, for people, paper and programs (13-36-211, 13-36-212)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from canvass.console.text import plural
from canvass.errors import InputError, RefusedError
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.election import Contest
from tabulate.recounts.illegal_votes import LegalVotes, NotAmongThem, WithoutIllegalVotes, without_illegal
from tabulate.recounts.rights import PositionTotals, VotesFor
from tabulate.whole_numbers import figure

_MOST = 999_999_999
_MOST_SHOWN = 80
_FOOT = 40
"""Letters of what the totals are of at the foot of a page: enough of the head's hash."""


def illegal_typed(typed: Iterable[str], totals: PositionTotals) -> dict[str, int]:
    """`elm=7`, each: a choice by its id, or a person by name, and how many votes. Raises InputError."""
    found: dict[str, int] = {}
    for one in typed:
        name, _, number = one.strip().rpartition("=")
        choice, votes = _choice(name.strip(), totals.votes), figure(number.strip(), _MOST)
        if choice is None or votes is None:
            known = ", ".join(each.choice for each in totals.votes)
            raise InputError(
                f"{one[:_MOST_SHOWN]!r} says no illegal votes. Nothing was written. Write CHOICE=NUMBER, as in elm=7; "
                f"the choices are {known}."
            )
        if choice in found:
            raise InputError(f"The illegal votes for {choice} are said twice. Nothing was written. Say them once.")
        found[choice] = votes
    return found


def _choice(name: str, votes: Iterable[VotesFor]) -> str | None:
    names = {each.choice: (each.choice, each.name, each.name.removesuffix(" (write-in)")) for each in votes}
    return next((choice for choice, own in names.items() if name in own), None)


def taken_out(totals: PositionTotals, illegal: Mapping[str, int]) -> WithoutIllegalVotes:
    """The contest without them. Raises RefusedError where there are not so many votes."""
    try:
        return without_illegal(totals, illegal)
    except NotAmongThem as refused:
        raise RefusedError(f"{totals.contest.title}: {refused} Nothing was written. Look at the proof.") from None


def said_of(found: WithoutIllegalVotes) -> tuple[str, ...]:
    """What follows, in sentences."""
    if not found.before.winners:
        return ("Nobody has won: votes are equal at the cut, and a recount comes first (13-16-203).",)
    return tuple(_said(found)) if found.below else tuple(_stands(found))


def _said(found: WithoutIllegalVotes) -> Iterator[str]:
    for one in found.below:
        winner, other = one.winner, one.others[0]
        yield (
            f"{winner.votes.name} has {winner.legal:,} legal votes, below {other.votes.name} with {other.legal:,}: the "
            "result may be set aside (13-36-211)."
        )
    if found.declared:
        names = " and ".join(one.name for one in found.declared)
        has = "has" if len(found.declared) == 1 else "have"
        yield f"{names} {has} the most legal votes then, and may be declared by the court (13-36-212)."
    if found.tied:
        names = " and ".join(one.name for one in found.tied)
        yield f"{names} have equally many legal votes: nobody of them has the most (13-36-212)."


def _stands(found: WithoutIllegalVotes) -> Iterator[str]:
    lost = [one for one in found.rows if not one.won]
    best = max(lost, key=lambda one: one.legal, default=None)
    won = min((one for one in found.rows if one.won), key=lambda one: one.legal)
    if best is None:
        yield "Nobody lost: illegal votes do not set this result aside (13-36-211)."
        return
    yield (
        f"{won.votes.name} has {won.legal:,} legal votes, not below {best.votes.name} with {best.legal:,}: illegal "
        "votes do not set the result aside (13-36-211)."
    )
    more = plural(won.legal - best.legal + 1, "more illegal vote")
    yield f"It would take at least {more} for {won.votes.name}."


def votes_table(found: WithoutIllegalVotes, title: str) -> Table:
    """Every choice with its votes, the illegal ones and what is left."""
    columns = columns_of("Choice", "#Votes", "#Illegal", "#Legal", "By all votes")
    rows = tuple((one.votes.name, one.votes.votes, one.illegal, one.legal, _won(one)) for one in found.rows)
    return Table(title, "", columns, rows)


def _won(one: LegalVotes) -> str:
    return "won" if one.won else ""


def what_if_document(
    contest: Contest, found: WithoutIllegalVotes, whose: str, doubts: Iterable[str], by: str
) -> Document:
    """The whole calculation; `by` says by which totals: the ledger's head, where they are a record's."""
    return Document(
        title=f"What illegal votes would change: {contest.title}",
        lines=(
            whose,
            *said_of(found),
            *doubts,
            by,
            "This is arithmetic. Which votes are illegal, and what follows, is for the court (13-36-207).",
        ),
        tables=(votes_table(found, "Votes (13-36-211)"),),
        paper=PaperLook(upright=True, foot=f"{by[:_FOOT]}. {whose}".replace("..", ".")),
    )


def what_if_json(contest: Contest, found: WithoutIllegalVotes) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": "canvass-illegal-votes/1",
        "contest": contest.id,
        "votes": [
            {
                "choice": one.votes.choice,
                "name": one.votes.name,
                "votes": one.votes.votes,
                "illegal": one.illegal,
                "legal": one.legal,
                "won": one.won,
            }
            for one in found.rows
        ],
        "may_be_set_aside": [one.winner.votes.choice for one in found.below],
        "declared": [one.choice for one in found.declared],
        "tied": [one.choice for one in found.tied],
        "said": list(said_of(found)),
    }
