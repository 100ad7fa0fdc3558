"""Returns that came in as files: each as the record had it where its file says, and refused where it was altered."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from canvass.errors import RefusedError
from canvass.returning.made_return import MadeReturn, returns_at
from canvass.returning.return_json import return_json
from canvass.returning.still_standing import ReturnGiven, return_given

if TYPE_CHECKING:
    from canvass.record.store import Record


def returns_of_files(record: "Record", files: Iterable[tuple[str, bytes]]) -> tuple[MadeReturn, ...]:
    """The returns of JSON files, each with what people call it; those of one place of the ledger together.

    Raises InputError for a file that is none, or of another record; RefusedError for one that was altered.
    """
    given = [(named, return_given(record.election, content)) for named, content in files]
    places = dict.fromkeys((one.head, one.held_counted) for _, one in given)
    found: list[MadeReturn] = []
    for head, held in places:
        here = [(named, one) for named, one in given if (one.head, one.held_counted) == (head, held)]
        made = returns_at(record, [one.precinct for _, one in here], head, held)
        for (named, one), own in zip(here, made, strict=True):
            _check_unaltered(named, one, own)
        found += made
    return tuple(found)


def _check_unaltered(named: str, given: ReturnGiven, made: MadeReturn) -> None:
    if return_json(made)["figures_sha256"] != given.sha256:
        raise RefusedError(
            f"{named} is not what the record said at entry {given.head.number:,}: the file was altered. Nothing was "
            "written. Look at the signed paper, and at canvass returns --check."
        )
