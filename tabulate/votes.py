"""What the law makes of a sheet that was read: contest by contest, counted or questionable.

A vote that the machine recognises is valid, and what it does not recognise is no vote (13-15-206(3)(a)). A ballot that
is unmarked, overvoted, or has a mark of which the machine is not sure, is set aside for the counting board
(13-15-206(3)(b)). The board decides each questionable vote; clean votes in the other contests stand. README.md beside
this module has the rules, C1 to C9.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from imaging.layout import CardId
from imaging.sheets import Mark, ReadSheet, TargetReading
from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.election import BallotStyleId, Card, ChoiceId, Contest, ContestId, Election, PrecinctId, TargetMeaning
from tabulate.errors import WrongElection
from tabulate.questions import Question, RaisedQuestion
from tabulate.rules_edition import RulesEdition


@dataclass(frozen=True, slots=True)
class Counted:
    """The machine is sure: these choices, at most the number allowed. What is missing is undervote."""

    contest: ContestId
    choices: tuple[ChoiceId, ...]
    """In ballot order; `write-in-0`, ... where a write-in line's oval is marked, until the board names the person; on a
    device printout `write-in:NAME` with the name that was typed."""
    undervotes: int


@dataclass(frozen=True, slots=True)
class Questionable:
    """The machine is not sure. Nothing is counted here until the board decides."""

    contest: ContestId
    question: Question


ContestReading = Counted | Questionable


@dataclass(frozen=True, slots=True)
class WordsCompared:
    """A device printout's printed words beside its barcode. Every contest of the style is in one of the three."""

    agree: tuple[ContestId, ...]
    differ: tuple[ContestId, ...]
    unread: tuple[ContestId, ...]

    def without(self, contests: Collection[ContestId]) -> "WordsCompared":
        """Those of the other contests."""
        kept = (tuple(one for one in each if one not in contests) for each in (self.agree, self.differ, self.unread))
        return WordsCompared(*kept)


@dataclass(frozen=True, slots=True)
class CastVoteRecord:
    """One sheet's votes. It is set aside for the counting board exactly when it raises questions."""

    card: CardId
    precinct: PrecinctId | None
    ballot_style: BallotStyleId
    contests: tuple[ContestReading, ...]
    """In the ballot style's order; without those on a page that was not among the images."""
    questions: tuple[RaisedQuestion, ...]
    words: WordsCompared | None = None
    """None for hand-marked ballots, and where the rule for printouts does not compare words."""

    def without(self, contests: Collection[ContestId]) -> "CastVoteRecord":
        """The same, but for contests that do not count on this sheet: no vote, no undervote and no question of them."""
        if not contests:
            return self
        left = tuple(one for one in self.contests if one.contest not in contests)
        return replace(
            self,
            contests=left,
            questions=tuple(one for one in self.questions if left and one.contest not in contests),
            words=None if self.words is None else self.words.without(contests),
        )


def cast_vote_record(
    reading: ReadSheet,
    election: Election,
    rules: RulesEdition,
    unmarked_sheets: UnmarkedSheets = UnmarkedSheets.ASKED,
) -> CastVoteRecord:
    """The votes on one sheet, and the questions that set it aside, by the record's edition of the rules.

    Where only one side of the card was read, the contests that stand on it whole are decided and the others left out;
    whether the ballot is wholly unmarked cannot be said then. A sheet of a ballot of several is read by itself.

    Raises WrongElection where the sheet's card is not one of the election's, or its targets are not the card's.
    """
    card = _card(reading, election)
    marks = _marks_by_contest(reading, card, election)
    printed = Counter(meaning.contest for meaning in card.meanings)
    whole = {contest: marks[contest] for contest in marks if len(marks[contest]) == printed[contest]}
    is_unmarked = len(reading.targets) == len(card.meanings) and _unmarked(reading, rules)
    unmarked = _unmarked_question(card, rules, unmarked_sheets) if is_unmarked else None
    readings = tuple(
        _in_whole_ballot(_contest_reading(election.contest(contest), whole[contest]), unmarked)
        for contest in election.ballot_style(card.ballot_style).contests
        if contest in whole
    )
    return CastVoteRecord(
        card=card.id,
        precinct=card.precinct,
        ballot_style=card.ballot_style,
        contests=readings,
        questions=tuple(_questions(unmarked, readings, whole)),
    )


def _unmarked(reading: ReadSheet, rules: RulesEdition) -> bool:
    """C3: whether the system "registers an unmarked ballot" (13-15-206(3)(b)): it recognised a vote nowhere on it.

    A smudge, or an oval that could not be placed, is no vote that was recognised. FIRST took either for a mark, so the
    ballot's other contests were undervotes that no judge was asked about.
    """
    match rules:
        case RulesEdition.FIRST:
            return all(target.mark is Mark.UNMARKED for target in reading.targets)
        case RulesEdition.SECOND:
            return all(target.mark is not Mark.MARKED for target in reading.targets)
        case _:
            assert_never(rules)


def _unmarked_question(card: Card, rules: RulesEdition, unmarked_sheets: UnmarkedSheets) -> Question | None:
    """C3: what is asked where a sheet has no target marked; nothing where a sheet of several has no target at all.

    The law asks about the ballot, all its sheets. Of a ballot of several, the others are not known: nothing on a sheet
    says whose it is (13-12-202(3)). It may be an unmarked ballot, so the board looks at it, unless the state reads the
    law otherwise. FIRST knew no such sheets.
    """
    if card.sheet.is_whole_ballot or rules is RulesEdition.FIRST:
        return Question.UNMARKED_BALLOT
    asked = card.meanings and unmarked_sheets is UnmarkedSheets.ASKED
    return Question.UNMARKED_SHEET if asked else None


def _in_whole_ballot(reading: ContestReading, unmarked: Question | None) -> ContestReading:
    """On an unmarked ballot each contest is the board's; what the machine doubted in one stays its question (C3)."""
    if unmarked is not None and isinstance(reading, Counted):
        return Questionable(reading.contest, unmarked)
    return reading


@dataclass(frozen=True, slots=True)
class _MeantMark:
    """What the machine saw at one target, and what a vote there is for."""

    meaning: TargetMeaning
    target: TargetReading


_MarksByContest = dict[ContestId, list[_MeantMark]]


def _card(reading: ReadSheet, election: Election) -> Card:
    card = election.find_card(reading.card)
    if card is None:
        raise WrongElection(
            f"Sheet {reading.number} was read as card {reading.card!r}, which {election.title!r} does not have. "
            "Nothing was counted. Count it with the definition that it was read with."
        )
    return card


def _marks_by_contest(reading: ReadSheet, card: Card, election: Election) -> _MarksByContest:
    """The marks of each contest in ballot order, whatever the order of the readings."""
    sides = {page.side for page in reading.pages}
    pages = election.layout_of(card).pages
    expected = sorted(target.number for page in pages if page.side in sides for target in page.targets)
    targets = sorted(reading.targets, key=lambda target: target.number)
    if [target.number for target in targets] != expected:
        raise WrongElection(
            f"Sheet {reading.number} was read with {len(targets)} targets where the sides read of card {card.id!r} "
            f"have {len(expected)}, each once. Nothing was counted. Count it with the definition it was read with."
        )
    marks: _MarksByContest = {}
    for target in targets:
        meaning = card.meanings[target.number - 1]
        marks.setdefault(meaning.contest, []).append(_MeantMark(meaning, target))
    return marks


def _contest_reading(contest: Contest, marks: list[_MeantMark]) -> ContestReading:
    """The law for one contest by its own marks.

    A choice marked at two targets (a candidate of two parties) has one vote: no second vote for one candidate
    (13-17-103(1)(b)).
    """
    marked = tuple(dict.fromkeys(mark.meaning.choice for mark in marks if mark.target.mark is Mark.MARKED))
    if len(marked) > contest.seats:
        return Questionable(contest.id, Question.OVERVOTE)  # C4, 13-15-206(3)(b), (9)
    if any(mark.target.refused is not None for mark in marks):
        return Questionable(contest.id, Question.POSITION_UNCERTAIN)  # C5: nothing was measured there
    if any(mark.target.mark is Mark.AMBIGUOUS for mark in marks):
        return Questionable(contest.id, Question.AMBIGUOUS_MARK)  # C5: it "cannot be processed" with certainty
    if len(marked) < contest.seats and any(_may_be_meant(mark, marked) for mark in marks):
        return Questionable(contest.id, Question.AMBIGUOUS_MARK)  # ARM 44.3.2402: a mark beside the oval may be a vote
    return Counted(contest.id, marked, contest.seats - len(marked))  # C1, C2


def _may_be_meant(mark: _MeantMark, marked: tuple[ChoiceId, ...]) -> bool:
    """Whether something drawn at an unmarked target may be a vote that the contest has left."""
    return mark.target.nearby is not None and mark.meaning.choice not in marked


def _questions(
    unmarked: Question | None, readings: tuple[ContestReading, ...], marks: _MarksByContest
) -> Iterator[RaisedQuestion]:
    """What the board is asked: of the whole ballot first, then contest by contest in ballot order."""
    if unmarked is not None:
        yield RaisedQuestion(unmarked, None, None)  # C3
    for reading in readings:
        of_contest = marks.get(reading.contest, [])
        yield from _contest_questions(reading, of_contest)
        yield from (
            RaisedQuestion(Question.NAME_WITHOUT_OVAL, reading.contest, mark.meaning.choice)  # C8
            for mark in of_contest
            if mark.meaning.write_in and mark.target.writing and mark.target.mark is Mark.UNMARKED
        )


def _contest_questions(reading: ContestReading, marks: list[_MeantMark]) -> Iterator[RaisedQuestion]:
    match reading:
        case Questionable(question=Question.UNMARKED_BALLOT | Question.UNMARKED_SHEET):
            return
        case Questionable():
            yield RaisedQuestion(reading.question, reading.contest, None)
        case Counted():
            yield from (
                RaisedQuestion(Question.WRITE_IN, reading.contest, mark.meaning.choice)  # C7, C9
                for mark in marks
                if mark.meaning.write_in and mark.target.mark is Mark.MARKED
            )
        case _:
            assert_never(reading)
