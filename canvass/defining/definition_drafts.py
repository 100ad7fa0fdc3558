"""A draft of a definition: a folder that keeps every list as it was given, and every answer, from visit to visit.

`draft.json` says which lists count and what was answered. It is replaced whole at each step; a list is on the disk
before `draft.json` names it. So whatever dies, and whenever, the draft is as it was saved last.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from canvass.defining.list_files import LIST_BYTES, contests_in, precincts_in
from canvass.defining.mended_lists import CellPlace, mended
from canvass.disk.one_at_a_time import alone, lock_beside
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, disk_errors
from tabulate.defining.contest_rows import ContestList
from tabulate.defining.given_answers import GivenAnswers, NotAnAnswer
from tabulate.defining.list_columns import ListKind
from tabulate.defining.precinct_rows import PrecinctList
from tabulate.defining.standing import DefinitionStanding, definition_standing
from tabulate.definitions.json_document import JsonObject, read_document
from tabulate.errors import DefinitionError
from tabulate.printable import shown

FORMAT = "canvass-definition-draft/1"
DRAFT_FILE, LISTS, DEFINITION_FILE, FORMER_CONTESTS = (
    "draft.json", "lists", "definition.json", "contests-of-the-last-election.csv",
)  # fmt: skip
_LONGEST_NAME, _MENDED = 120, ", mended on the page"


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list as it was given."""

    name: str
    """Of the file, as people called it."""
    sha256: str


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What a draft says."""

    answers: GivenAnswers = field(default_factory=lambda: GivenAnswers({}))
    lists: Mapping[ListKind, KeptList] = field(default_factory=dict)


class DefinitionDraft:
    """A draft's folder."""

    def __init__(self, folder: Path) -> None:
        """It need not be there yet."""
        self.folder = folder

    def begin(self) -> None:
        """Make the folder where it is not there, one process at a time: who comes second finds the draft as it is.

        Raises InputError for another folder, EnvironmentFault.
        """
        lock = lock_beside(self.folder / DRAFT_FILE)
        with disk_errors(self.folder):
            if not (self.folder / DRAFT_FILE).is_file():
                # A folder with the lock is a draft that somebody begins now, or was killed at beginning.
                other = self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir()))
                if other and not lock.is_file():
                    raise InputError(
                        f"{self.folder} is there and holds no draft of a definition. Name a new folder. Nothing was "
                        "written."
                    )
                self.folder.mkdir(parents=True, exist_ok=True)
        with alone(lock):
            if (self.folder / DRAFT_FILE).is_file():
                self.read()
            else:
                self._save(DraftContent())

    def read(self) -> DraftContent:
        """What the draft says. Raises InputError where it is none, or is damaged; EnvironmentFault."""
        file = self.folder / DRAFT_FILE
        if not file.is_file():
            raise InputError(f"{self.folder} holds no draft of a definition. Begin one: canvass define begin FOLDER")
        with disk_errors(file):
            content = file.read_bytes()
        try:
            document = read_document(content, "a draft of a definition")
            if document.get("format") != FORMAT:
                raise InputError(f"{file} is not of the format {FORMAT}. Use the version of Canvass that made it.")
            return _said_in(document)
        except (DefinitionError, NotAnAnswer, ValueError, KeyError, TypeError, AttributeError):
            raise InputError(
                f"{file} is damaged or was changed by hand. Put back a copy of the folder; the lists in {LISTS}/ are "
                "as they were given."
            ) from None

    def answer(self, texts: Mapping[str, str]) -> None:
        """Keep answers; an empty text takes one back. Raises NotAnAnswer, InputError, EnvironmentFault."""
        self._change(lambda content: replace(content, answers=content.answers.with_texts(texts)))

    def take_list(self, kind: ListKind, name: str, content: bytes) -> None:
        """Keep a list in the place of the one before, which stays in its folder. Raises InputError."""
        if len(content) > LIST_BYTES:
            most = LIST_BYTES // (1 << 20)
            raise InputError(f"{shown(name)[:_LONGEST_NAME]} is larger than {most} megabytes. Nothing was kept.")
        kept = KeptList(shown(name)[:_LONGEST_NAME] or kind.value, hashlib.sha256(content).hexdigest())
        save_bytes(self.folder / LISTS / kept.sha256, content)
        self._change(lambda content: replace(content, lists={**content.lists, kind: kept}))

    def mend_list(self, kind: ListKind, sha256: str, cells: Mapping[CellPlace, str]) -> None:
        """Keep the list of this hash with other cells; the one before stays in its folder.

        Raises InputError where another list was given meanwhile, or the cells are not its own.
        """

        def mend(content: DraftContent) -> DraftContent:
            kept = content.lists.get(kind)
            if kept is None or kept.sha256 != sha256:
                raise InputError("Another list was given or mended meanwhile. Look at it; nothing was changed.")
            new = mended(self.list_content(kept), cells)
            name = f"{kept.name.removesuffix(_MENDED)[: _LONGEST_NAME - len(_MENDED)]}{_MENDED}"
            mended_list = KeptList(name, hashlib.sha256(new).hexdigest())
            save_bytes(self.folder / LISTS / mended_list.sha256, new)
            return replace(content, lists={**content.lists, kind: mended_list})

        self._change(mend)

    def list_content(self, kept: KeptList) -> bytes:
        """A list as it was given. Raises InputError where it is gone or another."""
        file = self.folder / LISTS / kept.sha256
        if file.is_file():
            with disk_errors(file):
                content = file.read_bytes()
            if hashlib.sha256(content).hexdigest() == kept.sha256:
                return content
        raise InputError(f"The list {kept.name} in {file.parent} is gone or was changed. Give it once more.")

    def standing(self) -> DefinitionStanding:
        """How the definition stands. Raises InputError, EnvironmentFault."""
        content = self.read()
        contests, precincts = self.lists_of(content)
        return definition_standing(contests, precincts, content.answers)

    def lists_of(self, content: DraftContent) -> tuple[ContestList, PrecinctList]:
        """Both lists, read; empty where none was given."""
        kept = content.lists.get(ListKind.CONTESTS)
        contests = ContestList() if kept is None else contests_in(self.list_content(kept))
        kept = content.lists.get(ListKind.PRECINCTS)
        return contests, PrecinctList() if kept is None else precincts_in(self.list_content(kept))

    def _change(self, change: Callable[[DraftContent], DraftContent]) -> None:
        with alone(lock_beside(self.folder / DRAFT_FILE)):
            self._save(change(self.read()))

    def _save(self, content: DraftContent) -> None:
        document = {
            "format": FORMAT,
            "answers": dict(sorted(content.answers.texts.items())),
            "lists": {kind.value: {"name": one.name, "sha256": one.sha256} for kind, one in content.lists.items()},
        }
        save_bytes(self.folder / DRAFT_FILE, (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())


def _said_in(document: JsonObject) -> DraftContent:
    answers = GivenAnswers({}).with_texts(document["answers"])
    lists = {ListKind(kind): KeptList(one["name"], one["sha256"]) for kind, one in document["lists"].items()}
    for one in lists.values():
        bytes.fromhex(one.sha256)
    return DraftContent(answers, lists)
