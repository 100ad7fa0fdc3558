"""The audit's state as a diagram: the phases of the statute, which are done, and which one it is in."""

from dataclasses import dataclass

from audit.state import AuditState, Phase


@dataclass(frozen=True, slots=True)
class PhaseBox:
    """One phase, at a place of the drawing."""

    phase: str
    section: str
    x: int
    y: int
    state: str
    """done, current or ahead."""
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        """Across."""
        return self.x + WIDTH // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to the next, as an SVG path."""

    path: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """The drawing."""

    boxes: tuple[PhaseBox, ...]
    arrows: tuple[Arrow, ...]
    description: str


WIDTH, HEIGHT = 148, 62
_STEP_X, _STEP_Y = 186, 112
_PLACES: dict[Phase, tuple[int, int, str, tuple[str, ...]]] = {
    Phase.OPENED: (0, 0, "13-17-503", ("opened",)),
    Phase.COMMITTEE_READY: (1, 0, "13-17-504", ("committee", "ready")),
    Phase.UNOFFICIAL_PUBLIC: (2, 0, "13-17-503(1)", ("unofficial", "results public")),
    Phase.EXEMPT: (3, 0, "13-17-503(5)", ("exempt",)),
    Phase.SELECTED: (0, 1, "13-17-505", ("selected",)),
    Phase.TALLYING: (1, 1, "13-17-506(2)", ("tallying",)),
    Phase.COMPARED: (2, 1, "13-17-507(1)", ("compared",)),
    Phase.CERTIFIED: (3, 1, "13-17-506(2)(c)", ("certified",)),
    Phase.PUBLISHED: (4, 1, "13-17-507(4)", ("published",)),
    Phase.ESCALATED: (1, 2, "13-17-507(2)(b)", ("escalated",)),
    Phase.CAUSE_FINDING: (2, 2, "13-17-507(2)", ("cause finding",)),
}
_FLOW = (
    (Phase.OPENED, Phase.COMMITTEE_READY),
    (Phase.COMMITTEE_READY, Phase.UNOFFICIAL_PUBLIC),
    (Phase.UNOFFICIAL_PUBLIC, Phase.EXEMPT),
    (Phase.UNOFFICIAL_PUBLIC, Phase.SELECTED),
    (Phase.SELECTED, Phase.TALLYING),
    (Phase.TALLYING, Phase.COMPARED),
    (Phase.COMPARED, Phase.CERTIFIED),
    (Phase.CERTIFIED, Phase.PUBLISHED),
    (Phase.COMPARED, Phase.CAUSE_FINDING),
    (Phase.CAUSE_FINDING, Phase.ESCALATED),
    (Phase.ESCALATED, Phase.TALLYING),
)


def diagram_of(state: AuditState) -> Diagram:
    """The drawing for the audit as it stands."""
    done = _done(state)
    boxes = tuple(
        PhaseBox(
            phase.value,
            section,
            8 + column * _STEP_X,
            8 + row * _STEP_Y,
            "current" if phase is state.phase else "done" if phase in done else "ahead",
            lines,
        )
        for phase, (column, row, section, lines) in _PLACES.items()
    )
    places = {box.phase: box for box in boxes}
    arrows = tuple(Arrow(_path(places[one.value], places[other.value])) for one, other in _FLOW)
    names = ", ".join(phase.value for phase in _PLACES if phase in done)
    return Diagram(boxes, arrows, f"The audit is in the state {state.phase.value}. Done: {names or 'nothing yet'}.")


def _done(state: AuditState) -> frozenset[Phase]:
    counted = bool(state.units) and all(one.manual is not None for one in state.units)
    reached = {
        Phase.OPENED: True,
        Phase.COMMITTEE_READY: state.committee.ready,
        Phase.UNOFFICIAL_PUBLIC: state.results is not None,
        Phase.EXEMPT: state.exemption is not None,
        Phase.SELECTED: state.announced is not None,
        Phase.TALLYING: counted,
        Phase.COMPARED: counted and not state.awaiting_cause,
        Phase.CAUSE_FINDING: bool(state.findings),
        Phase.ESCALATED: counted and any(one.stage.value == "escalation" for one in state.units),
        Phase.CERTIFIED: state.certified is not None,
        Phase.PUBLISHED: state.published is not None,
    }
    return frozenset(phase for phase, done in reached.items() if done)


def _path(one: PhaseBox, other: PhaseBox) -> str:
    middle = HEIGHT // 2
    if one.y == other.y:
        start, end = (one.x + WIDTH, other.x) if other.x > one.x else (one.x, other.x + WIDTH)
        return f"M{start} {one.y + middle}H{end}"
    if one.x == other.x:
        down = other.y > one.y
        return f"M{one.middle} {one.y + (HEIGHT if down else 0)}V{other.y + (0 if down else HEIGHT)}"
    turn = (one.y + HEIGHT + other.y) // 2
    return f"M{one.middle} {one.y + HEIGHT}V{turn}H{other.middle}V{other.y}"
