"""Questions: what the machine leaves to the counting board, three election judges (13-15-112, 13-15-206)."""

from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import ChoiceId, ContestId


class Question(StrEnum):
    """The kinds of question a readable sheet can raise."""

    OVERVOTE = "overvote"
    AMBIGUOUS_MARK = "ambiguous mark"
    UNMARKED_BALLOT = "unmarked ballot"
    WRITE_IN = "write-in"
    NAME_WITHOUT_OVAL = "name written without its oval"


@dataclass(frozen=True, slots=True)
class RaisedQuestion:
    """One question about one sheet. `contest` is None for the whole ballot, `choice` None for the whole contest."""

    question: Question
    contest: ContestId | None
    choice: ChoiceId | None
