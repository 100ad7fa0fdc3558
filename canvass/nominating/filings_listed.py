"""Lists typed before a primary: who filed for what, and a party's statewide votes; each as CSV."""

from collections.abc import Callable
from pathlib import Path

from canvass.errors import InputError
from tabulate.csv_rows import Accepted, CsvRefused, CsvTable, rows_of
from tabulate.primaries.filings import FilingOf, OfficeFiled
from tabulate.primaries.five_percent import StatewideVotes
from tabulate.printable import folded_words
from tabulate.whole_numbers import figure

_MOST = 999_999_999
_MOST_BYTES = 2 << 20
_MOST_SEATS = 99
_FILED = ("office", "kind", "seats", "party", "candidate")
_VOTES = ("party", "election", "office", "votes")
_SHOWN = 80


def offices_filed(file: Path) -> tuple[OfficeFiled, ...]:
    """Every office of a list `office,kind,seats,party,candidate`, in order; without a candidate nobody filed for it.

    Raises InputError with the line's number.
    """
    found: dict[str, tuple[FilingOf, int, list[str]]] = {}
    offices, named = dict[str, str](), dict[str, str]()
    kinds = {one.value: one for one in FilingOf}
    for row in _table(file, _FILED).rows:
        kind, seats, party = kinds.get(row["kind"]), figure(row["seats"] or "1", _MOST_SEATS), row["party"]
        partisan = kind in (FilingOf.PARTISAN, FilingOf.COMMITTEE)
        typed = f"{row['office']},{row['kind']},{row['seats']}"
        if kind is None or not seats or not row["office"]:
            raise _wrong(file, row.line, f"an office, one of the kinds {', '.join(kinds)}, and its seats", typed)
        if row["candidate"] and bool(party) is not partisan:
            raise _wrong(file, row.line, "a party with each partisan candidate, and none with others", party or "none")
        _check_spelled(file, row.line, row["office"], offices)
        _check_spelled(file, row.line, party, named)
        of, seats_before, parties = found.setdefault(row["office"], (kind, seats, []))
        if (of, seats_before) != (kind, seats):
            raise _wrong(file, row.line, f"{row['office']} as above, {of} with seats {seats_before}", typed)
        if row["candidate"]:
            parties.append(party)
    return tuple(OfficeFiled(office, of, seats, tuple(each)) for office, (of, seats, each) in found.items())


def statewide_votes(file: Path) -> tuple[StatewideVotes, ...]:
    """Every line of a list `party,election,office,votes`. Raises InputError with the line's number."""
    found, named = list[StatewideVotes](), dict[str, str]()
    for row in _table(file, _VOTES).rows:
        votes = figure(row["votes"], _MOST)
        if votes is None or not row["party"] or not row["election"]:
            typed = f"{row['party']},{row['election']},{row['office']},{row['votes']}"
            raise _wrong(file, row.line, "a party, the election and a number of votes", typed)
        _check_spelled(file, row.line, row["party"], named)
        found.append(StatewideVotes(row["party"], row["election"], row["office"], votes))
    if len({one.election for one in found}) > 2:
        raise InputError(f"{file}: the law asks for the last two general elections (13-10-601(1)); found more of them.")
    return tuple(found)


def _table(file: Path, columns: tuple[str, ...]) -> CsvTable:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}). Name the list.") from None
    try:
        table = rows_of(content, Accepted(_MOST_BYTES), _has(file, columns))
    except CsvRefused as refused:
        raise InputError(f"{file}: {refused.sentence}") from None
    if not table.rows:
        raise InputError(f"{file} has no line below the first. Name the list.")
    return table


def _has(file: Path, columns: tuple[str, ...]) -> Callable[[CsvTable], None]:
    def check(table: CsvTable) -> None:
        if table.columns != columns:
            raise _wrong(file, 1, f"the first line to be `{','.join(columns)}`", ",".join(table.heading))

    return check


def _check_spelled(file: Path, line: int, typed: str, above: dict[str, str]) -> None:
    """That a name is spelled as above: two spellings would be counted as two. Raises InputError."""
    first = above.setdefault(folded_words(typed), typed)
    if typed != first:
        raise _wrong(file, line, f"{first!r}, as it is spelled above", typed)


def _wrong(file: Path, line: int, expected: str, found: str) -> InputError:
    return InputError(f"{file}, line {line}: expected {expected}; found {found[:_SHOWN]!r}. Correct the list.")
