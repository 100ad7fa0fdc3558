"""The measure of risk of every contest that a record's audit counts, and what it does not cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.contests import AuditContest
from audit.risk.contest_risk import RiskAnswer, RiskNotComputed, beyond_the_county, contest_risk
from audit.state import AuditState
from canvass.auditing.strength.public_again import MadePublicAgain, NotMadeAgain, made_public_again
from canvass.auditing.strength.public_contests import public_contest

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class ContestStrength:
    """One contest, and how strong the evidence of its hand counts is."""

    contest: AuditContest
    beyond: bool
    """Others than this county's electors vote on it: the answer is about this county's votes alone."""
    answer: RiskAnswer


@dataclass(frozen=True, slots=True)
class AuditStrength:
    """All contests that are audited, in order, by the same public figures."""

    entry: int | None
    """Of the ledger, at which the figures became public; None where they are not known."""
    results_sha256: str
    rehearsal: bool
    contests: tuple[ContestStrength, ...]


def audit_strength(record: "Record", state: AuditState) -> AuditStrength:
    """Compute it anew from the ledger: it is stored nowhere, and no step of the audit asks for it."""
    public = made_public_again(record)
    contests, rehearsal = tuple(_contests(state, public)), state.opened.rehearsal
    if isinstance(public, NotMadeAgain):
        return AuditStrength(None, "", rehearsal, contests)
    return AuditStrength(public.entry, public.results_sha256, rehearsal, contests)


def _contests(state: AuditState, public: MadePublicAgain | NotMadeAgain) -> Iterator[ContestStrength]:
    for one in state.audited_contests:
        contest = state.contest(one)
        yield ContestStrength(contest, beyond_the_county(contest), _answer(state, contest, public))


def _answer(state: AuditState, contest: AuditContest, public: MadePublicAgain | NotMadeAgain) -> RiskAnswer:
    if isinstance(public, NotMadeAgain):
        return RiskNotComputed((public.reason,))
    figures = public_contest(state, contest, public)
    return figures if isinstance(figures, RiskNotComputed) else contest_risk(state, figures)
