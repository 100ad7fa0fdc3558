"""Step 5 of verifying: each judge's decision held to the law of the election once more, as the ledger is walked."""

from collections.abc import Iterator

from tabulate.board.ballot import Ballot
from tabulate.board.checking import check_decision
from tabulate.board.decisions import JudgeDecided, QuestionRaisedByPeople
from tabulate.board.errors import NotAllowed
from tabulate.board.places import SheetName
from tabulate.board.polls import WriteInDeclared
from tabulate.election import Election
from tabulate.ledger.chain import ChainedEntry
from tabulate.ledger.entries import Entry, SheetNotRead, SheetQuestioned
from tabulate.votes import CastVoteRecord


class DecisionCheck:
    """Sees every entry in order; keeps the votes of the sheets that something is asked of."""

    def __init__(self, election: Election, alias: str) -> None:
        """`alias` of the record's database."""
        self._election = election
        self._alias = alias
        self._votes: dict[SheetName, CastVoteRecord | None] = {}
        self._declared: list[WriteInDeclared] = []
        self.own_entries: dict[SheetName, int] = {}
        """The numbers of the own entries of the sheets that something is asked of."""

    def problems(self, row: ChainedEntry, entry: Entry) -> Iterator[str]:
        """A sentence for what the entry decides against the law."""
        match entry:
            case SheetQuestioned():
                self._keep(SheetName(entry.batch, entry.reading.number), entry.votes, row.number)
            case SheetNotRead():
                self._keep(SheetName(entry.batch, entry.reading.number), None, row.number)
            case QuestionRaisedByPeople() if entry.name not in self._votes:
                self._keep_counted(entry.name)
            case WriteInDeclared():
                self._declared.append(entry)
            case JudgeDecided() if entry.name in self._votes:
                yield from self._decision_problems(row.number, entry)
            case _:
                pass

    def _keep(self, name: SheetName, votes: CastVoteRecord | None, number: int) -> None:
        self._votes[name] = votes
        self.own_entries[name] = number

    def _keep_counted(self, name: SheetName) -> None:
        """A sheet that the machine counted and people asked about; one that is not there is the fold's to refuse."""
        from canvass.record.work.replay import Replay

        replay = Replay(self._alias)
        try:
            self._keep(name, replay.state.ballot(name).votes, replay.own_entry(name))
        except NotAllowed:
            return

    def _decision_problems(self, number: int, entry: JudgeDecided) -> Iterator[str]:
        try:
            check_decision(self._election, self._declared, Ballot(entry.name, self._votes[entry.name]), entry)
        except NotAllowed as refused:
            where = f"Entry {number} ({entry.name}, decided by {entry.judge})"
            yield f"{where}: expected {refused.expected}; found {refused.found}."
