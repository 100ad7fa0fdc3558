"""The folded state that all threads share: always what the ledger adds up to, whoever writes and whatever is undone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connections

from canvass.committee.current_audit import machines_told
from canvass.election_office.retention_views import kept_now
from canvass.web.event_log import NOBODY
from tabulate.ledger.chain import verify_chain
from tabulate.ledger.entries import Access, AccessRecorded
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tests.canvass.web.served_records import Site

EVENT = AccessRecorded(NOBODY, "", Access.TOTALS_SEEN)


def accesses(state: RecordState) -> int:
    return state.accesses


def test_the_state_follows_the_ledger(site: Site) -> None:
    seen = []
    for _ in range(3):
        seen.append(site.served.state.read(accesses))
        site.record.append([EVENT, EVENT])
    assert [number - seen[0] for number in seen] == [0, 2, 4]
    assert site.served.state.read(lambda state: state.entries) == fold(site.record.outlines()).entries


def test_what_was_taken_back_is_forgotten(site: Site) -> None:
    before = site.served.state.read(accesses)

    def write_and_fail() -> None:
        with site.record.writing():
            site.record.append([EVENT, EVENT])
            assert site.served.state.read(accesses) == before + 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    site.record.append([EVENT])
    assert site.served.state.read(accesses) == before + 1


def test_many_threads_write_and_read_one_unbroken_chain(site: Site) -> None:
    def work(number: int) -> int:
        try:
            site.record.append([EVENT])
            return site.served.state.read(accesses)
        finally:
            connections.close_all()

    before = site.served.state.read(accesses)
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(work, range(40)))
    assert site.served.state.read(accesses) == before + 40
    assert max(seen) == before + 40
    assert sum(1 for _ in verify_chain(site.record.ledger())) == site.record.head().number


def test_a_look_costs_the_same_number_of_queries_however_long_the_ledger(site: Site) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    # The first look of all works out the mark of pages that keep up; each later one reads on from where it was.
    site.client().get("/status/")
    counts = []
    for entries in (1, 2, 400):
        site.record.append([EVENT] * entries)
        site.served.state.read(accesses)
        with (
            CaptureQueriesContext(connections[site.record.alias]) as ledger,
            CaptureQueriesContext(connection) as accounts,
        ):
            site.client().get("/status/")
        counts.append(len(ledger) + len(accounts))
    assert counts[0] == counts[1] == counts[2] > 0


@pytest.mark.parametrize("shown", [machines_told, kept_now])
def test_who_waits_for_the_audits_turn_does_not_hold_the_state(site: Site, shown: Callable[[], object]) -> None:
    def work() -> None:
        try:
            shown()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        with site.served.audit.turn():
            page = pool.submit(work)
            wait([page], timeout=0.3)
            pool.submit(site.served.state.read, accesses).result(timeout=10)
        page.result(timeout=10)
