"""Files that somebody sent to open an election by, as they were checked; nothing is made of them yet."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from canvass.auditing.purposes import left_open
from canvass.console.text import hour
from canvass.errors import CanvassError, InputError, disk_errors
from canvass.reporting.separate_words import separate_words
from canvass.starting.election_given import ElectionGiven, FilesGiven, election_given, held_words
from canvass.web.uploads import content_of
from tabulate.definitions.doubts import definition_doubts
from tabulate.definitions.json_document import MAX_BYTES
from tabulate.errors import TabulateError

_NO_LAYOUT = (
    "No layout is given: no sheet is counted in this record. Where sheets are counted, choose the layouts of its "
    "ballots, too."
)


@dataclass(frozen=True, slots=True)
class FilesSent:
    """What a browser sent."""

    definition: UploadedFile
    layouts: Sequence[UploadedFile]
    machines: UploadedFile | None
    people: UploadedFile | None


@dataclass(frozen=True, slots=True)
class ElectionDraft:
    """An election that may be opened, as it was checked."""

    given: ElectionGiven
    names: tuple[str, ...]
    """Of the files, as they were sent."""
    mark: str
    """By which a form says that it is about this draft, and no other."""

    @property
    def title(self) -> str:
        """As on the ballots."""
        return self.given.election.title

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What it holds, each with its heading."""
        election = self.given.election
        return (
            ("County", election.county or "not said"),
            ("Election day", f"{election.date:%A, %B} {election.date.day}, {election.date.year}"),
            ("Polls close", hour(election.polls_close)),
            ("It holds", ", ".join(held_words(election))),
            ("Files", ", ".join(self.names)),
            ("SHA-256 of the definition", election.definition_sha256),
        )

    @property
    def contests(self) -> tuple[tuple[str, int], ...]:
        """Each contest's title, and how many choices it has."""
        return tuple((contest.title, len(contest.choices)) for contest in self.given.election.contests)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be known."""
        election = self.given.election
        no_layout = () if election.cards else (_NO_LAYOUT,)
        return *separate_words(election), *no_layout

    @property
    def not_told(self) -> tuple[str, ...]:
        """What the law asks and the definition does not say; empty where it says everything."""
        return tuple(line.strip() for line in left_open(self.given.election))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What should be looked at before it is opened."""
        return definition_doubts(self.given.election)


def drafted(sent: FilesSent, folder: Path) -> ElectionDraft:
    """Check the files, which are kept in `folder` until they are used. Raises InputError, in words for the sender."""
    files: list[Path] = []
    digest = hashlib.sha256()
    for one in (sent.definition, *sent.layouts, sent.machines, sent.people):
        if one is not None:
            content = content_of(one, MAX_BYTES)
            digest.update(hashlib.sha256(content).digest())
            files.append(_kept(folder / str(len(files)), one.name or "file", content))
    rest = iter(files)
    given = FilesGiven(
        definition=next(rest),
        layouts=tuple(next(rest) for _ in sent.layouts),
        machines=next(rest) if sent.machines is not None else None,
        people=next(rest) if sent.people is not None else None,
    )
    try:
        return ElectionDraft(election_given(given), tuple(one.name for one in files), digest.hexdigest())
    except (CanvassError, TabulateError) as wrong:
        raise InputError(_without(files, str(wrong))) from None


def _kept(folder: Path, name: str, content: bytes) -> Path:
    file = folder / (Path(name).name[-100:] or "file")
    with disk_errors(file):
        folder.mkdir(parents=True)
        file.write_bytes(content)
    return file


def _without(files: Sequence[Path], words: str) -> str:
    """Files are called as they were sent, not by the places where they are kept."""
    for file in files:
        words = words.replace(str(file), file.name)
    return words
