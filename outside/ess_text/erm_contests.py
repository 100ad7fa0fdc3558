"""The lines below the head of ERM reports: statistics, titles, Vote For, and rows."""

import re
from dataclasses import dataclass, field

from outside.errors import OutsideFileError
from outside.ess_text.erm_rows import ErmRow, read_row
from outside.ess_text.erm_text import ErmLine
from outside.ess_text.row_names import named_row
from outside.results import OutsideRow, OutsideRowKind

_VOTE_FOR = re.compile(r"\(?\s*vote for[^)\d]*\)?\s+([0-9]{1,2})\s*", re.IGNORECASE)
_STATISTIC = re.compile(r"(REGISTERED VOTERS|BALLOTS CAST|VOTER TURNOUT|PRECINCTS COUNTED)\b(.*)", re.IGNORECASE)
_COUNTED_OF = re.compile(r"\(OF\s+([0-9,]+)\)", re.IGNORECASE)
_OF_HEAD = re.compile(r"RUN DATE:|REPORT[- ]EL[0-9]|TOTAL VOTES|VOTES\s+PERCENT|={5}|^\s*<", re.IGNORECASE)
"""What stands only in the head of a page: below it, lines were moved."""


@dataclass(slots=True)
class ErmContest:
    """A contest as it is read, row by row."""

    title: str
    seats: int
    party: str
    line: ErmLine
    rows: list[OutsideRow] = field(default_factory=list)
    percents: list[tuple[int, int | None]] = field(default_factory=list)
    """Votes and hundredths of a percent, of the rows of votes."""


@dataclass(slots=True)
class ErmPrecinct:
    """A precinct, or the whole county, as it is read."""

    code: str
    name: str
    contests: list[ErmContest] = field(default_factory=list)
    pending: list[ErmLine] = field(default_factory=list)
    """Lines that will be a title."""
    registered: int | None = None
    cast: ErmRow | None = None
    blank: int | None = None
    blank_percent: int | None = None
    counted: tuple[int, int] | None = None
    turnout: int | None = None
    """In hundredths of a percent, as printed."""

    def take(self, line: ErmLine, text: str, groups: int, party: str) -> None:
        """One line (or half of one) that is not blank. Raises OutsideFileError for one that is nothing known."""
        vote_for = _VOTE_FOR.fullmatch(text)
        if _OF_HEAD.search(text) or text.strip() == f"{self.code} {self.name}":
            raise _unknown(line, text)
        if vote_for:
            self._open(line, int(vote_for[1]), party)
        elif not text.startswith(" "):
            self.pending.append(ErmLine(line.number, text.strip(), line.page))
        elif statistic := _STATISTIC.match(text.strip()):
            self._take_statistic(read_row(line, text, groups), statistic[1].upper())
        else:
            row = read_row(line, text, groups)
            if groups and row.by_group is None:
                raise _unknown(line, text)
            self._take_row(line, row)

    def close(self) -> None:
        """Say that no line follows. Raises OutsideFileError where a title was left without a contest."""
        if self.pending:
            raise _unknown(self.pending[0], self.pending[0].text)

    def _open(self, line: ErmLine, seats: int, party: str) -> None:
        if not self.pending or not seats:
            raise OutsideFileError(
                "a contest without a title, or for nobody",
                "its title above the line Vote For",
                "Print it again.",
                line.where,
            )
        title = " ".join(" ".join(one.text.split()) for one in self.pending)
        self.contests.append(ErmContest(title, seats, party, line))
        self.pending.clear()

    def _take_statistic(self, row: ErmRow, what: str) -> None:
        name = row.name.upper()
        if what == "PRECINCTS COUNTED" and row.total is not None and (of := _COUNTED_OF.search(name)):
            self.counted = (row.total, int(of[1].replace(",", "")))
        elif what == "VOTER TURNOUT" and name.endswith("TOTAL"):
            self.turnout = row.percent
        elif what == "REGISTERED VOTERS" and name.endswith("TOTAL"):
            self.registered = row.total
        elif what == "BALLOTS CAST" and name.endswith("TOTAL"):
            self.cast = row
        elif what == "BALLOTS CAST" and name.endswith("BLANK"):
            self.blank, self.blank_percent = row.total, row.percent

    def _take_row(self, line: ErmLine, row: ErmRow) -> None:
        if not self.contests or self.pending or row.total is None or not row.name:
            raise _unknown(line, line.text)
        contest = self.contests[-1]
        named = named_row(row.name, row.total, row.by_group)
        if named.kind in (OutsideRowKind.CHOICE, OutsideRowKind.WRITE_INS):
            contest.percents.append((row.total, row.percent))
        contest.rows.append(named)


def _unknown(line: ErmLine, text: str) -> OutsideFileError:
    return OutsideFileError(
        f"a line that is no known row: {text.strip()[:80]!r}",
        "a title, Vote For, or a row with its total",
        "Print the report to a file again; if the line stays, tell whoever looks after Canvass.",
        line.where,
    )
