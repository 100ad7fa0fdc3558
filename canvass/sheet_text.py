"""A sheet as `canvass read` prints it for people."""

from canvass.sheet_json import SheetAnswer, question_reasons
from canvass.sheets import VotedSheet
from canvass.text import say, say_table
from imaging.sheets import UnreadSheet
from tabulate.election import Contest, Election
from tabulate.votes import ContestReading, Counted


def say_sheet(answer: SheetAnswer, election: Election) -> None:
    """Print what came of a sheet, contest by contest."""
    files = ", ".join(dict.fromkeys(image.file for image in answer.images))
    match answer.outcome:
        case UnreadSheet(reasons=reasons):
            say(f"Sheet {answer.number} ({files}): SET ASIDE")
            for reason in reasons:
                say(f"  {reason.code.value}: {reason.detail}")
        case VotedSheet(votes=votes):
            precinct = f", precinct {votes.precinct}" if votes.precinct else ""
            say(f"Sheet {answer.number} ({files}): read, ballot style {votes.ballot_style}{precinct}")
            contests = {contest.id: contest for contest in election.contests}
            rows = [_row(reading, contests[reading.contest]) for reading in votes.contests]
            say_table(("contest", "votes", "undervotes"), rows, left=2)
            for ground in question_reasons(votes.questions, election):
                say(f"  for the counting board: {ground['code']}: {ground['detail']}")
    say()


def _row(reading: ContestReading, contest: Contest) -> tuple[str, str, int | None]:
    if not isinstance(reading, Counted):
        return contest.title, f"QUESTION: {reading.question.value}", None
    names = {choice.id: choice.name for choice in contest.choices}
    return contest.title, ", ".join(names.get(choice, choice) for choice in reading.choices), reading.undervotes
