"""The list of contests and candidates: a row for each candidate or answer, joined to contests."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tabulate.csv_rows import CsvRow, CsvTable
from tabulate.defining.certified import CertifiedChoice, CertifiedContest
from tabulate.defining.given_ids import fresh_id
from tabulate.defining.list_cells import ListCells
from tabulate.defining.list_columns import ListKind, compared, known_columns
from tabulate.election import ContestKind
from tabulate.errors import Problem
from tabulate.offices import Method, Office, Territory

OfficeOf = Callable[[str], Office | None]
_ANSWER = re.compile(r"(?:yes|no|for|against)\b.*|.*\b(?:yes|no)")
_MOST_SEATS, _MOST_CONTESTS, _MOST_CHOICES = 100, 2_000, 200
_WORDS_OF_A_PARTY = 3
_PARTY = {"rep": "Republican", "r": "Republican", "dem": "Democratic", "d": "Democratic", "democrat": "Democratic",
          "lib": "Libertarian", "l": "Libertarian", "grn": "Green", "gre": "Green", "ind": "Independent",
          "nonpartisan": "", "non partisan": "", "np": "", "non": "", "none": "", "n a": ""}  # fmt: skip
_ONE_OF_A_CONTEST = ("Seats", "Kind", "Voted on in", "Nonpartisan", "Write-in lines", "Incumbent", "Court", "Number",
                     "Method")  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContestList:
    """The list read: its contests, or what is wrong with it; and the columns that nothing is made of."""

    contests: tuple[CertifiedContest, ...] = ()
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()


def contest_list(table: CsvTable, office_of: OfficeOf) -> ContestList:
    """The contests of a table; `office_of` knows an office by its own name."""
    columns, problems = known_columns(table, ListKind.CONTESTS)
    if problems:
        return ContestList(problems=tuple(problems), unused=columns.unused)
    cells = ListCells(columns, problems)
    groups: dict[tuple[str, ...], tuple[list[str], list[CsvRow]]] = {}
    for row in table.rows:
        office = cells.text(row, "Office")
        if not office:
            cells.wrong(row, "Office", "nothing", "the office, or the issue's title")
            continue
        named = [office, *(cells.text(row, name) for name in ("District", "Title", "Ballot of party"))]
        groups.setdefault(tuple(map(compared, named)), (named, []))[1].append(row)
    if not groups and not problems:
        problems.append(Problem("", "a heading and no row", "a row for each candidate", "Begin with the template."))
    if len(groups) > _MOST_CONTESTS:
        problems.append(Problem("", f"{len(groups):,} contests", f"at most {_MOST_CONTESTS:,}", "Name the right file."))
        return ContestList(problems=tuple(problems), unused=columns.unused)
    taken: set[str] = set()
    contests = tuple(_contest(cells, named, rows, office_of, taken) for named, rows in groups.values())
    return ContestList(() if problems else contests, tuple(problems), columns.unused)


def _contest(
    cells: ListCells, named: Sequence[str], rows: Sequence[CsvRow], office_of: OfficeOf, taken: set[str]
) -> CertifiedContest:
    first = rows[0]
    office, area, title, party = named
    said = {name: _said_once(cells, rows, name) for name in _ONE_OF_A_CONTEST}
    choices = _choices(cells, rows)
    kind = cells.word(said["Kind"], "Kind", ContestKind)
    title = title or (f"{office}, {area}" if area else office)
    kind = kind or _kind(title, choices, bool(cells.text(said["Incumbent"], "Incumbent")))
    number = cells.text(said["Number"], "Number")
    choices = choices or _yes_and_no(kind, first.line)
    return CertifiedContest(
        id=fresh_id(f"{title} {'' if compared(area) in compared(title) else area} {party_of(party)}", taken),
        line=first.line,
        title=title,
        office_words=office,
        office=None if kind is ContestKind.ISSUE else office_of(office) or office_of(title),
        kind=kind,
        area=area,
        seats=cells.number(said["Seats"], "Seats", 1, _MOST_SEATS) or 1,
        choices=choices,
        write_ins=cells.number(said["Write-in lines"], "Write-in lines", 0, _MOST_SEATS),
        territory=cells.word(said["Voted on in"], "Voted on in", Territory),
        nonpartisan=cells.yes_or_no(said["Nonpartisan"], "Nonpartisan"),
        of_party=party_of(party),
        incumbent=cells.text(said["Incumbent"], "Incumbent"),
        court=cells.text(said["Court"], "Court"),
        number=number,
        method=cells.word(said["Method"], "Method", Method),
    )


def _said_once(cells: ListCells, rows: Sequence[CsvRow], column: str) -> CsvRow:
    """The first row of a contest that says something in a column; the others say the same or nothing."""
    saying = [row for row in rows if cells.columns.cell(row, column)] or [rows[0]]
    wanted = cells.columns.cell(saying[0], column)
    for row in saying[1:]:
        cell = cells.columns.cell(row, column)
        if compared(cell) != compared(wanted):
            found = f"{cell[:60]!r}, and line {saying[0].line} has {wanted[:60]!r} for the same contest"
            cells.wrong(row, column, found, "the same in each row of a contest, or nothing")
    return saying[0]


def _choices(cells: ListCells, rows: Sequence[CsvRow]) -> tuple[CertifiedChoice, ...]:
    choices: dict[str, CertifiedChoice] = {}
    for row in rows:
        name, party = cells.text(row, "Candidate"), party_of(cells.text(row, "Party"))
        if len(party.split()) > _WORDS_OF_A_PARTY:
            cells.wrong(row, "Party", repr(party[:60]), "at most three words (13-12-203)")
        if not name:
            if len(rows) > 1:
                cells.wrong(row, "Candidate", "nothing", "a candidate, or an answer, in each row of the contest")
            continue
        before = choices.setdefault(f"{compared(name) or name} {party}", CertifiedChoice(row.line, name, party))
        if before.line != row.line:
            found = f"{name[:60]!r}, who stands in line {before.line} too"
            cells.wrong(row, "Candidate", found, "each candidate once in a contest", "Remove one of the two.")
    if len(choices) > _MOST_CHOICES:
        cells.wrong(rows[0], "Candidate", f"{len(choices):,} candidates", f"at most {_MOST_CHOICES}", "Name the file.")
    return tuple(choices.values())


def party_of(text: str) -> str:
    """A party's name, where it may be written short; empty for *nonpartisan*."""
    plain = compared(text).removesuffix(" party")
    short = _PARTY.get(plain)
    if short is not None:
        return short
    return next((name for name in _PARTY.values() if name and compared(name) == plain), text)


def _kind(title: str, choices: Sequence[CertifiedChoice], has_incumbent: bool) -> ContestKind:
    """By its answers, where no column says it: *yes* and *no* are no candidates."""
    if not choices or not all(_ANSWER.fullmatch(compared(one.name)) for one in choices):
        return ContestKind.CANDIDATE
    retained = has_incumbent or "retain" in title.casefold() or "retention" in title.casefold()
    if retained:
        return ContestKind.RETENTION
    # A candidate may be called No. A question has two answers or more, and none of them has a party.
    is_question = len(choices) > 1 and not any(one.party for one in choices)
    return ContestKind.ISSUE if is_question else ContestKind.CANDIDATE


def _yes_and_no(kind: ContestKind, line: int) -> tuple[CertifiedChoice, ...]:
    if kind is ContestKind.CANDIDATE:
        return ()
    return CertifiedChoice(line, "YES"), CertifiedChoice(line, "NO")
