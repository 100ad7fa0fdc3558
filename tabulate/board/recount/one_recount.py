"""One recount as it stands, and what a board, a count and a certificate of it must have, by the section."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.by_hand.hand_counts import TallySheetEntered
from tabulate.board.custody.container_entries import OpeningGround
from tabulate.board.custody.kept_containers import Custody, KeptContainer
from tabulate.board.errors import NotAllowed
from tabulate.board.recount.recount_entries import (
    RecountBallotsMissing,
    RecountBoardMet,
    RecountCertified,
    RecountFiled,
    RecountWithdrawn,
)
from tabulate.board.write_ins import plain
from tabulate.election import PrecinctId
from tabulate.hours import is_day
from tabulate.printable import says_something

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
    withdrawn: RecountWithdrawn | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is neither certified nor withdrawn."""
        return self.certified is None and self.withdrawn is None

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


def open_for_recount(custody: Custody) -> Iterator[KeptContainer]:
    """Containers that are open for a recount."""
    for one in custody.containers.values():
        if one.opened is not None and one.opened.ground is OpeningGround.RECOUNT:
            yield one


def check_scope(precinct: PrecinctId, kept: KeptRecount) -> None:
    """Check that the precinct is to be recounted. Raises NotAllowed."""
    if precinct not in kept.filed.precincts:
        raise NotAllowed(
            f"a precinct of recount {kept.filed.recount}: {', '.join(kept.filed.precincts)} "
            f"({kept.filed.ground.section})",
            precinct,
            "Leave its packages sealed.",
        )


def check_other_packages(precinct: PrecinctId, custody: Custody) -> None:
    """Check that no package of another precinct is open for a recount (13-16-417). Raises NotAllowed."""
    for one in open_for_recount(custody):
        if precinct not in one.sealed.precincts:
            raise NotAllowed(
                "packages of one precinct open at a time (13-16-417)",
                f"container {one.sealed.container} of {', '.join(one.sealed.precincts)} open",
                "Seal it again first.",
            )


def check_met(entry: RecountBoardMet, kept: KeptRecount) -> None:
    """Check who sits on a board, and when it met (13-16-101, 13-16-204). Raises NotAllowed."""
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
    if not all(map(says_something, everyone)) or len(set(accounts)) < len(accounts) or len(set(names)) < len(names):
        raise NotAllowed("each member and clerk once, and the secretary (13-16-101)", ", ".join(accounts), "Name them.")
    if plain(entry.secretary) in names:
        raise NotAllowed(
            "the election administrator as secretary, who is no member (13-16-101(5))", entry.secretary, "Name another."
        )


def check_withdrawn(entry: RecountWithdrawn, kept: KeptRecount) -> None:
    """Check that a reason and a day are said. Raises NotAllowed."""
    if not says_something(entry.reason) or not is_day(entry.withdrawn_on) or entry.withdrawn_on < kept.filed.filed_on:
        raise NotAllowed(
            f"why recount {entry.recount} is withdrawn, and a day not before {kept.filed.filed_on}",
            f"{entry.reason!r}, {entry.withdrawn_on}",
            "Say both.",
        )


def check_missing(entry: RecountBallotsMissing, kept: KeptRecount) -> None:
    """Check that ballots can be missing, or be found (13-16-420). Raises NotAllowed."""
    check_scope(entry.precinct, kept)
    if kept.locked(entry.precinct) is not None:
        raise NotAllowed(
            f"precinct {entry.precinct} not locked, when ballots are missing (13-16-420)", "it locked", "It stands."
        )
    if min(entry.missing, entry.found) < 0 or not (entry.missing or entry.found) or not says_something(entry.note):
        raise NotAllowed(
            "how many ballots are missing or were found, and the petition to the administrator (13-16-420)",
            f"{entry.missing}, {entry.found}, {entry.note!r}",
            "Say it.",
        )


def check_certified(entry: RecountCertified, kept: KeptRecount, custody: Custody) -> None:
    """Check that all is counted and sealed again, and who signs (13-16-417, 13-16-418). Raises NotAllowed."""
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
    if not says_something(entry.proceedings) or entry.costs_cents < 0:
        raise NotAllowed("the substance of the proceedings (13-16-418(1))", "nothing", "Say what was done.")
