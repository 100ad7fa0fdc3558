"""A nomination drawn by lot: announced to each who is tied, drawn before witnesses, replayable (13-16-501(1)).

The program draws nothing and breaks no tie: it says whom the numbers drew that people rolled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tabulate.board.errors import NotAllowed
from tabulate.board.recount.tie_entries import LotAnnounced, LotDrawn
from tabulate.hours import is_day, moment_of
from tabulate.printable import says_something

SIDES = 10
"""Of the die."""
_SECTION = "13-16-501(1)"


@dataclass(frozen=True, slots=True)
class TiedLot:
    """A lot: what was announced, and what was drawn."""

    announced: LotAnnounced
    drawn: LotDrawn | None = None
    number: int = 0
    """Of the entry that drew it; 0 until then."""


def drawn_by(rolls: Sequence[int], tied: Sequence[str], to_draw: int) -> tuple[str, ...]:
    """Whom the numbers draw: those tied are numbered from 1; what is nobody's, or drawn already, is rolled again.

    Raises NotAllowed for a number that the die does not have, too few rolls, or any after the last that was needed.
    """
    found: list[str] = []
    for place, roll in enumerate(rolls, 1):
        if not 1 <= roll <= SIDES:
            raise NotAllowed(f"a number of 1 to {SIDES} in each roll", f"{roll} in roll {place}", "Look at the die.")
        if len(found) == to_draw:
            raise NotAllowed(f"{place - 1} rolls: the lot had fallen", f"{len(rolls)}", "Enter the rolls as they were.")
        if roll <= len(tied) and tied[roll - 1] not in found:
            found.append(tied[roll - 1])
    if len(found) < to_draw:
        raise NotAllowed(f"rolls until {to_draw} of {len(tied)} are drawn", f"{len(found)}", "Roll again.")
    return tuple(found)


def check_announced(entry: LotAnnounced, known: TiedLot | None) -> None:
    """Check that each who is tied has notice of the time and place. Raises NotAllowed."""
    if known is not None and known.drawn is not None:
        raise NotAllowed(
            f"a lot that is not drawn yet ({_SECTION})", f"one drawn at {known.drawn.drawn_at}", "It stands."
        )
    moment = moment_of(entry.at)
    for what, text in (("the officer", entry.officer), ("the place", entry.place)):
        if not says_something(text):
            raise NotAllowed(f"{what} of the lot ({_SECTION})", repr(text[:80]), "Say it.")
    choices = [one.choice for one in entry.notices]
    if moment is None:
        raise NotAllowed(f"the hour of the lot, as 2026-06-22T10:00-06:00 ({_SECTION})", repr(entry.at), "Say when.")
    if len(set(choices)) < len(choices) or not 0 < entry.to_draw < len(choices) <= SIDES:
        found = f"{entry.to_draw} of {', '.join(choices) or 'nobody'}"
        raise NotAllowed("whom the lot is drawn among, each once, more than it draws", found, "Name those tied.")
    for one in entry.notices:
        if not is_day(one.given_on) or one.given_on > moment.date().isoformat():
            raise NotAllowed(
                f"a written notice to each candidate before the lot ({_SECTION})",
                f"{one.given_on or 'none'} to {one.choice}",
                "Give notice first, and enter its day.",
            )


def check_drawn(entry: LotDrawn, known: TiedLot | None) -> None:
    """Check that it was announced, that people saw it, and that the rolls draw whom it names. Raises NotAllowed."""
    if known is None:
        raise NotAllowed(f"a lot announced to each candidate ({_SECTION})", "none", "Give notice first.")
    if known.drawn is not None:
        raise NotAllowed(f"the lot drawn once ({_SECTION})", f"it drawn at {known.drawn.drawn_at}", "It stands.")
    drawn, announced = moment_of(entry.drawn_at), moment_of(known.announced.at)
    if drawn is None or announced is None or drawn < announced:
        raise NotAllowed(f"an hour not before {known.announced.at}, as announced", repr(entry.drawn_at), "Say when.")
    witnesses = [one.strip() for one in entry.witnesses]
    if (
        not all(map(says_something, witnesses))
        or len(set(witnesses)) < len(witnesses)
        or not witnesses
        or not says_something(entry.drawn_by)
    ):
        raise NotAllowed(f"who drew the lot, and who saw it ({_SECTION})", "nobody", "Name them.")
    tied = [one.choice for one in known.announced.notices]
    if (found := drawn_by(entry.rolls, tied, known.announced.to_draw)) != entry.nominated:
        raise NotAllowed(f"{', '.join(found)}, whom the rolls draw", ", ".join(entry.nominated), "Look at the rolls.")
