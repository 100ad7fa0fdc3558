"""The layout being edited: read from its file for every page shown, saved whole, and only on what was seen."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from django.http import HttpRequest

from canvass.errors import CanvassError, disk_errors
from canvass.learning.layout_files import load_for_people, save_layout
from tabulate.definitions.layouts.layout_file import BallotLayout


class ChangedMeanwhile(CanvassError):  # noqa: N818
    """The file is not what the page showed: somebody saved it in between."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The layout as read, and the hash of the file it was read from."""

    layout: BallotLayout
    revision: str


class EditedLayout:
    """A layout's file, open in the editor."""

    def __init__(self, file: Path, definition: Path | None) -> None:
        """Names are the definition's, where one is given."""
        self.file = file
        self._definition = definition
        self._saving = Lock()

    def read(self) -> Seen:
        """The layout as it is on the disk. Raises LayoutError, DefinitionError, InputError, EnvironmentFault."""
        revision = self._revision()
        return Seen(load_for_people(self.file, self._definition), revision)

    def save(self, layout: BallotLayout, revision: str) -> None:
        """Save what was made of the layout of that revision. Raises ChangedMeanwhile, EnvironmentFault."""
        with self._saving:
            if self._revision() != revision:
                raise ChangedMeanwhile(
                    f"{self.file.name} was changed since this page was shown. Nothing was saved: look at it again, "
                    "and make the change once more."
                )
            save_layout(self.file, layout)

    def _revision(self) -> str:
        with disk_errors(self.file):
            return sha256(self.file.read_bytes()).hexdigest()


EDITED = "canvass.edited_layout"
"""What the server hands the EditedLayout to each request by."""


def edited_layout(request: HttpRequest) -> EditedLayout:
    """The layout that the editor's pages show."""
    edited = request.META[EDITED]
    assert isinstance(edited, EditedLayout)
    return edited
