"""What the scan room's pages show: batches and their numbers, the count that runs, and where the paper goes."""

from dataclasses import dataclass
from enum import StrEnum

from canvass.reporting.progress.sheets_listed import SheetLine, SheetsAt, SheetsWanted, sheets_listed
from canvass.reporting.progress.status import BatchLine, CountStatus
from canvass.starting.counts_started import CountStands, StartedCount
from canvass.starting.scan_folders import ScanFolder
from canvass.web.served import Served
from imaging.sheets import ReasonCode
from tabulate.board.places import Place

_SCAN_AGAIN = frozenset(
    {
        ReasonCode.UNREADABLE_FILE,
        ReasonCode.UNOPENED_FILE,
        ReasonCode.PAGE_MISSING,
        ReasonCode.NO_TIMING_MARKS,
        ReasonCode.POSITION_UNCERTAIN,
        ReasonCode.UNKNOWN_CARD,
        ReasonCode.PAGES_DISAGREE,
        ReasonCode.SIDE_TWICE,
        ReasonCode.PAIR_DOUBTFUL,
        ReasonCode.DARK_PAGE,
        ReasonCode.CODE_DAMAGED,
    }
)
"""Reasons for which another scan of the paper can help."""
_ASTRAY = frozenset({ReasonCode.OTHER_ELECTION, ReasonCode.OTHER_EDITION, ReasonCode.TEST_BALLOT})
"""Reasons for which the paper does not belong to the batch."""
_SHOWN_EARLIER = 20


class PaperGoes(StrEnum):
    """Where a sheet that was set aside goes, in words."""

    SCAN_AGAIN = "find the paper and scan it again"
    ADMINISTRATOR = "to the election administrator: it does not belong here"
    BOARD = "to the counting board, as it is"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A sheet that was set aside, and where its paper goes."""

    sheet: SheetLine
    goes: PaperGoes


@dataclass(frozen=True, slots=True)
class PaperStack:
    """Papers that go to one place."""

    goes: PaperGoes
    sheets: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class CountsPage:
    """The place of who scans."""

    status: CountStatus
    running: StartedCount | None
    earlier: tuple[StartedCount, ...]
    """The newest first."""
    folders: tuple[ScanFolder, ...]
    allowed: bool
    """Whether the administrator allowed any folder."""

    @property
    def batches(self) -> tuple[BatchLine, ...]:
        """The newest first: that is the one at hand."""
        return tuple(reversed(self.status.batches))


@dataclass(frozen=True, slots=True)
class WatchPage:
    """One count, while it runs and after."""

    count: StartedCount
    batch: BatchLine | None
    """As the ledger has it; None before it is opened."""
    papers: tuple[PaperLine, ...]
    """Sheets of the batch that wait for people; once it has ended."""

    @property
    def stacks(self) -> tuple[PaperStack, ...]:
        """The papers by where they go."""
        found = (PaperStack(goes, tuple(one.sheet for one in self.papers if one.goes is goes)) for goes in PaperGoes)
        return tuple(one for one in found if one.sheets)


def counts_page(
    status: CountStatus, started: list[StartedCount], folders: tuple[ScanFolder, ...], *, allowed: bool
) -> CountsPage:
    """By the status of the record and by what was started."""
    running = next((one for one in started if one.standing is CountStands.RUNNING), None)
    earlier = tuple(one for one in started if one is not running)[:_SHOWN_EARLIER]
    return CountsPage(status, running, earlier, folders, allowed)


def watch_page(at: Served, status: CountStatus, count: StartedCount, *, ended: bool) -> WatchPage:
    """A count with its batch; once it has ended, with the papers to look for."""
    name = count.asked.batch
    batch = next((one for one in status.batches if one.opened.batch == name), None)
    papers: tuple[PaperLine, ...] = ()
    if ended and batch is not None:
        wanted = SheetsWanted(SheetsAt.SET_ASIDE, name)
        lines = at.state.read(lambda state: tuple(sheets_listed(at.record, state, wanted)))
        papers = tuple(PaperLine(one, _goes(one)) for one in lines)
    return WatchPage(count, batch, papers)


def _goes(line: SheetLine) -> PaperGoes:
    """A sheet that was read goes to the board; one that was not, to the scanner where another scan can help."""
    if line.place is Place.NOT_READ:
        reasons = {one for one in ReasonCode if one.value in line.asked}
        if reasons & _ASTRAY:
            return PaperGoes.ADMINISTRATOR
        if reasons & _SCAN_AGAIN:
            return PaperGoes.SCAN_AGAIN
    return PaperGoes.BOARD
