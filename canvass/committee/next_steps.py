"""What is next in the audit, as it stands now, and on which page it is done. Nothing that is done is asked again."""

from collections.abc import Iterator
from dataclasses import dataclass

from audit.state import AuditState, UnitPhase, UnitState
from canvass.console.text import plural


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do."""

    words: str
    section: str
    page: str
    """The name of the page's address."""
    link: str


def next_steps(state: AuditState) -> tuple[NextStep, ...]:
    """In the order in which they are done; none once the results are public, or where the county is exempt."""
    if state.published is not None or state.exemption is not None:
        return ()
    if state.certified is not None:
        return (NextStep("Publish the results of the audit.", "13-17-507(4)", "committee:report", "Report"),)
    return (*_before(state), *(_of_units(state) if state.announced is not None else ()))


def _before(state: AuditState) -> Iterator[NextStep]:
    members = [one for one in state.committee.members if not state.committee.sworn(one.id)]
    if not state.committee.members:
        yield NextStep("Appoint the committee.", "13-17-504(1)", "committee:members", "Committee")
    elif members:
        names = ", ".join(one.name for one in members)
        yield NextStep(f"Record the oath of {names}.", "13-17-504(3)", "committee:members", "Committee")
    if state.results is None:
        yield NextStep("Make the unofficial results public, and record it here.", "13-17-503(1)", "", "")
    elif state.announced is None:
        yield NextStep("Select by dice, in public.", "13-17-505", "committee:selection", "Selection")


def _of_units(state: AuditState) -> Iterator[NextStep]:
    sealed = dict.fromkeys(one.unit.precinct for one in state.units if state.boxes_of(one.unit.precinct) is None)
    if sealed:
        names = ", ".join(state.precinct(one).name for one in sealed)
        yield NextStep(f"Open the boxes of {names}.", "13-1-303(1)(b)", "committee:counts", "Counts")
    yield from _counting(state)
    for contest, stage in state.awaiting_cause:
        words = f"Find the cause of {state.contest(contest).title} ({stage.value})."
        yield NextStep(words, "13-17-507(2)", "committee:causes", "Causes")
    for contest in state.awaiting_dice:
        words = f"Draw further precincts by dice for {state.contest(contest).title}."
        yield NextStep(words, "13-17-507(2)(b)", "committee:selection", "Selection")
    if not state.awaiting_cause and not state.awaiting_dice and all(one.manual is not None for one in state.units):
        words = "Every member signs the report; then the certificate is recorded."
        yield NextStep(words, "13-17-506(2)(c)", "committee:report", "Report")


def _counting(state: AuditState) -> Iterator[NextStep]:
    left = [one for one in state.units if one.manual is None]
    again = [one for one in left if state.unit_phase(one.unit) is UnitPhase.DIFFERENT]
    if again:
        yield NextStep(f"Count again: {_titles(state, again)}.", "13-17-506(2)(b)", "committee:counts", "Counts")
    if len(left) > len(again):
        words = f"{plural(len(left) - len(again), 'count')} of {len(state.units)} to make."
        yield NextStep(words, "13-17-506(2)", "committee:counts", "Counts")


def _titles(state: AuditState, units: list[UnitState]) -> str:
    return "; ".join(
        f"{state.contest(one.unit.contest).title} in {state.precinct(one.unit.precinct).name}" for one in units
    )
