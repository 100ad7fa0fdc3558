"""Totals that were counted anywhere, as a CSV file `contest,choice,votes`; a write-in's choice is `write-in:NAME`.

One row has the whole vote of one choice: rows of precincts are added up before.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tabulate.csv_rows import Accepted, CsvRefused, CsvRow, CsvTable, plain_cell, rows_of
from tabulate.election import Contest, ContestId, Election
from tabulate.printable import says_something
from tabulate.recounts.rights import PositionTotals, VotesFor
from tabulate.whole_numbers import figure

WRITE_IN = "write-in:"
MOST_VOTES = 999_999_999
_COLUMNS = ("contest", "choice", "votes")
MOST_BYTES = 8 << 20
_ACCEPTED = Accepted(content_bytes=MOST_BYTES, rows=100_000, cell_characters=500, delimiters=",;\t")
_MOST_SHOWN = 80
_MOST_NAMED = 12


def totals_of(content: bytes, election: Election) -> tuple[PositionTotals, ...]:
    """The totals of every contest that the file has, in the definition's order.

    Raises CsvRefused, naming the row, for anything that could be meant in two ways; then nothing of it is used.
    """
    table = rows_of(content, _ACCEPTED, _check_columns)
    if not table.rows:
        found, remedy = "nothing below the first line", "Write a row for each choice of each contest."
        raise CsvRefused(found, "a contest, a choice and its votes", remedy, 2)
    given: defaultdict[ContestId, list[CsvRow]] = defaultdict(list)
    for row in table.rows:
        given[_contest(row, election).id].append(row)
    return tuple(_position(one, given[one.id]) for one in election.contests if one.id in given)


def _check_columns(table: CsvTable) -> None:
    if sorted(table.columns) != sorted(_COLUMNS):
        heading = ",".join(table.heading)[:_MOST_SHOWN]
        found = f"the columns {heading!r}" if heading else "no columns"
        expected = f"the first line to be `{','.join(_COLUMNS)}`"
        raise CsvRefused(found, expected, "Write these three above the rows, and remove other columns.", 1)


def _contest(row: CsvRow, election: Election) -> Contest:
    id_ = plain_cell(row["contest"])
    contest = election.find_contest(id_)
    if contest is None:
        named = [one.id for one in election.contests]
        raise CsvRefused(
            f"the contest {_shown(id_)}", f"a contest of {election.title}: {_listed(named)}", "Write its id.", row.line
        )
    return contest


def _position(contest: Contest, rows: list[CsvRow]) -> PositionTotals:
    given: dict[str, tuple[int, VotesFor]] = {}
    for row in rows:
        one = _votes(row, contest)
        key = WRITE_IN + _person(one.name, contest) if one.choice.startswith(WRITE_IN) else one.choice
        if key in given:
            found = f"{_shown(one.choice)} of {contest.id} again, after line {given[key][0]}"
            raise CsvRefused(found, "each choice once", "Add the two up, or remove the wrong one.", row.line)
        given[key] = row.line, one
    if missing := [choice.id for choice in contest.choices if choice.id not in given]:
        found = f"no votes of {_listed(missing)} in the contest {contest.id}"
        raise CsvRefused(found, "a row for every choice on the ballot", "Add it, with 0 where nobody voted so.")
    printed = tuple(given.pop(choice.id)[1] for choice in contest.choices)
    return PositionTotals(contest, (*printed, *(one for _, one in given.values())))


def _votes(row: CsvRow, contest: Contest) -> VotesFor:
    choice, name = _choice(row, contest)
    votes = figure(row["votes"], MOST_VOTES)
    if votes is None:
        found = f"{_shown(row['votes'])} votes for {_shown(choice)}" if row["votes"] else "no number of votes"
        raise CsvRefused(found, "a whole number from 0 on", "Write the number that was counted.", row.line)
    return VotesFor(choice, name, votes)


def _choice(row: CsvRow, contest: Contest) -> tuple[str, str]:
    cell = plain_cell(row["choice"])
    if printed := contest.choice(cell):
        return printed.id, printed.name
    if not cell.startswith(WRITE_IN):
        expected = f"a choice of {contest.id}: {_listed([one.id for one in contest.choices])}"
        expected += f", or {WRITE_IN}NAME" if contest.write_ins else ""
        raise CsvRefused(f"the choice {_shown(cell)}", expected, "Write its id.", row.line)
    name = _written(row, _one_spelling(cell.removeprefix(WRITE_IN)), contest)
    return WRITE_IN + name, name


def _written(row: CsvRow, name: str, contest: Contest) -> str:
    if not contest.write_ins:
        found, expected = f"a write-in in {contest.id}", "printed choices: its ballot has no line to write in"
        raise CsvRefused(found, expected, "Remove the row, or name the right contest.", row.line)
    if not says_something(name):
        found = f"the write-in {_shown(name)}" if name else "a write-in without a name"
        raise CsvRefused(found, f"{WRITE_IN}NAME", "Write the name of the person, each in a row of its own.", row.line)
    for same in _of_that_name(name, contest):
        found = f"a write-in {_shown(name)} beside the printed choice {same}"
        raise CsvRefused(found, "a person once", f"Add the votes to those of {same}; or tell the two apart.", row.line)
    return name


def _of_that_name(name: str, contest: Contest) -> Iterator[str]:
    for one in contest.choices:
        if _one_spelling(one.name).casefold() == name.casefold():
            yield one.id


def _person(name: str, contest: Contest) -> str:
    """What tells people written in apart: whoever declared is one, whichever of the names filed is written."""
    for one in contest.declared_write_ins:
        if name.casefold() in {_one_spelling(form).casefold() for form in (one.name, *one.forms)}:
            return one.id
    return name.casefold()


def _one_spelling(name: str) -> str:
    """A name without needless blanks, each letter with its accents as one: however a keyboard or spreadsheet has it."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _shown(text: str) -> str:
    return repr(text[:_MOST_SHOWN]) if text else "(empty)"


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return ", ".join(map(str, ids[:_MOST_NAMED])) + more
