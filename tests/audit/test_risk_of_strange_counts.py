"""A hand count that no honest sheet comes to has no figure of risk, and says why."""

from dataclasses import replace

from audit.coverage import ChoiceVotes
from audit.risk.contest_risk import RiskMeasured, RiskNotComputed, contest_risk
from audit.state import AuditState
from tabulate.election import ChoiceId, ContestId
from tests.audit.audits import BALLOTS, Audit, opened
from tests.audit.test_risk import public_of

SENATOR = ContestId("senator")


def with_the_name_written_beside_the_oval(audit: Audit, written: int) -> AuditState:
    """Every ballot of the precinct drawn first is for Birch, and on some the name is written in, too."""
    unit = audit.state.unit(audit.first_unit)
    rounds = [
        replace(
            one,
            sheets=tuple(
                replace(
                    sheet,
                    figures=replace(
                        sheet.figures,
                        votes=(ChoiceVotes(ChoiceId("ash"), 0), ChoiceVotes(ChoiceId("birch"), BALLOTS)),
                        write_ins=(ChoiceVotes(ChoiceId("birch"), written),),
                    ),
                )
                for sheet in one.sheets
            ),
        )
        for one in unit.rounds
    ]
    changed = replace(unit, rounds=tuple(rounds))
    return replace(audit.state, units=tuple(changed if one is unit else one for one in audit.state.units))


def test_somebody_with_two_votes_of_one_ballot_is_a_reason_and_no_fault() -> None:
    audit = Audit(opened(24)).begin(seed=3).count_all()
    public = public_of(audit, SENATOR)
    assert isinstance(contest_risk(with_the_name_written_beside_the_oval(audit, 0), public), RiskMeasured)
    found = contest_risk(with_the_name_written_beside_the_oval(audit, 700), public)
    name = audit.state.precinct(audit.first_unit.precinct).name
    said = f"By the hand count of {name} somebody has more votes than there are ballots."
    assert found == RiskNotComputed((said,))
