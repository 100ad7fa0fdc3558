"""What the law makes of a device printout: its barcode beside its words, contest by contest (13-3-208, 13-15-206).

The elector could check the words and not the barcode. So a contest counts where both say the same; where they differ or
the words cannot be read, the counting board decides by the words. The state may choose otherwise (`PrintoutRule`).
"""

from collections.abc import Iterator
from typing import assert_never

from imaging.sheets import ReadPrintout, Reason
from tabulate.definitions.identifiers import card_id
from tabulate.election import ChoiceId, Contest, Election, PrintoutRule
from tabulate.likeness import fold
from tabulate.printouts.coded import CodedContest, CodedVotes
from tabulate.printouts.decoding import decode_codes, witnessed
from tabulate.printouts.edition_printed import edition_printed
from tabulate.printouts.words import ContestWords, WordsRead, WordsUnread, read_words
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, ContestReading, Counted, Questionable, WordsCompared

WRITE_IN_PREFIX = "write-in:"
"""Begins the choice of a typed write-in; the name follows."""


def cast_printout(
    reading: ReadPrintout, election: Election, accepted_hashes: frozenset[str] = frozenset()
) -> CastVoteRecord | Reason:
    """The votes on a device printout and the questions that set it aside, or why none of it counts.

    `accepted_hashes` names other editions of the definition whose printouts count. Never raises, whatever is printed.
    """
    election = edition_printed(reading.codes, election)
    coded = decode_codes(reading.codes, election, accepted_hashes)
    if isinstance(coded, Reason):
        return coded
    match election.printout_rule:
        case PrintoutRule.HAND_COUNT:
            return _undecided(coded, Question.HAND_COUNT)
        case PrintoutRule.BARCODE_ONLY:
            return witnessed(reading.codes, coded, election) or _by_barcode(coded, election)
        case PrintoutRule.WORDS_REQUIRED:
            return _by_words(coded, read_words(reading.blocks, coded.style, election), election)
        case _:
            assert_never(election.printout_rule)


def is_test_ballot(
    reading: ReadPrintout, election: Election, accepted_hashes: frozenset[str] = frozenset()
) -> bool | None:
    """Whether the barcode says that this is a test ballot; None where it holds no ballot."""
    coded = decode_codes(reading.codes, edition_printed(reading.codes, election), accepted_hashes)
    return None if isinstance(coded, Reason) else coded.test


def compare(coded: CodedVotes, words: tuple[ContestWords, ...]) -> WordsCompared:
    """The barcode and the words, contest by contest; `words` are the style's contests in its order."""
    pairs = list(zip(coded.contests, words, strict=True))
    return WordsCompared(
        agree=tuple(code.contest for code, said in pairs if isinstance(said, WordsRead) and agree(code, said)),
        differ=tuple(code.contest for code, said in pairs if isinstance(said, WordsRead) and not agree(code, said)),
        unread=tuple(said.contest for said in words if isinstance(said, WordsUnread)),
    )


def agree(coded: CodedContest, words: WordsRead) -> bool:
    """Whether both hold the same choices, each as often, and the same names but for look-alikes, case and spaces."""
    names = sorted(map(_letters, coded.write_ins)), sorted(map(_letters, words.write_ins))
    return sorted(coded.choices) == sorted(words.choices) and names[0] == names[1] and "" not in names[0]


def _letters(name: str) -> str:
    return fold(name).letters


def _by_barcode(coded: CodedVotes, election: Election) -> CastVoteRecord:
    if coded.empty:
        return _undecided(coded, Question.UNMARKED_BALLOT)  # C3
    contests = election.contests_of(coded.style)
    readings = tuple(_counted(votes, contest) for votes, contest in zip(coded.contests, contests, strict=True))
    return _record(coded, readings, tuple(_write_in_questions(readings)), None)


def _undecided(coded: CodedVotes, question: Question) -> CastVoteRecord:
    """The whole ballot is for people."""
    readings = tuple(Questionable(votes.contest, question) for votes in coded.contests)
    return _record(coded, readings, (RaisedQuestion(question, None, None),), None)


def _by_words(coded: CodedVotes, words: tuple[ContestWords, ...], election: Election) -> CastVoteRecord:
    compared = compare(coded, words)
    unmarked = coded.empty and not compared.differ
    contests = election.contests_of(coded.style)
    readings = tuple(
        _reading(votes, contest, compared, unmarked) for votes, contest in zip(coded.contests, contests, strict=True)
    )
    return _record(coded, readings, tuple(_questions(readings, unmarked)), compared)


def _reading(votes: CodedContest, contest: Contest, compared: WordsCompared, unmarked: bool) -> ContestReading:
    if contest.id in compared.differ:
        return Questionable(contest.id, Question.WORDS_DIFFER)
    if contest.id in compared.unread:
        return Questionable(contest.id, Question.WORDS_UNREAD)
    return Questionable(contest.id, Question.UNMARKED_BALLOT) if unmarked else _counted(votes, contest)  # C3


def _counted(votes: CodedContest, contest: Contest) -> Counted:
    names = tuple(ChoiceId(f"{WRITE_IN_PREFIX}{name}") for name in votes.write_ins)
    choices = (*votes.choices, *names)
    return Counted(contest.id, choices, contest.seats - len(choices))


def _questions(readings: tuple[ContestReading, ...], unmarked: bool) -> Iterator[RaisedQuestion]:
    """What the board is asked: of the whole ballot first, then contest by contest in ballot order."""
    if unmarked:
        yield RaisedQuestion(Question.UNMARKED_BALLOT, None, None)
    for reading in readings:
        match reading:
            case Questionable(question=Question.UNMARKED_BALLOT):
                pass
            case Questionable():
                yield RaisedQuestion(reading.question, reading.contest, None)
            case Counted():
                yield from _write_in_questions((reading,))
            case _:
                assert_never(reading)


def _write_in_questions(readings: tuple[Counted, ...]) -> Iterator[RaisedQuestion]:
    """The board decides whom a typed name is for, as with a written one (C7)."""
    for reading in readings:
        for choice in reading.choices:
            if choice.startswith(WRITE_IN_PREFIX):
                yield RaisedQuestion(Question.WRITE_IN, reading.contest, choice)


def _record(
    coded: CodedVotes,
    readings: tuple[ContestReading, ...],
    questions: tuple[RaisedQuestion, ...],
    words: WordsCompared | None,
) -> CastVoteRecord:
    return CastVoteRecord(
        card=card_id(coded.style.id, coded.precinct),
        precinct=coded.precinct,
        ballot_style=coded.style.id,
        contests=readings,
        questions=questions,
        words=words,
    )
