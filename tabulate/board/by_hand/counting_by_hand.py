"""A hand count as it stands: contest by contest the two recorders' sheets of this round, and the figures once equal.

Beside them stands the numbered list of ballots set aside, with what the board decided of each: it is added to both
sheets alike, so to the figures (13-15-206(2)(a)).
"""

from collections.abc import Container, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.boards import BoardAppointed
from tabulate.board.by_hand.hand_counts import (
    BallotSetAside,
    ContestByHand,
    HandCountEntry,
    HandCountOpened,
    HandCountReopened,
    SetAside,
    SetAsideDecided,
    TallySheetEntered,
    check_figures,
    with_decided,
)
from tabulate.board.errors import NotAllowed
from tabulate.election import Contest, ContestId, Election, PrecinctId
from tabulate.rules_edition import RulesEdition


@dataclass(slots=True)
class HandCount:
    """One precinct's hand count."""

    opened: HandCountOpened
    contests: dict[ContestId, ContestByHand] = field(default_factory=dict)
    reopened: list[HandCountReopened] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    """Number n at n - 1; begun anew where the whole count is."""
    recounted: ContestId | None = None
    """Of a recount: its contest. Once its votes are found, they are locked."""
    members: frozenset[str] = frozenset()
    """Of a recount: the board's three, who decide on ballots set aside, whoever reads and records."""

    @property
    def ballots(self) -> int:
        """As last counted before the tally."""
        return self.reopened[-1].ballots if self.reopened else self.opened.ballots

    @property
    def settled(self) -> tuple[TallySheetEntered, ...]:
        """The figures of every contest that is settled, with those of its ballots that were set aside."""
        every = (self.figures_of(contest) for contest in self.contests)
        return tuple(figures for figures in every if figures is not None)

    def figures_of(self, contest: ContestId) -> TallySheetEntered | None:
        """The count of a contest: its two equal sheets, and what the board decided of the ballots set aside.

        None before both sheets are in and equal, and while a ballot set aside there is not decided.
        """
        by_hand = self.contests.get(contest)
        figures = None if by_hand is None else by_hand.figures
        aside = [one for one in self.set_aside if contest in one.entry.contests]
        if figures is None or not all(one.decided for one in aside):
            return None
        outcomes = [found for one in aside if (found := one.outcome(contest)) is not None]
        return with_decided(figures, outcomes) if outcomes else figures

    @property
    def undecided(self) -> tuple[SetAside, ...]:
        """Ballots set aside that wait for the board."""
        return tuple(one for one in self.set_aside if not one.decided)

    @property
    def judges(self) -> frozenset[str]:
        """The accounts of the three who decide: the board's judges, or the members of a recount board."""
        return self.members or frozenset({self.opened.reader, *self.opened.recorders})

    @property
    def people(self) -> frozenset[str]:
        """Who may set a ballot aside: who decides, who reads and who records."""
        return self.judges | {self.opened.reader, *self.opened.recorders}

    def check_set_aside(self, entry: BallotSetAside) -> None:
        """Check a new line of the list. Raises NotAllowed."""
        self._check_judge(entry.set_aside_by, self.people)
        self._check_recounted(entry.contests)
        self._check_unlocked()
        if entry.number != len(self.set_aside) + 1:
            raise NotAllowed(f"number {len(self.set_aside) + 1} of the list of {entry.count}", f"{entry.number}")
        if not entry.contests or len(set(entry.contests)) != len(entry.contests) or not entry.why.strip():
            raise NotAllowed("the contests in question, each once, and why", "none", "Enter them.")
        if entry.number > self.ballots:
            raise NotAllowed(f"at most {self.ballots} ballots in hand count {entry.count}", f"{entry.number} set aside")
        for contest in entry.contests:
            if (by_hand := self.contests.get(contest)) is not None and by_hand.figures is not None:
                again = "Open the contest again first: its sheets have counted the ballot."
                raise NotAllowed(f"{contest} to be open in hand count {entry.count}", "both sheets in and equal", again)

    def check_decided(self, entry: SetAsideDecided) -> None:
        """Check a judge's findings on a ballot of the list. Raises NotAllowed."""
        self._check_judge(entry.judge, self.judges)
        if not 1 <= entry.number <= len(self.set_aside):
            raise NotAllowed(f"a ballot set aside in hand count {entry.count}", f"number {entry.number}")
        line = self.set_aside[entry.number - 1]
        if entry.judge in {one.judge for one in line.decisions}:
            raise NotAllowed(f"one decision of {entry.judge} on number {entry.number}", "a second one")
        found = tuple(one.contest for one in entry.contests)
        if found != line.entry.contests:
            raise NotAllowed(f"a finding on {', '.join(line.entry.contests)}", ", ".join(found) or "none")

    def _check_judge(self, account: str, allowed: frozenset[str]) -> None:
        if self.opened.board is None or account not in allowed:
            raise NotAllowed(f"a judge of the board of hand count {self.opened.count}", account)

    def _check_recounted(self, contests: tuple[ContestId, ...]) -> None:
        if self.recounted is not None and set(contests) - {self.recounted}:
            found = ", ".join(contests)
            raise NotAllowed(f"{self.recounted} alone in {self.opened.count} (13-16-412)", found, "Leave it out.")

    def _check_unlocked(self) -> None:
        """A recounted precinct whose votes are found is not counted again (13-16-412)."""
        if self.recounted is not None and self.figures_of(self.recounted) is not None:
            raise NotAllowed(f"{self.opened.count} open (13-16-412)", "it locked", "Its votes stand.")

    def check_reopened(self, entry: HandCountReopened) -> None:
        """Check that there is something to open again, and a reason. Raises NotAllowed."""
        self._check_unlocked()
        if not entry.reason.strip():
            raise NotAllowed("the reason why a hand count is opened again", "none", "Enter it.")
        if entry.contest is None:
            _check_ballots(entry.ballots)
        elif entry.ballots != self.ballots:
            raise NotAllowed(f"{self.ballots} ballots, as counted", f"{entry.ballots}", "Open the whole again.")
        begun = self._begun(entry.contest) or (entry.contest is None and self.set_aside)
        if not begun and entry.ballots == self.ballots:
            raise NotAllowed(
                f"tally sheets that are in for {entry.contest or 'a contest'} of hand count {entry.count}",
                "none to open again",
                "Enter the sheets.",
            )

    def reopen(self, entry: HandCountReopened) -> None:
        """Open a contest, or all, again."""
        for one in self._begun(entry.contest):
            one.reopen()
        if entry.contest is None:
            self.set_aside = []
        self.reopened.append(entry)

    def _begun(self, contest: ContestId | None) -> list[ContestByHand]:
        """The contest, if its figures are in; or each that has sheets."""
        if contest is None:
            return [one for one in self.contests.values() if one.sheets]
        return [one for name, one in self.contests.items() if name == contest and one.figures is not None]

    def enter(self, entry: TallySheetEntered) -> None:
        """Take a recorder's sheet; two that differ end the round."""
        contest = self.contests.setdefault(entry.contest, ContestByHand())
        contest.sheets.append(entry)
        if len(contest.sheets) == 2 and contest.sheets[0].said != contest.sheets[1].said:
            contest.unequal.append((contest.sheets[0], contest.sheets[1]))
            contest.sheets = []
            contest.round += 1

    def check_sheet(self, entry: TallySheetEntered) -> None:
        """Check a recorder's sheet of this round. Raises NotAllowed."""
        contest = self.contests.get(entry.contest) or ContestByHand()
        name = f"{entry.contest} of hand count {entry.count}"
        self._check_recounted((entry.contest,))
        self._check_unlocked()
        if entry.recorder not in self.opened.recorders:
            raise NotAllowed(f"one of the recorders of hand count {entry.count}", entry.recorder)
        if contest.figures is not None:
            again = "Where they are wrong, open the contest again, with the reason."
            raise NotAllowed(f"{name} to be entered once", "it again: both sheets are in and equal", again)
        if entry.round != contest.round:
            raise NotAllowed(f"round {contest.round} of {name}", f"round {entry.round}", "Count again, and enter that.")
        if entry.recorder in {sheet.recorder for sheet in contest.sheets}:
            raise NotAllowed(f"one sheet of {entry.recorder} in a round of {name}", "a second one")
        aside = sum(entry.contest in one.entry.contests for one in self.set_aside)
        if not 0 <= entry.ballots <= self.ballots - aside:
            but = f", {aside} of them set aside" if aside else ""
            raise NotAllowed(f"at most {self.ballots} ballots in hand count {entry.count}{but}", f"{entry.ballots}")
        if self.recounted is not None and entry.ballots + aside != self.ballots:
            raise NotAllowed(
                f"the {self.ballots} ballots of {entry.count} that were counted before the tally",
                f"{entry.ballots} tallied and {aside} set aside",
                "Count again; ballots that are missing are noted, and the administrator searches (13-16-420).",
            )
        check_figures(entry)


def check_hand_count(
    entry: HandCountEntry,
    counts: Mapping[str, HandCount],
    boards: Mapping[str, BoardAppointed],
    replaced: Container[str],
    rules: RulesEdition,
) -> None:
    """Whether an entry on a hand count may follow those taken. Raises NotAllowed."""
    match entry:
        case HandCountOpened():
            _check_opened(entry, counts, replaced)
            if rules is not RulesEdition.FIRST:
                _check_board(entry, boards)
        case TallySheetEntered():
            _known(entry.count, counts).check_sheet(entry)
        case HandCountReopened():
            _known(entry.count, counts).check_reopened(entry)
        case BallotSetAside():
            _known(entry.count, counts).check_set_aside(entry)
        case SetAsideDecided():
            _known(entry.count, counts).check_decided(entry)
        case _:
            assert_never(entry)


def take_hand_count(entry: HandCountEntry, counts: MutableMapping[str, HandCount]) -> None:
    """Change what the entry changes."""
    match entry:
        case HandCountOpened():
            counts[entry.count] = HandCount(entry)
        case TallySheetEntered():
            counts[entry.count].enter(entry)
        case HandCountReopened():
            counts[entry.count].reopen(entry)
        case BallotSetAside():
            counts[entry.count].set_aside.append(SetAside(entry))
        case SetAsideDecided():
            counts[entry.count].set_aside[entry.number - 1].decisions.append(entry)
        case _:
            assert_never(entry)


def _known(count: str, counts: Mapping[str, HandCount]) -> HandCount:
    if count not in counts:
        raise NotAllowed("a hand count that was opened", f"{count!r}")
    return counts[count]


def _check_board(entry: HandCountOpened, boards: Mapping[str, BoardAppointed]) -> None:
    """A hand count is a board's: one of its judges reads, the two others record (13-15-206(2))."""
    board = boards.get(entry.board or "")
    if board is None:
        found = "none" if entry.board is None else f"board {entry.board!r}, which there is not"
        raise NotAllowed("the board that counts (13-15-206(2))", found, "Appoint its judges under oath, and name it.")
    judges = {judge.account for judge in board.judges}
    strangers = sorted({entry.reader, *entry.recorders} - judges)
    if strangers:
        raise NotAllowed(
            f"the reader and both recorders to be judges of board {board.board} (13-15-206(2))",
            f"{', '.join(strangers)}, who is not",
            f"Choose {', '.join(sorted(judges))}, each once.",
        )


def _check_opened(entry: HandCountOpened, others: Mapping[str, HandCount], replaced: Container[str]) -> None:
    """Check a hand count by itself, and that its ballots are nobody else's. Raises NotAllowed.

    No other has its name or its ballots, and its batches are among those `replaced` after a halt.
    """
    if entry.count in others:
        raise NotAllowed("a new name for the hand count", f"{entry.count}, which there is")
    for other in (one.opened for one in others.values() if one.recounted is None):
        same = set(entry.batches) & set(other.batches) or entry.batches == other.batches
        if other.precinct == entry.precinct and same:
            raise NotAllowed(
                f"ballots of precinct {entry.precinct} that no hand count has",
                f"those of hand count {other.count}",
                "Nothing is counted twice. If that one is wrong, open it again.",
            )
    people = {entry.reader, *entry.recorders}
    if len(people - {""}) != 3:
        raise NotAllowed("one who reads and two who record, three people", ", ".join(sorted(people)))
    _check_ballots(entry.ballots)
    for batch in entry.batches:
        if batch not in replaced:
            raise NotAllowed("batches that a halt took out of the count", f"batch {batch}", "End the halt so first.")


def _check_ballots(ballots: int) -> None:
    if ballots < 0:
        raise NotAllowed("a number of ballots", f"{ballots}")


def contests_in(election: Election, precinct: PrecinctId) -> tuple[Contest, ...]:
    """The contests on any of a precinct's ballots, in the definition's order."""
    styles = (style for style in election.ballot_styles if precinct in style.precincts)
    voted = {contest for style in styles for contest in style.contests}
    return tuple(contest for contest in election.contests if contest.id in voted)


def open_contests(count: HandCount, contests: Iterable[ContestId]) -> tuple[ContestId, ...]:
    """Of these contests, those whose two sheets are not both in and equal."""
    return tuple(one for one in contests if one not in count.contests or count.contests[one].figures is None)
