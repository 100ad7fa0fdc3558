"""One cast vote record of another system, in the definition's ids."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TheirVotes:
    """The system counted these; none where all is undervote."""

    contest: str
    choices: tuple[str, ...]
    """Printed choices, in the definition's order."""
    write_ins: int = 0
    """Marked write-ins that were not given to a declared candidate."""
    declared: tuple[str, ...] = ()
    """Declared write-in candidates to whom a write-in was given."""
    surely_told: bool = True
    """False where the file does not tell an overvoted contest from one without a vote; then there is no vote here."""


@dataclass(frozen=True, slots=True)
class TheirOvervote:
    """The system found more votes than seats, and counted none."""

    contest: str
    marked: tuple[str, ...] = ()
    """Where the file tells them."""


@dataclass(frozen=True, slots=True)
class TheirUncounted:
    """The contest is on the sheet, and the system counted nothing in it for a reason of its own."""

    contest: str
    reason: str


@dataclass(frozen=True, slots=True)
class TheirHidden:
    """The contest is on the sheet, and whoever published the file hid its votes."""

    contest: str


TheirContest = TheirVotes | TheirOvervote | TheirUncounted | TheirHidden


@dataclass(frozen=True, slots=True)
class TheirRecord:
    """One sheet of paper. Texts are as the system has them, and empty where it tells none."""

    key: str
    precinct: str | None
    """The definition's precinct; None where the file does not tell it."""
    style: str
    """The system's own name of the ballot style."""
    sheet: int | None
    batch: str
    machine: str
    contests: tuple[TheirContest, ...]
    """Each contest on the sheet once; a contest that is not on it has none."""
    group: str = ""
    status: str = ""
    changed_by_people: bool = False
    """An adjudication changed something on this sheet."""
    as_scanned: tuple[TheirContest, ...] | None = None
    """What the machine read before people decided; None where the file does not tell."""
