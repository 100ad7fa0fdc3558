"""Every sheet that was scanned, one by one: its file, where it stands, and what is asked of it. Never a vote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.board.places import COUNTED_PLACES, OUT_PLACES, WAITING_PLACES, Place, SheetName
from tabulate.ledger.batch_state import KeptSheet
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record

_COLUMNS = columns_of("batch", "#sheet", "files", "state", "asked", "test")


class SheetsAt(StrEnum):
    """Where the sheets that are wanted stand."""

    SET_ASIDE = "set aside"
    """They wait for people."""
    COUNTED = "counted"
    OUT = "out"
    """By people's decision in no total."""
    ALL = "all"


_PLACES: dict[SheetsAt, frozenset[Place]] = {
    SheetsAt.SET_ASIDE: WAITING_PLACES,
    SheetsAt.COUNTED: COUNTED_PLACES,
    SheetsAt.OUT: OUT_PLACES,
    SheetsAt.ALL: frozenset(Place),
}


@dataclass(frozen=True, slots=True)
class SheetsWanted:
    """Which sheets of a record are listed; of what is empty, all."""

    standing: SheetsAt = SheetsAt.SET_ASIDE
    batch: str = ""
    asked: str = ""
    """A question, or a reason why a sheet was not read, in the program's own words."""
    file: str = ""
    """Letters that are in a file's name; capitals tell none apart."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet."""

    name: SheetName
    files: tuple[str, ...]
    place: Place
    asked: tuple[str, ...]
    """The machine's questions, or why it could not read the sheet."""
    test: bool
    """Of a test deck."""


def sheets_listed(record: "Record", state: RecordState, wanted: SheetsWanted) -> Iterator[SheetLine]:
    """The sheets wanted, batch by batch as these were opened, in the order of their numbers."""
    for name, batch in state.batches.items():
        if wanted.batch in ("", name):
            images = record.images_of_batch(name)
            for number, kept in enumerate(batch.kept, start=1):
                sheet = SheetName(name, number)
                files = tuple(dict.fromkeys(image.file for image in images.get(number, ())))
                line = SheetLine(sheet, files, state.place_of(sheet), _asked(kept), batch.test)
                if _is_wanted(line, wanted):
                    yield line


def _asked(kept: KeptSheet) -> tuple[str, ...]:
    questions = () if kept.votes is None else kept.votes.questions
    return tuple(dict.fromkeys([*(one.question.value for one in questions), *(code.value for code in kept.reasons)]))


def _is_wanted(line: SheetLine, wanted: SheetsWanted) -> bool:
    return (
        line.place in _PLACES[wanted.standing]
        and wanted.asked in ("", *line.asked)
        and (not wanted.file or any(wanted.file.casefold() in file.casefold() for file in line.files))
    )


def sheets_document(lines: Sequence[SheetLine], wanted: SheetsWanted) -> Document:
    """The list as a report: on paper, what is to be found in the boxes and scanned again."""
    rows = tuple(
        (
            line.name.batch,
            line.name.sheet,
            ", ".join(line.files),
            line.place.value,
            "; ".join(line.asked),
            "test" if line.test else "",
        )
        for line in lines
    )
    said = [f"State: {wanted.standing.value}."]
    said += [f"Batch: {wanted.batch}."] if wanted.batch else []
    said += [f"Asked: {wanted.asked}."] if wanted.asked else []
    said += [f"File: {wanted.file}."] if wanted.file else []
    table = Table(f"{len(lines):,} sheets" if len(lines) != 1 else "1 sheet", "", _COLUMNS, rows)
    return Document("Sheets", (" ".join(said),), (table,), paper=PaperLook(foot="Sheets, one by one. Never a vote."))
