"""Work in parallel, answers in order: a bounded window of worker threads, so that memory stays flat."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def workers() -> int:
    """One for each processor this process may use; the kernels and decoders let the others run meanwhile."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Item], Answer], items: Iterable[Item], threads: int, window: int
) -> Generator[Answer, None, None]:
    """Yield `work(item)` for each item, in the items' order, with at most `window` begun and not yet yielded.

    An exception of `work` is raised at its place. Whenever the caller stops asking, work not yet begun is dropped.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="reader")
    waiting: deque[Future[Answer]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= window:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
