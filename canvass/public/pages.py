"""What the public pages show: the status as far as it may be told, and the totals."""

from dataclasses import dataclass
from datetime import datetime

from canvass.auditing.definitive import AuditedResults
from canvass.board.objections import ProcessObjection
from canvass.public.figures_page import FiguresPage
from canvass.recounting.recounted_results import RecountedContest
from canvass.reporting.progress.status import BatchLine, CountStatus
from canvass.reporting.released import ReleasedResults
from canvass.reporting.results import Breakdown, ShownResults
from canvass.web.listing.listed_rows import ListColumn
from imaging.sheets import ReasonCode
from tabulate.questions import Question


def _standing(batch: BatchLine) -> str:
    if batch.withdrawn:
        return "withdrawn"
    return "finished" if batch.finished else "not finished"


BATCH_COLUMNS: tuple[ListColumn[BatchLine], ...] = (
    ListColumn("Batch", lambda one: one.opened.batch),
    ListColumn("Machine", lambda one: one.opened.machine, among=()),
    ListColumn("Kind", lambda one: one.opened.batch_kind.value, among=()),
    ListColumn("Precinct", lambda one: one.opened.precinct or "several"),
    ListColumn("Sheets", lambda one: one.sums.sheets),
    ListColumn("Expected", lambda one: "not stated" if one.expected is None else one.expected),
    ListColumn("Counted", lambda one: one.sums.counted),
    ListColumn("Set aside", lambda one: one.sums.set_aside),
    ListColumn("In no total", lambda one: one.sums.left_out),
    ListColumn("State", _standing, among=()),
)


@dataclass(frozen=True, slots=True)
class StatusPage:
    """How far the count has come."""

    status: CountStatus
    now: datetime
    with_questions: bool
    """Whether it is told why sheets are set aside: while totals are sealed, only to those who count."""
    objections: tuple[ProcessObjection, ...] | None
    """None while totals are sealed."""

    @property
    def questions(self) -> tuple[tuple[Question, int], ...]:
        """Sheets by the kinds of question the machine raised; none where that is not told."""
        return self.status.real.questions if self.with_questions else ()

    @property
    def prints(self) -> tuple[str, ...]:
        """What was learned to be printed on cards; none where it is not told what was asked."""
        return self.status.prints if self.with_questions else ()

    @property
    def reasons(self) -> tuple[tuple[ReasonCode, int], ...]:
        """Sheets by why they were not read; none where that is not told."""
        return self.status.real.reasons if self.with_questions else ()


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The totals, once they are open."""

    shown: ShownResults
    figures: FiguresPage
    now: datetime
    audited: AuditedResults | None
    """What the audit makes of them; None before it is certified."""
    any_released: bool
    """Whether anything was released to the public."""
    recounted: tuple[RecountedContest, ...]
    """What certified recounts make of them."""
    breakdowns: tuple[Breakdown, ...] = tuple(Breakdown)


@dataclass(frozen=True, slots=True)
class ReleasedPage:
    """The totals as they were released."""

    released: ReleasedResults | None
    """None where nothing was."""
    figures: FiguresPage | None
    """The same."""
    now: datetime
    audited: AuditedResults | None
    """What the audit makes of them; None before it is certified, and before the count is complete."""
    recounted: tuple[RecountedContest, ...]
    """What certified recounts make of them; nothing before the count is complete."""
    breakdowns: tuple[Breakdown, ...] = tuple(Breakdown)
