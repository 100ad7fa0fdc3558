"""Every recount as it stands: filed, its board met, precinct by precinct counted, certified; and what may follow.

The counts are hand counts of one contest, which the fold keeps beside those of the election: they are in no total.
"""

from collections import ChainMap
from collections.abc import Container, Iterator, MutableMapping
from dataclasses import dataclass, field

from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.by_hand.hand_counts import HandCountOpened
from tabulate.board.county.entitling import EndedTie
from tabulate.board.custody.kept_containers import Custody
from tabulate.board.errors import NotAllowed
from tabulate.board.recount.lots import TiesKept
from tabulate.board.recount.one_recount import (
    KeptRecount,
    check_certified,
    check_met,
    check_missing,
    check_other_packages,
    check_scope,
    check_withdrawn,
)
from tabulate.board.recount.petition_law import check_filed
from tabulate.board.recount.recount_entries import (
    RecountBallotsMissing,
    RecountBegun,
    RecountBoardMet,
    RecountCertified,
    RecountEntry,
    RecountFiled,
    RecountWithdrawn,
    count_name,
)
from tabulate.election import ContestId


@dataclass(slots=True)
class Recounts:
    """Recounts by name, their counts by name, and how ties ended."""

    recounts: dict[str, KeptRecount] = field(default_factory=dict)
    counts: dict[str, HandCount] = field(default_factory=dict)
    """Every count of every recount, as its tally sheets name it."""
    ties: TiesKept = field(default_factory=TiesKept)

    def beside(self, hand_counts: dict[str, HandCount]) -> MutableMapping[str, HandCount]:
        """The election's hand counts, and these counts, by name; what is put in is a hand count."""
        return ChainMap(hand_counts, self.counts)

    @property
    def filed(self) -> tuple[KeptRecount, ...]:
        """Those not withdrawn, in the order in which they were filed."""
        return tuple(one for one in self.recounts.values() if one.withdrawn is None)

    def check_counting(self, count: str) -> None:
        """Check that the recount of a count of that name, if it is one's, is not over. Raises NotAllowed."""
        if count in self.counts and (recount := self.counts[count].opened.board) is not None:
            self._open(recount)

    @property
    def ties_ended(self) -> dict[ContestId, EndedTie]:
        """Lots that were drawn and appointments, by contest."""
        return self.ties.ended

    @property
    def open_names(self) -> tuple[str, ...]:
        """Those that are neither certified nor withdrawn."""
        return tuple(name for name, one in self.recounts.items() if one.is_open)

    def certified(self) -> Iterator[KeptRecount]:
        """Those whose votes are the correct ones, in the order of their certificates."""
        done = (one for one in self.recounts.values() if one.certified is not None)
        yield from sorted(done, key=lambda one: one.certified_in)

    def check(self, entry: RecountEntry, custody: Custody, hand_counts: Container[str]) -> None:
        """Whether the entry may follow. Raises NotAllowed."""
        match entry:
            case RecountFiled():
                self._check_filed(entry)
            case RecountBoardMet():
                check_met(entry, self._open(entry.recount))
            case RecountBegun():
                self._check_begun(entry, custody, hand_counts)
            case RecountBallotsMissing():
                check_missing(entry, self._with_board(entry.recount))
            case RecountCertified():
                check_certified(entry, self._with_board(entry.recount), custody)
            case RecountWithdrawn():
                check_withdrawn(entry, self._open(entry.recount))
            case _:
                self.ties.check(entry)

    def take(self, number: int, entry: RecountEntry) -> None:
        """Take what was found allowed."""
        match entry:
            case RecountFiled():
                self.recounts[entry.recount] = KeptRecount(entry, number)
            case RecountBoardMet():
                self.recounts[entry.recount].board = entry
            case RecountBegun():
                self._begin(entry)
            case RecountBallotsMissing():
                self.recounts[entry.recount].missing[entry.precinct] = entry
            case RecountCertified():
                kept = self.recounts[entry.recount]
                kept.certified, kept.certified_in = entry, number
            case RecountWithdrawn():
                self.recounts[entry.recount].withdrawn = entry
            case _:
                self.ties.take(number, entry)

    def _begin(self, entry: RecountBegun) -> None:
        kept = self.recounts[entry.recount]
        assert kept.board is not None
        name = count_name(entry.recount, entry.precinct)
        opened = HandCountOpened(
            name, entry.precinct, entry.ballots, (), entry.recorders, entry.reader, entry.entered_by, entry.recount
        )
        members = frozenset(one.account for one in kept.board.members)
        self.counts[name] = kept.counts[entry.precinct] = HandCount(
            opened, recounted=kept.filed.contest, members=members
        )

    def _open(self, recount: str) -> KeptRecount:
        kept = self.recounts.get(recount)
        if kept is None:
            known = ", ".join(self.recounts) or "none"
            raise NotAllowed(f"a recount that was filed: {known}", repr(recount), "Look at its name.")
        if kept.certified is not None:
            raise NotAllowed(
                f"recount {recount} open", f"it certified on {kept.certified.certified_on} (13-16-418)", "It stands."
            )
        if kept.withdrawn is not None:
            found = f"it withdrawn on {kept.withdrawn.withdrawn_on}: {kept.withdrawn.reason}"
            raise NotAllowed(f"recount {recount} open", found, "File another.")
        return kept

    def _with_board(self, recount: str) -> KeptRecount:
        kept = self._open(recount)
        if kept.board is None:
            raise NotAllowed(f"the board of recount {recount} (13-16-204)", "none yet", "Open the recount first.")
        return kept

    def _check_filed(self, entry: RecountFiled) -> None:
        check_filed(entry)
        if entry.recount in self.recounts:
            raise NotAllowed("a new name for the recount", f"{entry.recount}, which there is", "Choose another.")
        for name, other in self.recounts.items():
            same = set(other.filed.precincts) & set(entry.precincts)
            if other.filed.contest == entry.contest and other.is_open and same:
                raise NotAllowed(
                    f"no open recount of {entry.contest} in the same precincts",
                    f"recount {name}",
                    "Certify it first; or withdraw it, if it was entered in error.",
                )

    def _check_begun(self, entry: RecountBegun, custody: Custody, hand_counts: Container[str]) -> None:
        kept = self._with_board(entry.recount)
        check_scope(entry.precinct, kept)
        name = count_name(entry.recount, entry.precinct)
        if name in hand_counts or entry.precinct in kept.counts:
            found = "it begun" if entry.precinct in kept.counts else "a hand count of that name"
            raise NotAllowed(f"precinct {entry.precinct} of recount {entry.recount} not begun", found, "Go on with it.")
        people = (entry.reader, *entry.recorders)
        strangers = [one for one in people if one not in kept.accounts]
        if strangers or len(set(people)) < len(people):
            raise NotAllowed(
                f"one who reads and two who record, of the board and its clerks: {', '.join(sorted(kept.accounts))} "
                "(13-16-412, 13-15-206(2))",
                ", ".join(people),
                "Name three of them.",
            )
        if entry.ballots < 0:
            raise NotAllowed("a number of ballots", f"{entry.ballots}", "Count them before the tally.")
        check_other_packages(entry.precinct, custody)
