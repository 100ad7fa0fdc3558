"""The main job: a folder of scans into a record. Many read, one writes, and every sheet gets exactly one entry.

Workers load, store and read sheets side by side; this thread alone writes, in order, a few sheets a commit, and a
sheet's images are on the disk before its entry is. So a count may die at any moment: what is committed stays, and the
same command goes on with the first sheet that has no entry.
"""

import time
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from canvass.auditing.barred import check_machine
from canvass.console.progress import Progress
from canvass.console.streak import streak_words
from canvass.counting.alike import alike_runs, allow_alike
from canvass.counting.batch_edition import election_of_request
from canvass.counting.batches import BatchRequest, check_added, find_batch, new_batch, remaining
from canvass.counting.colours_kept import ColoursKept
from canvass.counting.expected_sheets import sheets_expected_now
from canvass.counting.fingerprinting import complete_fingerprints
from canvass.counting.halted import check_goes_on
from canvass.counting.kind_hours import check_hour
from canvass.counting.machine_names import check_new_machine
from canvass.counting.offered import OfferedFolder, offered_by
from canvass.counting.print_learning import PrintLearner
from canvass.counting.printed_names import PrintWatch
from canvass.counting.sheet_reading import reading_of_batch
from canvass.counting.stacks_held import begin_batch, stacks_held
from canvass.counting.streaks import Streaks
from canvass.counting.unmarked_sheets import unmarked_sheets
from canvass.counting.writer import SheetRead, Writer
from canvass.errors import CanvassError, Interrupted
from canvass.reading.pipeline import in_order, workers
from canvass.reading.self_test import run_self_test
from canvass.reading.tested_software import check_tested_software
from canvass.reading.usual_order import Pages, ToldBySheet, in_usual_order, of_two_papers, set_aside_for_order
from canvass.record.print_compared import cards_compared, keep_cards_compared
from imaging.layout import CardId, Side
from imaging.pages import PlannedSheet
from imaging.sheets import ReasonCode, UnreadSheet
from tabulate.election import Election
from tabulate.ledger.entries import (
    BatchClosed,
    BatchKind,
    BatchOpened,
    PassedOver,
    SheetCounted,
    SheetNotRead,
    SheetQuestioned,
)
from tabulate.ledger.fold import fold
from tabulate.naming.stated import PrintedOtherwise
from tabulate.primaries.party_batches import other_parties
from tabulate.totals.batches_alike import AlikeRun

if TYPE_CHECKING:
    from canvass.record.store import Record

_WINDOW_A_WORKER = 12


@dataclass(frozen=True, slots=True)
class CountReport:
    """What a count did, and how its batch now stands."""

    batch: BatchOpened
    offered: int
    """Sheets in the folder."""
    already: int
    """Of these, sheets that had their entry before."""
    counted: int
    """Sheets of the whole batch, read with nothing in question."""
    questioned: int
    """Sheets of the whole batch, read and set aside for the counting board."""
    not_read: int
    """Sheets of the whole batch, set aside because they could not be read or do not belong."""
    unopened_files: int
    """Files of the whole batch that could not be opened, each one of its sheets: how many they hold is not known."""
    passed_over: tuple[PassedOver, ...]
    """What of the folder was not taken, and should be looked at."""
    print_not_compared: tuple[CardId, ...]
    """Cards of sheets counted now whose printed names could not be compared with the definition."""
    print_unlike: tuple[tuple[CardId, PrintedOtherwise], ...]
    """Candidates of those cards beside whose ovals words are printed that are no name of the ballot."""
    alike: tuple[AlikeRun, ...]
    """Runs in which the batch looks like another one scanned again."""
    seconds: float
    streaked: int
    """Sheets of the whole batch on which a line runs down the image at the same place."""
    counted_now: int
    """Of `counted`, sheets that were asked about first, for what turned out to be print."""
    expected: int | None
    """Sheets that the batch is to have, as was said last."""
    other_parties: tuple[str, ...]
    """Of a batch said to be of one party: a sentence where sheets are of another."""

    @property
    def sheets(self) -> int:
        """Sheets of the whole batch."""
        return self.counted + self.questioned + self.not_read

    @property
    def difference(self) -> int:
        """Sheets more (or, negative, fewer) than expected; 0 where nothing was expected."""
        return 0 if self.expected is None else self.sheets - self.expected


def never() -> bool:
    """Never stop."""
    return False


def count(
    record: "Record", folder: Path, request: BatchRequest, progress: Progress, stopping: Callable[[], bool] = never
) -> CountReport:
    """Count a folder of scans as a batch.

    Raises InputError (nothing to count, too early, a barred machine, a name close to another machine's, other software
    than was tested, the batch was opened otherwise, or other names are printed than the definition states), BusyError,
    EnvironmentFault (disk full), RecordError, and Interrupted once `stopping()` is true. In each case what was
    committed stays.
    """
    began = time.monotonic()
    _check_machine_may_count(record, request)
    with record.counting(request.batch):
        election, batch, is_new = _batch_of(record, request)
        held = record.images_of_batch(batch.batch)
        offered = offered_by(election, folder, batch, held.values(), progress)
        planned = offered.planned
        todo = remaining(batch.batch, planned, held, record.images)
        check_added(request, folder, todo)
        complete_fingerprints(record, progress)
        _say_already(todo.already, planned, progress)
        watch = PrintWatch(election, cards_compared(record.directory), _is_named(batch))
        learner = PrintLearner(record, batch, record.sheet(batch.batch, max(held, default=0)), progress)
        writer = Writer(record, batch, request.allow_repeats, learner)
        work = reading_of_batch(record, election, batch, watch, learner.known)
        before = of_two_papers(record.not_read_of_batch(batch.batch))
        held_to = partial(stacks_held, record, election, batch, planned, todo)
        begin = partial(begin_batch, record, batch if is_new else None, held_to)
        streaks = _count_sheets(writer, batch, planned, todo.sheets, before, begin, work, progress, stopping)
        keep_cards_compared(record.directory, watch.agreeing)
        _check_every_sheet(record, batch, planned)
        closed, alike = _alike(record, _close(record, batch, offered, streaks.sheets), request.allow_repeats)
    return CountReport(
        batch=batch,
        offered=len(planned),
        already=todo.already,
        counted=closed.counted + learner.asked_no_more,
        questioned=closed.questioned - learner.asked_no_more,
        not_read=closed.not_read,
        unopened_files=_unopened_files(record, batch.batch),
        passed_over=closed.passed_over,
        print_not_compared=watch.not_compared,
        print_unlike=watch.unlike,
        alike=alike,
        seconds=time.monotonic() - began,
        streaked=closed.streaked,
        counted_now=learner.asked_no_more,
        expected=sheets_expected_now(record, batch),
        other_parties=_other_parties(record, election, batch),
    )


def _other_parties(record: "Record", election: Election, batch: BatchOpened) -> tuple[str, ...]:
    if batch.party is None:
        return ()
    return tuple(other_parties(election, (fold(record.outlines()).batches[batch.batch],)))


def _batch_of(record: "Record", request: BatchRequest) -> tuple[Election, BatchOpened, bool]:
    """The election that the batch is of, the batch, and whether it is opened now."""
    reader_digest = run_self_test()
    opened = find_batch(record, request, reader_digest)
    election = election_of_request(record.election, request.edition if opened is None else opened.edition)
    batch = opened or new_batch(election, request, reader_digest, unmarked_sheets(record))
    check_hour(election, batch.batch_kind)
    return election, batch, opened is None


def _say_already(already: int, planned: Sequence[PlannedSheet], progress: Progress) -> None:
    if already:
        progress.note(f"{already:,} of {len(planned):,} sheets were counted before and are left as they are.")


def _alike(record: "Record", closed: BatchClosed, allow_repeats: bool) -> tuple[BatchClosed, tuple[AlikeRun, ...]]:
    """Runs in which the batch looks like another one; as it is closed where the operator lets these count."""
    alike = alike_runs(record, closed.batch)
    return (allow_alike(record, closed, alike), ()) if alike and allow_repeats else (closed, alike)


def _check_machine_may_count(record: "Record", request: BatchRequest) -> None:
    check_machine(record, request.machine)
    if not request.new_machine:
        check_new_machine(record, request.machine)
    check_goes_on(record, request.machine, request.batch, _is_test(record, request))
    if not _is_test(record, request):
        check_tested_software(record, request.machine)


def _is_named(batch: BatchOpened) -> bool:
    """Whether somebody said which cards the sheets are: one word that is wrong would be wrong of all of them."""
    return batch.ballot_style is not None or batch.edition is not None


def _is_test(record: "Record", request: BatchRequest) -> bool:
    opened = record.batch_opened(request.batch)
    return (opened.batch_kind if opened is not None else request.kind) is BatchKind.TEST


def _count_sheets(
    writer: Writer,
    batch: BatchOpened,
    planned: list[PlannedSheet],
    sheets: tuple[PlannedSheet, ...],
    before: Set[Pages],
    begin: Callable[[Sequence[ToldBySheet]], Side | None],
    work: Callable[[PlannedSheet], SheetRead],
    progress: Progress,
    stopping: Callable[[], bool],
) -> Streaks:
    streaks = Streaks()
    colours = ColoursKept(batch.batch, progress)
    threads = workers()
    progress.start(f"Counting batch {batch.batch}", len(sheets))

    def read_all(some: Sequence[PlannedSheet]) -> Iterator[SheetRead]:
        return in_order(work, some, threads, threads * _WINDOW_A_WORKER)

    for read, usual in in_usual_order(read_all, planned, sheets, lambda read: read.sides, before, begin):
        writer.add(read if usual is None else _set_aside(read, usual))
        streaks.add(read.outcome)
        if streaks.is_to_be_said():
            progress.note(streak_words(batch.batch, batch.machine, streaks.sheets))
        colours.look(read.colourless)
        progress.advance()
        if stopping():
            writer.commit()
            raise Interrupted(
                f"The count of batch {batch.batch} was stopped. Everything read so far is in the record; the same "
                "command goes on where it stopped."
            )
    writer.finish()
    return streaks


def _set_aside(read: SheetRead, usual: Side) -> SheetRead:
    if isinstance(read.outcome, UnreadSheet):
        return read
    return SheetRead(read.images, set_aside_for_order(read.images, read.outcome, usual))


def _check_every_sheet(record: "Record", batch: BatchOpened, planned: list[PlannedSheet]) -> None:
    """Every sheet of the folder has exactly one outcome, and the batch's sheets are numbered without a gap."""
    held = record.images_of_batch(batch.batch)
    places = [tuple((image.file, image.page) for image in images) for images in held.values()]
    offered = [tuple((page.name, page.page) for page in sheet.pages) for sheet in planned]
    times = dict.fromkeys(offered, 0)
    for place in places:
        if place in times:
            times[place] += 1
    wrong = [place for place, found in times.items() if found != 1]
    if wrong or sorted(held) != list(range(1, len(held) + 1)):
        where = ", ".join(file for file, _ in wrong[0]) if wrong else "the numbering"
        raise CanvassError(
            f"Batch {batch.batch} does not hold every sheet of the folder exactly once (see {where}). This is a fault "
            "in Canvass; the record is as it was committed. Run `canvass verify` and report it."
        )


def _close(record: "Record", batch: BatchOpened, offered: OfferedFolder, streaked: int) -> BatchClosed:
    """Close the batch, unless it was open and files of it are still being written; what it comes to either way."""
    kinds, before = record.outcomes_of_batch(batch.batch), record.batch_closed(batch.batch)
    closed = BatchClosed(
        batch=batch.batch,
        sheets=kinds.total(),
        counted=kinds[SheetCounted.kind],
        questioned=kinds[SheetQuestioned.kind],
        not_read=kinds[SheetNotRead.kind],
        passed_over=offered.passed_over,
        streaked=max(streaked, before.streaked if before is not None else 0),
        alike_allowed=() if before is None else before.alike_allowed,
    )
    is_open = before is None or before.sheets != closed.sheets
    if before != closed and not (is_open and offered.arriving):
        record.append([closed])
    return closed


def _unopened_files(record: "Record", batch: str) -> int:
    sheets = record.not_read_of_batch(batch)
    return sum(reason.code is ReasonCode.UNOPENED_FILE for sheet in sheets for reason in sheet.reading.reasons)
