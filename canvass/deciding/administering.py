"""What the election administrator, or anybody on a board, enters beside decisions: each a step, refused or written."""

from collections.abc import Sequence

from canvass.deciding.steps_of_people import BallotView, BoardSteps
from canvass.deciding.transfers import TransferView, transfer_view
from canvass.errors import RefusedError
from tabulate.board.boards import BoardAppointed, BoardDismissed, WorkingModeSet
from tabulate.board.decisions import DecisionReopened, ObjectionRecorded, QuestionRaisedByPeople
from tabulate.board.halts import CountHalted, HaltEnded
from tabulate.board.hand_counts import HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.polls import PollsClosed, WriteInDeclared
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported
from tabulate.board.transfers import TransferMade, TransferPaired
from tabulate.board.write_ins import plain
from tabulate.election import ContestKind


class Administering(BoardSteps):
    """Boards, transfers, halts, hand counts, numbers of ballots, the seal. Each raises RefusedError."""

    def appoint(self, entry: BoardAppointed) -> None:
        """Appoint a board; no candidate may sit on one (13-4-107)."""
        contests = [one for one in self.record.election.contests if one.kind is ContestKind.CANDIDATE]
        titles = {plain(choice.name): contest.title for contest in contests for choice in contest.choices}
        for judge in entry.judges:
            if plain(judge.name) in titles:
                raise RefusedError(
                    f"{judge.name} is on the ballot ({titles[plain(judge.name)]}): a candidate is no judge in the own "
                    "election (13-4-107). Nothing was written. Name somebody else."
                )
        self.step(entry)

    def dismiss(self, entry: BoardDismissed) -> None:
        """End a board's work."""
        self.step(entry)

    def set_mode(self, entry: WorkingModeSet) -> None:
        """Set how boards work in this election."""
        self.step(entry)

    def raise_question(self, entry: QuestionRaisedByPeople) -> BallotView:
        """Ask about a whole ballot what the machine does not see; its votes wait until a board has decided."""
        return self.step_on(entry, entry.name)

    def reopen(self, entry: DecisionReopened) -> BallotView:
        """Take a ballot's decision back; it is to be decided anew."""
        return self.step_on(entry, entry.name)

    def object(self, entry: ObjectionRecorded) -> None:
        """Keep an objection beside the decision, or to the process as a whole."""
        self.step(entry)

    def transfer_made(self, entry: TransferMade) -> TransferView:
        """Record that people made a new ballot of another."""
        self.step(entry)
        return self.transfer(entry.number)

    def transfer(self, number: str) -> TransferView:
        """A transfer by its number. Raises RefusedError where there is none."""
        with self.refusals():
            return transfer_view(self.replay(), number)

    def pair(self, entry: TransferPaired) -> TransferView:
        """Pair a scanned new ballot with its original; where they agree it counts, and the original does not."""
        self.step(entry)
        return self.transfer(entry.number)

    def declare_write_in(self, entry: WriteInDeclared) -> None:
        """Enter a write-in candidate whom the definition does not have."""
        contest = self.record.election.find_contest(entry.contest)
        taken = {choice.id for choice in contest.choices} if contest else set()
        taken |= {one.id for one in contest.declared_write_ins} if contest else set()
        if contest is None or not contest.write_ins or entry.person in taken or not plain(entry.name):
            raise RefusedError(
                f"{entry.name!r} cannot be entered in contest {entry.contest!r}: expected a contest with write-in "
                "lines, and a person who is not in it yet. Nothing was written. Look at both."
            )
        self.step(entry)

    def close_polls(self, entry: PollsClosed) -> None:
        """Close the polls in the record, not before their hour (13-1-106); totals are open from here on."""
        hour = self.record.election.polls_close
        if self.now() < hour:
            raise RefusedError(
                f"The polls close at {hour:%H:%M on %d %B %Y}, which has not come (13-1-106). Nothing was written. "
                "Close them then."
            )
        self.step(entry)

    def halt(self, entry: CountHalted) -> int:
        """Halt a machine or the whole count; the number by which it is ended."""
        return self.step(entry)

    def end_halt(self, entry: HaltEnded) -> None:
        """End a halt with the test's finding and the choice of how to go on."""
        self.step(entry)

    def open_hand_count(self, entry: HandCountOpened) -> None:
        """Open a hand count of a precinct."""
        if self.record.election.find_precinct(entry.precinct) is None:
            raise RefusedError(f"The election has no precinct {entry.precinct!r}. Nothing was written. Choose one.")
        self.step(entry)

    def enter_tally_sheet(self, entry: TallySheetEntered) -> None:
        """Enter one recorder's sheet for one contest; two equal ones are the count."""
        self._check_tally_sheet(entry)
        self.step(entry)

    def reopen_hand_count(self, entry: HandCountReopened) -> None:
        """Take a hand count's figures out of the totals, of one contest or of all; it is counted again."""
        self.step(entry)

    def expect(self, entries: Sequence[BallotsExpected]) -> None:
        """Enter how many ballots there are to be, all or none."""
        with self.writing():
            replay = self.replay()
            for entry in entries:
                if entry.batch is not None:
                    replay.batch(entry.batch)
                self.write(replay, entry)

    def report_difference(self, entry: DifferenceReported) -> None:
        """Enter the judges' written report of ballots missing or in excess (13-15-201(3))."""
        self.step(entry)

    def _check_tally_sheet(self, entry: TallySheetEntered) -> None:
        contest = self.record.election.find_contest(entry.contest)
        if contest is None:
            raise RefusedError(f"The election has no contest {entry.contest!r}. Nothing was written. Choose one.")
        people: set[str] = {choice.id for choice in contest.choices} | {one.id for one in contest.declared_write_ins}
        people |= {one.person for one in self.replay().state.declared if one.contest == contest.id}
        strangers = sorted(figure.choice for figure in entry.figures if figure.choice not in people)
        if strangers:
            raise RefusedError(
                f"{strangers[0]!r} is neither printed in {contest.title} nor declared for it. Nothing was written. "
                "Leave out who has no vote (13-15-206(5)(a))."
            )
        votes = sum(figure.votes for figure in entry.figures)
        if votes + entry.undervotes + entry.overvotes != contest.seats * entry.ballots:
            raise RefusedError(
                f"The tally sheet of {contest.title} does not add up: {votes} votes, {entry.undervotes} undervotes and "
                f"{entry.overvotes} overvoted on {entry.ballots} ballots with {contest.seats} to vote for. Nothing was "
                "written. Count again."
            )
