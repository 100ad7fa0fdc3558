"""Choices of one contest that bear one name: only their order tells them apart."""

from collections import Counter
from collections.abc import Hashable, Sequence


def told_apart(names: Sequence[str], among: Sequence[Hashable] | None = None) -> list[str]:
    """The names, of which the second of a name has [2] behind it, and so on.

    With `among`, only those that have the same of it are compared, as choices of one rank are.
    """
    seen: Counter[tuple[str, Hashable]] = Counter()
    apart = []
    for name, one in zip(names, among or [None] * len(names), strict=True):
        seen[name, one] += 1
        number = seen[name, one]
        apart.append(name if number == 1 else f"{name} [{number}]")
    return apart
