"""Like with like: figures of exactly the batches in the boxes, and every other ballot listed (13-17-503(2))."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from audit.coverage import Container, ListedBallot, MachineFigures, Treatment
from audit.events.counting import BoxesOpened, MachineFiguresTaken
from tabulate.election import ContestId, PrecinctId
from tests.audit.audits import AUDIT_DAY, BALLOTS, Audit


@pytest.fixture
def audit() -> Audit:
    made = Audit().begin()
    return made.open_boxes(made.first_unit.precinct)


def listed(audit: Audit, sheet: int, treatment: Treatment, copy: int | None = None) -> ListedBallot:
    batch = f"{audit.first_unit.precinct}-polls"
    return ListedBallot(batch, sheet, treatment, "torn", None if copy is None else batch, copy)


def test_figures_of_the_batches_in_the_boxes_are_taken(audit: Audit) -> None:
    audit.prepare(audit.first_unit)
    figures = audit.state.unit(audit.first_unit).figures
    assert figures is not None
    assert figures.machines == ("left", "right")
    assert [one.votes for one in figures.votes] == audit.usual_votes(audit.first_unit.contest)
    assert figures.ballots == BALLOTS


Change = Callable[[MachineFigures], MachineFigures]

WRONG: list[tuple[str, Change]] = [
    ("13-17-506(2)", lambda figures: replace(figures, batches=())),
    ("13-17-503(2)", lambda figures: replace(figures, batches=figures.batches[:1])),
    ("13-17-503(2)", lambda figures: replace(figures, batches=(*figures.batches, figures.batches[0]))),
    ("13-15-403", lambda f: replace(f, batches=(replace(f.batches[0], undervotes=0), f.batches[1]))),
    ("13-17-506(2)", lambda f: replace(f, batches=(replace(f.batches[0], votes=()), f.batches[1]))),
]


@pytest.mark.parametrize(("rule", "change"), WRONG)
def test_figures_of_anything_else_are_refused(audit: Audit, rule: str, change: Change) -> None:
    figures = change(audit.machine_figures(audit.first_unit))
    assert audit.refusal(MachineFiguresTaken(figures)).rule == rule


def test_figures_are_fixed_once(audit: Audit) -> None:
    audit.prepare(audit.first_unit)
    again = MachineFiguresTaken(audit.machine_figures(audit.first_unit))
    assert audit.refusal(again).rule == "13-17-503(1)"


def test_figures_of_sealed_boxes_are_refused() -> None:
    sealed = Audit().begin()
    event = MachineFiguresTaken(sealed.machine_figures(sealed.first_unit))
    assert sealed.refusal(event).rule == "13-1-303(1)(b)"


def test_hand_added_and_unresolved_ballots_are_in_neither_count(audit: Audit) -> None:
    outside = (listed(audit, 1, Treatment.ADDED_BY_HAND), listed(audit, 2, Treatment.UNRESOLVED))
    figures = audit.machine_figures(audit.first_unit, cast=BALLOTS + 2, listed=outside)
    assert figures.left_out == 2
    assert figures.unaccounted == 0
    assert figures.most_ballots == BALLOTS
    audit.do(MachineFiguresTaken(figures))


def test_a_re_made_ballot_counts_once_as_its_copy(audit: Audit) -> None:
    figures = audit.machine_figures(audit.first_unit, listed=(listed(audit, 1, Treatment.REMADE, copy=700),))
    assert (figures.left_out, figures.ballots) == (0, BALLOTS)
    audit.do(MachineFiguresTaken(figures))


def test_lists_that_cannot_be_are_refused(audit: Audit) -> None:
    unresolved = listed(audit, 1, Treatment.UNRESOLVED)
    elsewhere = replace(listed(audit, 1, Treatment.REMADE, copy=3), copy_batch="other")
    copies = (listed(audit, 1, Treatment.REMADE, copy=700), listed(audit, 2, Treatment.REMADE, copy=700))
    for ballots, rule in (
        ((unresolved, unresolved), "13-17-503(2)"),
        ((listed(audit, 1, Treatment.REMADE),), "13-15-206(4)(b)"),
        ((elsewhere,), "13-15-206(4)(b)"),
        (copies, "13-15-206(4)(b)"),
    ):
        figures = audit.machine_figures(audit.first_unit, listed=ballots)
        assert audit.refusal(MachineFiguresTaken(figures)).rule == rule
    too_many = replace(audit.machine_figures(audit.first_unit, listed=(unresolved,)), ballots_cast=0)
    assert audit.refusal(MachineFiguresTaken(too_many)).rule == "13-17-503(2)"


def test_ballots_scanned_twice_do_not_stop_the_audit_that_must_find_them(audit: Audit) -> None:
    figures = audit.machine_figures(audit.first_unit, cast=BALLOTS - 10)
    assert figures.unaccounted == -10
    audit.do(MachineFiguresTaken(figures))


def opened(audit: Audit, precinct: str | None = None, *boxes: Container) -> BoxesOpened:
    named = PrecinctId(precinct) if precinct else audit.state.units[-1].unit.precinct
    return BoxesOpened(named, boxes, ("ann", "ben"), AUDIT_DAY)


def test_boxes_are_opened_once_for_the_audit_only_and_with_their_seals(audit: Audit) -> None:
    box = Container("1234", ("B-1",))
    undrawn = next(one.id for one in audit.state.opened.precincts if one.id not in drawn_precincts(audit))
    for event, rule in (
        (opened(audit, undrawn, box), "13-1-303(1)(b)"),
        (opened(audit, audit.first_unit.precinct, box), "13-1-303(1)(b)"),
        (opened(audit), "13-17-506(2)"),
        (opened(audit, None, Container("1234", ())), "13-17-506(2)"),
        (opened(audit, None, Container(" ", ("B-1",))), "13-1-303(1)(b)"),
        (opened(audit, None, box, box), "13-1-303(1)(b)"),
        (replace(opened(audit, None, box), opened_by=()), "13-1-303(1)(b)"),
        (replace(opened(audit, None, box), opened_by=("Ann", " ")), "13-1-303(1)(b)"),
        (replace(opened(audit, None, box), on=date(2024, 11, 12)), "13-1-303(1)(b)"),
    ):
        assert audit.refusal(event).rule == rule
    audit.do(opened(audit, None, box))


def drawn_precincts(audit: Audit) -> set[str]:
    return {one.unit.precinct for one in audit.state.units}


def test_boxes_stay_sealed_before_the_selection() -> None:
    audit = Audit().appoint().publish_results()
    event = BoxesOpened(PrecinctId("p1"), (Container("1", ("B-1",)),), ("ann",), AUDIT_DAY)
    assert audit.refusal(event).rule == "13-17-505"


def test_figures_of_a_unit_that_was_not_drawn_are_refused(audit: Audit) -> None:
    figures = replace(
        audit.machine_figures(audit.first_unit), unit=replace(audit.first_unit, contest=ContestId("commissioner"))
    )
    assert audit.refusal(MachineFiguresTaken(figures)).rule == "13-17-505"
