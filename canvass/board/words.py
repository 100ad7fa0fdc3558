"""What the pages say of questions, verdicts and cases: short, and in the law's words."""

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from tabulate.board.places import Place
from tabulate.board.rulings import Case, LineFinding, Verdict
from tabulate.questions import Question


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """How a question is put to the board."""

    title: str
    asks: str
    """One sentence, ending in a question mark."""
    section: str


class CaseGroup(Enum):
    """Which cases are offered to be cited."""

    MARKS = (Case.M_A, Case.M_B, Case.M_C1, Case.M_C2, Case.M_C3, Case.M_D, Case.M_OTHER)
    WRITE_INS = (Case.W_A, Case.W_B, Case.W_C, Case.W_D1, Case.W_D2, Case.W_E, Case.W_F)
    ANY = (Case.GENERAL, Case.UNCLEAR)


QUESTIONS: Final = MappingProxyType(
    {
        Question.OVERVOTE: QuestionWords(
            "Overvote", "More areas are marked than votes allowed. What did the elector mean?", "13-15-206(4), (9)"
        ),
        Question.AMBIGUOUS_MARK: QuestionWords(
            "Ambiguous mark", "The machine is not sure of a mark. Is it a vote?", "13-15-206(4), ARM 44.3.2402"
        ),
        Question.POSITION_UNCERTAIN: QuestionWords(
            "Oval not found",
            "The machine could not measure an oval where it should be. Is there a vote?",
            "13-15-206(4), ARM 44.3.2402",
        ),
        Question.UNMARKED_BALLOT: QuestionWords(
            "Unmarked ballot",
            "The machine found no vote anywhere. Is there one whose intent is clear?",
            "13-15-206(3)(b), (4)",
        ),
        Question.UNMARKED_SHEET: QuestionWords(
            "Unmarked sheet",
            "The machine found no vote on this sheet of the ballot. Is there one whose intent is clear?",
            "13-15-206(3)(b), (4)",
        ),
        Question.WRITE_IN: QuestionWords(
            "Write-in", "Whose name stands on the line?", "13-15-206(5), ARM 44.3.2403(2)"
        ),
        Question.NAME_WITHOUT_OVAL: QuestionWords(
            "Name without its oval",
            "Something is written, and its oval is not marked. What is it?",
            "13-15-206(5)(b), ARM 44.3.2403(2)(a)",
        ),
        Question.WORDS_DIFFER: QuestionWords(
            "Printed words differ from the barcode",
            "The elector could read the words, not the barcode. What do the printed words say?",
            "13-3-208(3)",
        ),
        Question.WORDS_UNREAD: QuestionWords(
            "Printed words not read", "The machine could not read the printed words. What do they say?", "13-3-208(3)"
        ),
        Question.HAND_COUNT: QuestionWords(
            "Device printout to be counted by hand", "What do the printed words say?", "13-3-208(3)"
        ),
        Question.CONDITION: QuestionWords(
            "Condition", "The paper cannot be processed. What is to become of it?", "13-15-206(4)(b)"
        ),
        Question.DUPLICATE_IMAGE: QuestionWords(
            "Scanned before?", "Is this the same paper as the sheet beside it?", "13-15-206"
        ),
        Question.NOT_OFFICIAL: QuestionWords(
            "Not marked official",
            "Do all three judges agree that election officials erred and not the elector?",
            "13-15-201(4)",
        ),
        Question.FOLDED_TOGETHER: QuestionWords(
            "Folded together", "Were these ballots marked by one elector?", "13-15-201(5)"
        ),
        Question.IDENTIFYING_MARK: QuestionWords(
            "Identifying mark", "Did the elector put on a mark by which the ballot can be told?", "13-15-201(8)(a)(ii)"
        ),
        Question.SEVERAL_IN_ENVELOPE: QuestionWords(
            "Several ballots in one envelope", "Is this one of the cases in which each ballot counts?", "13-15-201(8)"
        ),
    }
)

VERDICTS: Final = MappingProxyType(
    {
        Verdict.COUNTS: "The ballot counts",
        Verdict.REJECTED: "Rejected: no vote of it is counted",
        Verdict.VOID: "Void: no vote of it is counted",
        Verdict.STRUCK: "The same paper as another sheet: strike this scan",
        Verdict.TRANSFER: "Transfer its votes to a new ballot",
        Verdict.NOT_A_BALLOT: "Not a ballot of this election",
    }
)
_VERDICTS_ON = MappingProxyType(
    {
        (
            Question.NOT_OFFICIAL,
            Verdict.COUNTS,
        ): "Officials erred: note it on the back, all initial, and count",
        (Question.FOLDED_TOGETHER, Verdict.COUNTS): "Not marked by one elector: the ballot counts",
        (Question.FOLDED_TOGETHER, Verdict.REJECTED): "Marked by one elector: rejected",
        (Question.IDENTIFYING_MARK, Verdict.COUNTS): "No identifying mark of the elector: the ballot counts",
        (Question.IDENTIFYING_MARK, Verdict.REJECTED): "An identifying mark of the elector: rejected",
        (Question.DUPLICATE_IMAGE, Verdict.COUNTS): "Another paper: this ballot counts too",
        (Question.DUPLICATE_IMAGE, Verdict.STRUCK): "The same paper: strike this scan",
        (Question.DUPLICATE_IMAGE, Verdict.TRANSFER): "Another paper: transfer its votes to a new ballot",
        (Question.CONDITION, Verdict.COUNTS): "It can be processed after all: as the machine read it",
        (Question.CONDITION, Verdict.STRUCK): "Scanned again and counted there: strike this scan",
    }
)


def verdict_words(question: Question, verdict: Verdict, read: bool = True) -> str:
    """The verdict as it is put where this question is asked, of a sheet that the machine read or did not."""
    if not read and (question, verdict) == (Question.DUPLICATE_IMAGE, Verdict.COUNTS):
        return "Another paper: count it as the machine reads it"
    return _VERDICTS_ON.get((question, verdict), VERDICTS[verdict])


CASES: Final = MappingProxyType(
    {
        Case.M_A: "several marked, at least one erased: the un-erased one",
        Case.M_B: "one marked, another heavily marked, no erasure: overvote",
        Case.M_C1: "one marked, another partly, erasure not enough: overvote",
        Case.M_C2: "one marked, another partly, no erasure: overvote",
        Case.M_C3: "one marked, another partly, erased enough: the marked one",
        Case.M_D: "one marked, a hesitation mark in another: the marked one",
        Case.M_OTHER: "another mark, by majority (ARM 44.3.2402(1))",
        Case.W_A: "write-in oval not marked, a name: undervote",
        Case.W_B: "write-in oval marked, no name: undervote",
        Case.W_C: "a printed one marked, write-in oval marked, no name: the printed one",
        Case.W_D1: "a printed one marked, write-in oval marked, the same name: one vote",
        Case.W_D2: "a printed one marked, write-in oval marked, another name: overvote",
        Case.W_E: "a printed one marked, write-in oval not marked: the printed one",
        Case.W_F: "only the write-in oval marked, a printed candidate's name: not a name that was filed, no vote",
        Case.GENERAL: "intent clearly determined, by majority",
        Case.UNCLEAR: "the choice cannot be determined: no vote",
    }
)

FINDINGS: Final = MappingProxyType(
    {
        LineFinding.DECLARED: "declared write-in candidate",
        LineFinding.PRINTED: "printed candidate's own name",
        LineFinding.UNDECLARED: "Not a declared candidate",
        LineFinding.SURNAME_ALONE: "A surname alone",
        LineFinding.NO_NAME: "No name on the line",
        LineFinding.OVAL_NOT_MARKED: "Oval not marked: no vote, whatever is written",
        LineFinding.UNCLEAR: "Cannot be determined",
    }
)

PLACES: Final = MappingProxyType(
    {
        Place.COUNTED: "counted",
        Place.RESOLVED: "decided, counted",
        Place.WAITING: "waiting",
        Place.NOT_READ: "not read, waiting",
        Place.LAID_ASIDE: "laid aside, waiting",
        Place.COPY_WAITING: "new ballot, not yet paired or differing",
        Place.REJECTED: "rejected",
        Place.VOID: "void",
        Place.STRUCK: "struck",
        Place.NOT_A_BALLOT: "not a ballot",
        Place.TRANSFERRED: "transferred",
        Place.SPOILED_COPY: "spoiled new ballot",
        Place.REPLACED: "counted anew",
        Place.WITHDRAWN: "in a batch that was withdrawn",
    }
)


def cases_for(question: Question, write_ins: bool) -> tuple[Case, ...]:
    """The cases that may apply, in the order of the rules; those on write-ins where the contest has such lines."""
    general = CaseGroup.ANY.value
    match question:
        case Question.WRITE_IN | Question.NAME_WITHOUT_OVAL:
            return (*CaseGroup.WRITE_INS.value, *general)
        case (
            Question.OVERVOTE
            | Question.AMBIGUOUS_MARK
            | Question.POSITION_UNCERTAIN
            | Question.UNMARKED_BALLOT
            | Question.UNMARKED_SHEET
            | Question.CONDITION
        ) if write_ins:
            return (*CaseGroup.MARKS.value, *CaseGroup.WRITE_INS.value, *general)
        case Question.WORDS_DIFFER | Question.WORDS_UNREAD | Question.HAND_COUNT:
            return general
        case _:
            return (*CaseGroup.MARKS.value, *general)
