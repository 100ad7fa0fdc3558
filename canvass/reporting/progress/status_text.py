"""The status in words, on stdout; what must not be overlooked as warnings on stderr."""

from canvass.console.streak import streak_words
from canvass.console.text import plural, say, say_table, warn
from canvass.reporting.methods import say_words
from canvass.reporting.progress.status import BatchLine, CountStatus, SheetSums, Withdrawn
from tabulate.ledger.chain import Head
from tabulate.totals.batches_alike import AlikeRun
from tabulate.totals.reconciliation import Reconciliation

_HEAD = ("batch", "machine", "kind", "precinct", "sheets", "expected", "difference", "counted", "set aside", "state")


def say_status(status: CountStatus, head: Head) -> None:
    """Print sheets and batches, and where the ledger ends."""
    say(f"{status.opened.title}, {status.opened.election_date}")
    _say_sheets("Ballots", status.real)
    say_words(status.words, indent="  ")
    if status.has_test:
        _say_sheets("Test ballots, never added to the others", status.test)
        say_words(status.test_words, indent="  ")
    _say_batches(status.batches)
    for words in status.editions_said:
        say(f"\n{words}")
    for words in (*status.outside, *status.prints):
        say(f"\n{words}")
    for words in status.readings:
        say(f"\nRead by the state: {words}")
    say(f"\nLedger: last entry {head.number:,}, {head.hash}")
    for batch in status.batches:
        _warn_of(batch)
    for number, halted in status.halts:
        machine = "THE COUNT" if halted.machine is None else f"MACHINE {halted.machine}"
        warn(f"{machine} IS HALTED since entry {number}: {halted.reason}. Test, then choose (13-15-209).")


def unopened_words(files: int) -> str:
    """That the number of sheets is not known, for so many files."""
    return (
        f"{plural(files, 'file')} could not be opened: how many sheets {'it holds' if files == 1 else 'they hold'} is "
        f"not known, and each is one sheet in these figures"
    )


def alike_words(run: AlikeRun) -> str:
    """That two batches look like the same papers, and what to do."""
    return (
        f"The same papers scanned twice? {str(run)[0].upper()}{str(run)[1:]}. If they are the same papers, the "
        "board strikes one of the two; if not, count the batch again with --allow-repeats, which records that."
    )


def say_reconciliation(found: Reconciliation) -> None:
    """Say whether the count may be called complete; ballots missing or in excess are warnings, not to be overlooked."""
    if found.several_sheets:
        say(f"\n{plural(found.ballots, 'ballot')} on {plural(found.sheets, 'sheet')} (13-15-201).")
    for finding in found.findings:
        say(f"  {finding}")
    for difference in found.differences:
        warn(f"THE BALLOTS DO NOT AGREE. {difference}")
    if found.complete:
        say("\nReconciled: every number agrees, and nothing waits (13-15-201).")
        return
    say("\nNot complete (13-15-201)" + ("" if found.unfinished else ": see the warnings"))
    for obstacle in found.unfinished:
        say(f"  {obstacle}")


def _say_sheets(heading: str, sums: SheetSums) -> None:
    say(f"\n{heading}")
    out = "".join(f" + {count:,} {place}" for place, count in sums.out)
    say(f"  {plural(sums.sheets, 'sheet')} in = {sums.counted:,} counted + {sums.set_aside:,} set aside{out}")
    if sums.resolved:
        say(f"  of those counted, {sums.resolved:,} were decided by the counting board")
    if sums.questions:
        say(f"  {plural(sums.with_questions, 'sheet')} with questions for the counting board:")
        say_table(("question", "sheets"), sums.questions, indent="    ")
    if sums.reasons:
        say(f"  {plural(sums.not_read, 'sheet')} not read:")
        say_table(("reason", "sheets"), sums.reasons, indent="    ")
    if sums.unopened_files:
        say(f"  {unopened_words(sums.unopened_files)}")


def _say_batches(batches: tuple[BatchLine, ...]) -> None:
    if not batches:
        say("\nNo batches yet.")
        return
    say("\nBatches")
    rows = [
        (
            batch.opened.batch,
            batch.opened.machine,
            batch.opened.batch_kind.value,
            batch.opened.precinct,
            batch.sums.sheets,
            batch.expected,
            f"{batch.difference:+,}" if batch.difference else None,
            batch.sums.counted,
            batch.sums.set_aside,
            _state_of(batch),
        )
        for batch in batches
    ]
    say_table(_HEAD, rows, left=4)
    for batch in batches:
        for passed in batch.passed_over:
            say(f"  not counted, in batch {batch.opened.batch}: {passed.file}: {passed.why}")


def _state_of(batch: BatchLine) -> str:
    if batch.withdrawn is not None:
        return "WITHDRAWN"
    return "finished" if batch.finished else "NOT FINISHED"


def _withdrawn_words(batch: BatchLine, said: Withdrawn) -> str:
    return (
        f"Batch {batch.opened.batch} is withdrawn: {plural(batch.sums.sheets, 'sheet')} in no total, "
        f"by {said.by}. Reason: {said.reason}"
    )


def _warn_of(batch: BatchLine) -> None:
    name, expected = batch.opened.batch, batch.expected
    if batch.withdrawn is not None:
        warn(_withdrawn_words(batch, batch.withdrawn))
        return
    if not batch.finished:
        warn(f"BATCH {name} IS NOT FINISHED: run the same count again, it goes on where it stopped.")
    if batch.passed_over:
        warn(f"BATCH {name}: {plural(len(batch.passed_over), 'FILE')} NOT COUNTED. Look at what was passed over.")
    if batch.sums.unopened_files:
        warn(f"BATCH {name}: {unopened_words(batch.sums.unopened_files)}.")
    if batch.difference and batch.test:
        warn(f"BATCH {name}: expected {expected:,} sheets, found {batch.sums.sheets:,}. Find out why.")
    if batch.streaked:
        warn(streak_words(name, batch.opened.machine, batch.streaked))
    if batch.other_precinct:
        warn(f"BATCH {name} is precinct {batch.opened.precinct}, but {batch.other_precinct:,} sheets are of another.")
