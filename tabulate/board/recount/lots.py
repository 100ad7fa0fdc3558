"""How ties end: a nomination drawn by lot before witnesses, replayable, or somebody appointed (13-16-501 to -507).

The program draws nothing and appoints nobody: it says whom the numbers drew that people rolled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.county.entitling import AppointedAfterTie, DrawnLot, EndedTie
from tabulate.board.errors import NotAllowed
from tabulate.board.recount.tie_entries import LotAnnounced, LotDrawn, TieAppointed, TieEntry
from tabulate.board.words_said import check_day, check_said, check_sha256, day_in_montana
from tabulate.election import ContestId
from tabulate.hours import is_day, moment_of
from tabulate.printable import says_something

SIDES = 10
"""Of the die."""
_SECTION, _LONGEST = "13-16-501(1)", 500


@dataclass(frozen=True, slots=True)
class TiedLot:
    """A lot: what was announced, and what was drawn."""

    announced: LotAnnounced
    drawn: LotDrawn | None = None
    number: int = 0
    """Of the entry that drew it; 0 until then."""


@dataclass(slots=True)
class TiesKept:
    """Lots and appointments, by contest."""

    lots: dict[ContestId, TiedLot] = field(default_factory=dict)
    appointed: dict[ContestId, AppointedAfterTie] = field(default_factory=dict)
    """The newest of each contest."""
    history: list[tuple[int, TieEntry]] = field(default_factory=list)
    """Every entry with its number."""

    @property
    def ended(self) -> dict[ContestId, EndedTie]:
        """The lots that were drawn and the appointments."""
        drawn = {
            contest: DrawnLot(one.number, own.drawn_at, own.drawn_by, own.witnesses, own.rolls, own.nominated)
            for contest, one in self.lots.items()
            if (own := one.drawn) is not None
        }
        return {**drawn, **self.appointed}

    def check(self, entry: TieEntry) -> None:
        """Whether the entry may follow. Raises NotAllowed."""
        match entry:
            case LotAnnounced():
                check_announced(entry, self.lots.get(entry.contest))
            case LotDrawn():
                check_drawn(entry, self.lots.get(entry.contest))
            case TieAppointed():
                check_appointed(entry)
            case _:
                assert_never(entry)

    def take(self, number: int, entry: TieEntry) -> None:
        """Take what was found allowed."""
        contest = entry.contest
        self.history.append((number, entry))
        match entry:
            case LotAnnounced():
                self.lots[contest] = TiedLot(entry)
            case LotDrawn():
                self.lots[contest] = TiedLot(self.lots[contest].announced, entry, number)
            case TieAppointed():
                named = (entry.officer, entry.section, entry.appointed_on, entry.appointed)
                self.appointed[contest] = AppointedAfterTie(number, entry.at, *named)
            case _:
                assert_never(entry)


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


def check_appointed(entry: TieAppointed) -> None:
    """Check who did it, whom it names, its day and its paper. Raises NotAllowed."""
    said = (entry.officer, entry.section, entry.entered_by)
    check_said(
        said, _LONGEST, f"words of at most {_LONGEST} letters for who appointed ({entry.section or '13-16-503'})"
    )
    if not entry.appointed or len(set(entry.appointed)) < len(entry.appointed):
        found = ", ".join(entry.appointed) or "nobody"
        raise NotAllowed(
            f"whom {entry.officer} appointed, each once ({entry.section})", found, "Name one of those tied."
        )
    check_day(entry.appointed_on, day_in_montana(entry.at), f"the day of the appointment ({entry.section})")
    check_sha256(entry.paper_sha256, "of the paper that appoints")
