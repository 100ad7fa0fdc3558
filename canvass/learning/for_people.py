"""A layout by itself or with a definition, as the commands that show and correct it take it."""

from pathlib import Path

from canvass.reading.outcomes import read_definition
from tabulate.definitions.layouts.layout_file import BallotLayout
from tabulate.definitions.layouts.layout_json import load_layout


def load_for_people(file: Path, definition: Path | None) -> BallotLayout:
    """The layout with the names that people know its targets by. Raises LayoutError, DefinitionError, InputError."""
    if definition is None:
        return load_layout(file)
    _, election = read_definition(definition)
    return load_layout(file, election)
