"""A custody log written wrong is corrected by a further event; figures are taken anew before anybody counts."""

from dataclasses import replace
from datetime import date

import pytest

from audit.coverage import Container
from audit.events.counting import BoxesCorrected, MachineFiguresTaken
from audit.publication import public_events, publish, replay
from tests.audit.audits import AUDIT_DAY, Audit, opened


@pytest.fixture
def audit() -> Audit:
    """The boxes of the first precinct are open, and one count of it is prepared."""
    begun = Audit(opened(4)).begin()
    return begun.prepare(begun.first_unit)


def correction(audit: Audit, *, again: bool = False) -> BoxesCorrected:
    precinct = audit.first_unit.precinct
    (box,) = audit.state.boxes_of(precinct) or ()
    names = ("ann", "cal")
    boxes = (replace(box, seal="4712"),)
    return BoxesCorrected(precinct, boxes, names, AUDIT_DAY, again, "a digit was read wrong", "clerk", AUDIT_DAY)


def test_a_seal_is_corrected_and_the_figures_stand(audit: Audit) -> None:
    unit = audit.first_unit
    before = audit.state.unit(unit).figures
    audit.do(correction(audit))
    assert [box.seal for box in audit.state.boxes_of(unit.precinct) or ()] == ["4712"]
    assert audit.state.unit(unit).figures == before
    audit.tally(unit).do(correction(audit))
    assert audit.state.unit(unit).manual is not None


def test_figures_are_taken_anew_only_before_any_count_of_the_precinct_has_begun(audit: Audit) -> None:
    unit = audit.first_unit
    audit.do(correction(audit, again=True))
    assert audit.state.unit(unit).figures is None
    audit.do(MachineFiguresTaken(audit.machine_figures(unit, [3, 2])))
    audit.start(unit)
    assert audit.refusal(correction(audit, again=True)).rule == "13-17-503(1)"


def test_what_cannot_be_a_correction_is_refused(audit: Audit) -> None:
    whole = correction(audit)
    other = next(one.unit.precinct for one in audit.state.units if one.unit.precinct != whole.precinct)
    for event, rule in (
        (replace(whole, precinct=other), "13-1-303(1)(b)"),
        (replace(whole, reason=" "), "13-1-303(1)(b)"),
        (replace(whole, corrected_by=""), "13-1-303(1)(b)"),
        (replace(whole, corrected_on=date(2024, 11, 4)), "13-1-303(1)(b)"),
        (replace(whole, opened_by=("ann", " ")), "13-1-303(1)(b)"),
        (replace(whole, on=date(2024, 11, 4)), "13-1-303(1)(b)"),
        (replace(whole, containers=(Container("4712", ("another batch",)),)), "13-17-503(2)"),
    ):
        assert audit.refusal(event).rule == rule


def test_what_was_taken_before_is_not_published_since_the_difference_may_be_one_ballot(audit: Audit) -> None:
    unit = audit.first_unit
    audit.do(correction(audit, again=True)).count_all().certify()
    taken = [one for one in audit.events if isinstance(one, MachineFiguresTaken) and one.figures.unit == unit]
    public = [
        one for one in public_events(audit.events) if isinstance(one, MachineFiguresTaken) and one.figures.unit == unit
    ]
    assert (len(taken), len(public)) == (2, 1)
    assert replay(publish(audit.events)).state.boxes_of(unit.precinct) == audit.state.boxes_of(unit.precinct)
