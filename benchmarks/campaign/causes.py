"""Why a contest went to people, and whose doing it was: what the report's share for the machine's doubts is made of.

A contest is the voter's doing where truth has more marks in it than seats, no mark on the whole ballot, a marked
write-in line or a name written there. It is a mark nobody can read where the mark that made it ambiguous is one of
which truth itself cannot say what it means: a dot, a loop in or around the oval, a check of a few percent, a stray
stroke far into the oval.
Every other contest that people get is the machine's doubt: its marks are plain, or there are none.
"""

from collections.abc import Iterator, Sequence

from benchmarks.campaign.groups import pen_of
from benchmarks.campaign.tallies import CauseOfQuestion
from imaging.sheets import Mark, ReadSheet
from tabulate.questions import Question
from tabulate.votes import CastVoteRecord, Questionable
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.true_marks import ContestTruth, SheetTruth, TargetTruth, TrueMark

_PLAIN_TO_PEOPLE = (None, MarkKind.FAINT)
"""Untouched, or wholly filled by a hard pencil: whatever a scanner makes of it, a person sees what it is."""
VOTER, NOBODY, MACHINE = "the voter's doing", "a mark nobody can read", "the machine's doubt"


def causes_of(reading: ReadSheet, votes: CastVoteRecord, truth: SheetTruth) -> Iterator[CauseOfQuestion]:
    """One cause for each contest that people get."""
    asked: dict[str, set[Question]] = {}
    for question in votes.questions:
        if question.contest is not None:
            asked.setdefault(question.contest, set()).add(question.question)
    for contest in votes.contests:
        if isinstance(contest, Questionable):
            asked.setdefault(contest.contest, set()).add(contest.question)
    marks = {target.number: target.mark for target in reading.targets}
    own: dict[str, list[TargetTruth]] = {}
    for target in truth.targets:
        own.setdefault(target.contest, []).append(target)
    blank = not any(target.intent for target in truth.targets)
    for contest_truth in truth.contests:
        if contest_truth.contest in asked:
            questions, targets = asked[contest_truth.contest], own[contest_truth.contest]
            yield _cause(questions, contest_truth, targets, marks, blank)


def _cause(
    questions: set[Question],
    contest: ContestTruth,
    targets: Sequence[TargetTruth],
    marks: dict[int, Mark],
    blank: bool,
) -> CauseOfQuestion:
    touched = [target for target in targets if target.mark is not TrueMark.NO and target.intent is not False]
    if len(touched) > contest.seats:
        return CauseOfQuestion(VOTER, Question.OVERVOTE)
    if blank and (unmarked := questions & {Question.UNMARKED_BALLOT, Question.UNMARKED_SHEET}):
        return CauseOfQuestion(VOTER, min(unmarked))
    lines = [target for target in targets if target.choice.startswith("write-in")]
    if any(target.writing for target in lines):
        return CauseOfQuestion(VOTER, Question.WRITE_IN)
    if Question.WRITE_IN in questions and any(target in touched for target in lines):
        return CauseOfQuestion(VOTER, Question.WRITE_IN)
    unsure = [target for target in targets if marks.get(target.number) is Mark.AMBIGUOUS]
    open_ones = [target for target in unsure if target.kind not in _PLAIN_TO_PEOPLE and target.intent is None]
    if open_ones:
        return CauseOfQuestion(NOBODY, pen_of(open_ones[0]))
    if unsure:
        return CauseOfQuestion(MACHINE, pen_of(unsure[0]))
    return CauseOfQuestion(MACHINE, f"{min(questions)}, though the voter made none")
