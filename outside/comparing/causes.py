"""Stage B: what explains many differences at once. Each is said once, with its figures, before any sheet is listed."""

from dataclasses import dataclass
from enum import StrEnum

from outside.comparing.record_findings import JoinedSide


class ScopeKind(StrEnum):
    """Over which sheets a cause holds."""

    ALL = "all sheets"
    PRECINCT = "precinct"
    STYLE = "style"
    BATCH = "batch"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class SheetScope:
    """Some of the sheets that were compared."""

    kind: ScopeKind
    name: str = ""
    """Of the precinct or style by the definition's id; a style that the record names, by its name there."""


@dataclass(frozen=True, slots=True)
class NamesExchanged:
    """What we read as one choice is counted for another, and the other way round. The contest waits for people."""

    contest: str
    scope: SheetScope
    pairs: tuple[tuple[str, str], ...]
    """What we read, and what the system counted."""
    sheets: int
    of: int
    """Sheets of the scope with a vote for one of these choices."""


@dataclass(frozen=True, slots=True)
class ChoicesShifted:
    """What we read as one choice is counted for another, and not the other way round: rows have moved."""

    contest: str
    scope: SheetScope
    pairs: tuple[tuple[str, str], ...]
    sheets: int
    of: int


@dataclass(frozen=True, slots=True)
class ContestShifted:
    """What the system counted in one contest is what we read in another one."""

    contest: str
    other: str
    scope: SheetScope
    sheets: int
    of: int


@dataclass(frozen=True, slots=True)
class ContestUnlike:
    """A contest is unlike on more than a fifth of its sheets, and no rule was found in it."""

    contest: str
    scope: SheetScope
    sheets: int
    of: int


@dataclass(frozen=True, slots=True)
class ScopeUnlike:
    """Most sheets are unlike in at least half of their contests: pictures and records of other ballots were joined."""

    scope: SheetScope
    sheets: int
    of: int


@dataclass(frozen=True, slots=True)
class StyleUnread:
    """More than a fifth of a style's pictures could not be read: a watermark, a wrong layout, a bad export."""

    scope: SheetScope
    sheets: int
    of: int


@dataclass(frozen=True, slots=True)
class BatchTwice:
    """The sheets of one batch are in another one, too."""

    batch: str
    other: str
    sheets: int
    of: int
    by_paper: bool
    """The pictures show the same papers; else the records have the same votes."""


@dataclass(frozen=True, slots=True)
class BatchMissing:
    """Of a batch or precinct, nearly all sheets are missing on one side."""

    scope: SheetScope
    missing: JoinedSide
    sheets: int
    of: int


@dataclass(frozen=True, slots=True)
class PrecinctsMixed:
    """Most sheets of one precinct of the records are printed for another one."""

    ours: str
    theirs: str
    sheets: int
    of: int


@dataclass(frozen=True, slots=True)
class MarksLost:
    """A machine counted no vote where we read one, far more often than the rest: its threshold is too high."""

    machine: str
    """Empty for all machines together, where the records name none or one."""
    sheets: int
    of: int
    rest: int
    rest_of: int
    chance: float
    """Of so many or more, if the machine were as the others; 1 where there are no others."""


@dataclass(frozen=True, slots=True)
class MarksAdded:
    """A machine counted a vote where we read none, far more often than the rest: its threshold is too low, or dirt."""

    machine: str
    sheets: int
    of: int
    rest: int
    rest_of: int
    chance: float


Cause = (
    NamesExchanged
    | ChoicesShifted
    | ContestShifted
    | ContestUnlike
    | ScopeUnlike
    | StyleUnread
    | BatchTwice
    | BatchMissing
    | PrecinctsMixed
    | MarksLost
    | MarksAdded
)


@dataclass(frozen=True, slots=True)
class FoundCause:
    """A cause, and what it explains."""

    cause: Cause
    lines: tuple[int, ...] = ()
    """Places in the list of lines, from 0."""
    findings: tuple[int, ...] = ()
    """Places in the list of what does not join, from 0."""
