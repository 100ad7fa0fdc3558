"""Two boards, overvoted ballots of a record, and how the first board decides them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvass.deciding.decisions import Deciding
from canvass.verifying.decisions import DecisionCheck
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.checking import ruling
from tabulate.board.places import Place, SheetName
from tabulate.election import Contest
from tabulate.ledger.entries import Entry
from tabulate.ledger.fold import fold
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, Questionable
from tests.tabulate.ledger_makers import read_sheet_entry

if TYPE_CHECKING:
    from canvass.record.store import Record


EAST, WEST = ("ada", "bea", "cal"), ("dan", "eva", "flo")


def board(name: str, accounts: tuple[str, ...]) -> BoardAppointed:
    judges = tuple(Judge(account, f"{account.title()} Judge", "2026-11-02", "the clerk") for account in accounts)
    return BoardAppointed(name, judges, True, "the administrator")


def problems_of_record(record: Record) -> list[str]:
    """What `verify` says of decisions and tables; the sheets' marks here are not this election's, so not of them."""
    from canvass.record.work.projection_check import problems_of

    check = DecisionCheck(record.election, record.alias)
    problems: list[str] = []
    about: set[tuple[str, int]] = set()
    rows = list(record.ledger())
    for row in rows:
        problems += check.problems(row, row.entry())
        about |= {(str(subject), row.number) for subject in row.entry().about}
    state = fold(row.entry() for row in rows)
    return [*problems, *problems_of(record.alias, state, check.own_entries, about)]


def contest_of(record: Record) -> Contest:
    return next(one for one in record.election.contests if one.seats == 1 and len(one.choices) > 1)


def overvoted(record: Record, number: int, batch: str = "P-1") -> Entry:
    card, contest = record.election.cards[0], contest_of(record)
    reading = Questionable(contest.id, Question.OVERVOTE)
    raised = (RaisedQuestion(Question.OVERVOTE, contest.id, None),)
    return read_sheet_entry(
        batch, number, CastVoteRecord(card.id, card.precinct, card.ballot_style, (reading,), raised)
    )


def decide(record: Record, judge: str, sheet: int = 1, round: int = 1, votes: int = 1) -> Place:
    contest = contest_of(record)
    found = ruling(contest, [choice.id for choice in contest.choices[:votes]])
    return Deciding(record).decide(judge, SheetName("P-1", sheet), round, [found]).place
