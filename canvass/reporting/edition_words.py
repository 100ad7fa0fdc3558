"""The editions of a record's ballots in words."""

from collections.abc import Iterator
from typing import Any

from canvass.console.text import plural
from imaging.sheets import ReasonCode
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.state import RecordState


def edition_words(entry: EditionTaken) -> str:
    """An edition that was taken: on which ground, by whom, and what was said of names."""
    ordered = f", ordered on {entry.ordered_on}" if entry.ordered_on else ""
    names = "".join(
        f' {one.path}: "{one.now}" is {"the same as" if one.same else "another person than"} "{one.before}".'
        for one in entry.names
    )
    apart = " Each batch is of one edition, which it says." if entry.apart else ""
    return f"Edition {entry.number} of the ballots, taken by {entry.taken_by}{ordered}: {entry.ground}.{names}{apart}"


def edition_json(entry: EditionTaken) -> dict[str, Any]:
    """The same for JSON."""
    return {
        "number": entry.number,
        "definition_sha256": entry.definition_sha256,
        "ground": entry.ground,
        "ordered_on": entry.ordered_on or None,
        "taken_by": entry.taken_by,
        "apart": entry.apart,
        "names": [{"path": one.path, "before": one.before, "now": one.now, "same": one.same} for one in entry.names],
    }


def set_aside_words(state: RecordState) -> Iterator[str]:
    """What became of sheets of an edition that were scanned before it was taken."""
    found = sum(batch.reasons[ReasonCode.OTHER_ELECTION] for batch in state.batches.values())
    if found:
        yield (
            f"{plural(found, 'sheet')} of this record were set aside as of another election. Ballots of this edition "
            "among them: scan them again as a batch of their own; the board then says of each set aside that it is the "
            "same paper."
        )
