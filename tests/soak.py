"""How much more `make soak` does of what the tests do."""

import os

_TIMES = int(os.environ.get("CANVASS_SOAK", "1"))


def examples(number: int) -> int:
    """A third so many random examples in a test of every change, and many times as many in a soak."""
    return max(1, number // 3) if _TIMES == 1 else number * _TIMES
