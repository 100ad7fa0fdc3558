"""Reads shares in several processes until there are positions enough, keeping each as soon as it is whole."""

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import count
from multiprocessing import get_context
from time import monotonic

from benchmarks.campaign.shares import read_share
from benchmarks.campaign.tallies import Tally
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
    read: Callable[[int, int], Tally] = read_share,
) -> bool:
    """Read the shares that are missing, in order, by `read`. Returns False where the time ran out first.

    What is under way when the time is up is finished and kept.
    """
    ends = None if minutes is None else monotonic() + 60 * minutes
    numbers = (number for number in count() if number not in work.tallies)
    under_way: set[Future[Tally]] = set()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin) as pool:
        while not _enough(work, positions):
            if ends is not None and monotonic() >= ends:
                break
            while len(under_way) < processes:
                under_way.add(pool.submit(read, seed, next(numbers)))
            done, under_way = wait(under_way, timeout=5.0, return_when=FIRST_COMPLETED)
            _keep(work, done)
            tell(work)
        _keep(work, under_way)
    return _enough(work, positions)


def _begin() -> None:
    os.nice(_NICENESS)


def _keep(work: WorkFolder, done: set[Future[Tally]]) -> None:
    for future in done:
        work.append(future.result())


def _enough(work: WorkFolder, positions: int) -> bool:
    return sum(tally.positions for tally in work.in_order(positions)) >= positions
