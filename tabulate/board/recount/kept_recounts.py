"""Every recount as it stands: filed, its board met, precinct by precinct counted, certified; and what may follow.

The counts are hand counts of one contest, which the fold keeps beside those of the election: they are in no total.
"""

from collections import ChainMap
from collections.abc import Container, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.counting_by_hand import HandCount
from tabulate.board.custody.container_entries import OpeningGround
from tabulate.board.custody.kept_containers import Custody, KeptContainer
from tabulate.board.errors import NotAllowed
from tabulate.board.hand_counts import HandCountOpened, TallySheetEntered
from tabulate.board.recount.lots import TiedLot, check_announced, check_drawn
from tabulate.board.recount.petition_law import check_filed
from tabulate.board.recount.recount_entries import (
    LotAnnounced,
    LotDrawn,
    RecountBallotsMissing,
    RecountBegun,
    RecountBoardMet,
    RecountCertified,
    RecountEntry,
    RecountFiled,
    count_name,
)
from tabulate.board.write_ins import plain
from tabulate.election import ContestId, PrecinctId
from tabulate.hours import is_day

MEMBERS = 3
"""Of a recount board (13-16-101)."""
SIGNERS = 2
"""Of its certificate, at least (13-16-418)."""


@dataclass(slots=True)
class KeptRecount:
    """One recount."""

    filed: RecountFiled
    filed_in: int
    """The number of its entry: its figures of the canvass are those before it."""
    board: RecountBoardMet | None = None
    counts: dict[PrecinctId, HandCount] = field(default_factory=dict)
    missing: dict[PrecinctId, RecountBallotsMissing] = field(default_factory=dict)
    certified: RecountCertified | None = None
    certified_in: int = 0

    def locked(self, precinct: PrecinctId) -> TallySheetEntered | None:
        """The precinct's correct votes, once sheets are equal and every ballot set aside is decided; None before."""
        count = self.counts.get(precinct)
        return None if count is None else count.figures_of(self.filed.contest)

    @property
    def open_precincts(self) -> tuple[PrecinctId, ...]:
        """Those that are not locked."""
        return tuple(one for one in self.filed.precincts if self.locked(one) is None)

    @property
    def accounts(self) -> frozenset[str]:
        """Who may read or record: the members and the clerks."""
        if self.board is None:
            return frozenset()
        return frozenset(one.account for one in self.board.people)


@dataclass(slots=True)
class Recounts:
    """Recounts by name, their counts by name, and lots by contest."""

    recounts: dict[str, KeptRecount] = field(default_factory=dict)
    counts: dict[str, HandCount] = field(default_factory=dict)
    """Every count of every recount, as its tally sheets name it."""
    lots: dict[ContestId, TiedLot] = field(default_factory=dict)

    def beside(self, hand_counts: dict[str, HandCount]) -> MutableMapping[str, HandCount]:
        """The election's hand counts, and these counts, by name; what is put in is a hand count."""
        return ChainMap(hand_counts, self.counts)

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
                _check_met(entry, self._open(entry.recount))
            case RecountBegun():
                self._check_begun(entry, custody, hand_counts)
            case RecountBallotsMissing():
                _check_missing(entry, self._with_board(entry.recount))
            case RecountCertified():
                _check_certified(entry, self._with_board(entry.recount), custody)
            case LotAnnounced():
                check_announced(entry, self.lots.get(entry.contest))
            case LotDrawn():
                check_drawn(entry, self.lots.get(entry.contest))
            case _:
                assert_never(entry)

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
            case LotAnnounced():
                self.lots[entry.contest] = TiedLot(entry)
            case LotDrawn():
                self.lots[entry.contest] = TiedLot(self.lots[entry.contest].announced, entry)
            case _:
                assert_never(entry)

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
            if other.filed.contest == entry.contest and other.certified is None and same:
                raise NotAllowed(
                    f"no open recount of {entry.contest} in the same precincts", f"recount {name}", "Certify it first."
                )

    def _check_begun(self, entry: RecountBegun, custody: Custody, hand_counts: Container[str]) -> None:
        kept = self._with_board(entry.recount)
        _check_scope(entry.precinct, kept)
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
        _check_other_packages(entry.precinct, custody)


def open_for_recount(custody: Custody) -> Iterator[KeptContainer]:
    """Containers that are open for a recount."""
    for one in custody.containers.values():
        if one.opened is not None and one.opened.ground is OpeningGround.RECOUNT:
            yield one


def _check_scope(precinct: PrecinctId, kept: KeptRecount) -> None:
    if precinct not in kept.filed.precincts:
        raise NotAllowed(
            f"a precinct of recount {kept.filed.recount}: {', '.join(kept.filed.precincts)} "
            f"({kept.filed.ground.section})",
            precinct,
            "Leave its packages sealed.",
        )


def _check_other_packages(precinct: PrecinctId, custody: Custody) -> None:
    for one in open_for_recount(custody):
        if precinct not in one.sealed.precincts:
            raise NotAllowed(
                "packages of one precinct open at a time (13-16-417)",
                f"container {one.sealed.container} of {', '.join(one.sealed.precincts)} open",
                "Seal it again first.",
            )


def _check_met(entry: RecountBoardMet, kept: KeptRecount) -> None:
    if kept.board is not None and kept.counts:
        raise NotAllowed(f"the board of recount {entry.recount} before its first count", "one under way", "Go on.")
    if not is_day(entry.met_on) or entry.met_on < kept.filed.notice_on:
        raise NotAllowed(f"a day not before the notice of {kept.filed.notice_on} (13-16-204)", entry.met_on, "Say it.")
    names = [plain(one.name) for one in entry.people]
    accounts = [one.account for one in entry.people]
    if len(entry.members) != MEMBERS:
        raise NotAllowed(
            "exactly three members of the governing body, or county officers in their place (13-16-101)",
            f"{len(entry.members)}",
            "Name three; the presiding officer chooses if there are more.",
        )
    everyone = (*accounts, *names, entry.secretary.strip())
    if not all(everyone) or len(set(accounts)) < len(accounts) or len(set(names)) < len(names):
        raise NotAllowed("each member and clerk once, and the secretary (13-16-101)", ", ".join(accounts), "Name them.")
    if plain(entry.secretary) in names:
        raise NotAllowed(
            "the election administrator as secretary, who is no member (13-16-101(5))", entry.secretary, "Name another."
        )


def _check_missing(entry: RecountBallotsMissing, kept: KeptRecount) -> None:
    _check_scope(entry.precinct, kept)
    if kept.locked(entry.precinct) is not None:
        raise NotAllowed(
            f"precinct {entry.precinct} not locked, when ballots are missing (13-16-420)", "it locked", "It stands."
        )
    if min(entry.missing, entry.found) < 0 or not (entry.missing or entry.found) or not entry.note.strip():
        raise NotAllowed(
            "how many ballots are missing or were found, and the petition to the administrator (13-16-420)",
            f"{entry.missing}, {entry.found}, {entry.note!r}",
            "Say it.",
        )


def _check_certified(entry: RecountCertified, kept: KeptRecount, custody: Custody) -> None:
    board = kept.board
    assert board is not None
    if open_ := kept.open_precincts:
        raise NotAllowed(
            f"every precinct of recount {entry.recount} locked (13-16-418)", f"{', '.join(open_)} open", "Count them."
        )
    if entry.precincts != kept.filed.precincts:
        raise NotAllowed("each precinct recounted (13-16-418)", ", ".join(entry.precincts), "Name them all.")
    if still := list(open_for_recount(custody)):
        found = ", ".join(one.sealed.container for one in still)
        raise NotAllowed("every package sealed again (13-16-417)", f"{found} open", "Seal them again first.")
    members = {plain(one.name) for one in board.members}
    signers = {plain(one) for one in entry.signers}
    if len(signers & members) < SIGNERS or signers - members or len(signers) < len(entry.signers):
        raise NotAllowed(
            f"at least {SIGNERS} members who sign: {', '.join(one.name for one in board.members)} (13-16-418)",
            ", ".join(entry.signers) or "nobody",
            "Let them sign, and name them.",
        )
    if plain(entry.attested_by) != plain(board.secretary):
        raise NotAllowed(
            f"{board.secretary}, the election administrator, to attest under seal (13-16-418)",
            entry.attested_by or "nobody",
            "Let the administrator attest it.",
        )
    if not is_day(entry.certified_on) or entry.certified_on < board.met_on:
        raise NotAllowed(f"a day not before {board.met_on}", entry.certified_on, "Say the day.")
    if not entry.proceedings.strip() or entry.costs_cents < 0:
        raise NotAllowed("the substance of the proceedings (13-16-418(1))", "nothing", "Say what was done.")
