"""The secretary's list of precincts and parts with districts and registered electors, as a CSV file (13-1-204)."""

from collections.abc import Mapping
from pathlib import Path

from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, RefusedError, disk_errors
from canvass.state_canvass.state_standing import StateStanding, lacks
from tabulate.county_canvass.declaring import nominates
from tabulate.csv_rows import Accepted, CsvRefused, CsvRow, CsvTable, rows_of, spreadsheet_cell
from tabulate.state_canvass.county_package import CountyPackage
from tabulate.state_canvass.permanent_record import ListedPlace, PermanentRecord, RecordedDistrict
from tabulate.state_canvass.recorded_by_district import districts_astray, lacking_places, permanent_record, places_of
from tabulate.whole_numbers import figure

_COLUMNS = ("county", "place", "registered", "house", "senate", "judicial", "multicounty", "map")
_MOST_BYTES, _MOST_ROWS, _MOST_REGISTERED, _MOST_NAMED = 4_000_000, 20_000, 9_999_999, 12


def packages_by_county(standing: StateStanding) -> Mapping[str, CountyPackage]:
    """As the list of the counties has them."""
    return {one.received.county: one.package for one in standing.kept}


def blank_list(standing: StateStanding) -> str:
    """The list with every place of the packages that are in, to be filled in."""
    lines = [",".join(_COLUMNS)]
    for county, package in packages_by_county(standing).items():
        lines += [f"{_cell(county)},{_cell(place)}{',' * (len(_COLUMNS) - 2)}" for place in places_of(package)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    own = spreadsheet_cell(text).replace('"', '""')
    return f'"{own}"' if any(one in own for one in ',"\n') else own


def record_of(standing: StateStanding, file: Path) -> PermanentRecord:
    """The permanent record by a list. Raises InputError, and RefusedError while a county is missing."""
    if found := tuple(lacks(standing)):
        raise RefusedError(
            f"The permanent record is made once every county is in and adds up (13-1-204); {found[0]} Nothing was "
            "written. See all of it: canvass state check."
        )
    if any(nominates(one.contest) for one in standing.figures.contests):
        raise RefusedError(
            "The permanent record is of a general election, and this one nominates (13-1-204). Nothing was written."
        )
    packages, listed = packages_by_county(standing), _listed(standing, file)
    wrong = tuple(lacking_places(packages, listed))
    if wrong:
        more = f" and {len(wrong) - _MOST_NAMED:,} more" if len(wrong) > _MOST_NAMED else ""
        raise InputError(
            f"{file} is not the list of the counties' precincts (13-1-204): {'; '.join(wrong[:_MOST_NAMED])}{more}. "
            "Nothing was written. Begin with --blank, which has every place."
        )
    record = permanent_record(packages, standing.figures.contests, listed)
    if astray := tuple(districts_astray(record)):
        raise InputError(
            f"{file} puts places into other districts than the counties voted by (13-1-204): "
            f"{'; '.join(astray[:_MOST_NAMED])}. Nothing was written. Correct the districts of these places."
        )
    return record


def _listed(standing: StateStanding, file: Path) -> tuple[ListedPlace, ...]:
    if not file.is_file():
        raise InputError(f"{file} is no file. Nothing was written. Write a list to be filled in: --blank.")
    with disk_errors(file), file.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    try:
        table = rows_of(content, Accepted(_MOST_BYTES, _MOST_ROWS), _check_columns)
    except CsvRefused as refused:
        raise InputError(f"{file}: {refused.sentence} Nothing was written.") from None
    return tuple(_place(standing, file, row) for row in table.rows)


def _check_columns(table: CsvTable) -> None:
    if table.columns != _COLUMNS:
        raise CsvRefused(",".join(table.heading), f"the first line to be {','.join(_COLUMNS)}", line=1)


def _place(standing: StateStanding, file: Path, row: CsvRow) -> ListedPlace:
    county = standing.canvass.county(words_typed(row["county"]))
    registered = figure(row["registered"], _MOST_REGISTERED)
    if county is None or registered is None:
        raise InputError(
            f"{file}, line {row.line}: expected a county of this canvass, and how many electors are registered; found "
            f"{row['county'][:40]!r}, {row['registered'][:20]!r}. Nothing was written. Correct the list."
        )
    kinds = {
        RecordedDistrict.HOUSE: row["house"],
        RecordedDistrict.SENATE: row["senate"],
        RecordedDistrict.JUDICIAL: row["judicial"],
    }
    districts = {kind: (words_typed(name),) for kind, name in kinds.items() if words_typed(name)}
    several = dict.fromkeys(words_typed(name) for name in row["multicounty"].split(";") if words_typed(name))
    return ListedPlace(
        county,
        words_typed(row["place"]),
        registered,
        districts | ({RecordedDistrict.MULTICOUNTY: tuple(several)} if several else {}),
        words_typed(row["map"]),
    )
