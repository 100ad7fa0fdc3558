"""What reports say of device printouts: how words and barcodes compare, and results by counting method."""

from dataclasses import dataclass
from typing import Any

from canvass.console.text import plural, say
from canvass.errors import InputError
from tabulate.election import Choice, Contest, Election, PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.totals.results import ContestTally, Tally, WordsTotals
from tabulate.totals.secrecy import ContestByMethod, MethodRow, by_method


def words_json(words: WordsTotals) -> dict[str, Any]:
    """Printouts read, and contests on them by what comparing words with barcodes gave."""
    compared = {"agree": words.agree, "differ": words.differ, "unread": words.unread}
    return {"sheets": words.printouts, "words": compared}


def say_words(words: WordsTotals, indent: str = "") -> None:
    """A line on the device printouts; nothing where none was read."""
    if words.printouts:
        say(
            f"{indent}{plural(words.printouts, 'device printout')} read: printed words and barcode agree in "
            f"{plural(words.agree, 'contest')}, differ in {words.differ:,}, words unread in {words.unread:,}."
        )


@dataclass(frozen=True, slots=True)
class MethodFigures:
    """One contest among the ballots of one counting method."""

    votes: tuple[tuple[Choice, int], ...]
    """For each printed choice, in the definition's order."""
    write_ins: int
    """All votes for people who are not printed."""
    undervotes: int
    waiting: int
    """Sheets on which the contest waits for the board."""
    sheets: int


@dataclass(frozen=True, slots=True)
class MethodLine:
    """One contest in one precinct, or in all, by counting method."""

    precinct: PrecinctId | None
    name: str | None
    """Of the precinct; None where ballots do not state one, and for all together."""
    hand_marked: MethodFigures
    device: MethodFigures

    @property
    def votes(self) -> tuple[tuple[str, int, int], ...]:
        """By printed choice: its name, and its votes of each method."""
        pairs = zip(self.hand_marked.votes, self.device.votes, strict=True)
        return tuple((choice.name, marked, device) for (choice, marked), (_, device) in pairs)


@dataclass(frozen=True, slots=True)
class MethodContest:
    """What may be shown of a contest by counting method (13-3-208(4))."""

    contest: Contest
    whole: MethodLine | None
    """All precincts together; None where that is suppressed."""
    lines: tuple[MethodLine, ...]
    suppressed: tuple[PrecinctId | None, ...]
    """Precincts whose figures are not shown."""

    @property
    def tables(self) -> tuple[MethodLine, ...]:
        """All that is shown, all precincts together first."""
        return self.lines if self.whole is None else (self.whole, *self.lines)


def check_finished(state: RecordState, test: bool) -> None:
    """Raise InputError while a batch is not finished: what two hours show by method can be subtracted (13-3-208(4))."""
    open_batches = [name for name, batch in state.batches_kept() if batch.test is test and not batch.closed]
    if open_batches:
        raise InputError(
            f"Results by method are shown of finished counts only (13-3-208(4)); not finished: batch "
            f"{', '.join(open_batches)}. Run the same count again, it goes on where it stopped; then ask again."
        )


def results_by_method(election: Election, tally: Tally) -> tuple[MethodContest, ...]:
    """Contest by contest, what may be shown by counting method; tabulate/totals/secrecy.py says what is suppressed."""
    shown = zip(election.contests, by_method(election, tally), strict=True)
    return tuple(_contest(contest, one, election) for contest, one in shown)


def _contest(contest: Contest, shown: ContestByMethod, election: Election) -> MethodContest:
    whole = None if shown.whole is None else _line(contest, shown.whole, election)
    return MethodContest(contest, whole, tuple(_line(contest, row, election) for row in shown.rows), shown.suppressed)


def _line(contest: Contest, row: MethodRow, election: Election) -> MethodLine:
    name = None if row.precinct is None else election.precinct_name(row.precinct)
    return MethodLine(row.precinct, name, _figures(contest, row.hand_marked), _figures(contest, row.device))


def _figures(contest: Contest, cell: ContestTally) -> MethodFigures:
    votes = tuple((choice, cell.votes[choice.id]) for choice in contest.choices)
    write_ins = cell.votes.total() - sum(count for _, count in votes)
    return MethodFigures(votes, write_ins, cell.undervotes, cell.questionable.total(), cell.sheets)
