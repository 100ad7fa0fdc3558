"""An empty page that follows a printout is its back."""

from collections.abc import Iterator
from dataclasses import replace

from canvass.reading.answer_json import SheetAnswer
from imaging.sheets import Reason, ReasonCode, UnreadSheet
from tabulate.election import CountingMethod


def with_their_empty_backs(answers: Iterator[SheetAnswer]) -> Iterator[SheetAnswer]:
    """Add an empty page that follows a printout to it, as its back: a definition without cards names no backs."""
    before: SheetAnswer | None = None
    for answer in answers:
        if before is None:
            before = answer
        elif _is_empty_page(answer) and before.method is CountingMethod.DEVICE and len(before.images) == 1:
            before = replace(before, images=(*before.images, *answer.images))
        else:
            yield before
            before = replace(answer, number=before.number + 1)
    if before is not None:
        yield before


def _is_empty_page(answer: SheetAnswer) -> bool:
    match answer.outcome:
        case UnreadSheet(reasons=(Reason(code=ReasonCode.BLANK_PAGE),)):
            return True
        case _:
            return False
