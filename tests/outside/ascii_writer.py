"""ES&S's ASCII results, in the fixed columns of its layout."""

from dataclasses import replace

from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from tests.outside.simulated_county import told

_NAMES = {
    OutsideRowKind.WRITE_INS: "WRITE-IN",
    OutsideRowKind.OVERVOTES: "OVER VOTES",
    OutsideRowKind.UNDERVOTES: "UNDER VOTES",
}


def ascii_results(county: OutsideResults, places: int, line_end: str = "\r\n", stripped: bool = False) -> bytes:
    """The file with places for so many groups; contests in the order of their titles, precincts within choices."""
    lines = []
    for precinct in county.precincts:
        cast = OutsideRow("", OutsideRowKind.CHOICE, told(precinct.ballots_cast), precinct.by_group)
        statistics = (
            ("REGISTERED VOTERS - TOTAL", OutsideRow("", OutsideRowKind.CHOICE, told(precinct.registered))),
            ("BALLOTS CAST - TOTAL", cast),
            ("BALLOTS CAST - BLANK", OutsideRow("", OutsideRowKind.CHOICE, told(precinct.blank_cast))),
        )
        for number, (title, row) in enumerate(statistics, 1):
            contest = OutsideContest(title, (), 0)
            lines.append(_line(number, 1, precinct, contest, replace(row, name=title), places))
    titles = sorted({(one.title, one.seats) for precinct in county.precincts for one in precinct.contests})
    for number, known in enumerate(titles, 4):
        found = [(p, c) for p in county.precincts for c in p.contests if (c.title, c.seats) == known]
        for choice in range(len(found[0][1].rows)):
            lines += [_line(number, choice + 1, p, c, c.rows[choice], places) for p, c in found]
    text = line_end.join(line.rstrip() if stripped else line for line in [*lines, ""])
    return text.encode("cp1252")


def _line(
    number: int, choice: int, precinct: OutsidePrecinct, contest: OutsideContest, row: OutsideRow, places: int
) -> str:
    groups = [*(row.by_group or ()), *[0] * places][:places]
    name = _NAMES.get(row.kind, f"{row.party} {row.name}" if row.party else row.name)
    return (
        f"{number:04}{choice:03}{precinct.code}{row.total:06}{''.join(f'{one:06}' for one in groups)}"
        f"{row.party:3}{'':3}{'':4}{contest.title:56.56}{name:38.38}{precinct.name:30.30}"
        f"{contest.district:25.25}{contest.seats:02} "
    )
