"""Holds as they stand, and what keeps ballots and records from being disposed of (13-1-303(1)(c))."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from tabulate.board.custody.retention_entries import RetentionEntry, RetentionHeld, RetentionReleased
from tabulate.board.errors import NotAllowed
from tabulate.board.words_said import check_day, check_said, day_in_montana
from tabulate.printable import folded_words

_SECTION = "13-1-303(1)(c)"
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Retention:
    """Every hold, lifted or not; `after` makes the next."""

    history: tuple[tuple[int, RetentionEntry], ...] = ()
    """Every entry with its number."""

    @property
    def holds(self) -> tuple[RetentionHeld, ...]:
        """Those that are not lifted, in order."""
        found: dict[str, RetentionHeld] = {}
        for _, entry in self.history:
            if isinstance(entry, RetentionHeld):
                found[folded_words(entry.hold)] = entry
            else:
                del found[folded_words(entry.hold)]
        return tuple(found.values())

    def lifted(self, hold: str) -> RetentionReleased | None:
        """By which a hold of that name was lifted last; None where it was not."""
        every = (one for _, one in reversed(self.history) if isinstance(one, RetentionReleased))
        return next((one for one in every if folded_words(one.hold) == folded_words(hold)), None)

    def check(self, entry: RetentionEntry) -> None:
        """Whether the entry may follow. Raises NotAllowed."""
        check_said(entry.typed, _LONGEST, f"words of at most {_LONGEST:,} letters for a hold and its ground")
        check_day(entry.day, day_in_montana(entry.at), "its day")
        known = {folded_words(one.hold): one for one in self.holds}.get(folded_words(entry.hold))
        match entry:
            case RetentionHeld():
                if known is not None or self.lifted(entry.hold) is not None:
                    found = "it was lifted before" if known is None else f"one since {known.held_on}"
                    raise NotAllowed(
                        f"a hold by a new name ({_SECTION})", f"{entry.hold}: {found}", "Name it otherwise."
                    )
            case RetentionReleased():
                if known is None:
                    names = ", ".join(one.hold for one in self.holds) or "none"
                    raise NotAllowed(f"a hold that stands: {names} ({_SECTION})", repr(entry.hold[:80]), "Look at it.")
                if entry.lifted_on < known.held_on:
                    raise NotAllowed(f"a day not before {known.held_on}, of the hold", entry.lifted_on, "Say when.")
            case _:
                assert_never(entry)

    def after(self, number: int, entry: RetentionEntry) -> "Retention":
        """These once an entry that was found allowed is taken."""
        return replace(self, history=(*self.history, (number, entry)))

    def held_by(self, cases: Iterable[str], recounts: Iterable[str]) -> tuple[str, ...]:
        """Everything that stops disposal, in words: open court actions, recounts not certified, holds."""
        return tuple(self._held_by(cases, recounts))

    def _held_by(self, cases: Iterable[str], recounts: Iterable[str]) -> Iterator[str]:
        yield from (f"case {one} is open in court" for one in cases)
        yield from (f"recount {one} is neither certified nor withdrawn" for one in recounts)
        yield from (f"hold {one.hold} since {one.held_on}: {one.ground}" for one in self.holds)


def check_free(held: tuple[str, ...]) -> None:
    """Check that nothing stops disposal. Raises NotAllowed."""
    if held:
        raise NotAllowed(
            f"no contest, recount, appeal or hold open, before anything is disposed of ({_SECTION})",
            "; ".join(held),
            "Keep it all. Enter first what has ended: canvass court end, canvass retention lift.",
        )
