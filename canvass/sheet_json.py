"""A sheet as `canvass read` prints it: nouns of the answer, in JSON a line a sheet and in words for people."""

from dataclasses import dataclass
from typing import Any, assert_never

from canvass.sheets import SheetOutcome, VotedSheet, card_of
from imaging.sheets import ImageSource, TargetReading, UnreadSheet
from tabulate.election import Election, TargetMeaning
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import ContestReading, Counted, Questionable

KIND = "hand-marked"

DETAIL: dict[Question, str] = {
    Question.OVERVOTE: "more ovals are marked than may be chosen",
    Question.AMBIGUOUS_MARK: "a mark is too slight or too odd for the machine to be sure",
    Question.UNMARKED_BALLOT: "no oval is marked on the whole ballot",
    Question.WRITE_IN: "a write-in oval is marked: the board reads the name",
    Question.NAME_WITHOUT_OVAL: "something is written on a write-in line whose oval is not marked",
}
"""What each question means, in a clerk's words."""


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """A sheet of `canvass read`: its images in the order offered, and what came of it."""

    number: int
    images: tuple[ImageSource, ...]
    outcome: SheetOutcome


def sheet_json(answer: SheetAnswer, election: Election) -> dict[str, Any]:
    """The sheet as an object for JSON; README says what each key means."""
    common = {
        "sheet": answer.number,
        "files": list(dict.fromkeys(image.file for image in answer.images)),
        "images": [{"file": image.file, "page": image.page, "sha256": image.sha256} for image in answer.images],
        "kind": KIND,
    }
    match answer.outcome:
        case VotedSheet():
            return common | _read_json(answer.outcome, election)
        case UnreadSheet():
            return common | _unread_json(answer.outcome, election)
        case _:
            assert_never(answer.outcome)


def question_reasons(questions: tuple[RaisedQuestion, ...], election: Election) -> list[dict[str, str]]:
    """Why a sheet that was read is set aside: one reason for each kind of question it raises."""
    kinds = [kind for kind in Question if any(raised.question is kind for raised in questions)]
    return [{"code": kind.value, "detail": _detail(kind, questions, election)} for kind in kinds]


def _detail(kind: Question, questions: tuple[RaisedQuestion, ...], election: Election) -> str:
    titles = {contest.id: contest.title for contest in election.contests}
    raised_in = [raised.contest for raised in questions if raised.question is kind and raised.contest is not None]
    where = "; ".join(dict.fromkeys(titles[contest] for contest in raised_in))
    return f"{where}: {DETAIL[kind]}" if where else DETAIL[kind]


def _read_json(sheet: VotedSheet, election: Election) -> dict[str, Any]:
    meanings = card_of(sheet.reading, election).meanings
    return {
        "outcome": "read",
        "reasons": question_reasons(sheet.votes.questions, election),
        "card": sheet.reading.card,
        "ballot_style": sheet.votes.ballot_style,
        "precinct": sheet.votes.precinct,
        "contests": [_contest_json(contest) for contest in sheet.votes.contests],
        "targets": [_target_json(target, meanings[target.number - 1]) for target in sheet.reading.targets],
        "questions": [
            {"question": raised.question.value, "contest": raised.contest, "choice": raised.choice}
            for raised in sheet.votes.questions
        ],
    }


def _unread_json(sheet: UnreadSheet, election: Election) -> dict[str, Any]:
    card = next((card for card in election.cards if card.id == sheet.card), None)
    return {
        "outcome": "set aside",
        "reasons": [{"code": reason.code.value, "detail": reason.detail} for reason in sheet.reasons],
        "card": sheet.card,
        "ballot_style": card.ballot_style if card else None,
        "precinct": card.precinct if card else None,
        "contests": [],
        "targets": [],
        "questions": [],
    }


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
    } | written


def _whole(place: float) -> int | float:
    return int(place) if place == int(place) else place
