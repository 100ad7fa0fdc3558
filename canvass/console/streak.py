"""What is said of a line that runs down a batch's images at the same place: once for a batch, not ballot by ballot."""

from canvass.console.text import plural


def streak_words(batch: str, machine: str, sheets: int) -> str:
    """The warning, with what to do."""
    on = plural(sheets, "sheet").upper()
    return (
        f"BATCH {batch}: ON {on} A LINE RUNS DOWN THE IMAGE AT THE SAME PLACE, as dirt on a "
        f"scanner's glass leaves. Stop the feeder, clean the glass of {machine}, and scan the batch again."
    )
