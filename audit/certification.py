"""What the certificate waits for, and the definitive figures for the canvass (13-17-506(2)(c), 13-17-507(1))."""

from dataclasses import dataclass

from audit.contests import Unit
from audit.coverage import MachineFigures
from audit.sheet_figures import Figures
from audit.state import AuditState


@dataclass(frozen=True, slots=True)
class Definitive:
    """The figures the canvass uses for one audited unit, with both counts beside each other (13-17-507(1))."""

    unit: Unit
    manual: Figures
    machine: MachineFigures
    differs: bool
    """Any difference at all: the manual figures replace the machine's. Without one both are the same."""


def definitive_figures(state: AuditState) -> tuple[Definitive, ...]:
    """Every locked unit's figures, in the order selected; for the canvass. None of a rehearsal."""
    if state.opened.rehearsal:
        return ()
    return tuple(
        Definitive(
            one.unit,
            one.manual,
            one.figures.with_head_count(one.manual.ballots, state.contest(one.unit.contest).seats),
            not state.comparison(one.unit).equal,
        )
        for one in state.units
        if one.manual is not None and one.figures is not None
    )


def what_is_missing(state: AuditState) -> tuple[str, ...]:
    """Everything that stands between the audit and its certificate, as sentences; nothing when it may be signed."""
    if state.announced is None:
        return ("Nothing has been selected (13-17-505).",)
    counting = [f"The manual count of {one.unit} is not locked." for one in state.units if one.manual is None]
    causes = [
        f"The cause of the discrepancy in contest {contest} ({stage.value}) has not been found (13-17-507(2))."
        for contest, stage in state.awaiting_cause
    ]
    drawing = [
        f"The further precincts of contest {contest} are not all drawn (13-17-507(2)(b))."
        for contest in state.awaiting_dice
    ]
    return (*counting, *causes, *drawing)
