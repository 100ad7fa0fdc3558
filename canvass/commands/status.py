"""`canvass status`: batches, sheets counted and set aside, questions waiting. Never a vote."""

import json
from pathlib import Path
from typing import Any

import click

from canvass.console.text import plural, say, say_table, warn
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.reporting.methods import say_words, words_json
from canvass.reporting.papers_known import PapersKnown, papers_known
from imaging.sheets import ReasonCode
from tabulate.board.places import WAITING_PLACES, Place
from tabulate.ledger.chain import Head
from tabulate.ledger.fold import BatchState, RecordState, fold
from tabulate.questions import Question
from tabulate.totals.reconciliation import Reconciliation, reconcile


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(record: Path, as_json: bool) -> int:
    """Show the batches of RECORD, its sheets counted and set aside, and the questions waiting. Never shows a vote."""
    with open_record(record) as opened:
        state, head = fold(opened.outlines()), opened.head()
        found, papers = reconcile(state, opened.election), papers_known(opened, state)
    if as_json:
        reconciled = {"complete": found.complete, "obstacles": list(found.obstacles)}
        say(json.dumps(status_json(state, head) | {"papers": papers_json(papers)} | reconciled))
    else:
        say_status(state, head)
        if papers.sentence:
            say(f"\n{papers.sentence}")
        say_reconciliation(found)
    return ExitCode.WAITING if needs_people(state) or found.differences else ExitCode.DONE


def needs_people(state: RecordState) -> bool:
    """True where a sheet or question waits, a batch is not finished, or one differs from what was expected."""
    return bool(state.board.open_halts()) or any(
        batch.set_aside or not batch.closed or _differs(batch) for batch in state.batches.values()
    )


def _differs(batch: BatchState) -> bool:
    return bool(batch.difference or batch.other_precinct)


def status_json(state: RecordState, head: Head) -> dict[str, Any]:
    """The status as an object for JSON."""
    real, test = _split(state)
    return {
        "election": state.opened.title,
        "date": state.opened.election_date,
        "definition_sha256": state.opened.definition_sha256,
        "entries": state.entries,
        "head": {"number": head.number, "hash": head.hash},
        "sheets": _sums(real),
        "test_sheets": _sums(test),
        "questions": _questions(real),
        "reasons": _reasons(real),
        "printouts": words_json(state.real.words),
        "test_printouts": words_json(state.test.words),
        "batches": [_batch_json(batch) for batch in state.batches.values()],
    }


def papers_json(papers: PapersKnown) -> dict[str, int]:
    """Hand-marked sheets by whether another scan of the paper would be noticed."""
    return {
        "known_if_scanned_again": papers.known,
        "not_known_if_scanned_again": papers.unknown,
        "not_looked_at": papers.waiting,
    }


def _split(state: RecordState) -> tuple[list[BatchState], list[BatchState]]:
    batches = list(state.batches.values())
    return [batch for batch in batches if not batch.test], [batch for batch in batches if batch.test]


def _sums(batches: list[BatchState]) -> dict[str, Any]:
    return {
        "in": sum(batch.sheets for batch in batches),
        "counted": sum(batch.in_the_count for batch in batches),
        "set_aside": sum(batch.set_aside for batch in batches),
        "with_questions": sum(batch.at(*WAITING_PLACES - {Place.NOT_READ}) for batch in batches),
        "not_read": sum(batch.at(Place.NOT_READ) for batch in batches),
        "resolved": sum(batch.at(Place.RESOLVED) for batch in batches),
        "out": {place.value: count for place in Place if (count := sum(batch.out[place] for batch in batches))},
    }


def _questions(batches: list[BatchState]) -> dict[str, int]:
    counts = {kind.value: sum(batch.questions[kind] for batch in batches) for kind in Question}
    return {kind: count for kind, count in counts.items() if count}


def _reasons(batches: list[BatchState]) -> dict[str, int]:
    counts = {code.value: sum(batch.reasons[code] for batch in batches) for code in ReasonCode}
    return {code: count for code, count in counts.items() if count}


def _batch_json(batch: BatchState) -> dict[str, Any]:
    opened = batch.opened
    return {
        "batch": opened.batch,
        "machine": opened.machine,
        "kind": opened.batch_kind.value,
        "precinct": opened.precinct,
        "expected": opened.expected_sheets,
        "difference": batch.difference,
        "finished": batch.closed,
        "other_precinct": batch.other_precinct,
        "repeats_allowed": batch.repeats_allowed,
        "sheets": _sums([batch]),
        "questions": _questions([batch]),
        "reasons": _reasons([batch]),
    }


def say_status(state: RecordState, head: Head) -> None:
    """Print the status for people."""
    real, test = _split(state)
    say(f"{state.opened.title}, {state.opened.election_date}")
    _say_sheets("Ballots", real)
    say_words(state.real.words, indent="  ")
    if test:
        _say_sheets("Test ballots, never added to the others", test)
        say_words(state.test.words, indent="  ")
    _say_batches(state)
    say(f"\nLedger: last entry {head.number:,}, {head.hash}")
    for batch in state.batches.values():
        _warn_of(batch)
    for halt in state.board.open_halts():
        machine = "THE COUNT" if halt.halted.machine is None else f"MACHINE {halt.halted.machine}"
        warn(f"{machine} IS HALTED since entry {halt.number}: {halt.halted.reason}. Test, then choose (13-15-209).")


def say_reconciliation(found: Reconciliation) -> None:
    """Say whether the count may be called complete; ballots missing or in excess are warnings, not to be overlooked."""
    for difference in found.differences:
        warn(f"THE BALLOTS DO NOT AGREE. {difference}")
    if found.complete:
        say("\nReconciled: every number agrees, and nothing waits (13-15-201).")
        return
    say("\nNot complete (13-15-201)" + ("" if found.unfinished else ": see the warnings"))
    for obstacle in found.unfinished:
        say(f"  {obstacle}")


def _say_sheets(heading: str, batches: list[BatchState]) -> None:
    sums = _sums(batches)
    say(f"\n{heading}")
    out = "".join(f" + {count:,} {place}" for place, count in sums["out"].items())
    say(f"  {plural(sums['in'], 'sheet')} in = {sums['counted']:,} counted + {sums['set_aside']:,} set aside{out}")
    if sums["resolved"]:
        say(f"  of those counted, {sums['resolved']:,} were decided by the counting board")
    if questions := _questions(batches):
        say(f"  {plural(sums['with_questions'], 'sheet')} with questions for the counting board:")
        say_table(("question", "sheets"), questions.items(), indent="    ")
    if reasons := _reasons(batches):
        say(f"  {plural(sums['not_read'], 'sheet')} not read:")
        say_table(("reason", "sheets"), reasons.items(), indent="    ")


def _say_batches(state: RecordState) -> None:
    if not state.batches:
        say("\nNo batches yet.")
        return
    say("\nBatches")
    head = ("batch", "machine", "kind", "precinct", "sheets", "expected", "difference", "counted", "set aside", "state")
    rows = [
        (
            batch.opened.batch,
            batch.opened.machine,
            batch.opened.batch_kind.value,
            batch.opened.precinct,
            batch.sheets,
            batch.opened.expected_sheets,
            f"{batch.difference:+,}" if batch.difference else None,
            batch.in_the_count,
            batch.set_aside,
            "finished" if batch.closed else "NOT FINISHED",
        )
        for batch in state.batches.values()
    ]
    say_table(head, rows, left=4)


def _warn_of(batch: BatchState) -> None:
    name = batch.opened.batch
    if not batch.closed:
        warn(f"BATCH {name} IS NOT FINISHED: run the same count again, it goes on where it stopped.")
    if batch.difference and batch.test:
        warn(f"BATCH {name}: expected {batch.opened.expected_sheets:,} sheets, found {batch.sheets:,}. Find out why.")
    if batch.other_precinct:
        warn(f"BATCH {name} is precinct {batch.opened.precinct}, but {batch.other_precinct:,} sheets are of another.")
