"""What was learned to be printed on a card, and sheets that were asked about only for that print, read again with it.

Print stands at the same place on every sheet of a card. One sheet cannot tell it from a hand's writing: several can.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from imaging.layout import CardId
from imaging.sheets import PlacePrint, ReadSheet
from tabulate.board.ballot import Ballot
from tabulate.board.errors import NotAllowed
from tabulate.board.machine.other_papers import OtherPaperRead, check_other_paper
from tabulate.board.machine.read_again import check_votes
from tabulate.board.places import SheetName
from tabulate.board.subjects import About
from tabulate.votes import CastVoteRecord


@dataclass(frozen=True, slots=True)
class PrintLearned:
    """From here on sheets of the card are read with this print: around these targets it is no question."""

    kind: ClassVar[str] = "print learned"
    about: ClassVar[About] = ()

    card: CardId
    places: tuple[PlacePrint, ...]
    sheets: tuple[SheetName, ...]
    """From which it was learned: different papers, each with the same ink at these places."""
    canvass_version: str


@dataclass(frozen=True, slots=True)
class SheetReadAgain:
    """A sheet that was asked about is read again with the print that was learned of its card, and stands as here."""

    kind: ClassVar[str] = "sheet read again"

    batch: str
    reading: ReadSheet
    votes: CastVoteRecord

    @property
    def name(self) -> SheetName:
        """The sheet."""
        return SheetName(self.batch, self.reading.number)

    @property
    def about(self) -> About:
        """The sheet."""
        return (self.name,)


ReadLater = SheetReadAgain | OtherPaperRead
"""What the machine reads of a sheet after its own entry: from there on the sheet stands so."""
MachineEntry = PrintLearned | ReadLater


@dataclass(slots=True)
class KnownPrint:
    """What was learned so far, and which sheets are asked about no more since."""

    learned: list[PrintLearned] = field(default_factory=list)
    counted_now: dict[SheetName, CardId] = field(default_factory=dict)

    def check(
        self,
        entry: MachineEntry,
        ballot_of: Callable[[SheetName], Ballot],
        is_untouched: Callable[[SheetName], bool],
        is_test_deck: Callable[[str], bool],
    ) -> None:
        """Whether the entry may follow; a test deck stays as it was tested (13-17-212(1)). Raises NotAllowed."""
        if isinstance(entry, PrintLearned):
            _check_learned(entry, ballot_of)
            return
        if isinstance(entry, OtherPaperRead):
            check_other_paper(entry, ballot_of(entry.name))
            return
        if entry.votes.card not in {one.card for one in self.learned}:
            expected = f"print that was learned of card {entry.votes.card} before"
            raise NotAllowed(expected, f"none, and {entry.name} read again")
        if is_test_deck(entry.batch):
            raise NotAllowed("a sheet of ballots (13-17-212(1))", f"{entry.name}, of a test deck")
        if not is_untouched(entry.name):
            raise NotAllowed("a sheet that people did nothing about yet", f"{entry.name}, about which they did")
        check_votes(str(entry.name), ballot_of(entry.name).votes, entry.votes)

    def take(self, entry: MachineEntry, ballot_of: Callable[[SheetName], Ballot]) -> None:
        """Know the print; or let the sheet stand as it was read again."""
        if isinstance(entry, PrintLearned):
            self.learned.append(entry)
            return
        if isinstance(entry, OtherPaperRead):
            ballot_of(entry.name).take_read(entry.votes)
            return
        ballot_of(entry.name).votes = entry.votes
        if not entry.votes.questions:
            self.counted_now[entry.name] = entry.votes.card


def _check_learned(entry: PrintLearned, ballot_of: Callable[[SheetName], Ballot]) -> None:
    if not entry.places or not entry.sheets or len(set(entry.sheets)) != len(entry.sheets):
        raise NotAllowed("print at one place at least, from sheets named once each", "no place, or one named twice")
    for name in entry.sheets:
        votes = ballot_of(name).votes
        if votes is None or votes.card != entry.card:
            raise NotAllowed(f"print learned from sheets of card {entry.card}", f"{name}, which is none")
