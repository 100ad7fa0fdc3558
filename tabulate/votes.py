"""What the law makes of a sheet that was read: contest by contest, counted or questionable."""

from dataclasses import dataclass

from imaging.layout import CardId
from tabulate.election import BallotStyleId, ChoiceId, ContestId, PrecinctId
from tabulate.questions import Question, RaisedQuestion


@dataclass(frozen=True, slots=True)
class Counted:
    """The machine is sure: these choices, at most the number allowed. What is missing is undervote."""

    contest: ContestId
    choices: tuple[ChoiceId, ...]
    undervotes: int


@dataclass(frozen=True, slots=True)
class Questionable:
    """The machine is not sure. Nothing is counted here until the board decides."""

    contest: ContestId
    question: Question


ContestReading = Counted | Questionable


@dataclass(frozen=True, slots=True)
class CastVoteRecord:
    """One sheet's votes. It is set aside for the counting board exactly when it raises questions."""

    card: CardId
    precinct: PrecinctId | None
    ballot_style: BallotStyleId
    contests: tuple[ContestReading, ...]
    """In the ballot style's order."""
    questions: tuple[RaisedQuestion, ...]
