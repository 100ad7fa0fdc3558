"""The measure of risk as JSON: every input beside the figure, as fractions. Anyone can compute it again."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, assert_never

from audit.coverage import ChoiceVotes
from audit.risk.contest_risk import CountedByHand, RiskMeasured, RiskNotComputed, RiskUnit
from audit.risk.wager import STAKE
from audit.state import AuditState
from canvass.auditing.strength.audit_risk import AuditStrength, ContestStrength
from canvass.auditing.strength.strength_tables import said_of_strength, sentences

METHOD = "uniform draws without replacement, Kaplan-Kolmogorov with a fixed stake"


def strength_json(state: AuditState, found: AuditStrength) -> dict[str, Any]:
    """The whole of it."""
    return {
        "county": state.opened.county,
        "election": state.opened.election_title,
        "date": state.opened.election_date.isoformat(),
        "rehearsal": found.rehearsal,
        "public_at_entry": found.entry,
        "results_sha256": found.results_sha256,
        "method": METHOD,
        "said": list(said_of_strength(found)),
        "contests": [_contest(state, one) for one in found.contests],
    }


def _contest(state: AuditState, one: ContestStrength) -> dict[str, Any]:
    head = {
        "contest": one.contest.id,
        "title": one.contest.title,
        "beyond_the_county": one.beyond,
        "said": list(sentences(state, one)),
    }
    answer = one.answer
    match answer:
        case RiskMeasured():
            return head | {"answer": "risk"} | _measured(answer)
        case CountedByHand():
            return head | {"answer": answer.said, "N": answer.units, "counted": answer.counted, "unseen": answer.unseen}
        case RiskNotComputed():
            return head | {"answer": "not to be computed", "reasons": list(answer.reasons)}
        case _:
            assert_never(answer)


def _measured(answer: RiskMeasured) -> dict[str, Any]:
    return {
        "N": answer.units,
        "pairs": [{"winner": one.winner, "loser": one.loser, "V": one.margin} for one in answer.pairs],
        "U": _exact(answer.bounds),
        "u_max": _exact(answer.largest_bound),
        "t": _exact(answer.threshold),
        "c": _exact(STAKE),
        "units": [_unit(one) for one in answer.drawn],
        "unseen": answer.unseen,
        "P": _exact(answer.risk),
        "P_all_in": _exact(answer.all_in),
    }


def _unit(one: RiskUnit) -> dict[str, Any]:
    product = one.wagered.product
    return {
        "precinct": one.public.precinct,
        "b": one.public.ballots,
        "v": _votes(one.public.votes),
        "counted": one.counted.ballots,
        "a": _votes(one.counted.votes),
        "unseen": one.unseen,
        "left_out": one.left_out,
        "u": _exact(one.bound),
        "e": _exact(one.overstatement),
        "x": _exact(one.found),
        "product": None if product is None else _exact(product),
    }


def _votes(votes: Iterable[ChoiceVotes]) -> dict[str, int]:
    """By person; a printed choice whose own name was written in has both."""
    found: dict[str, int] = {}
    for one in votes:
        found[one.choice] = found.get(one.choice, 0) + one.votes
    return found


def _exact(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"
