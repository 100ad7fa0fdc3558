"""Layout files on disk: several read as one, and saved so that a reader finds the old file or the new one, whole."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError
from canvass.reading.outcomes import read_definition
from tabulate.definitions.layouts.cards import with_layout
from tabulate.definitions.layouts.layout_file import BallotLayout
from tabulate.definitions.layouts.layout_json import layout_bytes, load_layout
from tabulate.election import Election
from tabulate.errors import LayoutError


def load_layouts(files: Sequence[Path], election: Election) -> BallotLayout:
    """The layouts of several files as one. Raises LayoutError, and InputError where two have the same card."""
    layout = load_layout(files[0], election)
    for file in files[1:]:
        for card in load_layout(file, election).cards:
            joined = layout.with_card(card)
            if len(joined.cards) == len(layout.cards):
                raise InputError(
                    f"{file} has ballot style {card.ballot_style}, which another of the layouts has too. Name one "
                    "layout for each ballot style."
                )
            layout = joined
    return layout


def load_for_people(file: Path, definition: Path | None) -> BallotLayout:
    """The layout with the names that people know its targets by. Raises LayoutError, DefinitionError, InputError."""
    if definition is None:
        return load_layout(file)
    _, election = read_definition(definition)
    return load_layout(file, election)


def with_layout_files(election: Election, files: Sequence[Path]) -> tuple[Election, BallotLayout | None]:
    """The election with the cards of these layouts, if there are any, and the layouts as one."""
    if not files:
        return election, None
    layout = load_layouts(files, election)
    _check_pictures(layout)
    try:
        return with_layout(election, layout), layout
    except LayoutError as error:
        raise LayoutError(error.problems, ", ".join(map(str, files))) from None


def _check_pictures(layout: BallotLayout) -> None:
    """Raises InputError where a blank's picture cannot be unpacked; its size was compared with its page's before."""
    blanks = {page.blank.sha256: page.blank for card in layout.cards for page in card.pages if page.blank is not None}
    for blank in blanks.values():
        if cv2.imdecode(np.frombuffer(blank.png, np.uint8), cv2.IMREAD_GRAYSCALE) is None:
            raise InputError("The blank's picture in the layout is damaged. Learn the blank again.")


def save_layout(file: Path, layout: BallotLayout) -> None:
    """Write the layout in place of what the file held; it is on the disk when this returns. Raises EnvironmentFault."""
    save_bytes(file, layout_bytes(layout))


def joined(layout: BallotLayout, added: BallotLayout) -> BallotLayout:
    """The layout with the cards of another, in place of its own of the same styles; the names are the other's."""
    for card in added.cards:
        layout = layout.with_card(card)
    return replace(layout, names=added.names or layout.names)
