"""ERM's numbered key canvass: names by number in two columns, then precincts by numbers."""

from itertools import zip_longest

from outside.results import OutsideContest, OutsideResults, OutsideRow, OutsideRowKind
from tests.outside.erm_writer import percent
from tests.outside.simulated_county import told

_NAMES = {
    OutsideRowKind.WRITE_INS: "WRITE-IN",
    OutsideRowKind.OVERVOTES: "OVER VOTES",
    OutsideRowKind.UNDERVOTES: "UNDER VOTES",
}


def key_canvass(county: OutsideResults) -> bytes:
    """The report in a web page."""
    head = [
        f"{'NUMBERED KEY CANVASS':<50}GENERAL ELECTION",
        f"{'':<50}NOVEMBER 3, 2026",
        f"{'RUN DATE:11/09/26 10:04 AM':<50}LARKSPUR COUNTY, MONTANA",
        "",
    ]
    statistics = {
        "REGISTERED VOTERS - TOTAL": [told(one.registered) for one in county.precincts],
        "BALLOTS CAST - TOTAL": [told(one.ballots_cast) for one in county.precincts],
    }
    named = [(one.code, one.name) for one in county.precincts]
    lines = [*head, *_block(None, named, list(statistics.items()))]
    for title in dict.fromkeys(one.title for precinct in county.precincts for one in precinct.contests):
        found = [(p, c) for p in county.precincts for c in p.contests if c.title == title]
        rows = zip(*(contest.rows for _, contest in found), strict=True)
        columns = [(_name(same[0]), [row.total for row in same]) for same in rows]
        lines += _block(found[0][1], [(p.code, p.name) for p, _ in found], columns)
    return ("<HTML>\n<PRE>\n" + "\n".join(lines).replace("&", "&amp;") + "</PRE>\n</HTML>").encode("cp1252")


def _name(row: OutsideRow) -> str:
    return _NAMES.get(row.kind, f"{row.name} ({row.party})" if row.party else row.name)


def _block(
    contest: OutsideContest | None, named: list[tuple[str, str]], columns: list[tuple[str, list[int]]]
) -> list[str]:
    of = sum(sum(figures) for name, figures in columns if name not in ("OVER VOTES", "UNDER VOTES"))
    keys = [_key(at, name, sum(figures), of if contest else 0) for at, (name, figures) in enumerate(columns, 1)]
    half = -(-len(keys) // 2)
    heading = "".join(f"    {at:02}" for at in range(1, len(columns) + 1))
    lines = [f"{'':<51}VOTES  PERCENT{'':<52}VOTES  PERCENT"]
    if contest:
        lines += [contest.title, f"  Vote For  {contest.seats}"]
    lines += [f"{one:<66}{other}".rstrip() for one, other in zip_longest(keys[:half], keys[half:], fillvalue="")]
    lines += [" " * 35 + "-" * 6 * len(columns), " " * 35 + heading, " " * 35 + "-" * 6 * len(columns)]
    for at, (code, name) in enumerate(named):
        cells = [str(figures[at]) for _, figures in columns]
        first, rest = (
            cells[0].rjust(6),
            [f" .{cell.rjust(4)}" if len(cell) < 4 else cell.rjust(6) for cell in cells[1:]],
        )
        lines.append(f"{code} {name}".ljust(35) + first + "".join(rest))
    return [*lines, "=" * 120, ""]


def _key(number: int, name: str, total: int, of: int) -> str:
    return f"   {number:02} = {name:<36}{total:>15,}{percent(total, of):>8}".rstrip()
