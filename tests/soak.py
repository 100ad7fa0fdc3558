"""How much more `make soak` does of what the tests do."""

import os

_TIMES = int(os.environ.get("CANVASS_SOAK", "1"))


def examples(number: int) -> int:
    """So many random examples in a test, and many times as many in a soak."""
    return number * _TIMES
