"""What may differ where a sheet is read again with the print that was learned of its card: what print explains, alone.

Print is known around targets. So questions go, and doubts for what stands around a target; no mark, and no vote.
"""

from collections.abc import Set
from dataclasses import replace
from functools import partial

from imaging.sheets import Doubt, Mark, ReadSheet, TargetReading
from tabulate.board.errors import NotAllowed
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, ContestReading, Counted

_OF_PRINT = frozenset({Question.AMBIGUOUS_MARK, Question.NAME_WITHOUT_OVAL})
"""What is asked for ink around targets."""


def check_votes(name: str, before: CastVoteRecord | None, now: CastVoteRecord) -> None:
    """Whether the sheet is asked about less, for what print may be, and is else as it was. Raises NotAllowed."""
    if before is None or not set(now.questions) < set(before.questions):
        raise NotAllowed(f"{name} with fewer of its questions", "it otherwise than it was")
    gone = set(before.questions) - set(now.questions)
    if not all(raised.question in _OF_PRINT for raised in gone):
        raise NotAllowed(f"{name} without questions that print raised", "it without others")
    same = _but_contests(now) == _but_contests(before) and len(now.contests) == len(before.contests)
    if not same or not all(map(partial(_follows, now, gone), before.contests, now.contests)):
        raise NotAllowed(f"{name} with the votes that it had", "it with other votes")


def is_asked_less(before: CastVoteRecord, now: CastVoteRecord) -> bool:
    """Whether `check_votes` lets one stand in the place of the other."""
    try:
        check_votes("", before, now)
    except NotAllowed:
        return False
    return True


def _but_contests(votes: CastVoteRecord) -> CastVoteRecord:
    return replace(votes, contests=(), questions=())


def _follows(votes: CastVoteRecord, gone: Set[RaisedQuestion], before: ContestReading, now: ContestReading) -> bool:
    """Whether a contest is as it was; or is counted, or unmarked as all its ballot is, where a doubt is gone."""
    if now == before:
        return True
    doubted = RaisedQuestion(Question.AMBIGUOUS_MARK, before.contest, None) in gone
    if not doubted or now.contest != before.contest:
        return False
    return isinstance(now, Counted) or RaisedQuestion(now.question, None, None) in votes.questions


def shows_the_same(own: object, again: ReadSheet, places: Set[int]) -> bool:
    """Whether a sheet's own reading and a later one differ in nothing but what is around targets at these `places`.

    Another version of the reader may measure a little otherwise: what it makes of each target is compared.
    """
    if not isinstance(own, ReadSheet) or (own.number, own.card) != (again.number, again.card):
        return False
    before, now = ({one.number: one for one in reading.targets} for reading in (own, again))
    if [page.source for page in own.pages] != [page.source for page in again.pages] or before.keys() != now.keys():
        return False
    return all(_is_same(before[number], now[number], number in places) for number in before)


def _is_same(own: TargetReading, again: TargetReading, has_print: bool) -> bool:
    around = own.mark is Mark.AMBIGUOUS and own.doubt is Doubt.AROUND
    if has_print and (own.writing or own.nearby is not None or around):
        return again.mark is own.mark or (around and again.mark is Mark.UNMARKED)
    return _seen(own) == _seen(again)


def _seen(target: TargetReading) -> tuple[object, ...]:
    return target.mark, target.writing, target.nearby, target.doubt, target.refused
