"""The fold against a plain model: random tally rounds and random bad events never move what is locked."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.committee import MemberId
from audit.errors import AuditError, Refused
from audit.events.counting import SheetEntered, TallyStarted
from audit.random_sample import apply, fold
from tests.audit.audits import NAMES, WHOLE, Audit, opened
from tests.soak import examples


@dataclass
class PlainUnit:
    """What a clerk with paper would keep of one unit: the rounds, and who handed in what."""

    locked: int | None = None
    rounds: int = 0
    reader: str = ""
    sheets: dict[str, int] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.rounds > 0 and self.locked is None and len(self.sheets) < len(NAMES) - 1

    def start(self, reader: str, number: int) -> bool:
        if self.locked is not None or self.open or number != self.rounds + 1:
            return False
        self.rounds, self.reader, self.sheets = number, reader, {}
        return True

    def enter(self, member: str, by: str, number: int, votes: int) -> bool:
        fits = self.open and number == self.rounds and member == by and member != self.reader
        if not fits or member in self.sheets:
            return False
        self.sheets[member] = votes
        if len(self.sheets) == len(NAMES) - 1 and len(set(self.sheets.values())) == 1:
            self.locked = votes
        return True


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["start", "enter", "enter", "enter", "enter", "for another"]),
        st.sampled_from(NAMES),
        st.sampled_from([0, 0, 0, 0, 1]),
        st.sampled_from([300, 300, 300, 299]),
    ),
    max_size=60,
)


def ready() -> Audit:
    audit = Audit(opened(2)).begin()
    for unit in [one.unit for one in audit.state.units if one.unit.contest == "senator"]:
        audit.prepare(unit)
    return audit


READY = ready()
UNITS = [one.unit for one in READY.state.units if one.unit.contest == "senator"]


@settings(max_examples=examples(60))
@given(STEPS)
def test_rounds_and_locks_are_what_a_clerk_with_paper_would_keep(
    steps: list[tuple[int, str, str, int, int]],
) -> None:
    state, plain = READY.state, [PlainUnit(), PlainUnit()]
    for which, what, name, off, votes in steps:
        unit, model = UNITS[which], plain[which]
        number = model.rounds + off + (what == "start")
        event: TallyStarted | SheetEntered
        if what == "start":
            others = tuple(MemberId(each) for each in NAMES if each != name)
            event = TallyStarted(unit.precinct, unit.contest, number, MemberId(name), others)
            expected = model.start(name, number)
        else:
            by = name if what == "enter" else NAMES[NAMES.index(name) - 1]
            mode = READY.sheet(unit, name, [votes, 280]).mode
            figures = READY.figures(unit.contest, [votes, 280])
            event = SheetEntered(unit.precinct, unit.contest, number, MemberId(name), MemberId(by), mode, figures)
            expected = model.enter(name, by, number, votes)
        try:
            state = apply(state, event)
            accepted = True
        except Refused:
            accepted = False
        assert accepted == expected, event
        for each, kept in zip(UNITS, plain, strict=True):
            manual = state.unit(each).manual
            assert (None if manual is None else manual.votes[0].votes) == kept.locked
            assert len(state.unit(each).rounds) == kept.rounds


@settings(max_examples=examples(60))
@given(st.lists(st.integers(0, len(WHOLE) - 1), max_size=6), st.integers(0, len(WHOLE)))
def test_events_out_of_place_are_refused_or_harmless_and_never_break_the_fold(strays: list[int], cut: int) -> None:
    """Whatever is thrown in, every event is taken or refused by a rule, and what was locked stays."""
    state = fold(WHOLE[:cut])
    for stray in strays:
        before = state
        try:
            state = apply(state, WHOLE[stray])
        except AuditError:
            assert state is before
        if before is not None and state is not None:
            after = {one.unit: one for one in state.units}
            for one in before.units:
                assert one.manual is None or after[one.unit].manual == one.manual
            assert state.selection.lists[: len(before.selection.lists)] or not before.selection.lists


@given(st.integers(0, len(WHOLE)))
def test_a_fold_can_stop_anywhere_and_go_on(cut: int) -> None:
    state = fold(WHOLE[:cut])
    for event in WHOLE[cut:]:
        state = apply(state, event)
    assert state == fold(WHOLE)
