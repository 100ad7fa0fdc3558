"""A count and the web server write at once: the ledger stays one chain, and no writer fails for the other's sake."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.record import open_record
from tabulate.ledger.chain import verify_chain
from tabulate.ledger.entries import Access, AccessRecorded

if TYPE_CHECKING:
    from canvass.record.store import Record

TIMES = 25


def sign_in(who: str, number: int) -> AccessRecorded:
    return AccessRecorded(who, "counting-board member", Access.SIGNED_IN, str(number))


def write_for(directory: Path, who: str) -> None:
    with open_record(directory) as record:
        for number in range(TIMES):
            record.append([sign_in(who, number), sign_in(f"{who} too", number)])


def told(record: Record) -> list[AccessRecorded]:
    rows = list(verify_chain(record.ledger()))
    return [entry for entry in (row.entry() for row in rows) if isinstance(entry, AccessRecorded)]


def test_two_processes_append_to_one_chain(record: Record) -> None:
    spawn = get_context("spawn")
    writers = [spawn.Process(target=write_for, args=(record.directory, who)) for who in ("Ada", "Bea")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    entries = told(record)
    for who in ("Ada", "Bea"):
        assert [one for one in entries if one.who == who] == [sign_in(who, number) for number in range(TIMES)]
        following = [entries[place + 1].who for place, one in enumerate(entries) if one.who == who]
        assert following == [f"{who} too"] * TIMES, "what is appended together stands together"


def test_four_threads_append_to_one_chain(record: Record) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda who: write_for(record.directory, who), "abcd"))
    assert sorted(one.who for one in told(record)) == sorted([*"abcd", *(f"{who} too" for who in "abcd")] * TIMES)


def test_what_is_read_while_writing_is_what_the_entries_follow(record: Record) -> None:
    with ThreadPoolExecutor(1) as threads:
        with record.writing():
            before = record.head()
            other = threads.submit(write_for, record.directory, "Bea")
            record.append([sign_in("Ada", 1)])
            assert record.head().number == before.number + 1
        other.result()
    assert [one.who for one in told(record)[:2]] == ["Ada", "Bea"]


def test_a_failure_takes_back_all_that_was_appended_inside(record: Record) -> None:
    before = record.head()

    def fail_late() -> None:
        with record.writing():
            record.append([sign_in("Ada", 1)])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_late()
    assert record.head() == before
