"""From a record to cast vote records: what has to be done first, the files, and their sums held to the results."""

import json
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass import clock
from canvass.console.text import plural
from canvass.errors import RecordError, SealedError
from canvass.exporting.cast_votes.cvr_objects import known_choices, record_of, report_of, unread_id
from canvass.exporting.common_format import Json, id_of
from canvass.exporting.export_folder import Export, ExportFile
from canvass.record.folded import folded
from canvass.reporting.sealing import check_open, provisional_released
from tabulate.board.places import COUNTED_PLACES, WAITING_PLACES
from tabulate.election import Election
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.state import RecordState
from tabulate.totals.results import total
from tabulate.totals.unfinished_work import halts_and_hand_counts

if TYPE_CHECKING:
    from canvass.record.store import Record

_SHEETS_A_FILE = 5_000
_ID_BYTES = 16
_NOTES = (
    "Each record is one sheet. Batch, machine, precinct, style, place, hour and picture are left out. Nothing tells "
    "which sheets are of one ballot.",
    "Ids and order are random, and others each time. The votes of one sheet stand together: who knows how a ballot "
    "was marked can find it.",
)


@dataclass(frozen=True, slots=True)
class CvrRefused:
    """What people have to do before every ballot has a record of its own; nothing is written."""

    waits: tuple[str, ...]


def cvr_export(record: "Record") -> Export | CvrRefused:
    """The files, or why there are none.

    Raises SealedError while no total may be shown or the polls are not closed in the record, TotalsDoNotAddUp, and
    RecordError where the records do not come to the totals.
    """
    (state, head), election = folded(record), record.election
    check_open(election, state)
    if state.board.polls_closed is None:
        raise SealedError("The polls are not closed in this record. Close them: canvass close-polls RECORD --by NAME")
    if waits := tuple(_waits(state, election)):
        return CvrRefused(waits)
    declared = state.board.declared
    known = known_choices(election, declared)
    sheets = [one for one in state.standing(True) if one.figures.place in COUNTED_PLACES]
    records = [record_of(election, one, known, secrets.token_hex(_ID_BYTES)) for one in sheets]
    records.sort(key=lambda one: str(one["UniqueId"]))
    _check_sums(records, state, election)
    at = clock.now().astimezone(MONTANA_TIME).isoformat(timespec="minutes")
    parts = [records[start : start + _SHEETS_A_FILE] for start in range(0, len(records), _SHEETS_A_FILE)] or [[]]
    files = tuple(
        ExportFile(f"cvr-{number}.json", _bytes(report_of(election, declared, _with_seconds(at), part)))
        for number, part in enumerate(parts, 1)
    )
    return Export("cvr", election, head, files, False, (*_NOTES, f"{plural(len(records), 'record')}."))


def _with_seconds(at: str) -> str:
    """On the whole minute, as the format writes it."""
    return f"{at[:16]}:00{at[16:]}"


def _bytes(document: Json) -> bytes:
    return (json.dumps(document, separators=(",", ":")) + "\n").encode("ascii")


def _waits(state: RecordState, election: Election) -> Iterator[str]:
    waiting = sum(one.figures.place in WAITING_PLACES for one in state.standing(True))
    if waiting:
        yield f"{plural(waiting, 'sheet')} wait for the counting board. Decide upon them."
    yield from halts_and_hand_counts(state, election)
    if by_hand := state.real.hand_ballots.total():
        yield f"{plural(by_hand, 'ballot')} were counted by hand: no record of each is there."
    if state.counted_outside():
        yield "Another system counted some of the precincts: its own records are to be asked for there."
    if state.held.places.total() and not provisional_released(election):
        yield f"{plural(state.held.places.total(), 'ballot')} are held (13-15-107(6)). Wait for their hour."


def _check_sums(records: Sequence[Json], state: RecordState, election: Election) -> None:
    """Hold the records to the results, cell by cell. Raises RecordError."""
    cells: Counter[tuple[str, str]] = Counter()
    for contest in (one for record in records for one in record["CVRSnapshot"][0]["CVRContest"]):
        name = contest["ContestId"]
        cells[name, "sheets"] += 1
        cells[name, "over"] += contest["Overvotes"]
        cells[name, "under"] += contest["Undervotes"]
        for one in contest.get("CVRContestSelection", []):
            cells[name, one["ContestSelectionId"]] += one["TotalNumberVotes"]
    expected: Counter[tuple[str, str]] = Counter()
    for totals in total(election, state.countable(True), False, state.board.declared).contests:
        name = id_of("contest", totals.contest)
        expected[name, "sheets"] = totals.sheets
        expected[name, "over"], expected[name, "under"] = totals.overvotes, totals.undervotes
        for each in (*totals.choices, *totals.write_ins):
            expected[name, id_of("choice", totals.contest, each.choice)] += each.votes
        expected[name, unread_id(totals.contest)] += totals.write_ins_pending
    if +cells != +expected:
        raise RecordError(
            "The cast vote records do not come to the totals. Nothing was written. Run `canvass verify` on the record "
            "and keep it as it is for the inquiry."
        )
