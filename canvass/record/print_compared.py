"""Which cards' print was found to agree with the definition, kept beside the ledger so that it is compared once.

Nothing depends on it but time: where the file is missing or unreadable, cards are compared anew.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from imaging.layout import CardId

_FILE = "print-compared.json"


def cards_compared(directory: Path) -> frozenset[CardId]:
    """The cards that agreed, of the record in this directory."""
    try:
        listed = json.loads((directory / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return (
        frozenset(CardId(card) for card in listed if isinstance(card, str)) if isinstance(listed, list) else frozenset()
    )


def keep_cards_compared(directory: Path, cards: Iterable[CardId]) -> None:
    """Keep these cards too."""
    before = cards_compared(directory)
    now = before.union(cards)
    if now == before:
        return
    arriving = directory / f".{_FILE}"
    try:
        arriving.write_text(json.dumps(sorted(now)), encoding="utf-8")
        arriving.replace(directory / _FILE)
    except OSError:
        return  # the next count compares them again
