"""Who decides a question about a whole ballot, by what majority, and what holds where there is none (C5, C12 to C15).

Questions of a contest (C3, C4, C7 to C10, C25) have one rule: two of three must agree, else no vote is counted there.
"""

from dataclasses import dataclass, replace

from tabulate.board.rulings import Verdict
from tabulate.questions import Question

MAJORITY = 2
"""Of three judges (13-15-206(4)(a))."""


@dataclass(frozen=True, slots=True)
class Needed:
    """How many judges a verdict needs."""

    verdict: Verdict
    judges: int


@dataclass(frozen=True, slots=True)
class BallotRule:
    """The rule for one question about the whole ballot."""

    rule: str
    """As in the table of README.md."""
    section: str
    verdicts: tuple[Needed, ...]
    otherwise: Verdict | None
    """What holds where no verdict has the judges it needs; None: the ballot waits on, until it is decided anew."""

    @property
    def allowed(self) -> tuple[Verdict, ...]:
        """What a judge may find, in the order shown to people."""
        return tuple(needed.verdict for needed in self.verdicts)


def _rule(rule: str, section: str, otherwise: Verdict | None, **needed: int) -> BallotRule:
    verdicts = tuple(Needed(Verdict[name.upper()], judges) for name, judges in needed.items())
    return BallotRule(rule, section, verdicts, otherwise)


_READ = {
    Question.NOT_OFFICIAL: _rule("C12", "13-15-201(4)", Verdict.VOID, counts=3, void=2),
    Question.FOLDED_TOGETHER: _rule("C13", "13-15-201(5)", Verdict.COUNTS, counts=2, rejected=2),
    Question.IDENTIFYING_MARK: _rule("C14", "13-15-201(8)(a)(ii)", Verdict.COUNTS, counts=2, rejected=2),
    Question.SEVERAL_IN_ENVELOPE: _rule("C15", "13-15-201(8)", Verdict.REJECTED, counts=2, rejected=2),
    Question.DUPLICATE_IMAGE: _rule("2.11", "13-15-206", Verdict.COUNTS, counts=2, struck=2),
    Question.CONDITION: _rule("C5", "13-15-206(4)(b)", Verdict.COUNTS, counts=2, transfer=2, struck=2),
}
_UNREAD = {
    Question.DUPLICATE_IMAGE: _rule("2.11", "13-15-206", None, struck=2, transfer=2, not_a_ballot=2, counts=2),
    Question.CONDITION: _rule("C5", "13-15-206(4)(b)", None, transfer=2, struck=2, not_a_ballot=2),
}


def rule_of(question: Question, read: bool) -> BallotRule:
    """The rule for a question about a whole ballot that the machine could read, or could not.

    What cannot be read cannot simply count: the paper is transferred, or it is no ballot, or scanned a second time. But
    what was taken for a second scan, and is another paper as two judges find, the machine then reads.
    Raises KeyError for questions of a contest.
    """
    return _READ[question] if read or question not in _UNREAD else _UNREAD[question]


def rejecting_by(rule: BallotRule, judges: int) -> BallotRule:
    """The rule where the state has settled how many judges reject a ballot (13-15-201(8)(a)(ii))."""
    settled = (Needed(one.verdict, judges if one.verdict is Verdict.REJECTED else one.judges) for one in rule.verdicts)
    return replace(rule, verdicts=tuple(settled))


def verdict_by(rule: BallotRule, found: tuple[Verdict, ...]) -> Verdict | None:
    """What the judges' verdicts come to under the rule."""
    for needed in rule.verdicts:
        if found.count(needed.verdict) >= needed.judges:
            return needed.verdict
    return rule.otherwise
