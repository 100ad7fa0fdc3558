"""The days on which secrecy envelopes are opened and the ballots boxed (13-13-241(7)(a), (b), (8))."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.intake.intake_words import check_named, check_people
from tabulate.board.subjects import About, IntakeLog, OfficeLog
from tabulate.board.words_said import check_day, day_in_montana
from tabulate.calendar.holidays import business_days_before, is_business_day
from tabulate.election import Election, PrecinctId

_SECTION = "13-13-241(7)(a), (b), (8)"
_FEW_REGISTERED, _FEW_ABSENTEE = 8_000, 5_000
_MOST = 9_999_999


@dataclass(frozen=True, slots=True)
class BallotsPrepared:
    """Envelopes were opened on a day, and their ballots lie sealed in boxes until they are counted."""

    kind: ClassVar[str] = "absentee ballots prepared"
    about: ClassVar[About] = (OfficeLog(IntakeLog.ABSENTEE),)

    day: str
    envelopes: int
    boxes: tuple[str, ...]
    """The numbers of the boxes' seals."""
    officials: tuple[str, ...]
    notice: str
    """Where and when it was announced: the public may watch."""
    registered: int
    """Electors of the county at the close of regular registration."""
    absentee_electors: int
    """Likewise those who vote absentee."""
    at: str
    entered_by: str

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """None."""
        return ()

    @property
    def of_small_county(self) -> bool:
        """Fewer than 8,000 registered, or fewer than 5,000 absentee electors: one business day (13-13-241(8))."""
        return self.registered < _FEW_REGISTERED or self.absentee_electors < _FEW_ABSENTEE


def first_day(election: date, small: bool) -> date:
    """The first day on which envelopes may be opened."""
    return business_days_before(election, 1 if small else 3)


def check_prepared(entry: BallotsPrepared) -> None:
    """Check numbers, seals and people. Raises NotAllowed."""
    check_day(entry.day, day_in_montana(entry.at), f"the day on which envelopes were opened ({_SECTION})")
    check_named(entry.notice, *entry.boxes)
    check_people(entry.officials, 2, _SECTION)
    if not entry.boxes or len(set(entry.boxes)) < len(entry.boxes):
        raise NotAllowed("the seal of each box, once", f"{len(entry.boxes)} named", "Ballots lie sealed until counted.")
    if not 1 <= entry.envelopes <= _MOST or not 0 <= entry.absentee_electors <= entry.registered <= _MOST:
        raise NotAllowed(
            "at least 1 envelope, and no more absentee electors than registered ones",
            f"{entry.envelopes:,} envelopes, {entry.absentee_electors:,} of {entry.registered:,} electors",
            "Look at the numbers.",
        )


def check_prepared_on(entry: BallotsPrepared, election: Election) -> None:
    """Check that the law lets envelopes be opened on that day: no weekend, no holiday. Raises NotAllowed."""
    day, first = date.fromisoformat(entry.day), first_day(election.date, entry.of_small_county)
    if day != election.date and not is_business_day(day):
        raise NotAllowed(f"a business day ({_SECTION})", f"{day:%A} {day}", "Keep the envelopes closed that day.")
    if not first <= day:
        size = "fewer than 8,000 registered or 5,000 absentee electors" if entry.of_small_county else "as many electors"
        raise NotAllowed(
            f"a day from {first:%A} {first} on, in a county with {size} ({_SECTION})",
            f"{day:%A} {day}",
            "Keep the envelopes closed until then.",
        )
