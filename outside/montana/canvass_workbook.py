"""The state's official canvass by precinct: one sheet, one row for each choice in each precinct."""

from collections.abc import Sequence

from outside.errors import OutsideFileError
from outside.figures import printed_figure
from outside.formats import OutsideFormat
from outside.opening import OpenedFile
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from outside.source import OutsideSource, source_files
from outside.workbooks import cell_text

_COLUMNS = ("COUNTYNAME", "PRECINCTNAME", "RACENAME", "PARTYCODE", "VOTES", "NAMEONBALLOT")


def is_montana_canvass(file: OpenedFile) -> bool:
    """Whether the first row has the canvass's columns."""
    heads = next(iter(file.rows(0, 1)), []) if file.workbook else []
    return set(_COLUMNS) <= {cell_text(cell).upper() for cell in heads}


def read_montana_canvass(files: tuple[OpenedFile, ...]) -> OutsideResults:
    """The canvass of one county or of all; a precinct's code is its county. Raises OutsideFileError, naming the row."""
    (file,) = files
    rows = file.rows(0)
    places = {cell_text(cell).upper(): at for at, cell in enumerate(next(rows))}
    found: dict[tuple[str, str], dict[str, list[OutsideRow]]] = {}
    for number, row in enumerate(rows, 2):
        cells = [cell_text(cell) for cell in row]
        if any(cells):
            _take(found, [cells[places[name]] if places[name] < len(cells) else "" for name in _COLUMNS], number)
    counties = dict.fromkeys(county for county, _ in found)
    known = OutsideFormat.MONTANA_CANVASS
    county = next(iter(counties)) if len(counties) == 1 else ""
    source = OutsideSource(known, source_files([file.file]), known.system, county=county)
    precincts = tuple(
        OutsidePrecinct(
            name=precinct,
            code=county,
            contests=tuple(OutsideContest(title, tuple(rows)) for title, rows in contests.items()),
        )
        for (county, precinct), contests in found.items()
    )
    return OutsideResults(source, (), precincts)


def _take(found: dict[tuple[str, str], dict[str, list[OutsideRow]]], cells: Sequence[str], number: int) -> None:
    county, precinct, race, party, votes, name = cells
    where = f"row {number:,}"
    if not (county and precinct and race and name):
        raise OutsideFileError(
            "a row without county, precinct, race or name", "all four", "Download the canvass again.", where
        )
    rows = found.setdefault((county, precinct), {}).setdefault(" ".join(race.split()), [])
    if any((one.name, one.party) == (name, party) for one in rows):
        raise OutsideFileError(
            f"{name[:60]} a second time in {precinct[:40]}, {race[:60]}",
            "each choice once in a precinct",
            "Download the canvass again.",
            where,
        )
    rows.append(OutsideRow(name, OutsideRowKind.CHOICE, printed_figure(votes, where), party=party))
