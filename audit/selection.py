"""Drawing by dice from a numbered list that was frozen before the first roll (13-17-505, ARM 44.3.1719).

A number out of range or already chosen is rolled again, never reduced to the range. The first numbers are the sample,
the next the reserves, in the order rolled. Where nothing is left to chance nothing is rolled.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from audit.audit_json import JSON
from audit.contests import Category
from audit.dice import Faces, checked, dice_for, number_of
from audit.errors import Refused

_RULE = "ARM 44.3.1719"


class Taken(StrEnum):
    """What a roll selected its number for."""

    SAMPLE = "sample"
    RESERVE = "reserve"


class WhyNot(StrEnum):
    """Why a roll selected nothing."""

    OUT_OF_RANGE = "out of range"
    ALREADY_CHOSEN = "already chosen"
    NOT_NEEDED = "not needed"
    """Everything had been drawn before it."""


@dataclass(frozen=True, slots=True)
class RollOutcome:
    """A roll and what it selected: `taken` and `why` are never both None, nor both set."""

    faces: Faces
    number: int
    taken: Taken | None
    why: WhyNot | None


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw of `needed` and then `reserves_needed` of the numbers 1 to `count`, as far as it has got."""

    count: int
    needed: int
    reserves_needed: int
    outcomes: tuple[RollOutcome, ...] = ()

    @property
    def dice(self) -> int:
        """How many dice are rolled."""
        return dice_for(self.count)

    @property
    def drawn(self) -> tuple[int, ...]:
        """The numbers drawn, sample before reserves, in the order drawn; where all are needed, all, without a roll."""
        if self.needed == self.count:
            return tuple(range(1, self.count + 1))
        rolled = [outcome.number for outcome in self.outcomes if outcome.taken is not None]
        if len(rolled) == self.count - 1 and self.needed + self.reserves_needed == self.count:
            # One number and one place are left: there is nothing to roll for.
            rolled += set(range(1, self.count + 1)) - set(rolled)
        return tuple(rolled)

    @property
    def sample(self) -> tuple[int, ...]:
        """The numbers drawn for the sample, in order."""
        return self.drawn[: self.needed]

    @property
    def reserves(self) -> tuple[int, ...]:
        """The numbers drawn as reserves, in order."""
        return self.drawn[self.needed :]

    @property
    def complete(self) -> bool:
        """Whether sample and reserves are drawn, so that no more is rolled."""
        return len(self.drawn) == self.needed + self.reserves_needed

    def roll(self, faces: Faces) -> "Draw":
        """The draw after one more roll. Raises DiceError for what the dice cannot show."""
        number = number_of(checked(faces, self.dice))
        return replace(self, outcomes=(*self.outcomes, self._outcome(faces, number)))

    def _outcome(self, faces: Faces, number: int) -> RollOutcome:
        drawn = self.drawn
        if len(drawn) == self.needed + self.reserves_needed:
            return RollOutcome(faces, number, None, WhyNot.NOT_NEEDED)
        if number > self.count:
            return RollOutcome(faces, number, None, WhyNot.OUT_OF_RANGE)
        if number in drawn:
            return RollOutcome(faces, number, None, WhyNot.ALREADY_CHOSEN)
        return RollOutcome(faces, number, Taken.SAMPLE if len(drawn) < self.needed else Taken.RESERVE, None)


def draw(count: int, needed: int, reserves_needed: int, rolls: Iterable[Faces]) -> Draw:
    """The draw after these rolls; it may be incomplete. Raises DiceError."""
    state = Draw(count, needed, reserves_needed)
    for faces in rolls:
        state = state.roll(faces)
    return state


PRECINCTS = "precincts"
"""The list of precincts; the lists of contests are called by their `Category`, others as `further.py` says."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a numbered list: its number is its place, from 1."""

    id: str
    """Of a precinct or contest. A contest drawn statewide may be on no ballot of this county."""
    name: str


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as it was published before the first roll. Its hash covers every word of it, `rehearsal` too."""

    drawn: str
    """`PRECINCTS`, or the value of a `Category`."""
    county: str
    election_date: date
    rehearsal: bool
    needed: int
    reserves_needed: int
    items: tuple[ListItem, ...]

    def sha256(self) -> str:
        """The hash to publish, in hex: SHA-256 over the list's canonical JSON."""
        return hashlib.sha256(JSON.write(self).encode("ascii")).hexdigest()

    @property
    def heading(self) -> str:
        """What stands over the list, on paper and screen."""
        real = f"{self.county}, election of {self.election_date}: {self.drawn}"
        return f"REHEARSAL, NOT THE SELECTION. {real}" if self.rehearsal else real


@dataclass(frozen=True, slots=True)
class DrawnList:
    """A frozen list and its rolls."""

    numbered: NumberedList
    sha256: str
    draw: Draw
    rollers: tuple[str, ...] = ()
    """Who made each roll, beside `draw.outcomes`."""

    @property
    def sample(self) -> tuple[ListItem, ...]:
        """The items drawn, in order."""
        return tuple(self.numbered.items[number - 1] for number in self.draw.sample)

    @property
    def reserves(self) -> tuple[ListItem, ...]:
        """The reserves drawn, in order."""
        return tuple(self.numbered.items[number - 1] for number in self.draw.reserves)


@dataclass(frozen=True, slots=True)
class Selection:
    """The lists of one selection, or of one rehearsal, in the order frozen."""

    rehearsal: bool
    lists: tuple[DrawnList, ...] = ()

    def of(self, drawn: str) -> DrawnList | None:
        """The list of that name."""
        return next((one for one in self.lists if one.numbered.drawn == drawn), None)

    @property
    def precincts(self) -> DrawnList | None:
        """The precincts' list."""
        return self.of(PRECINCTS)

    @property
    def contest_lists(self) -> tuple[DrawnList, ...]:
        """The lists of contests, in the order frozen."""
        return tuple(one for one in self.lists if one.numbered.drawn in set(Category))

    @property
    def complete(self) -> bool:
        """Whether every list that was frozen is drawn."""
        return all(one.draw.complete for one in self.lists)


def freeze(selection: Selection, numbered: NumberedList, sha256: str) -> Selection:
    """Freeze a list and publish its hash, before any roll for it. Raises Refused."""
    found = numbered.sha256()
    if found != sha256:
        raise Refused(_RULE, f"The list has the hash {found}, not {sha256}.", "Freeze the list that was published.")
    if numbered.rehearsal != selection.rehearsal:
        raise Refused(_RULE, "A rehearsal's list is never drawn from in earnest.", "Freeze a list of its own.")
    if not numbered.rehearsal and selection.of(numbered.drawn) is not None:
        raise Refused(_RULE, f"The list of {numbered.drawn} is frozen already.", "Draw from it as it stands.")
    if len({item.id for item in numbered.items}) < len(numbered.items):
        raise Refused(_RULE, "The list names something twice.", "Give each precinct or contest one number.")
    dice_for(len(numbered.items))
    fresh = DrawnList(numbered, sha256, Draw(len(numbered.items), numbered.needed, numbered.reserves_needed))
    others = tuple(one for one in selection.lists if one.numbered.drawn != numbered.drawn)
    return replace(selection, lists=(*others, fresh))


def roll(selection: Selection, drawn: str, roll_number: int, faces: Faces, rolled_by: str) -> Selection:
    """One roll for a frozen list; `roll_number` counts from 1 for each list. Raises Refused and DiceError."""
    one = selection.of(drawn)
    if one is None:
        raise Refused(_RULE, f"The list of {drawn} is not frozen.", "Publish the numbered list with its hash first.")
    expected = len(one.draw.outcomes) + 1
    if roll_number != expected:
        found = f"Roll {roll_number} for {drawn} comes out of order: roll {expected} is next."
        raise Refused(_RULE, found, "Enter the rolls one by one, as they fell.")
    if one.draw.complete:
        raise Refused(_RULE, f"Everything is drawn from the list of {drawn}.", "Put the dice away.")
    if not rolled_by.strip():
        raise Refused(_RULE, "Nobody is named as having rolled.", "Say who rolled the dice.")
    rolled = replace(one, draw=one.draw.roll(faces), rollers=(*one.rollers, rolled_by))
    return replace(selection, lists=tuple(rolled if each is one else each for each in selection.lists))
