"""Names as other programs take them: on one line, without what steers a screen, and no two alike."""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

_UNSHOWN = frozenset({"Cf", "Cn", "Co", "Cs"})
"""Kinds of characters that turn a line round, stand for bytes or for nothing."""
_BLANKS = frozenset({"Cc", "Zl", "Zp"})
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Names in some scripts are written with these."""


def name_shown(name: str) -> str:
    """On one line; what is not seen, or would turn the line round, is shown as U+FFFD."""
    return " ".join("".join(map(_letter, unicodedata.normalize("NFC", name))).split())


def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in _BLANKS:
        return " "
    return "\N{REPLACEMENT CHARACTER}" if kind in _UNSHOWN and letter not in _JOINERS else letter


def names_apart(named: Iterable[tuple[Key, str]], reserved: Iterable[str] = ()) -> dict[Key, str]:
    """A name for each key; where two are alike, or one is empty or `reserved`, each has its key behind it."""
    shown = {key: name_shown(name) for key, name in named}
    kept = [name.casefold() for name in reserved]
    times = Counter([*(name.casefold() for name in shown.values()), *kept])
    taken: set[str] = {folded for folded, count in times.items() if count == 1 and folded} | set(kept)
    found: dict[Key, str] = {}
    for key, name in shown.items():
        alone = bool(name) and times[name.casefold()] == 1
        found[key] = name if alone else _untaken(f"{name} ({name_shown(str(key))})".strip(), taken)
        taken.add(found[key].casefold())
    return found


def _untaken(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name} {number}"
    return found
