"""Counting by hand: boxes opened, the machine's figures fixed, tally sheets (13-1-303(1)(b), 13-17-506)."""

from dataclasses import replace

from audit import committee, tally_sheets
from audit.contests import Unit
from audit.coverage import Container, MachineFigures, check_figures
from audit.errors import Refused
from audit.events.counting import (
    BoxesCorrected,
    BoxesOpened,
    MachineFiguresTaken,
    MarksMade,
    MarkStruck,
    OutsideReportChosen,
    SheetEntered,
    TallyStarted,
)
from audit.outside_reports import report_sha256
from audit.state import AuditState, UnitState
from audit.tally_sheets import Round, Sheet, Writing


def open_boxes(state: AuditState, event: BoxesOpened) -> AuditState:
    """13-1-303(1)(b): the packages of a selected precinct are opened, for the audit only."""
    if state.announced is None:
        raise Refused("13-17-505", "Nothing has been selected.", "Open boxes after the selection, for the audit only.")
    if state.results is None:
        found = "The unofficial results are not public: the committee's work has not begun."
        raise Refused("13-17-503(1)", found, "Publish them and record it, then open the boxes.")
    if not any(one.unit.precinct == event.precinct for one in state.units):
        found = f"Precinct {event.precinct} is not to be audited."
        raise Refused("13-1-303(1)(b)", found, "Its packages stay sealed.")
    if state.boxes_of(event.precinct) is not None:
        found = f"The boxes of {event.precinct} are opened."
        raise Refused("13-1-303(1)(b)", found, "They are opened once. What was written wrong is corrected.")
    _check_log(state, event)
    return replace(state, boxes=(*state.boxes, (event.precinct, event.containers)))


def correct_boxes(state: AuditState, event: BoxesCorrected) -> AuditState:
    """13-1-303(1)(b): the custody log as it should have been. Figures are taken anew only before anybody counts."""
    before = state.boxes_of(event.precinct)
    if before is None:
        found = f"The boxes of {event.precinct} are not opened."
        raise Refused("13-1-303(1)(b)", found, "Write the custody log first.")
    if not event.reason.strip() or not event.corrected_by.strip() or event.corrected_on < event.on:
        found = "The reason, or who corrects it, is missing, or the correction is before the opening."
        raise Refused("13-1-303(1)(b)", found, "Say what was written wrong, and who says so.")
    _check_log(state, event)
    if not event.figures_again:
        if _batches(event.containers) != _batches(before):
            found = f"The figures of {event.precinct} are of other batches: {', '.join(sorted(set(_batches(before))))}."
            raise Refused("13-17-503(2)", found, "Name the same batches, or have the figures taken again.")
    elif any(one.rounds for one in state.units if one.unit.precinct == event.precinct):
        found = f"Counting in {event.precinct} has begun."
        raise Refused("13-17-503(1)", found, "The machine's figures stand. Seals and names can still be corrected.")
    boxes = tuple((one, event.containers if one == event.precinct else inside) for one, inside in state.boxes)
    units = state.units
    if event.figures_again:
        units = tuple(replace(one, figures=None) if one.unit.precinct == event.precinct else one for one in units)
    return replace(state, boxes=boxes, units=units)


def _batches(containers: tuple[Container, ...]) -> list[str]:
    return sorted(batch for container in containers for batch in container.batches)


def _check_log(state: AuditState, event: BoxesOpened | BoxesCorrected) -> None:
    """What every custody log says."""
    if state.announced is None or event.on < state.announced.on:
        raise Refused("13-1-303(1)(b)", f"{event.on} is before the selection.", "Check the date in the custody log.")
    batches = [batch for container in event.containers for batch in container.batches]
    if not batches:
        raise Refused("13-17-506(2)", f"Precinct {event.precinct} has no batches.", "Find its boxes.")
    if len(set(batches)) < len(batches) and state.report_of(event.precinct) is None:
        raise Refused("13-1-303(1)(b)", "A batch lies in two boxes.", "Name each batch once.")
    people = [name.strip() for name in event.opened_by]
    if not all(container.seal.strip() for container in event.containers) or not people or not all(people):
        raise Refused("13-1-303(1)(b)", "A seal, or who opened, is missing.", "Fill in the custody log.")


def choose_report(state: AuditState, event: OutsideReportChosen) -> AuditState:
    """13-17-503(2): the machines' count of a precinct is another system's report. A later word takes its place."""
    if not any(one.unit.precinct == event.precinct for one in state.units):
        found = f"Precinct {event.precinct} is not to be audited."
        raise Refused("13-17-505", found, "Say it of a precinct that was drawn.")
    if state.boxes_of(event.precinct) is not None:
        found = f"The boxes of {event.precinct} are opened."
        raise Refused("13-17-503(2)", found, "Where the figures come from is said before.")
    machines = [one.strip() for one in event.machines]
    if not machines or not all(machines) or len(set(machines)) < len(machines) or not event.said_by.strip():
        found = "Which machines counted the precinct, or who says it, is missing or stands twice."
        raise Refused("13-17-507(2)(a)", found, "Name every machine that may have counted its ballots, each once.")
    if event.added_by_hand < 0:
        raise Refused("13-17-503(2)", "The ballots added by hand are less than zero.", "Write 0 where there are none.")
    others = tuple(one for one in state.reports if one.precinct != event.precinct)
    return replace(state, reports=(*others, event))


def take_figures(state: AuditState, event: MachineFiguresTaken) -> AuditState:
    """13-17-503(2): the machine's figures of exactly the batches in the boxes."""
    figures = event.figures
    unit = state.unit(figures.unit)
    if unit.figures is not None:
        raise Refused("13-17-503(1)", f"The machine's figures of {figures.unit} are fixed.", "They stand.")
    boxes = state.boxes_of(figures.unit.precinct)
    if boxes is None:
        found = f"The boxes of precinct {figures.unit.precinct} are not opened."
        raise Refused("13-1-303(1)(b)", found, "Write the custody log first.")
    _check_source(state, figures)
    check_figures(figures, state.contest(figures.unit.contest), boxes)
    return _put(state, replace(unit, figures=figures))


def _check_source(state: AuditState, figures: MachineFigures) -> None:
    """The figures are of the source that was chosen; a report is the one that was made public (13-17-503(1))."""
    chosen, report = state.report_of(figures.unit.precinct), figures.outside
    if (chosen is None) is not (report is None):
        found = f"The figures of {figures.unit} are not of the source that was chosen for its precinct."
        raise Refused("13-17-503(2)", found, "Take the figures of that source.")
    if chosen is None or report is None:
        return
    if (report.machines, report.added_by_hand, report.ovals) != (chosen.machines, chosen.added_by_hand, chosen.ovals):
        found = f"The figures of {figures.unit} say other machines or ballots than the county said."
        raise Refused("13-17-503(2)", found, "Take them with what the county said.")
    if (None if report.records is None else report.records.chosen) != chosen.records:
        found = f"The figures of {figures.unit} are not of the records that were chosen for its precinct."
        raise Refused("13-17-503(2)", found, "Take the figures of that source.")
    if state.results is None or not state.results.has_report(report_sha256(report.sha256s)):
        found = f"The unofficial results that are public are not {report.name}."
        raise Refused("13-17-503(1)", found, "The audit compares with the report that was made public.")


def _put(state: AuditState, unit: UnitState) -> AuditState:
    return replace(state, units=tuple(unit if one.unit == unit.unit else one for one in state.units))


def _unit_at_work(state: AuditState, unit: Unit) -> UnitState:
    """The unit, once its batches and the machine's figures are fixed."""
    if state.announced is None:
        raise Refused("13-17-505", "Nothing has been selected.", "The committee counts what was drawn.")
    found = state.unit(unit)
    if found.figures is None:
        raise Refused(
            "13-17-503(2)",
            f"The batches of {unit} have not been fixed.",
            "Open the boxes and fix the machine's figures first.",
        )
    return found


def start_tally(state: AuditState, event: TallyStarted) -> AuditState:
    """13-17-506(2)(a): one member reads, every other records."""
    unit = _unit_at_work(state, Unit(event.precinct, event.contest))
    for member in (event.reader, *event.recorders):
        committee.check_at_work(state.committee, member)
    everyone = {member.id for member in state.committee.members}
    most_ballots = None if unit.figures is None else unit.figures.most_ballots
    begun = Round(event.round_number, event.reader, event.recorders, most_ballots=most_ballots)
    return _put(state, replace(unit, rounds=tally_sheets.start_round(unit.rounds, unit.unit, begun, everyone)))


def mark(state: AuditState, event: MarksMade) -> AuditState:
    """Running marks, kept as they are made."""
    by = _writing(event)
    unit = _unit_at_work(state, by.unit)
    return _put(state, replace(unit, rounds=tally_sheets.mark(unit.rounds, by, event.calls, state.rows_of(by.unit))))


def strike(state: AuditState, event: MarkStruck) -> AuditState:
    """The last of one's own marks is struck; the ledger keeps both."""
    by = _writing(event)
    unit = _unit_at_work(state, by.unit)
    return _put(state, replace(unit, rounds=tally_sheets.strike(unit.rounds, by, event.ballot)))


def enter(state: AuditState, event: SheetEntered) -> AuditState:
    """13-17-506(2)(a), (b): a sheet is handed in."""
    by = _writing(event)
    unit = _unit_at_work(state, by.unit)
    sheet = Sheet(event.member, event.mode, event.figures)
    return _put(state, replace(unit, rounds=tally_sheets.enter(unit.rounds, by, sheet, state.rows_of(by.unit))))


def _writing(event: MarksMade | MarkStruck | SheetEntered) -> Writing:
    return Writing(Unit(event.precinct, event.contest), event.round_number, event.member, event.entered_by)
