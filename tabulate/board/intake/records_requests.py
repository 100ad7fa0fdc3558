"""Requests for public records, what their copies cost, and how they were answered (13-1-109, ARM 44.2.204)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.intake.intake_words import check_named
from tabulate.board.subjects import About, IntakeLog, OfficeLog
from tabulate.board.words_said import check_day, check_said, day_in_montana
from tabulate.election import PrecinctId

CENTS_A_PAGE, CENTS_AN_IMAGE, FREE_MINUTES = 50, 15, 30
"""ARM 44.2.204(6), (7): copies, digital images, and staff time that costs nothing."""
_MOST, _MOST_WORDS = 9_999_999, 2_000


class RequestAnswer(StrEnum):
    """How a request ended."""

    GIVEN = "given"
    REDACTED = "given without what is confidential"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def given(self) -> bool:
        """Whether copies were handed out."""
        return self in (RequestAnswer.GIVEN, RequestAnswer.REDACTED)


class _OfRequests:
    """What every entry of the register says of itself."""

    __slots__ = ()
    about: ClassVar[About] = (OfficeLog(IntakeLog.REQUESTS),)

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class RecordsRequested(_OfRequests):
    """Somebody asked for public records."""

    kind: ClassVar[str] = "records requested"

    request: str
    """Its number."""
    asked_by: str
    wanted: str
    asked_on: str
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class RecordsBilled(_OfRequests):
    """What the copies cost; the last bill of a request holds."""

    kind: ClassVar[str] = "records billed"

    request: str
    pages: int
    images: int
    staff_minutes: int
    staff_cost_cents: int
    """The actual cost of the staff's time; the whole of it is charged where it is more than half an hour."""
    at: str
    entered_by: str

    @property
    def charged(self) -> tuple[int, int, int]:
        """Cents for pages, for images and for the staff's time."""
        staff = self.staff_cost_cents if self.staff_minutes > FREE_MINUTES else 0
        return self.pages * CENTS_A_PAGE, self.images * CENTS_AN_IMAGE, staff

    @property
    def cents(self) -> int:
        """All together."""
        return sum(self.charged)


@dataclass(frozen=True, slots=True)
class RecordsAnswered(_OfRequests):
    """How it was answered, once; copies are paid in advance."""

    kind: ClassVar[str] = "records answered"

    request: str
    answer: RequestAnswer
    remarks: str
    """What was given or left out, and by which law."""
    paid_on: str
    """Empty where nothing was to be paid."""
    answered_on: str
    at: str
    entered_by: str


RequestEntry = RecordsRequested | RecordsBilled | RecordsAnswered


@dataclass(frozen=True, slots=True)
class PublicRequest:
    """A request as it stands."""

    asked: RecordsRequested
    billed: RecordsBilled | None = None
    answered: RecordsAnswered | None = None

    @property
    def cents(self) -> int:
        """What it costs; 0 before a bill."""
        return 0 if self.billed is None else self.billed.cents


def check_request(entry: RequestEntry, known: PublicRequest | None) -> None:
    """Check that it may follow of that request. Raises NotAllowed."""
    check_named(entry.request)
    today = day_in_montana(entry.at)
    if isinstance(entry, RecordsRequested):
        check_named(entry.asked_by)
        check_said((entry.wanted,), _MOST_WORDS, f"what is asked for, in at most {_MOST_WORDS:,} letters")
        check_day(entry.asked_on, today, "the day of the request")
        if known is not None:
            raise NotAllowed("a request that is not in the register", f"{entry.request}, entered before", "Look at it.")
        return
    if known is None or known.answered is not None:
        found = "none of that number" if known is None else "one that is answered"
        raise NotAllowed("a request that is open", f"{entry.request}: {found}", "Look at the register.")
    if isinstance(entry, RecordsBilled):
        _check_bill(entry)
        return
    _check_answer(entry, known)


def _check_bill(entry: RecordsBilled) -> None:
    found = entry.pages, entry.images, entry.staff_minutes, entry.staff_cost_cents
    if not all(0 <= one <= _MOST for one in found):
        raise NotAllowed("numbers of pages, images, minutes and cents", f"{found}", "Look at the numbers.")
    if entry.staff_minutes > FREE_MINUTES and not entry.staff_cost_cents:
        raise NotAllowed(
            f"the actual cost of {entry.staff_minutes} minutes of staff time (ARM 44.2.204)", "nothing", "Say it."
        )


def _check_answer(entry: RecordsAnswered, known: PublicRequest) -> None:
    today = day_in_montana(entry.at)
    check_said((entry.remarks,), _MOST_WORDS, f"what was given or left out, in at most {_MOST_WORDS:,} letters")
    check_day(entry.answered_on, today, "the day of the answer")
    if entry.answered_on < known.asked.asked_on:
        raise NotAllowed(f"a day from {known.asked.asked_on} on", entry.answered_on, "Look at the day.")
    if not entry.answer.given:
        return
    if known.billed is None:
        raise NotAllowed("a bill before copies are given, also one of nothing", "none", "Enter the bill first.")
    if known.cents and (not entry.paid_on or entry.paid_on > entry.answered_on):
        raise NotAllowed("copies paid in advance (ARM 44.2.204)", entry.paid_on or "nothing paid", "Say on which day.")
    if entry.paid_on:
        check_day(entry.paid_on, today, "the day of payment")
