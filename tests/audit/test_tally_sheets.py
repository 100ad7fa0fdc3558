"""Tally sheets: blind entry, rounds until all are equal, arithmetic (13-17-506(2), 13-17-507(1))."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.committee import MemberId
from audit.contests import WRITE_INS, Unit
from audit.coverage import ChoiceVotes
from audit.errors import Refused
from audit.events import read, write
from audit.events.counting import MachineFiguresTaken, MarksMade, MarkStruck, SheetEntered, TallyStarted
from audit.report import county_report
from audit.sheet_figures import Call, Figures, TallyRows, check_arithmetic, figures_of_calls
from audit.state import UnitPhase
from audit.tally_sheets import EntryMode, RoundOutcome
from tabulate.election import ChoiceId, ContestId, ContestScope, PrecinctId
from tests.audit.audits import BALLOTS, NAMES, Audit, contest


@pytest.fixture
def audit() -> Audit:
    """A unit with one reader and four recorders, ready for their sheets."""
    made = Audit().begin()
    unit = made.first_unit
    return made.prepare(unit).start(unit)


RECORDERS = NAMES[1:]
SWAPPED = [280, 300]


def test_nothing_is_settled_while_one_sheet_is_missing(audit: Audit) -> None:
    unit = audit.first_unit
    for name in RECORDERS[:-1]:
        audit.do(audit.sheet(unit, name))
        assert audit.state.unit(unit).rounds[-1].outcome is RoundOutcome.OPEN
        assert audit.state.unit_phase(unit) is UnitPhase.TALLYING
        with pytest.raises(Refused, match="13-17-506"):
            audit.state.comparison(unit)
    assert audit.state.unit(unit).rounds[-1].waiting_for == (MemberId("eve"),)


def test_equal_sheets_of_all_recorders_lock_and_only_then_reveal(audit: Audit) -> None:
    unit = audit.first_unit
    for name in RECORDERS:
        audit.do(audit.sheet(unit, name))
    assert audit.state.unit_phase(unit) is UnitPhase.TALLIED
    assert audit.state.comparison(unit).equal


def test_one_sheet_among_four_that_differs_starts_the_whole_count_again(audit: Audit) -> None:
    unit = audit.first_unit
    for name in RECORDERS[:-1]:
        audit.do(audit.sheet(unit, name))
    audit.do(audit.sheet(unit, "eve", SWAPPED))
    assert audit.state.unit_phase(unit) is UnitPhase.DIFFERENT
    with pytest.raises(Refused):
        audit.state.comparison(unit)
    audit.tally(unit)
    rounds = audit.state.unit(unit).rounds
    assert [one.outcome for one in rounds] == [RoundOutcome.DIFFER, RoundOutcome.EQUAL]
    assert [len(one.sheets) for one in rounds] == [4, 4], "every sheet of every round is kept"


def test_a_sheet_after_the_lock_is_refused(audit: Audit) -> None:
    unit = audit.first_unit
    late = audit.sheet(unit, "ben", SWAPPED)
    for name in RECORDERS:
        audit.do(audit.sheet(unit, name))
    assert audit.refusal(late).rule == "13-17-507(1)"
    again = TallyStarted(unit.precinct, unit.contest, 2, MemberId("ann"), tuple(map(MemberId, RECORDERS)))
    assert audit.refusal(again).rule == "13-17-507(1)"


def test_a_member_hands_in_once_and_for_nobody_else(audit: Audit) -> None:
    unit = audit.first_unit
    assert audit.refusal(audit.sheet(unit, "ben", by="cal")).rule == "13-17-506(2)(a)"
    audit.do(audit.sheet(unit, "ben"))
    assert "handed in once" in str(audit.refusal(audit.sheet(unit, "ben")))
    assert "handed in once" in str(audit.refusal(audit.sheet(unit, "ben", SWAPPED)))


def test_the_reader_and_strangers_hand_in_nothing(audit: Audit) -> None:
    for name in ("ann", "zoe"):
        assert audit.refusal(audit.sheet(audit.first_unit, name)).rule == "13-17-506(2)(a)"


def test_a_sheet_for_another_round_is_refused(audit: Audit) -> None:
    sheet = replace(audit.sheet(audit.first_unit, "ben"), round_number=2)
    assert audit.refusal(sheet).rule == "13-17-506(2)(a)"


def changed(sheet: SheetEntered, **changes: object) -> SheetEntered:
    return replace(sheet, figures=replace(sheet.figures, **changes))  # type: ignore[arg-type]


def test_repair_B2_a_heap_with_more_ballots_than_expected_is_counted_again_and_then_accepted(audit: Audit) -> None:
    """13-17-507(1): the committee's count is definitive, whatever it is."""
    unit = audit.first_unit
    for name in audit.state.unit(unit).rounds[-1].recorders:
        audit.do(audit.sheet(unit, name, ballots=BALLOTS + 35))
    assert audit.state.unit(unit).rounds[-1].outcome is RoundOutcome.EXCESS
    assert audit.state.unit(unit).manual is None
    assert audit.state.unit(unit).excess == 0
    audit.tally(unit, ballots=BALLOTS + 35)
    assert audit.state.unit(unit).excess == 35
    assert audit.state.unit(unit).manual is not None
    assert [one.excess for one in county_report(audit.state).units if one.choices] == [35]


def test_repair_B2_a_second_count_that_finds_another_number_is_not_accepted_at_once(audit: Audit) -> None:
    unit = audit.first_unit
    for name in audit.state.unit(unit).rounds[-1].recorders:
        audit.do(audit.sheet(unit, name, ballots=BALLOTS + 35))
    audit.tally(unit, ballots=BALLOTS + 34)
    assert audit.state.unit(unit).rounds[-1].outcome is RoundOutcome.EXCESS
    audit.tally(unit, ballots=BALLOTS + 35)
    assert audit.state.unit(unit).excess == 35


def test_repair_B2_a_heap_that_was_miscounted_is_accepted_as_expected_at_once(audit: Audit) -> None:
    unit = audit.first_unit
    for name in audit.state.unit(unit).rounds[-1].recorders:
        audit.do(audit.sheet(unit, name, ballots=BALLOTS + 1))
    audit.tally(unit)
    assert (audit.state.unit(unit).excess, audit.state.comparison(unit).equal) == (0, True)


def test_votes_undervotes_and_overvotes_make_all_votes_of_all_ballots(audit: Audit) -> None:
    sheet = audit.sheet(audit.first_unit, "ben")
    undervotes = sheet.figures.undervotes
    for wrong in (
        changed(sheet, undervotes=undervotes + 1),
        changed(sheet, overvotes=1),
        changed(sheet, ballots=BALLOTS - 1),
        changed(sheet, undervotes=undervotes + 1, overvotes=-1),
        changed(sheet, votes=sheet.figures.votes[:-1]),
        changed(sheet, votes=(*sheet.figures.votes, ChoiceVotes(ChoiceId("zebra"), 0))),
        changed(sheet, votes=sheet.figures.votes[::-1]),
    ):
        assert audit.refusal(wrong).rule == "13-17-506(2)(a)"
    audit.do(changed(sheet, undervotes=undervotes - 2, overvotes=2))


def test_the_ballots_never_scanned_are_counted_by_the_committee() -> None:
    """Butte-Silver Bow, June 2022: 110 ballots in the box, 75 tabulated."""
    audit = Audit().begin()
    unit = audit.first_unit
    audit.open_boxes(unit.precinct)
    figures = audit.machine_figures(unit, [38, 37], cast=110, ballots=75)
    audit.do(MachineFiguresTaken(figures))
    assert figures.unaccounted == 35
    audit.tally(unit, [55, 55], ballots=110)
    assert not audit.state.comparison(unit).equal


def test_a_round_has_one_reader_and_all_others_record() -> None:
    audit = Audit().begin()
    unit = audit.first_unit
    audit.prepare(unit)
    ids = tuple(map(MemberId, NAMES))

    def start(reader: str, recorders: Sequence[MemberId], number: int = 1) -> TallyStarted:
        return TallyStarted(unit.precinct, unit.contest, number, MemberId(reader), tuple(recorders))

    for event in (
        start("ann", ids),
        start("ann", ids[1:-1]),
        start("ann", (*ids[1:-1], ids[1])),
        start("ann", (*ids[1:], ids[1])),
    ):
        assert audit.refusal(event).rule == "13-17-506(2)(a)"
    assert audit.refusal(start("zoe", ids)).rule == "13-17-504(1)"
    assert audit.refusal(start("ann", ids[1:], number=2)).rule == "13-17-506(2)(b)"
    audit.do(start("ann", ids[1:]))
    assert "waits for" in str(audit.refusal(start("ann", ids[1:], number=2)))


def test_nothing_is_counted_before_the_boxes_are_open_and_the_figures_fixed() -> None:
    audit = Audit().begin()
    unit = audit.first_unit
    start = TallyStarted(unit.precinct, unit.contest, 1, MemberId("ann"), tuple(map(MemberId, RECORDERS)))
    assert audit.refusal(start).rule == "13-17-503(2)"
    assert Audit().appoint().refusal(start).rule == "13-17-505"
    elsewhere = replace(start, precinct=PrecinctId("p99"))
    assert audit.refusal(elsewhere).rule == "13-17-505"


def marks(audit: Audit, name: str, *calls: Call, by: str | None = None) -> MarksMade:
    unit = audit.first_unit
    return MarksMade(unit.precinct, unit.contest, 1, MemberId(name), MemberId(by or name), calls)


def test_running_marks_are_kept_and_become_the_sheet(audit: Audit) -> None:
    unit = audit.first_unit
    first = audit.state.contest(unit.contest).choices[0].id
    audit.do(marks(audit, "ben", Call((first,)), Call(())))
    audit.do(marks(audit, "ben", Call((), overvoted=True)))
    made = audit.state.unit(unit).rounds[-1].marks_of(MemberId("ben"))
    assert len(made) == 3
    figures = figures_of_calls(made, TallyRows(audit.state.contest(unit.contest)))
    assert (figures.ballots, figures.votes[0].votes, figures.undervotes, figures.overvotes) == (3, 1, 1, 1)
    as_marked = SheetEntered(unit.precinct, unit.contest, 1, MemberId("ben"), MemberId("ben"), EntryMode.MARKS, figures)
    other = replace(as_marked, figures=audit.sheet(unit, "ben").figures)
    assert "running marks" in str(audit.refusal(other))
    assert "begun by running marks" in str(audit.refusal(audit.sheet(unit, "ben")))
    audit.do(as_marked)
    assert "handed in once" in str(audit.refusal(marks(audit, "ben", Call((first,)))))


def struck(audit: Audit, name: str, ballot: int, by: str | None = None) -> MarkStruck:
    unit = audit.first_unit
    return MarkStruck(unit.precinct, unit.contest, 1, MemberId(name), MemberId(by or name), ballot)


def test_a_wrong_last_mark_is_struck_by_whoever_made_it_until_the_sheet_is_in(audit: Audit) -> None:
    unit = audit.first_unit
    first, second = (one.id for one in audit.state.contest(unit.contest).choices[:2])
    assert audit.refusal(struck(audit, "ben", 0)).rule == "13-17-506(2)(a)"
    audit.do(marks(audit, "ben", Call((first,)), Call((first,))), marks(audit, "cal", Call((first,))))
    for wrong in (struck(audit, "ben", 1), struck(audit, "ben", 3), struck(audit, "ben", 2, by="cal")):
        assert audit.refusal(wrong).rule == "13-17-506(2)(a)"
    audit.do(struck(audit, "ben", 2), marks(audit, "ben", Call((second,))))
    made = audit.state.unit(unit).rounds[-1].marks_of
    assert made(MemberId("ben")) == (Call((first,)), Call((second,)))
    assert made(MemberId("cal")) == (Call((first,)),)
    figures = figures_of_calls(made(MemberId("ben")), TallyRows(audit.state.contest(unit.contest)))
    audit.do(SheetEntered(unit.precinct, unit.contest, 1, MemberId("ben"), MemberId("ben"), EntryMode.MARKS, figures))
    assert "handed in once" in str(audit.refusal(struck(audit, "ben", 2)))
    assert sum(isinstance(event, MarksMade) for event in audit.events) == 3
    last = struck(audit, "cal", 1)
    assert read(*write(last)) == last


def test_marks_for_others_or_for_nobody_on_the_ballot_are_refused(audit: Audit) -> None:
    first = audit.state.contest(audit.first_unit.contest).choices[0].id
    for event in (
        marks(audit, "ben", Call((first,)), by="cal"),
        marks(audit, "ann", Call((first,))),
        marks(audit, "ben", Call((ChoiceId("zebra"),))),
        marks(audit, "ben", Call((first, first))),
        marks(audit, "ben", Call((first,), overvoted=True)),
    ):
        assert audit.refusal(event).rule == "13-17-506(2)(a)"


THREE = contest("board", ContestScope.STATEWIDE, choices=("ash", "birch", "cedar"), seats=2, write_ins=True)
calls = st.one_of(
    st.builds(Call, st.lists(st.sampled_from([one.id for one in THREE.printed]), unique=True, max_size=2).map(tuple)),
    st.just(Call((WRITE_INS, WRITE_INS))),
    st.just(Call((), overvoted=True)),
)


@given(st.lists(calls, max_size=30))
def test_running_marks_always_satisfy_the_arithmetic(called: list[Call]) -> None:
    figures = figures_of_calls(tuple(called), TallyRows(THREE))
    votes = {one.choice: one.votes for one in figures.votes}
    for choice in THREE.choices:
        assert votes[choice.id] == sum(call.choices.count(choice.id) for call in called)
    assert sum(votes.values()) + figures.undervotes + figures.overvotes == 2 * len(called) == 2 * figures.ballots


def test_a_sheet_with_more_votes_than_ballots_for_one_choice_is_refused() -> None:
    rows = (3, 0, 0, 0)
    votes = tuple(ChoiceVotes(choice.id, count) for choice, count in zip(THREE.choices, rows, strict=True))
    with pytest.raises(Refused, match="more votes than there are ballots"):
        check_arithmetic(Figures(2, votes, 1, 0), TallyRows(THREE))


def test_units_are_named_for_people() -> None:
    assert str(Unit(PrecinctId("p1"), ContestId("governor"))) == "contest governor in precinct p1"
