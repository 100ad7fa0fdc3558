"""Names in records that no rule knows, as a table that people fill in: what each means, or that it is left out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from canvass.errors import InputError
from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.importing.name_lines import LEFT_OUT
from canvass.importing.names_table import may_be
from canvass.importing.records.record_names_known import NamesKnown
from outside.matching.defined_election import DefinedElection
from outside.matching.name_map import (
    MappedChoice,
    MappedContest,
    MappedPrecinct,
    NameMap,
    Waiting,
    WaitingChoice,
    WaitingContest,
    WaitingPrecinct,
)
from outside.matching.partners import FoundBy
from tabulate.csv_rows import Accepted, CsvRefused, CsvTable, plain_cell, rows_of
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.printable import shown

_COLUMNS = ("line", "name", "means", "may be")
_ACCEPTED = Accepted(8 << 20, rows=50_000, delimiters=",;\t", utf_16=True)


def called(one: Waiting) -> str:
    """The name with what it is of."""
    match one:
        case WaitingPrecinct():
            return f"Precinct: {one.outside}"
        case WaitingContest():
            return f"Contest: {one.outside}{_where(one)}"
        case WaitingChoice():
            return f"Choice: {one.outside}, of {one.contest}{_where(one)}"


def _where(one: WaitingContest | WaitingChoice) -> str:
    return f", in {', '.join(map(str, one.precincts))}" if one.precincts else ""


def _line(one: Waiting) -> str:
    return "n" + hashlib.sha256(repr((type(one).__name__, called(one))).encode()).hexdigest()[:15]


def asked_table(waiting: Iterable[Waiting]) -> bytes:
    """A row for each; `means` is what people fill in."""
    rows = [(_line(one), shown(called(one)), "", shown(may_be(one.proposals))) for one in waiting]
    return spreadsheet_bytes([_COLUMNS, *rows])


def with_answers(
    content: bytes, waiting: Iterable[Waiting], known: NamesKnown, election: DefinedElection
) -> NamesKnown:
    """What is known once the table is taken. A choice whose contest waits is asked after it.

    Raises InputError with every problem; then nothing of it is used.
    """
    try:
        table = rows_of(content, _ACCEPTED, _check_columns)
    except CsvRefused as refused:
        raise InputError(f"{refused.sentence} Nothing was taken.") from None
    asked = {_line(one): one for one in waiting}
    answers: list[_Answer] = []
    problems: list[str] = []
    for row in table.rows:
        means = plain_cell(row["means"])
        if not means:
            continue
        if (one := asked.pop(row["line"], None)) is None:
            problems.append(
                f"line {row.line}: {shown(row['line'])[:40]!r} is no name that waits, or stands there twice."
            )
        elif means != LEFT_OUT and means not in _ids(one, election):
            problems.append(f"line {row.line}: {shown(means)[:80]!r} is no id that the definition has for this.")
        else:
            answers.append(_Answer(one, None if means == LEFT_OUT else means))
    if problems:
        raise InputError("\n".join((*problems, "Nothing was taken. Correct the table, and name it again.")))
    return _taken(answers, known)


def _check_columns(table: CsvTable) -> None:
    if missing := [one for one in _COLUMNS[:3] if one not in table.columns]:
        raise CsvRefused(f"no column {missing[0]!r}", f"the columns {', '.join(_COLUMNS)}", "Export it again.", 1)


@dataclass(frozen=True, slots=True)
class _Answer:
    asked: Waiting
    means: str | None


def _ids(one: Waiting, election: DefinedElection) -> set[str]:
    match one:
        case WaitingPrecinct():
            return {each.id for each in election.precincts}
        case WaitingContest():
            return {each.id for each in election.contests}
        case WaitingChoice():
            contest = election.contest(one.known)
            return {each.id for each in contest.choices} if contest else set()


def _taken(answers: list[_Answer], known: NamesKnown) -> NamesKnown:
    precincts = list(known.map.precincts)
    contests = {(one.outside, one.precincts): one for one in known.map.contests}
    left = known.left_out
    for answer in answers:
        match answer.asked, answer.means:
            case WaitingPrecinct() as one, None:
                left = replace(left, precincts=left.precincts | {one.outside})
            case WaitingPrecinct() as one, str(id_):
                precincts.append(MappedPrecinct(one.outside, PrecinctId(id_), FoundBy.PERSON))
            case WaitingContest() as one, None:
                left = replace(left, contests=left.contests | {(one.outside, one.precincts)})
            case WaitingContest() as one, str(id_):
                key = one.outside, one.precincts
                contests[key] = MappedContest(one.outside, ContestId(id_), FoundBy.PERSON, (), one.precincts)
            case WaitingChoice() as one, None:
                left = replace(left, choices=left.choices | {(one.contest, one.precincts, one.outside)})
            case WaitingChoice() as one, str(id_):
                key = one.contest, one.precincts
                empty = MappedContest(one.contest, one.known, FoundBy.PERSON, (), one.precincts)
                mapped = contests.get(key, empty)
                choice = MappedChoice(one.outside, ChoiceId(id_), FoundBy.PERSON)
                contests[key] = replace(mapped, choices=(*mapped.choices, choice))
    return NamesKnown(NameMap(tuple(precincts), tuple(contests.values())), left)
