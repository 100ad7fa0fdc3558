"""Results by precinct as OpenElections takes them: one CSV file a county."""

from collections import Counter
from collections.abc import Iterator

from canvass.exporting.csv_files import unmarked_bytes
from canvass.exporting.export_folder import ExportFile
from canvass.exporting.figures_by_row import NamedRows, row_key
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import PublicFigures, ballots_of
from tabulate.calendar.election_days import ElectionKind, kind_by_day
from tabulate.election import Contest, ContestId, Election
from tabulate.offices import Office
from tabulate.totals.results import ContestTotals

_COLUMNS = ("county", "precinct", "office", "district", "party", "candidate", "votes")
_OFFICES = {
    Office.PRESIDENT: "President",
    Office.US_SENATOR: "U.S. Senate",
    Office.US_REPRESENTATIVE: "U.S. House",
    Office.GOVERNOR: "Governor",
    Office.SECRETARY_OF_STATE: "Secretary of State",
    Office.ATTORNEY_GENERAL: "Attorney General",
    Office.STATE_AUDITOR: "State Auditor",
    Office.SUPERINTENDENT: "Superintendent of Public Instruction",
    Office.PUBLIC_SERVICE_COMMISSIONER: "Public Service Commissioner",
    Office.STATE_SENATOR: "State Senate",
    Office.STATE_REPRESENTATIVE: "State House",
}
"""What OpenElections calls an office, where its files call it the same in every county."""

Row = tuple[str | int, ...]


def openelections_files(figures: PublicFigures) -> tuple[ExportFile, ...]:
    """The file, under the name that OpenElections wants."""
    rows = NamedRows(figures.election, figures.released.totals)
    content = unmarked_bytes([_COLUMNS, *_rows(figures, rows)])
    return (ExportFile(f"{file_stem(figures)}__precinct.csv", content),)


def file_stem(figures: PublicFigures) -> str:
    """`20261103__mt__general__larkspur`."""
    kind = kind_by_day(figures.election.date) or ElectionKind.SPECIAL
    county = "_".join("".join(letter if letter.isalnum() else " " for letter in figures.county.lower()).split())
    plain = county.encode("ascii", "ignore").decode()[:100] or "county"
    return f"{figures.election.date:%Y%m%d}__mt__{kind.value}__{plain}"


def _rows(figures: PublicFigures, rows: NamedRows) -> Iterator[Row]:
    offices = _offices(figures.election, rows)
    county = name_shown(figures.county)
    for row in rows.rows:
        precinct = rows.precincts[row_key(row)]
        yield county, precinct, "Ballots Cast", "", "", "", ballots_of(row)
        for whole, part in zip(rows.contests, row.contests, strict=True):
            if part.sheets:
                for cells in _contest_rows(rows, whole, part):
                    yield county, precinct, *offices[whole.contest], *cells


def _contest_rows(rows: NamedRows, whole: ContestTotals, part: ContestTotals) -> Iterator[Row]:
    for line in rows.lines(whole, part):
        yield line.party, line.name, line.votes
    yield "", "Over Votes", part.overvotes
    yield "", "Under Votes", part.undervotes


def _offices(election: Election, rows: NamedRows) -> dict[ContestId, tuple[str, str]]:
    """The office and the district of each contest; titles, where two contests would be called the same."""
    titles = {one.contest: (rows.titles[one.contest], "") for one in rows.contests}
    usual = {one.contest: _usual(election, rows.contest(one)) or titles[one.contest] for one in rows.contests}
    times = Counter(usual.values())
    found = {contest: pair if times[pair] == 1 else titles[contest] for contest, pair in usual.items()}
    return found if len(set(found.values())) == len(found) else titles


def _usual(election: Election, contest: Contest) -> tuple[str, str] | None:
    office = contest.purpose.office
    if office not in _OFFICES:
        return None
    name = next((one.name for one in election.districts if one.id == contest.district), "")
    return _OFFICES[office], "".join(letter for letter in name if letter in "0123456789") or name_shown(name)
