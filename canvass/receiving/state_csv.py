"""The state's list of absentee ballots, as CSV, added up before anything of it is written (13-13-232, 13-13-241).

A row is one ballot: `precinct`, `ballot` (its number), `status`, and where they apply `reason`, `time` and `batch`.
Only these columns are taken. A file with any other one is refused, since it may hold names. Whoever sends it says which
columns to leave out; nothing of these is kept, hashed or shown. No message shows a cell of the file.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from canvass.errors import InputError
from canvass.receiving.intake_typed import second_typed
from tabulate.board.intake.absentee_figures import (
    AbsenteeFiguresTaken,
    AcceptedBatch,
    EnvelopeRejection,
    PrecinctIntake,
    RejectedEnvelopes,
)
from tabulate.csv_rows import Accepted, CsvRefused, CsvRow, CsvTable, rows_of, spreadsheet_text
from tabulate.election import Election, PrecinctId
from tabulate.printable import prints
from tabulate.whole_numbers import whole_number

COLUMNS = ("precinct", "ballot", "status", "reason", "time", "batch")
_NEEDED = COLUMNS[:3]
MOST_BYTES = 64 << 20
_STATE_FILE = Accepted(content_bytes=MOST_BYTES, rows=400_000, columns=60, delimiters=",;\t", utf_16=True, silent=True)
_STATUSES = ("issued", "void", "replaced", "returned", "accepted", "deposited", "rejected")
_REASONS = {
    "late": EnvelopeRejection.LATE,
    "no match": EnvelopeRejection.NO_MATCH,
    "no request": EnvelopeRejection.NO_REQUEST,
    "several in envelope": EnvelopeRejection.SEVERAL,
    "other": EnvelopeRejection.OTHER,
}
_MOST_NUMBER, _LONGEST_BATCH = 9_999_999, 80


@dataclass(slots=True)
class _OfPrecinct:
    """What is added up of one precinct."""

    numbers: set[int] = field(default_factory=set)
    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[EnvelopeRejection] = field(default_factory=Counter)
    times: list[str] = field(default_factory=list)
    batches: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def figures_of(
    content: bytes, election: Election, leave_out: Iterable[str], as_of: str, at: str, entered_by: str
) -> AbsenteeFiguresTaken:
    """The numbers of a file. Raises InputError, with nothing of any cell in its words."""
    left = {_column(one) for one in leave_out}
    try:
        table = rows_of(content, _STATE_FILE, lambda found: _check_columns(found, left))
    except CsvRefused as refused:
        raise InputError(f"{refused.sentence} Nothing was written.") from None
    places = {_column(name): name.lower() for name in table.heading if name}
    rows = tuple(_Row(one, places) for one in table.rows)
    known = {name.casefold(): one.id for one in election.precincts for name in (one.name, one.id)}
    found: dict[PrecinctId, _OfPrecinct] = {}
    for row in rows:
        _add(row, known, found)
    if not found:
        raise InputError("The file has no ballot. Nothing was written. Name the file that has them.")
    order = [one.id for one in election.precincts if one.id in found]
    kept = spreadsheet_text([COLUMNS, *(tuple(row[name] for name in COLUMNS) for row in rows)])
    return AbsenteeFiguresTaken(
        as_of,
        hashlib.sha256(kept.encode()).hexdigest(),
        tuple(_intake(one, found[one]) for one in order),
        tuple(batch for one in order for batch in _batches(one, found[one])),
        at,
        entered_by,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by the names of columns that are taken."""

    row: CsvRow
    places: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.row[self.places.get(column, "")] if column in self.places else ""

    def wrong(self, expected: str) -> InputError:
        return InputError(f"Line {self.row.line} of the file needs {expected}. Nothing was written. Correct that line.")


def _column(name: str) -> str:
    """`Ballot Number` and `ballot_number` are `ballot`."""
    words = " ".join(name.replace("_", " ").casefold().split())
    return {"ballot number": "ballot", "number": "ballot", "precinct id": "precinct"}.get(words, words)


def _check_columns(found: CsvTable, left: set[str]) -> None:
    """Refuse what may hold names. Before it is a heading, nothing of the first line is shown: it may be a voter's."""
    names = [_column(name) for name in found.heading if name]
    if missing := [one for one in _NEEDED if one not in names]:
        raise CsvRefused(
            f"no column {' and no column '.join(missing)} in the first line",
            f"the columns {', '.join(COLUMNS)}",
            "Save the list with its heading.",
        )
    if twice := [one for one in COLUMNS if names.count(one) > 1]:
        raise CsvRefused(f"two columns for {twice[0]}", "each once", "Leave one of them out of the file.")
    others = [name for name in found.heading if name and _column(name) not in {*COLUMNS, *left}]
    if others:
        raise CsvRefused(
            f"columns that may name voters: {', '.join(one[:40] for one in others[:8] if prints(one))}",
            f"numbers alone, in {', '.join(COLUMNS)}",
            "Remove these columns from the file, or leave each out by name (--leave-out): nothing of it is kept then.",
        )


def _add(row: _Row, known: Mapping[str, PrecinctId], found: dict[PrecinctId, _OfPrecinct]) -> None:
    precinct = known.get(row["precinct"].casefold())
    if precinct is None:
        raise row.wrong("a precinct of the definition, by its id or name")
    number = whole_number(row["ballot"], _MOST_NUMBER)
    if not number:
        raise row.wrong("the ballot's number, in digits, from 1")
    own = found.setdefault(precinct, _OfPrecinct())
    if number in own.numbers:
        raise row.wrong("a ballot number that stands once in its precinct")
    own.numbers.add(number)
    status = " ".join(row["status"].casefold().split())
    if status == "to be rejected":
        _reject(row, own, EnvelopeRejection.NO_REQUEST)
        return
    if status not in _STATUSES:
        raise row.wrong(f"a status: {', '.join(_STATUSES)} or to be rejected")
    if status == "rejected":
        reason = _REASONS.get(" ".join(row["reason"].casefold().split()))
        if reason is None:
            raise row.wrong(f"the reason of the rejection: {', '.join(_REASONS)}")
        _reject(row, own, reason)
        return
    own.statuses[status] += 1
    batch = row["batch"]
    if batch and status in ("accepted", "deposited"):
        if len(batch) > _LONGEST_BATCH or not prints(batch):
            raise row.wrong("the batch's name, as it will be scanned")
        own.batches[batch][status] += 1


def _reject(row: _Row, own: _OfPrecinct, reason: EnvelopeRejection) -> None:
    own.reasons[reason] += 1
    if reason is EnvelopeRejection.NO_REQUEST:
        try:
            own.times.append(second_typed(row["time"]))
        except InputError:
            raise row.wrong('the exact time at which it was marked "to be rejected", as 2026-10-20T14:03:22') from None


def _intake(precinct: PrecinctId, own: _OfPrecinct) -> PrecinctIntake:
    statuses, rejected = own.statuses, sum(own.reasons.values())
    accepted = statuses["accepted"] + statuses["deposited"]
    return PrecinctIntake(
        precinct,
        ranges_of(own.numbers),
        len(own.numbers),
        statuses["void"] + statuses["replaced"],
        statuses["replaced"],
        statuses["returned"] + accepted + rejected,
        accepted,
        tuple(RejectedEnvelopes(one, count, _times(one, own.times)) for one, count in sorted(own.reasons.items())),
        statuses["deposited"],
    )


def _times(reason: EnvelopeRejection, times: list[str]) -> tuple[str, ...]:
    return tuple(sorted(times)) if reason is EnvelopeRejection.NO_REQUEST else ()


def _batches(precinct: PrecinctId, own: _OfPrecinct) -> Iterator[AcceptedBatch]:
    for name, statuses in sorted(own.batches.items()):
        yield AcceptedBatch(name, precinct, statuses.total(), statuses["deposited"])


def ranges_of(numbers: Iterable[int]) -> str:
    """`1-410, 415`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
