"""The county canvass as it stands: the one place that says which of its entries may follow which (13-15-401 to 405).

Returns come in at any time. A board meets; it postpones from day to day while returns are missing, or settles the
checks, adopts its report, and declares by it. Once a report is adopted, nothing is settled before the board meets
again: then a corrected report takes the place of the first, and both are kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from tabulate.board.county.canvass_board import check_board, check_plain, check_signed
from tabulate.board.county.canvass_entries import (
    CanvassEntry,
    CanvassMet,
    CanvassPostponed,
    CheckSettled,
    PollsNotOpened,
    ReportAdopted,
    ResultsDeclared,
    ReturnReceived,
)
from tabulate.board.county.canvass_terms import DeclaredContest, HowSettled, ReturnCheck
from tabulate.board.county.sending_entries import ReturnsMailed, ReturnsSent
from tabulate.board.errors import NotAllowed
from tabulate.board.words_said import check_day, day_in_montana
from tabulate.election import ContestId, PrecinctId
from tabulate.hours import MONTANA_TIME, moment_of


class CanvassPhase(StrEnum):
    """How far the county canvass is."""

    NOT_MET = "the board has not met"
    POSTPONED = "postponed"
    IN_SESSION = "the board is in session"
    ADOPTED = "the report is adopted"


@dataclass(frozen=True, slots=True)
class ContestDeclared:
    """What a declaration says of one contest."""

    number: int
    """Of its entry."""
    contest: DeclaredContest
    at: str
    signed_by: tuple[str, ...]
    canvassed_on: date
    """The day of the report by which it was declared."""


@dataclass(frozen=True, slots=True)
class CountyCanvass:
    """All that was said of it, in order; `after` makes the next."""

    history: tuple[tuple[int, CanvassEntry], ...] = ()
    """Every entry with its number."""
    phase: CanvassPhase = CanvassPhase.NOT_MET

    def check(self, entry: CanvassEntry) -> None:
        """Whether the entry may follow those taken. Raises NotAllowed."""
        check_plain(entry)
        match entry:
            case ReturnReceived():
                _check_return(entry)
            case CanvassMet():
                self._check_met(entry)
            case CanvassPostponed():
                self._check_in_session(entry, "the canvass is postponed (13-15-402)")
                self._check_postponed(entry)
            case PollsNotOpened():
                self._check_in_session(entry, "polls are certified not to have been open (13-15-402(3))")
                self._check_not_opened(entry)
            case CheckSettled():
                self._check_in_session(entry, "a check is settled (13-15-403)")
                _check_settled(entry)
            case ReportAdopted():
                self._check_in_session(entry, "a report is adopted (13-15-404)")
                check_signed(entry.signed_by, self.board, "the report (13-15-404)")
            case ResultsDeclared():
                self._check_declared(entry)
            case ReturnsSent():
                self._check_by_report(entry, "returns sent to the state (13-15-501)")
            case ReturnsMailed():
                self._check_mailed(entry)
            case _:
                assert_never(entry)

    def after(self, number: int, entry: CanvassEntry) -> "CountyCanvass":
        """The canvass once an entry that was found allowed is taken, with its number."""
        phases = {
            CanvassMet: CanvassPhase.IN_SESSION,
            CanvassPostponed: CanvassPhase.POSTPONED,
            ReportAdopted: CanvassPhase.ADOPTED,
        }
        return replace(self, history=(*self.history, (number, entry)), phase=phases.get(type(entry), self.phase))

    @property
    def meetings(self) -> tuple[CanvassMet, ...]:
        """Every one, in order."""
        return tuple(entry for _, entry in self.history if isinstance(entry, CanvassMet))

    @property
    def board(self) -> CanvassMet | None:
        """As it met last."""
        return self.meetings[-1] if self.meetings else None

    @property
    def postponed(self) -> CanvassPostponed | None:
        """The postponement that the board has not met again after; None where there is none."""
        entries = (entry for _, entry in reversed(self.history) if isinstance(entry, CanvassPostponed))
        return next(entries, None) if self.phase is CanvassPhase.POSTPONED else None

    @property
    def received(self) -> Mapping[PrecinctId, ReturnReceived]:
        """The return form of each precinct of which one came in: the last."""
        return {entry.precinct: entry for _, entry in self.history if isinstance(entry, ReturnReceived)}

    @property
    def not_opened(self) -> Mapping[PrecinctId, PollsNotOpened]:
        """The precincts whose polls were certified not to have been open, and of which no return came in later."""
        certified, received = (entry for _, entry in self.history if isinstance(entry, PollsNotOpened)), self.received
        return {entry.precinct: entry for entry in certified if entry.precinct not in received}

    @property
    def settled(self) -> Mapping[tuple[PrecinctId, ReturnCheck], CheckSettled]:
        """What the board did last about a precinct's check."""
        return {(entry.precinct, entry.check): entry for _, entry in self.history if isinstance(entry, CheckSettled)}

    @property
    def reports(self) -> tuple[tuple[int, ReportAdopted], ...]:
        """Every report that was adopted, with the number of its entry; the last one holds."""
        return tuple((number, entry) for number, entry in self.history if isinstance(entry, ReportAdopted))

    @property
    def canvassed_on(self) -> date | None:
        """The day of the first report that was adopted, from which days after the canvass count; None before it."""
        return day_in_montana(self.reports[0][1].at) if self.reports else None

    @property
    def sent(self) -> tuple[tuple[int, ReturnsSent], ...]:
        """Every package for the state by the report that holds, with the number of its entry."""
        last = self.reports[-1][0] if self.reports else None
        return tuple(
            (number, entry)
            for number, entry in self.history
            if isinstance(entry, ReturnsSent) and entry.report_entry == last
        )

    @property
    def declared(self) -> tuple[tuple[int, ResultsDeclared], ...]:
        """Every declaration by the report that holds, with the number of its entry."""
        if not self.reports:
            return ()
        last = self.reports[-1][0]
        return tuple(
            (number, entry)
            for number, entry in self.history
            if isinstance(entry, ResultsDeclared) and entry.report_entry == last
        )

    def declarations_of(self, contest: ContestId) -> tuple[ContestDeclared, ...]:
        """Every declaration of one contest, by whichever report, in order."""
        days = {number: day_in_montana(entry.at) for number, entry in self.reports}
        return tuple(
            ContestDeclared(number, one, entry.at, entry.signed_by, days[entry.report_entry])
            for number, entry in self.history
            if isinstance(entry, ResultsDeclared)
            for one in entry.contests
            if one.contest == contest
        )

    def _steps(self) -> Iterator[str]:
        """The hours of all but the returns, which may be typed in any order."""
        yield from (entry.at for _, entry in self.history if not isinstance(entry, ReturnReceived))

    def _check_hour(self, at: str) -> None:
        earlier = max((moment for moment in map(moment_of, self._steps()) if moment is not None), default=None)
        now = moment_of(at)
        if earlier is not None and now is not None and now < earlier:
            before = earlier.astimezone(MONTANA_TIME).isoformat(timespec="minutes")
            raise NotAllowed(f"an hour not before {before}, the last step of the canvass", at, "Say when.")

    def _check_in_session(self, entry: CanvassEntry, before: str) -> None:
        self._check_hour(entry.at)
        if self.phase is not CanvassPhase.IN_SESSION:
            meet = "again " if self.meetings else ""
            remedy = f"Enter that the board met {meet}first: canvass county open."
            raise NotAllowed(f"the board in session, before {before}", str(self.phase), remedy)

    def _check_met(self, entry: CanvassMet) -> None:
        self._check_hour(entry.at)
        check_board(entry)
        if self.phase is CanvassPhase.IN_SESSION:
            raise NotAllowed(
                "a board that meets for the first time, after a postponement, or after its report (13-15-401)",
                f"it in session since {self.meetings[-1].at}",
                "Go on: nothing needs to be opened again.",
            )
        if self.postponed is not None and day_in_montana(entry.at) < date.fromisoformat(self.postponed.until):
            raise NotAllowed(
                f"a meeting on {self.postponed.until}, to which the board postponed (13-15-402)", entry.at, "Say when."
            )

    def _check_postponed(self, entry: CanvassPostponed) -> None:
        tomorrow = day_in_montana(entry.at) + timedelta(days=1)
        if entry.until != str(tomorrow):
            raise NotAllowed(
                f"a canvass postponed from day to day, to {tomorrow} (13-15-402)",
                entry.until,
                "Postpone it to the next day, and then once more where a return is still missing.",
            )
        in_already = [one for one in entry.missing if one in self.received or one in self.not_opened]
        if not entry.missing or in_already:
            raise NotAllowed(
                "a canvass postponed for returns that are missing (13-15-402)",
                f"{', '.join(in_already)} in" if in_already else "none missing",
                "With all returns in, canvass at once.",
            )
        if strange := [one.precinct for one in entry.messengers if one.precinct not in entry.missing]:
            raise NotAllowed(
                "messengers sent for missing returns (13-15-402)", f"one to {', '.join(strange)}", "Say to which."
            )

    def _check_not_opened(self, entry: PollsNotOpened) -> None:
        if entry.precinct in self.received:
            raise NotAllowed(
                f"no return of precinct {entry.precinct}, if its polls were not open (13-15-402(3))",
                f"one that came in on {self.received[entry.precinct].at}",
                "Look which of the two is right.",
            )
        if entry.precinct in self.not_opened:
            raise NotAllowed(
                f"precinct {entry.precinct} to be certified once (13-15-402(3))", "it certified already", "Go on."
            )

    def _check_by_report(self, entry: ResultsDeclared | ReturnsSent, what: str) -> None:
        self._check_hour(entry.at)
        meeting = self.phase in (CanvassPhase.IN_SESSION, CanvassPhase.ADOPTED)
        if not (meeting and self.reports and entry.report_entry == self.reports[-1][0]):
            raise NotAllowed(
                f"{what.partition(' (')[0]} by the report that the board adopted last ({what.partition(' (')[2]}",
                str(self.phase),
                "Adopt the report first: canvass county report --adopt.",
            )

    def _check_mailed(self, entry: ReturnsMailed) -> None:
        self._check_hour(entry.at)
        if not self.sent or entry.sent_entry != self.sent[-1][0]:
            raise NotAllowed(
                "the returns mailed that were sent last (13-15-501)",
                f"none by entry {entry.sent_entry:,}",
                "Make the package first: canvass county send.",
            )
        check_day(entry.mailed_on, day_in_montana(entry.at), "the day of mailing")

    def _check_declared(self, entry: ResultsDeclared) -> None:
        self._check_by_report(entry, "results declared (13-15-405)")
        check_signed(entry.signed_by, self.board, "the declarations (13-15-405)")
        contests = [one.contest for one in entry.contests]
        if not contests or len(set(contests)) < len(contests):
            raise NotAllowed(
                "the contests that are declared, each once", ", ".join(contests) or "none", "Name each once."
            )


def _check_return(entry: ReturnReceived) -> None:
    if not entry.signed_by:
        raise NotAllowed(
            f"the return of precinct {entry.precinct}, signed by all judges completing the count (13-15-101(3))",
            "nobody's signature",
            "Have it signed, and enter the names.",
        )


def _check_settled(entry: CheckSettled) -> None:
    corrected = entry.how is HowSettled.CORRECTED
    if corrected is not bool(entry.entries):
        asked = "the entries that corrected it" if corrected else "no entries, where nothing was corrected"
        raise NotAllowed(f"{asked} (13-15-403)", ", ".join(map(str, entry.entries)) or "none", "Say it anew.")
