"""Questions: what the machine leaves to the counting board, three election judges (13-15-112, 13-15-206)."""

from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import ChoiceId, ContestId


class Question(StrEnum):
    """The kinds of question a readable sheet can raise."""

    OVERVOTE = "overvote"
    AMBIGUOUS_MARK = "ambiguous mark"
    POSITION_UNCERTAIN = "position uncertain"
    """C5: an oval of the contest could not be found, or not surely enough to be measured."""
    UNMARKED_BALLOT = "unmarked ballot"
    WRITE_IN = "write-in"
    NAME_WITHOUT_OVAL = "name written without its oval"
    WORDS_DIFFER = "printed words differ from the barcode"
    WORDS_UNREAD = "printed words could not be read"
    HAND_COUNT = "device printout to be counted by hand"
    CONDITION = "condition: cannot be processed"
    """C5: the machine could not read the sheet, or people found that it cannot be processed."""
    DUPLICATE_IMAGE = "duplicate image"
    """The same paper, or the same picture, may be counted as another sheet."""
    NOT_OFFICIAL = "not marked official"
    """C12."""
    FOLDED_TOGETHER = "folded together"
    """C13."""
    IDENTIFYING_MARK = "identifying mark"
    """C14."""
    SEVERAL_IN_ENVELOPE = "several ballots in one envelope"
    """C15."""
    UNMARKED_SHEET = "unmarked sheet"
    """C3: no target is marked on a sheet of a ballot of several; the other sheets are not known."""


@dataclass(frozen=True, slots=True)
class RaisedQuestion:
    """One question about one sheet. `contest` is None for the whole ballot, `choice` None for the whole contest."""

    question: Question
    contest: ContestId | None
    choice: ChoiceId | None
