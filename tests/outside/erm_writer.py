"""ERM's reports, written as its printer prints them to a file: columns, leaders, form feeds, the printer's commands."""

from itertools import zip_longest

from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from tests.outside.simulated_county import told

_NAMES = {
    OutsideRowKind.WRITE_INS: "WRITE-IN",
    OutsideRowKind.OVERVOTES: "Over Votes",
    OutsideRowKind.UNDERVOTES: "Under Votes",
}
_PAGE_LINES = 40


def percent(votes: int, of: int) -> str:
    """As ERM prints it: nothing for 0, and no zero before the point."""
    if not votes or not of:
        return ""
    text = f"{100 * votes / of:.2f}"
    return text.removeprefix("0")


def row_text(name: str, total: int | None, share: str, by_group: tuple[int, ...], thousands: bool = False) -> str:
    """One row: figures end in columns 51, 60, 74, 88, ..., counted from 0."""
    number = "" if total is None else f"{total:,}" if thousands else str(total)
    line = leader(f" {name}", 43) + number.rjust(52 - 43)
    line = line.ljust(61 - len(share)) + share if share else line
    for at, figure in enumerate(by_group):
        text = f"{figure:,}" if thousands else str(figure)
        line = line.ljust(75 + 14 * at - len(text)) + text
    return line


def leader(text: str, width: int) -> str:
    """A name and dots to a width, each third column."""
    dots = "".join("." if at % 3 == 0 else " " for at in range(width))
    return (text + dots[len(text) :])[: max(width, len(text))]


def erm_report(county: OutsideResults, county_level: bool = False, line_end: str = "\n") -> bytes:
    """EL30A, or EL45A of one precinct that is the county; EL30 and EL45 where there are no groups."""
    pages: list[list[str]] = []
    for precinct in county.precincts:
        for number, blocks in enumerate(_pages_of(precinct, county), 1):
            page = f"{len(pages) + 1:03}" if county_level else f"{precinct.code}-{number:02}"
            head = _head(county, county_level, page)
            if not county_level:
                head.append(f"{precinct.code} {precinct.name}")
            body = blocks[0] if county.groups else _two_columns(blocks)
            pages.append([*head, _legend(county), *body])
    text = "\x1bE\x1b&l2a1o6c059F\x1b(s0p16.66h3b6T\x1b&a00L\n" + "\f".join("\n".join(page) for page in pages)
    return (text + "\n\x1bE\r").replace("\n", line_end).encode("cp1252")


def _head(county: OutsideResults, county_level: bool, page: str) -> list[str]:
    kind = {
        (True, True): ("SUMMARY REPT-GROUP DETAIL", "EL45A"),
        (True, False): ("SUMMARY REPORT", "EL45"),
        (False, True): ("PREC REPORT-GROUP DETAIL", "EL30A"),
        (False, False): ("PRECINCT REPORT", "EL30"),
    }[county_level, bool(county.groups)]
    return [
        f"{kind[0]:<50}{'LARKSPUR COUNTY, MONTANA':<52}{'OFFICIAL':<16}REPORT-{kind[1]} PAGE {page}",
        f"{'RUN DATE:11/09/26 10:04 AM':<50}GENERAL ELECTION",
        f"{'':<50}NOVEMBER 3, 2026",
        "",
    ]


def _legend(county: OutsideResults) -> str:
    if county.groups:
        line = f"{'':<40}TOTAL VOTES     %"
        for at, group in enumerate(county.groups):
            line = line.ljust(75 + 14 * at - len(group)) + group
        return line
    return f"{'':<44}VOTES  PERCENT{'':<58}VOTES  PERCENT"


def _pages_of(precinct: OutsidePrecinct, county: OutsideResults) -> list[list[list[str]]]:
    """Each page's blocks of lines: one with groups, up to two without."""
    pieces = [_statistics(precinct), *(_contest(one) for one in precinct.contests)]
    columns: list[list[str]] = [[]]
    for piece in pieces:
        if columns[-1] and len(columns[-1]) + len(piece) > _PAGE_LINES:
            columns.append([])
        columns[-1] += piece
    step = 1 if county.groups else 2
    return [columns[at : at + step] for at in range(0, len(columns), step)]


def _statistics(precinct: OutsidePrecinct) -> list[str]:
    groups = precinct.by_group or ()
    turnout = f"{100 * told(precinct.ballots_cast) / precinct.registered:.2f}" if precinct.registered else ""
    return [
        row_text("REGISTERED VOTERS - TOTAL", precinct.registered, "", ()),
        row_text("BALLOTS CAST - TOTAL", precinct.ballots_cast, "", groups),
        row_text("BALLOTS CAST - BLANK", precinct.blank_cast, "", (told(precinct.blank_cast), 0, 0) if groups else ()),
        row_text("VOTER TURNOUT - TOTAL", None, turnout, ()),
        "",
        "",
    ]


def _contest(contest: OutsideContest) -> list[str]:
    of = contest.votes
    return [contest.title, f"(VOTE FOR)  {contest.seats}", *(_row(row, of) for row in contest.rows), "", ""]


def _row(row: OutsideRow, of: int) -> str:
    name = f"{row.name} ({row.party})" if row.party else row.name
    counted = row.kind in (OutsideRowKind.CHOICE, OutsideRowKind.WRITE_INS)
    share = percent(row.total, of) if counted else ""
    return row_text(_NAMES.get(row.kind, name), row.total, share, row.by_group or ())


def _two_columns(blocks: list[list[str]]) -> list[str]:
    left, right = (*blocks, [])[:2]
    return [one.ljust(72) + other if other else one for one, other in zip_longest(left, right, fillvalue="")]
