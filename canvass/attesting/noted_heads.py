"""A head that somebody noted, on paper or in a file, held against a record's ledger."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from canvass.attesting.head_keys import checked_signature, is_there
from canvass.attesting.ledger_tree import check_in_ledger, leaves_of
from canvass.errors import CanvassError, InputError, disk_errors
from tabulate.heads.signed_notes import NoteKey, NoteRefused, SignedHead, signed_head_of
from tabulate.ledger.chain import Head

if TYPE_CHECKING:
    from canvass.record.store import Record

_NOTED = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{0,14})[:\s]+([0-9a-fA-F]{64})")
"""Pages and reports write large numbers with commas."""
_NOTED_WRONG = re.compile(r"[0-9,]+[:\s]+\S*")


def noted_head(text: str) -> Head | SignedHead:
    """NUMBER:HASH as it is printed, or the file of a signed head. Raises InputError."""
    if found := _NOTED.fullmatch(text.strip()):
        return Head(int(found[1].replace(",", "")), found[2].lower())
    if _NOTED_WRONG.fullmatch(text.strip()) and not is_there(text):
        raise InputError(
            f"{text} is no whole head. Its hash has 64 digits, 0 to 9 and a to f. The foot of a report shows the first "
            "16 alone: all of them stand in the report itself."
        )
    return signed_head_in(Path(text))


def signed_head_in(file: Path) -> SignedHead:
    """The signed head of a file. Raises InputError."""
    try:
        return signed_head_of(text_in(file))
    except NoteRefused as refused:
        raise InputError(f"{file}: {refused}") from None


def text_in(file: Path) -> str:
    """A file's text. Raises InputError."""
    with disk_errors(file):
        content = file.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{file} is no text in UTF-8: it is no signed head and no proof.") from None


def problems_of_heads(record: "Record", heads: Sequence[Head | SignedHead], key: NoteKey | None) -> Iterator[str]:
    """A sentence for each head that the ledger does not go through, or that `key` did not sign."""
    leaves = leaves_of(record) if any(isinstance(one, SignedHead) for one in heads) else []
    for one in heads:
        if isinstance(one, Head):
            if not record.holds(one):
                yield (
                    f"The ledger does not go through the head that was noted: entry {one.number:,} is not {one.hash}. "
                    "It was rewritten or cut, or the head is another record's."
                )
            continue
        try:
            check_in_ledger(leaves, one)
            if key is not None and checked_signature(one, key) is None:
                yield f"The head of {one.head.size:,} entries is not signed by {key.name}."
        except CanvassError as wrong:
            yield str(wrong)
