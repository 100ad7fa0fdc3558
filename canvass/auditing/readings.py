"""The audit's open readings as the state has settled them, when an audit is opened and when a county may be exempt."""

from dataclasses import replace
from typing import TYPE_CHECKING

from audit.contests import StatedScope
from audit.edition import BallotsCompared
from audit.errors import Refused
from audit.events import AuditEvent
from audit.exemption import Within
from audit.opening import open_audit, rules_of
from audit.rules import Base, DiscrepancyPolicy, Measure
from tabulate.board.office.open_readings import ExemptingMargin, ExemptingTotals, OpenReading, Opposed
from tabulate.board.office.readings import ReadingsInForce
from tabulate.election import Election

if TYPE_CHECKING:
    from canvass.record.store import Record

_BASES = {"precinct": (Base.PRECINCT,), "audited": (Base.AUDITED,)}


def readings_of(record: "Record") -> ReadingsInForce:
    """How each reading stands in a record."""
    from canvass.record.work.replay import Replay

    return Replay(record.alias).state.office.readings


def opening_event(
    record: "Record",
    election: Election,
    stated: tuple[StatedScope, ...] = (),
    hand_count_county: bool = False,
    compared: BallotsCompared | None = None,
    rehearsal: bool = False,
) -> AuditEvent:
    """The audit's first event, by the readings in force; `election` is the record's, as far as people said more of it.

    `compared` is for whoever opens an audit by another reading of 13-17-503(2) than the one in force.

    What the audit is opened with, it keeps: a reading that is set later decides in the next one.
    """
    readings = readings_of(record)
    event = open_audit(
        election,
        stated,
        _policy(readings, rules_of(election).policy),
        hand_count_county=hand_count_county,
        compared=compared or BallotsCompared(readings.choice(OpenReading.BALLOTS_COMPARED)),
        rehearsal=rehearsal,
    )
    if readings.choice(OpenReading.OPPOSED) != Opposed.DECLARED_TOO:
        return event
    contests = tuple(replace(contest, declared_oppose=bool(contest.declared)) for contest in event.contests)
    return replace(event, contests=contests)


def _policy(readings: ReadingsInForce, usual: DiscrepancyPolicy) -> DiscrepancyPolicy:
    measure = readings.choice(OpenReading.DISCREPANCY)
    measures = usual.measures if measure == "any" else (Measure(measure),)
    return DiscrepancyPolicy(measures, _BASES.get(readings.choice(OpenReading.BALLOTS_CAST), usual.bases))


def check_exempting(readings: ReadingsInForce, margin: Within, whole: bool) -> None:
    """Check that a notice goes by the readings in force. Raises Refused."""
    totals = readings.choice(OpenReading.EXEMPTING_TOTALS)
    if totals != ExemptingTotals.EITHER and (totals == ExemptingTotals.WHOLE) is not whole:
        (said,) = readings.sentences(OpenReading.EXEMPTING_TOTALS)
        raise Refused("13-17-503(5)(b)", f"The notice goes by other totals. {said}", "Name those, or audit.")
    if readings.choice(OpenReading.EXEMPTING_MARGIN) == ExemptingMargin.FREE and margin is not Within.FREE:
        (said,) = readings.sentences(OpenReading.EXEMPTING_MARGIN)
        raise Refused("13-17-503(5)(b)", f"The notice goes by another margin. {said}", "Name that one, or audit.")
