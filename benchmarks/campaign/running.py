"""Reads shares in several processes until there are positions enough, keeping each as soon as it is whole."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import count
from multiprocessing import get_context
from time import monotonic

from benchmarks.campaign.shares import read_share
from benchmarks.campaign.tallies import ShareTally
from benchmarks.campaign.work_folder import WorkFolder

_NICENESS = 5
"""The machine stays usable while the campaign runs."""


def run(
    work: WorkFolder,
    seed: int,
    positions: int,
    processes: int,
    minutes: float | None,
    tell: Callable[[WorkFolder], None],
    read: Callable[[int, int], ShareTally] = read_share,
) -> bool:
    """Read the shares that are missing, in order, by `read`. Returns False where the time ran out first.

    What is under way when the time is up, or at Ctrl-C, is finished and kept.
    """
    ends = None if minutes is None else monotonic() + 60 * minutes
    numbers = (number for number in count() if number not in work.tallies)
    under_way: set[Future[ShareTally]] = set()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin) as pool:
        try:
            while not _enough(work, positions) and (ends is None or monotonic() < ends):
                while len(under_way) < processes:
                    under_way.add(pool.submit(read, seed, next(numbers)))
                done, under_way = wait(under_way, timeout=5.0, return_when=FIRST_COMPLETED)
                _keep(work, done)
                tell(work)
        finally:
            _keep(work, under_way)
    return _enough(work, positions)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICENESS)


def _keep(work: WorkFolder, done: set[Future[ShareTally]]) -> None:
    for future in done:
        work.append(future.result())


def _enough(work: WorkFolder, positions: int) -> bool:
    return sum(tally.positions for tally in work.in_order(positions)) >= positions
