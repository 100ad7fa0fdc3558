"""What three judges' findings come to: contest by contest, and for the ballot as a whole. Pure."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar, assert_never

from imaging.layout import CardId
from tabulate.board.decisions import JudgeDecided
from tabulate.board.office.marks_as_condition import verdict_with_marks
from tabulate.board.places import SheetName
from tabulate.board.rules import MAJORITY, rejecting_by, rule_of, verdict_by
from tabulate.board.rulings import BallotRuling, Case, ContestRuling, Verdict, WrittenLine
from tabulate.board.vote_by_vote import Rulings, VoteFound, cases_cited, lines_found, majority_of, votes_found
from tabulate.election import ChoiceId, ContestId
from tabulate.questions import Question
from tabulate.rules_edition import RulesEdition
from tabulate.votes import CastVoteRecord, Counted

_WORST_FIRST = (
    Verdict.STRUCK,
    Verdict.VOID,
    Verdict.REJECTED,
    Verdict.NOT_A_BALLOT,
    Verdict.TRANSFER,
    Verdict.COUNTS,
)
WRITE_IN_LINE = "write-in"
"""How the choice of a write-in line begins: `write-in-0`, or `write-in:NAME` on a device printout."""

Found = TypeVar("Found", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ContestOutcome:
    """What the board decided of one contest of one ballot. votes + undervotes + overvotes = the seats."""

    contest: ContestId
    question: Question
    """Why it was asked."""
    votes: tuple[ChoiceId, ...]
    """Printed choices and written-in people."""
    undervotes: int
    overvotes: int
    lines: tuple[WrittenLine, ...]
    """As the first judge of the majority read them; empty without a majority."""
    agreed: int
    """Judges who found what was decided: behind the vote with the fewest of them. 0 where no two agree on anything, and
    so no questionable vote is counted (13-15-206(4)(a))."""
    dissent: tuple[str, ...]
    """Accounts of the judges who did not find all of it."""
    cases: tuple[Case, ...]
    """Cited by the majority, each once."""
    found: tuple[VoteFound, ...] = ()
    """Every vote that any judge found, counted or not; empty by the first edition of the rules."""
    overvote_found_by: tuple[str, ...] = ()
    """Accounts of the judges who found an overvote; empty by the first edition."""

    @property
    def not_possible(self) -> tuple[ChoiceId, ...]:
        """Votes that have a majority each and are together more than the elector had: none counts (13-15-206(6))."""
        agreed = tuple(one.vote for one in self.found if one.has_majority)
        return agreed if len(agreed) > len(self.votes) + self.undervotes and not self.overvotes else ()


@dataclass(frozen=True, slots=True)
class BallotFinding:
    """What the board decided on one question about the whole ballot."""

    question: Question
    verdict: Verdict | None
    """None: no majority, and the ballot waits on."""
    agreed: int
    dissent: tuple[str, ...]
    pollbook_excess: tuple[int, ...]
    """Ballots more than names in the pollbook, as the judges found: each figure once; only with C13."""


@dataclass(frozen=True, slots=True)
class Objection:
    """A judge's objection, kept beside the decision (13-15-206(8)(d))."""

    judge: str
    text: str


@dataclass(frozen=True, slots=True)
class BallotOutcome:
    """What a board decided of a ballot in one round."""

    round: int
    board: str
    judges: tuple[str, ...]
    verdict: Verdict | None
    """COUNTS where nothing was asked of the whole ballot; None where a question about it found no majority."""
    findings: tuple[BallotFinding, ...]
    contests: tuple[ContestOutcome, ...]
    """With COUNTS and TRANSFER; else none."""
    card: CardId | None
    """What card an unread sheet is; TRANSFER only."""
    same_as: SheetName | None
    """STRUCK only."""
    objections: tuple[Objection, ...]


def verdict_of(rulings: Sequence[BallotRuling]) -> Verdict:
    """What one judge's findings come to for the ballot: what keeps it out of the count goes before the rest."""
    found = {ruling.verdict for ruling in rulings}
    return next((verdict for verdict in _WORST_FIRST if verdict in found), Verdict.COUNTS)


def settle(votes: CastVoteRecord | None, decisions: Sequence[JudgeDecided], rules: RulesEdition) -> BallotOutcome:
    """The outcome of three judges' decisions on a ballot, `votes` as the machine read it or None where it could not.

    `rules` is the record's edition.
    """
    findings = tuple(_finding(ruling.question, votes is not None, decisions) for ruling in decisions[0].ballot)
    verdict = verdict_with_marks(_worst(findings), votes, decisions[-1].marks_are_condition)
    card = _most_found([one.card for one in decisions if one.card is not None])
    if verdict is Verdict.TRANSFER and votes is None and card is None:
        verdict = None
    same_as = _same_as(decisions) if verdict is Verdict.STRUCK else None
    if verdict is Verdict.STRUCK and same_as is None:
        verdict = None
    counted = verdict in (Verdict.COUNTS, Verdict.TRANSFER)
    return BallotOutcome(
        round=decisions[0].round,
        board=decisions[0].board,
        judges=tuple(one.judge for one in decisions),
        verdict=verdict,
        findings=findings,
        contests=_contests(votes, decisions, card if votes is None else None, rules) if counted else (),
        card=card if verdict is Verdict.TRANSFER else None,
        same_as=same_as,
        objections=tuple(Objection(one.judge, one.objection) for one in decisions if one.objection),
    )


def _finding(question: Question, read: bool, decisions: Sequence[JudgeDecided]) -> BallotFinding:
    found = tuple(ruling.verdict for one in decisions for ruling in one.ballot if ruling.question is question)
    rule = rule_of(question, read)
    if question is Question.IDENTIFYING_MARK:
        rule = rejecting_by(rule, decisions[-1].needed_to_reject)
    verdict = verdict_by(rule, found)
    dissent = tuple(one.judge for one in decisions if _on(one, question).verdict is not verdict)
    excess = dict.fromkeys(_on(one, question).pollbook_excess for one in decisions)
    compared = tuple(figure for figure in excess if figure is not None)
    return BallotFinding(question, verdict, found.count(verdict) if verdict else 0, dissent, compared)


def _on(decision: JudgeDecided, question: Question) -> BallotRuling:
    return next(ruling for ruling in decision.ballot if ruling.question is question)


def _worst(findings: Sequence[BallotFinding]) -> Verdict | None:
    found = {finding.verdict for finding in findings}
    if None in found:
        return None
    return next((verdict for verdict in _WORST_FIRST if verdict in found), Verdict.COUNTS)


def _most_found(found: Sequence[Found]) -> Found | None:
    """What at least two found; None where no two found the same."""
    counts = Counter(found)
    return next((one for one in found if counts[one] >= MAJORITY), None)


def _same_as(decisions: Sequence[JudgeDecided]) -> SheetName | None:
    rulings = [ruling for one in decisions for ruling in one.ballot if ruling.verdict is Verdict.STRUCK]
    return _most_found([SheetName(one.same_as_batch or "", one.same_as_sheet or 0) for one in rulings])


def _contests(
    votes: CastVoteRecord | None, decisions: Sequence[JudgeDecided], card: CardId | None, rules: RulesEdition
) -> tuple[ContestOutcome, ...]:
    """Each contest that was ruled on, in the order of the first ruling. Rulings for another card are no majority."""
    counted = [one for one in decisions if card is None or one.card == card]
    contests = dict.fromkeys(ruling.contest for one in counted for ruling in one.contests)
    judges = tuple(one.judge for one in decisions)
    return tuple(_contest(contest, votes, judges, counted, rules) for contest in contests)


def _contest(
    contest: ContestId,
    votes: CastVoteRecord | None,
    judges: tuple[str, ...],
    counted: list[JudgeDecided],
    rules: RulesEdition,
) -> ContestOutcome:
    rulings = {one.judge: ruling for one in counted for ruling in one.contests if ruling.contest == contest}
    match rules:
        case RulesEdition.FIRST:
            return _whole_contest(contest, votes, judges, rulings)
        case RulesEdition.SECOND:
            return vote_by_vote(contest, votes, judges, rulings)
        case _:
            assert_never(rules)


def vote_by_vote(
    contest: ContestId, votes: CastVoteRecord | None, judges: tuple[str, ...], rulings: Rulings
) -> ContestOutcome:
    """Each vote by itself: two of three who find it are enough (13-15-206(4)(a))."""
    seats = next(iter(rulings.values())).seats
    found = votes_found(rulings, judges)
    majority = majority_of(rulings, found, seats)
    kept = machine_votes(contest, votes)  # What the machine recognised stands (13-15-206(3)(a)).
    counted = kept if majority is None else majority.votes
    overvotes = seats if majority is not None and majority.overvoted else 0
    return ContestOutcome(
        contest=contest,
        question=question_of(contest, votes),
        votes=counted,
        undervotes=seats - overvotes - len(counted),
        overvotes=overvotes,
        lines=() if majority is None else tuple(lines_found(rulings)),
        agreed=0 if majority is None else majority.agreed,
        dissent=tuple(judge for judge in judges if majority is None or judge not in majority.behind),
        cases=() if majority is None else cases_cited(rulings, majority),
        found=found,
        overvote_found_by=tuple(judge for judge, ruling in rulings.items() if ruling.overvotes),
    )


def _whole_contest(
    contest: ContestId, votes: CastVoteRecord | None, judges: tuple[str, ...], rulings: Rulings
) -> ContestOutcome:
    """As the first edition had it: only judges who find the very same in the whole contest agree."""
    effects = {judge: _effect(ruling) for judge, ruling in rulings.items()}
    agreed = _most_found(list(effects.values()))
    question = question_of(contest, votes)
    if agreed is None:
        seats = next(iter(rulings.values())).seats
        return _without_majority(contest, question, votes, seats, judges)
    majority = [rulings[judge] for judge, effect in effects.items() if effect == agreed]
    return ContestOutcome(
        contest=contest,
        question=question,
        votes=majority[0].votes,
        undervotes=majority[0].undervotes,
        overvotes=majority[0].overvotes,
        lines=majority[0].lines,
        agreed=len(majority),
        dissent=tuple(judge for judge in judges if effects.get(judge) != agreed),
        cases=tuple(dict.fromkeys(ruling.case for ruling in majority if ruling.case is not None)),
    )


def _effect(ruling: ContestRuling) -> tuple[frozenset[ChoiceId], int]:
    """What a ruling does to the totals: judges agree where this is the same, whatever cases they cite."""
    return frozenset(ruling.votes), ruling.overvotes


def question_of(contest: ContestId, votes: CastVoteRecord | None) -> Question:
    """Why the contest of a ballot is asked about; the first of several reasons."""
    raised = () if votes is None else votes.questions
    named = (one.question for one in raised if one.contest == contest)
    whole = (one.question for one in raised if one.contest is None)
    return next(named, None) or next(whole, Question.CONDITION)


def machine_votes(contest: ContestId, votes: CastVoteRecord | None) -> tuple[ChoiceId, ...]:
    """The printed choices that the machine recognised in a contest that it counted: these are valid votes."""
    readings = () if votes is None else votes.contests
    for reading in readings:
        if reading.contest == contest and isinstance(reading, Counted):
            return tuple(choice for choice in reading.choices if not choice.startswith(WRITE_IN_LINE))
    return ()


def _without_majority(
    contest: ContestId, question: Question, votes: CastVoteRecord | None, seats: int, judges: tuple[str, ...]
) -> ContestOutcome:
    """No two agree: no questionable vote is counted (C25); what the machine recognised in the contest stands."""
    kept = machine_votes(contest, votes)
    overvoted = question is Question.OVERVOTE
    return ContestOutcome(
        contest=contest,
        question=question,
        votes=kept,
        undervotes=0 if overvoted else seats - len(kept),
        overvotes=seats if overvoted else 0,
        lines=(),
        agreed=0,
        dissent=judges,
        cases=(),
    )
