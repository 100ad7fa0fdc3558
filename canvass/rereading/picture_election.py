"""The election with the layout that a batch of pictures is read by, which the record keeps under its hash."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from canvass.errors import InputError, RecordError
from canvass.learning.layout_files import with_layout_files
from canvass.record.images import ImageStore
from tabulate.definitions.layouts.cards import with_layout
from tabulate.definitions.layouts.layout_json import layout_bytes, parse_layout
from tabulate.election import Election

_NAME = "layout.json"


def election_by_files(election: Election, files: Sequence[Path]) -> tuple[Election, bytes | None]:
    """The election with the layouts of these files, and the layout to be kept; as it is where there are none.

    Raises LayoutError and InputError, also where no ballot of the election has a layout.
    """
    read_by, layout = with_layout_files(election, files)
    if not read_by.cards:
        raise InputError(
            "The record's election has no layout of its ballots, so no picture can be read. Learn one from a blank, or "
            "from voted sheets (canvass layout learn), and name it with --layout. Nothing was read."
        )
    return read_by, None if layout is None else layout_bytes(layout)


def keep_layout(images: ImageStore, layout: bytes | None) -> str | None:
    """Keep a layout in the record; its SHA-256. It lies there once images are settled."""
    if layout is None:
        return None
    sha256 = hashlib.sha256(layout).hexdigest()
    images.keep(sha256, _NAME, [layout])
    return sha256


def election_by_hash(election: Election, images: ImageStore, sha256: str | None) -> Election:
    """The election with a layout that the record keeps. Raises RecordError where it is not what it was."""
    if sha256 is None:
        return election
    place = images.place(sha256, _NAME)
    content = place.read_bytes() if place.is_file() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RecordError(
            f"The layout that pictures were read by was changed or is gone: {place} should have the SHA-256 {sha256}. "
            "Put the original file back."
        )
    return with_layout(election, parse_layout(content, election))
