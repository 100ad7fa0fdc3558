"""A sheet as `canvass read` prints it for people."""

from datetime import datetime
from textwrap import shorten

from canvass.console.text import plural, say, say_table
from canvass.reading.answer_json import SheetAnswer, reasons_of
from canvass.reading.outcomes import VotedSheet
from imaging.sheets import UnreadSheet
from tabulate.election import Contest, CountingMethod, Election
from tabulate.votes import ContestReading, Counted, WordsCompared

_TITLE_WIDTH = 56
"""A question's whole text would push the votes off the screen."""


def say_sheet(answer: SheetAnswer, election: Election, withheld: datetime | None = None) -> None:
    """Print what came of a sheet, contest by contest; where votes are `withheld`, that it was read."""
    files = ", ".join(dict.fromkeys(image.file for image in answer.images))
    kind = ", device printout" if answer.method is CountingMethod.DEVICE else ""
    match answer.outcome:
        case UnreadSheet(reasons=reasons):
            say(f"Sheet {answer.number} ({files}): SET ASIDE{kind}")
            for reason in reasons:
                say(f"  {reason.code.value}: {reason.detail}")
        case VotedSheet(votes=votes):
            done = "SET ASIDE" if answer.is_set_aside else "read"
            precinct = f", precinct {votes.precinct}" if votes.precinct else ""
            say(f"Sheet {answer.number} ({files}): {done}{kind}, ballot style {votes.ballot_style}{precinct}")
            if withheld is not None:
                return
            if votes.words is not None:
                say(f"  {words_line(votes.words)}")
            rows = [_row(reading, election.contest(reading.contest)) for reading in votes.contests]
            say_table(("contest", "votes", "undervotes"), rows, left=2)
            for ground in reasons_of(answer, election):
                say(f"  for the counting board: {ground['code']}: {ground['detail']}")
    say()


def words_line(words: WordsCompared) -> str:
    """How the printed words and the barcode compare, in one line."""
    return (
        f"printed words beside the barcode: {plural(len(words.agree), 'contest')} agree, {len(words.differ)} differ, "
        f"{len(words.unread)} unread"
    )


def _row(reading: ContestReading, contest: Contest) -> tuple[str, str, int | None]:
    title = shorten(contest.title, _TITLE_WIDTH, placeholder=" ...")
    if not isinstance(reading, Counted):
        return title, f"QUESTION: {reading.question.value}", None
    names = contest.names
    return title, ", ".join(names.get(choice, choice) for choice in reading.choices), reading.undervotes
