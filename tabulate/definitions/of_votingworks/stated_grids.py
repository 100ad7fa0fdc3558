"""Where VotingWorks definitions say that targets are: in `gridLayouts`, or, in the latest, beside each ballot style.

Both say the same: for each sheet and side the places of options and write-in lines in the timing-mark grid.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from imaging.layout import GridBox, Side
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.identifiers import write_in_line
from tabulate.definitions.json_document import JsonObject
from tabulate.election import ChoiceId, ContestId, TargetMeaning

_MARKS_AN_INCH = 4
_USUAL_COLUMNS = 34
"""Every paper of the format is 8.5 inches wide."""
_PAPERS = {"letter": 8.5, "legal": 8.5}
_PAPER_BY_INCHES = re.compile(r"custom-(\d{1,2}(?:\.\d{1,3})?)x\d{1,2}(?:\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class StatedPosition:
    """A grid position, with its field for messages, and those of its contest and column."""

    field: str
    contest_field: str
    column_field: str
    sheet: int
    side: Side
    meaning: TargetMeaning
    write_in_area: GridBox | None


@dataclass(frozen=True, slots=True)
class StatedGrid:
    """The positions of one ballot style, or of one precinct's ballots of it.

    field, style_field, positions_field   where it stands, where its style is named, and its positions
    bottom_marks                          the card codes as they are written; None where nothing is said
    """

    field: str
    style_field: str
    positions_field: str
    style: str
    precinct: str | None
    columns: int
    rows: int | None
    bottom_marks: Any
    positions: tuple[StatedPosition, ...]


def stated_grids(findings: Findings, document: JsonObject) -> list[StatedGrid]:
    """Every grid of a definition whose shape is right, in order."""
    of_layouts = [
        _of_layout(findings, document, number, item) for number, item in enumerate(document.get("gridLayouts", []))
    ]
    return of_layouts + [
        _of_style(document, number, item)
        for number, item in enumerate(document["ballotStyles"])
        if any(side for sheet in item.get("ballotPositions", []) for side in sheet)
    ]


def _of_layout(findings: Findings, document: JsonObject, number: int, item: JsonObject) -> StatedGrid:
    field = f"gridLayouts[{number}]"
    return StatedGrid(
        field=field,
        style_field=f"{field}.ballotStyleId",
        positions_field=f"{field}.gridPositions",
        style=item["ballotStyleId"],
        precinct=item.get("precinctId"),
        columns=_columns_of_layout(findings, document, field, item),
        rows=item.get("rows"),
        bottom_marks=item.get("bottomMarks"),
        positions=tuple(_position(f"{field}.gridPositions[{n}]", each) for n, each in enumerate(item["gridPositions"])),
    )


def _of_style(document: JsonObject, number: int, item: JsonObject) -> StatedGrid:
    field = f"ballotStyles[{number}]"
    return StatedGrid(
        field=field,
        style_field=f"{field}.id",
        positions_field=f"{field}.ballotPositions",
        style=item["id"],
        precinct=None,
        columns=_columns_of_paper(document),
        rows=None,
        bottom_marks=None,
        positions=tuple(_beside_style(f"{field}.ballotPositions", item["ballotPositions"])),
    )


def _columns_of_layout(findings: Findings, document: JsonObject, field: str, item: JsonObject) -> int:
    """As stated; later editions leave it to the paper. Rows without columns are an older edition's, and incomplete."""
    if "columns" in item:
        return int(item["columns"])
    if "rows" in item and "paperSize" not in document.get("ballotLayout", {}):
        expected = "the number of timing marks in the top row, a whole number from 2 to 200"
        findings.add(f"{field}.columns", "nothing", expected, "Add it.")
    return _columns_of_paper(document)


def _columns_of_paper(document: JsonObject) -> int:
    paper = document.get("ballotLayout", {}).get("paperSize")
    width_in = None if paper is None else _width_in(paper)
    return _USUAL_COLUMNS if width_in is None else round(_MARKS_AN_INCH * width_in)


def _width_in(paper: str) -> float | None:
    by_inches = _PAPER_BY_INCHES.fullmatch(paper)
    return _PAPERS.get(paper) if by_inches is None else float(by_inches[1])


def check_paper(findings: Findings, document: JsonObject) -> None:
    """A paper must be known where the number of columns follows from it."""
    paper = document.get("ballotLayout", {}).get("paperSize")
    stated = all("columns" in item for item in document.get("gridLayouts", []))
    beside = any("ballotPositions" in item for item in document["ballotStyles"])
    if paper is not None and _width_in(paper) is None and (beside or not stated):
        expected = "letter, legal, or a width and height in inches such as custom-8.5x17"
        findings.add("ballotLayout.paperSize", quoted(paper), expected, "Correct it, or state columns in gridLayouts.")


def _position(field: str, item: JsonObject) -> StatedPosition:
    write_in = item["type"] == "write-in"
    place = float(item["column"]), float(item["row"])
    meaning = TargetMeaning(ContestId(item["contestId"]), _choice(item), write_in, *place)
    area = item.get("writeInArea") if write_in else None
    box = None if area is None else _box(area["y"], area["x"], area)
    fields = field, f"{field}.contestId", f"{field}.column"
    return StatedPosition(*fields, item.get("sheetNumber", 1), Side(item["side"]), meaning, box)


def _beside_style(field: str, sheets: list[Any]) -> Iterator[StatedPosition]:
    for sheet, sides in enumerate(sheets):
        for side, contests in enumerate(sides):
            for number, contest in enumerate(contests):
                yield from _of_contest(
                    f"{field}[{sheet}][{side}][{number}]", sheet + 1, (Side.FRONT, Side.BACK)[side], contest
                )


def _of_contest(field: str, sheet: int, side: Side, contest: JsonObject) -> Iterator[StatedPosition]:
    for number, item in enumerate(contest["options"]):
        where = f"{field}.options[{number}]"
        write_in, centre = item["type"] == "write-in", item["bubbleCenter"]
        place = float(centre["column"]), float(centre["row"])
        meaning = TargetMeaning(ContestId(contest["contestId"]), _choice(item), write_in, *place)
        area = item.get("writeInArea") if write_in else None
        box = None if area is None else _box(area["row"], area["column"], area)
        fields = where, f"{field}.contestId", f"{where}.bubbleCenter.column"
        yield StatedPosition(*fields, sheet, side, meaning, box)


def _choice(item: JsonObject) -> ChoiceId:
    return write_in_line(item["writeInIndex"]) if item["type"] == "write-in" else ChoiceId(item["optionId"])


def _box(top: Any, left: Any, size: JsonObject) -> GridBox | None:
    """The area; None where it has no width or no height: then nothing is known of where a name is written."""
    if size["width"] <= 0 or size["height"] <= 0:
        return None
    return GridBox(float(top), float(left), float(top + size["height"]), float(left + size["width"]))
