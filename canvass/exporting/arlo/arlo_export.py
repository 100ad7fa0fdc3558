"""From a record to Arlo's files: what is asked for, everything that stands against it at once, and what is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.console.text import plural
from canvass.errors import InputError, RecordError, SealedError
from canvass.exporting.arlo.arlo_files import ArloAudit, arlo_files, heading_faults, sums_of
from canvass.exporting.arlo.arlo_names import ArloNames, name_faults, names_given
from canvass.exporting.arlo.audited_ballots import (
    WRITE_IN,
    AuditedBatch,
    BallotVotes,
    SetAsideLie,
    batches_of,
    counted_sheets,
    hand_counted,
    was_set_aside,
)
from canvass.exporting.export_folder import Export
from canvass.record.folded import folded
from canvass.reporting.sealing import check_open, provisional_released
from tabulate.board.places import WAITING_PLACES, Place
from tabulate.election import Contest, Election
from tabulate.ledger.batch_state import StandingSheet
from tabulate.ledger.state import RecordState
from tabulate.totals.results import ContestTotals, total
from tabulate.totals.unfinished_work import halts_and_hand_counts

if TYPE_CHECKING:
    from canvass.record.store import Record

_EMAIL = re.compile(r"[^@\s,;\"']{1,80}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LEFT_THE_STACK = frozenset({Place.TRANSFERRED, Place.REJECTED, Place.VOID, Place.NOT_A_BALLOT, Place.SPOILED_COPY})
"""Paper that was scanned in a stack, and is in no total."""
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class ArloAsked:
    """What the operator asked for and said."""

    admin_email: str
    by_ballots: bool
    contests: tuple[str, ...]
    """By id; all where none is named."""
    names: bytes | None
    """A table of short names."""
    set_aside: SetAsideLie | None
    originals_removed: bool
    test: bool


@dataclass(frozen=True, slots=True)
class ArloRefused:
    """Everything that stands against the export; nothing is written."""

    waits: tuple[str, ...]
    """What people have to do first."""
    faults: tuple[str, ...]


def arlo_export(record: "Record", asked: ArloAsked) -> Export | ArloRefused:
    """The files, or why there are none.

    Raises SealedError while no total may be shown or the polls are not closed in the record; InputError for an e-mail
    address, a contest or a table of names that cannot be used; TotalsDoNotAddUp.
    """
    (state, head), election = folded(record), record.election
    if not asked.test:
        check_open(election, state)
        if state.board.polls_closed is None:
            raise SealedError(
                "The polls are not closed in this record, so there is nothing to audit yet. Close them: "
                "canvass close-polls RECORD --by NAME"
            )
    if not _EMAIL.fullmatch(asked.admin_email):
        raise InputError(f"{asked.admin_email[:80]!r} is no e-mail address. Type it as in ada@county.gov.")
    contests = _contests(election, asked.contests)
    names = ArloNames({}) if asked.names is None else names_given(asked.names, election.contests)
    every = list(state.standing_in_test() if asked.test else state.standing(provisional_released(election)))
    batches = batches_of(state, election, counted_sheets(every), asked.set_aside)
    if not asked.by_ballots and not asked.test:
        batches += hand_counted(state, election)
    waits = tuple(_waits(state, election, asked, every))
    audit = ArloAudit(election, contests, tuple(batches), names, asked.admin_email, asked.by_ballots, asked.test)
    named = (*name_faults(contests, batches, names), *heading_faults(audit))
    faults = (*_faults(state, asked, every, batches), *named)
    if waits or faults:
        return ArloRefused(waits, faults)
    _check_sums(audit, state)
    notes = tuple(_notes(state, asked, every, batches))
    return Export("arlo", election, head, arlo_files(audit), False, notes, tuple(sorted(names.given.items())))


def _contests(election: Election, wanted: tuple[str, ...]) -> tuple[Contest, ...]:
    for id_ in wanted:
        if election.find_contest(id_) is None:
            known = ", ".join(one.id for one in election.contests)
            raise InputError(f"The election has no contest {id_[:80]!r}. Its contests: {known}.")
    return tuple(one for one in election.contests if not wanted or one.id in wanted)


def _waits(state: RecordState, election: Election, asked: ArloAsked, sheets: list[StandingSheet]) -> Iterator[str]:
    """What the board or others have to do before every ballot has its votes."""
    waiting = [one for one in sheets if one.figures.place in WAITING_PLACES - {Place.NOT_READ}]
    if waiting:
        yield f"{plural(len(waiting), 'sheet')} wait for the counting board: {_listed(waiting)}. Decide upon them."
    unread = [one for one in sheets if one.figures.place is Place.NOT_READ]
    if unread and asked.by_ballots:
        yield (
            f"{plural(len(unread), 'sheet')} are not read and have no votes: {_listed(unread)}. Decide upon them, or "
            "use --audit batches."
        )
    if asked.test:
        return
    yield from halts_and_hand_counts(state, election)
    held = state.held.places.total()
    if held and asked.by_ballots and not provisional_released(election):
        yield f"{plural(held, 'ballot')} are held (13-15-107(6)). Wait for their hour, or use --audit batches."


def _faults(
    state: RecordState, asked: ArloAsked, sheets: list[StandingSheet], batches: list[AuditedBatch]
) -> Iterator[str]:
    if not batches and not asked.test and any(True for _ in state.standing_in_test()):
        yield "Only test decks are counted. Use --test for files that say so, or count ballots."
    elif not batches:
        yield "No batch has a ballot that counts. Count ballots first."
    if not asked.test and asked.by_ballots and (by_hand := state.real.hand_ballots.total()):
        yield f"{plural(by_hand, 'ballot')} were counted by hand, so no record of each is there: use --audit batches."
    gone = [one for one in sheets if one.figures.place in _LEFT_THE_STACK]
    if gone and not asked.originals_removed:
        yield (
            f"{plural(len(gone), 'sheet')} do not count and were scanned in a stack: {_listed(gone)}. Left there they "
            "shift every place after them. Take them out, and say --originals-removed."
        )
    aside = [one for one in counted_sheets(sheets) if was_set_aside(one)]
    if aside and asked.by_ballots and asked.set_aside is None:
        yield (
            f"{plural(len(aside), 'sheet')} were set aside for the board: {_listed(aside)}. Say where they lie: "
            "--set-aside returned, at their places; or --set-aside apart, in a stack of their own."
        )


def _listed(sheets: list[StandingSheet]) -> str:
    shown = ", ".join(f"{one.name.batch}/{one.name.sheet}" for one in sheets[:_MOST_LISTED])
    return shown if len(sheets) <= _MOST_LISTED else f"{shown} and {len(sheets) - _MOST_LISTED:,} more"


def _check_sums(audit: ArloAudit, state: RecordState) -> None:
    """Hold the stacks to the results, cell by cell. Raises RecordError."""
    tally = state.test if audit.test else state.countable(provisional_released(audit.election))
    sums = sums_of(audit)
    results = total(audit.election, tally, audit.test, state.board.declared)
    for one in results.contests:
        if one.contest in sums and _of_results(one) != _without_zeros(sums[one.contest]):
            raise RecordError(
                f"The ballots of contest {one.contest} do not add up to its totals. Nothing was written. Run "
                "`canvass verify` on the record and keep it as it is for the inquiry."
            )


def _of_results(one: ContestTotals) -> tuple[int, dict[str, int]]:
    write_ins = sum(person.votes for person in one.write_ins) + one.write_ins_pending
    votes = {str(choice.choice): choice.votes for choice in one.choices} | {WRITE_IN: write_ins}
    return one.sheets - one.waiting, {key: count for key, count in votes.items() if count}


def _without_zeros(found: BallotVotes) -> tuple[int, dict[str, int]]:
    return found.ballots, {key: count for key, count in found.votes.items() if count}


def _notes(
    state: RecordState, asked: ArloAsked, sheets: list[StandingSheet], batches: list[AuditedBatch]
) -> Iterator[str]:
    if asked.test:
        yield "TEST: these are test decks, not ballots."
    yield f"{plural(sum(one.size for one in batches), 'sheet')} in {plural(len(batches), 'stack')}."
    named = {one.name for one in batches}
    left_out = [name for name, one in state.batches_kept() if one.test is asked.test and name not in named]
    if left_out:
        yield f"Without a ballot that counts, and so left out: {', '.join(left_out)}."
    unread = sum(one.figures.place is Place.NOT_READ for one in sheets)
    if unread:
        yield f"{plural(unread, 'sheet')} are not read and in no figure."
    held = state.held.places.total()
    if held and not asked.test and not asked.by_ballots:
        yield f"{plural(held, 'ballot')} of kinds that are held are in the record."
    if asked.set_aside is not None:
        yield f"Ballots that were set aside for the board lie so: {asked.set_aside.value}."
    if asked.originals_removed:
        yield "Ballots that do not count were taken out of the stacks, as the operator said."
    yield "ImprintedId is a place in a stack. It is never printed on a ballot."
