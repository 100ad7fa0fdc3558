"""A sheet as `canvass read` prints it: nouns of the answer, in JSON a line a sheet and in words for people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from canvass.reading.outcomes import SheetOutcome, VotedSheet
from canvass.reading.usual_order import TELLS_NOTHING, SidesTold
from imaging.sheets import ImageSource, ReadPrintout, ReadSheet, TargetReading, UnreadSheet
from tabulate.election import ContestId, CountingMethod, Election, TargetMeaning
from tabulate.hours import machine_count_from
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import ContestReading, Counted, Questionable, WordsCompared

DETAIL: dict[Question, str] = {
    Question.OVERVOTE: "more ovals are marked than may be chosen",
    Question.AMBIGUOUS_MARK: "a mark is too slight or too odd for the machine to be sure",
    Question.POSITION_UNCERTAIN: "an oval could not be found on the image, or not surely enough to be measured",
    Question.UNMARKED_BALLOT: "no oval is marked on the whole ballot",
    Question.UNMARKED_SHEET: "no oval is marked on this sheet; the ballot's other sheets are not known",
    Question.WRITE_IN: "a write-in is marked, or typed at a device: the board reads the name",
    Question.NAME_WITHOUT_OVAL: "something is written on a write-in line whose oval is not marked",
    Question.WORDS_DIFFER: "the printed words and the barcode say different things; the board goes by the words",
    Question.WORDS_UNREAD: "the printed words could not be read by machine; the board reads them",
    Question.HAND_COUNT: "device printouts are counted by hand",
}
"""What each question means, in a clerk's words."""

ABOUT_PRINTOUTS = frozenset({Question.WORDS_DIFFER, Question.WORDS_UNREAD, Question.HAND_COUNT})
"""Where one is raised, `canvass read` calls the sheet set aside: its barcode alone is not enough to count by."""


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """A sheet of `canvass read`: its images in the order offered, and what came of it."""

    number: int
    images: tuple[ImageSource, ...]
    outcome: SheetOutcome
    method: CountingMethod
    """Of a sheet that was not read: by device only where it shows a device's barcodes."""
    accepted_hashes: tuple[str, ...] = ()
    sides: SidesTold = TELLS_NOTHING

    @property
    def is_set_aside(self) -> bool:
        """True where it was not read, or what is printed on it and its barcode do not bear each other out."""
        if not isinstance(self.outcome, VotedSheet):
            return True
        return any(raised.question in ABOUT_PRINTOUTS for raised in self.outcome.votes.questions)


def withheld_until(election: Election, now: datetime) -> datetime | None:
    """Until when nobody is told what was voted: from the day on which machines may count (13-13-241, 13-15-207)."""
    return election.polls_close if machine_count_from(election.date) <= now < election.polls_close else None


def sheet_json(answer: SheetAnswer, election: Election, withheld: datetime | None = None) -> dict[str, Any]:
    """The sheet as an object for JSON; docs/counting.md says what each key means. `withheld` until then: no votes."""
    common = {
        "sheet": answer.number,
        "files": list(dict.fromkeys(image.file for image in answer.images)),
        "images": [{"file": image.file, "page": image.page, "sha256": image.sha256} for image in answer.images],
        "kind": answer.method.value,
        "outcome": "set aside" if answer.is_set_aside else "read",
    }
    match answer.outcome:
        case VotedSheet() if withheld is not None:
            return common | _withheld_json(answer.outcome, answer.method, withheld)
        case VotedSheet():
            return common | {"reasons": reasons_of(answer, election)} | _read_json(answer.outcome, election)
        case UnreadSheet():
            return common | _unread_json(answer.outcome, answer.method, election)
        case _:
            assert_never(answer.outcome)


def reasons_of(answer: SheetAnswer, election: Election) -> list[dict[str, str]]:
    """Why a sheet waits for people: what kept it from being read, or one reason for each kind of question it raises."""
    if isinstance(answer.outcome, UnreadSheet):
        return [{"code": reason.code.value, "detail": reason.detail} for reason in answer.outcome.reasons]
    questions = answer.outcome.votes.questions
    kinds = [kind for kind in Question if any(raised.question is kind for raised in questions)]
    return [{"code": kind.value, "detail": _detail(kind, questions, answer, election)} for kind in kinds]


def _detail(kind: Question, questions: tuple[RaisedQuestion, ...], answer: SheetAnswer, election: Election) -> str:
    contests = _contests(kind, questions)
    reading = answer.outcome.reading if isinstance(answer.outcome, VotedSheet) else None
    if kind is Question.WORDS_DIFFER and isinstance(reading, ReadPrintout):
        from canvass.reading.printout_words import differing_words

        return f"{DETAIL[kind]}. {differing_words(reading, contests, election, answer.accepted_hashes)}"
    if kind is Question.POSITION_UNCERTAIN and isinstance(reading, ReadSheet):
        return f"{DETAIL[kind]}: {_refused_ovals(reading, election)}"
    where = "; ".join(election.contest(contest).title for contest in contests)
    return f"{where}: {DETAIL[kind]}" if where else DETAIL[kind]


def _refused_ovals(reading: ReadSheet, election: Election) -> str:
    """What could not be measured, and where: contest, side, column and row of each such oval, and why."""
    meanings = election.card(reading.card).meanings
    refused = [
        (meanings[target.number - 1], target.side, target.refused) for target in reading.targets if target.refused
    ]
    return "; ".join(
        f"{election.contest(meaning.contest).title}, {side}, column {meaning.column:g}, row {meaning.row:g} ({why})"
        for meaning, side, why in refused
    )


def _contests(kind: Question, questions: tuple[RaisedQuestion, ...]) -> list[ContestId]:
    return list(
        dict.fromkeys(raised.contest for raised in questions if raised.question is kind and raised.contest is not None)
    )


def _withheld_json(sheet: VotedSheet, method: CountingMethod, until: datetime) -> dict[str, Any]:
    """What a sheet is, and nothing of what is on it."""
    votes = sheet.votes
    evidence: dict[str, Any] = {"words": _words_json(None)} if method is CountingMethod.DEVICE else {"targets": []}
    return {
        "reasons": [],
        "card": votes.card,
        "ballot_style": votes.ballot_style,
        "precinct": votes.precinct,
        "contests": [],
        "questions": [],
        "withheld_until": until.isoformat(),
    } | evidence


def _read_json(sheet: VotedSheet, election: Election) -> dict[str, Any]:
    return {
        "card": sheet.votes.card,
        "ballot_style": sheet.votes.ballot_style,
        "precinct": sheet.votes.precinct,
        "contests": [_contest_json(contest) for contest in sheet.votes.contests],
        "questions": [
            {"question": raised.question.value, "contest": raised.contest, "choice": raised.choice}
            for raised in sheet.votes.questions
        ],
    } | _evidence_json(sheet, election)


def _evidence_json(sheet: VotedSheet, election: Election) -> dict[str, Any]:
    match sheet.reading:
        case ReadSheet():
            meanings = election.card(sheet.reading.card).meanings
            return {"targets": [_target_json(target, meanings[target.number - 1]) for target in sheet.reading.targets]}
        case ReadPrintout():
            return {"words": _words_json(sheet.votes.words)}
        case _:
            assert_never(sheet.reading)


def _words_json(words: WordsCompared | None) -> dict[str, list[str]]:
    """The contests by what comparing the words with the barcode gave; none where the rule compares none."""
    if words is None:
        return {"agree": [], "differ": [], "unread": []}
    return {"agree": list(words.agree), "differ": list(words.differ), "unread": list(words.unread)}


def _unread_json(sheet: UnreadSheet, method: CountingMethod, election: Election) -> dict[str, Any]:
    card = election.find_card(sheet.card)
    evidence: dict[str, Any] = {"targets": []}
    if method is CountingMethod.DEVICE:
        evidence = {"words": _words_json(None)}
    return {
        "reasons": [{"code": reason.code.value, "detail": reason.detail} for reason in sheet.reasons],
        "card": sheet.card,
        "ballot_style": card.ballot_style if card else None,
        "precinct": card.precinct if card else None,
        "contests": [],
        "questions": [],
    } | evidence


def _contest_json(contest: ContestReading) -> dict[str, Any]:
    match contest:
        case Counted():
            return {
                "contest": contest.contest,
                "outcome": "counted",
                "question": None,
                "choices": list(contest.choices),
                "undervotes": contest.undervotes,
            }
        case Questionable():
            return {
                "contest": contest.contest,
                "outcome": "questionable",
                "question": contest.question.value,
                "choices": [],
                "undervotes": 0,
            }
        case _:
            assert_never(contest)


def _target_json(target: TargetReading, meaning: TargetMeaning) -> dict[str, Any]:
    written: dict[str, Any] = {} if target.writing_px is None else {"writing": target.writing}
    return {
        "contest": meaning.contest,
        "choice": meaning.choice,
        "side": target.side.value,
        "column": _whole(meaning.column),
        "row": _whole(meaning.row),
        "mark": target.mark.value,
        "ink_px": target.ink_px,
        "target_px": target.target_px,
        "centre_px": [round(target.centre_row_px, 2), round(target.centre_col_px, 2)],
        "error_px": round(target.error_px, 2),
        "around_px": target.around_px,
        "shape": None if target.shape is None else target.shape.value,
        "cause": None if target.cause is None else target.cause.value,
        "doubt": None if target.doubt is None else target.doubt.value,
        "refused": None if target.refused is None else target.refused.value,
        "nearby": None if target.nearby is None else target.nearby.value,
    } | written


def _whole(place: float) -> int | float:
    return int(place) if place == int(place) else place
