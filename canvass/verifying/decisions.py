"""Step 5 of verifying: each judge's decision held to the law of the election once more, as the ledger is walked."""

from collections.abc import Iterator

from imaging.sheets import ReadPrintout, ReadSheet, UnreadSheet
from tabulate.board.ballot import Ballot
from tabulate.board.by_hand.hand_counts import SetAsideDecided
from tabulate.board.checking import check_decision, check_set_aside
from tabulate.board.decisions import JudgeDecided, QuestionRaisedByPeople
from tabulate.board.errors import NotAllowed
from tabulate.board.machine.known_print import SheetReadAgain
from tabulate.board.machine.other_papers import OtherPaperRead
from tabulate.board.places import SheetName
from tabulate.board.polls import WriteInDeclared
from tabulate.board.write_ins import OvalsSeen, ovals_of
from tabulate.election import Election
from tabulate.ledger.chain import ChainedEntry
from tabulate.ledger.entries import Entry, RecordOpened, SheetNotRead, SheetQuestioned
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import CastVoteRecord


class DecisionCheck:
    """Sees every entry in order; keeps the votes of the sheets that something is asked of."""

    def __init__(self, election: Election, alias: str) -> None:
        """`alias` of the record's database."""
        self.election = election
        """Of the editions taken before the entry that is looked at."""
        self._alias = alias
        self._votes: dict[SheetName, CastVoteRecord | None] = {}
        self._ovals: dict[SheetName, OvalsSeen] = {}
        self._rules = CURRENT_RULES
        self._declared: list[WriteInDeclared] = []
        self.own_entries: dict[SheetName, int] = {}
        """The numbers of the own entries of the sheets that something is asked of."""

    def problems(self, row: ChainedEntry, entry: Entry) -> Iterator[str]:
        """A sentence for what the entry decides against the law."""
        match entry:
            case RecordOpened():
                self._rules = entry.rules
            case SheetQuestioned():
                self._keep(SheetName(entry.batch, entry.reading.number), entry.votes, entry.reading, row.number)
            case SheetNotRead():
                self._keep(SheetName(entry.batch, entry.reading.number), None, entry.reading, row.number)
            case SheetReadAgain() | OtherPaperRead():
                self._votes[entry.name] = entry.votes
                self._ovals[entry.name] = ovals_of(entry.reading, self.election)
            case QuestionRaisedByPeople() if entry.name not in self._votes:
                self._keep_counted(entry.name)
            case WriteInDeclared():
                self._declared.append(entry)
            case JudgeDecided() if entry.name in self._votes:
                yield from self._decision_problems(row.number, entry)
            case SetAsideDecided():
                yield from self._decision_problems(row.number, entry)
            case _:
                pass

    def _keep(
        self,
        name: SheetName,
        votes: CastVoteRecord | None,
        reading: ReadSheet | ReadPrintout | UnreadSheet,
        number: int,
    ) -> None:
        self._votes[name] = votes
        self._ovals[name] = ovals_of(reading, self.election)
        self.own_entries[name] = number

    def _keep_counted(self, name: SheetName) -> None:
        """A sheet that the machine counted and people asked about; one that is not there is the fold's to refuse."""
        from canvass.record.work.replay import Replay

        replay = Replay(self._alias)
        try:
            self._keep(name, replay.state.ballot(name).votes, replay.reading(name), replay.own_entry(name))
        except NotAllowed:
            return

    def _decision_problems(self, number: int, entry: JudgeDecided | SetAsideDecided) -> Iterator[str]:
        try:
            if isinstance(entry, SetAsideDecided):
                what = f"ballot {entry.number} set aside in hand count {entry.count}"
                check_set_aside(self.election, self._declared, entry)
            else:
                what = str(entry.name)
                ballot, ovals = Ballot(entry.name, self._votes[entry.name]), self._ovals[entry.name]
                check_decision(self.election, self._declared, ballot, entry, ovals, self._rules)
        except NotAllowed as refused:
            where = f"Entry {number} ({what}, decided by {entry.judge})"
            yield f"{where}: expected {refused.expected}; found {refused.found}."
