"""Taking a further edition of the ballots into a record, whole or not at all.

Nobody counts meanwhile and nobody else writes. The files are on the disk before the entry that names them is written. A
process that dies between the two leaves files that count for nothing, and the same command takes the edition.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from audit.contests import contests_of
from canvass import VERSION, clock
from canvass.correcting.names import names_stated
from canvass.errors import RefusedError
from canvass.record.audit_log import AuditLog
from canvass.record.definition_files import DefinitionFiles, read_definition_files
from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.json_document import read_document
from tabulate.editions.comparing import check_edition, check_same_election
from tabulate.editions.joined import FurtherEdition, join
from tabulate.editions.told_apart import not_told_apart
from tabulate.election import ContestId, Election
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.printable import says_something

if TYPE_CHECKING:
    from canvass.record.store import Record

_LISTED = 6


@dataclass(frozen=True, slots=True)
class Correction:
    """What is said of a further edition."""

    ground: str
    taken_by: str
    ordered_on: date | None = None
    """The day that the ballots were ordered to be corrected; None where it is not said."""
    corrected: tuple[str, ...] = ()
    """`CONTEST` or `CONTEST/CHOICE`: the same, printed otherwise."""
    replaced: tuple[str, ...] = ()
    """`CONTEST/CHOICE`: somebody else under the same id."""
    apart: bool = False
    """Whether each batch will be of one edition."""


def take_edition(record: "Record", given: DefinitionFiles, correction: Correction) -> EditionTaken:
    """Take an edition; from here on its ballots count too.

    Raises DefinitionError with all that an edition may not change, RefusedError where the record can take none, or
    where more must be said; BusyError while a count runs, EnvironmentFault. Nothing is changed then.
    """
    from canvass.record.elections import keep_edition

    new = given.election()
    with record.counting(), record.writing():
        before, state = record.election, fold(record.outlines())
        _check_said(correction, before)
        _check_state(state)
        entry = _entry(record, before, state, given, new, correction)
        _check_audit(record, FurtherEdition(new, entry.names, entry.apart))
        keep_edition(record.directory, entry.number, given)
        record.append([entry])
    return entry


def _entry(
    record: "Record",
    before: Election,
    state: RecordState,
    given: DefinitionFiles,
    new: Election,
    correction: Correction,
) -> EditionTaken:
    names = names_stated(before, new, correction.corrected, correction.replaced)
    findings = Findings()
    check_same_election(
        findings, read_document(read_definition_files(record.directory).definition), read_document(given.definition)
    )
    check_edition(findings, before, new, names, counted_contests(state))
    _check_late(findings, new, state)
    findings.stop_if_any()
    _check_told(before, new, correction.apart)
    return EditionTaken(
        number=len(state.editions) + 2,
        definition_sha256=given.definition_sha256,
        ground=correction.ground.strip(),
        ordered_on=correction.ordered_on.isoformat() if correction.ordered_on is not None else "",
        taken_by=correction.taken_by.strip(),
        canvass_version=VERSION,
        layout_sha256=given.layout_sha256,
        names=names,
        apart=correction.apart,
    )


def _check_late(findings: Findings, new: Election, state: RecordState) -> None:
    """Somebody who declared late (13-10-211) and is printed now is the same person, or has another id."""
    for one in state.board.declared:
        contest = new.find_contest(one.contest)
        printed = None if contest is None else contest.choice(one.person)
        if printed is not None and printed.name != one.name:
            expected = f"{quoted(one.name)}, who declared late under this id"
            findings.add(f"{one.contest}/{one.person}", quoted(printed.name), expected, "Give it another id.")


def counted_contests(state: RecordState) -> frozenset[ContestId]:
    """The contests that ballots counted by now carry, those that are held too."""
    return frozenset(
        contest for tally in state.in_totals() for (_, contest), part in tally.contests.items() if part.sheets
    )


def _check_said(correction: Correction, election: Election) -> None:
    for what, text in (("ground", correction.ground), ("name", correction.taken_by)):
        if not says_something(text):
            raise RefusedError(
                f"{text!r} is no {what}: an edition is taken on a ground and by somebody (13-12-204). Nothing was "
                "written. Say both in letters, figures and signs."
            )
    day, today = correction.ordered_on, clock.today(election.polls_close.tzinfo)
    if day is not None and day > min(today, election.date):
        raise RefusedError(
            f"The ballots cannot have been ordered to be corrected on {day}: expected a day up to "
            f"{min(today, election.date)}. Nothing was written. Correct the day."
        )


def _check_state(state: RecordState) -> None:
    if state.is_complete:
        raise RefusedError(
            "The complete totals of this record were released: ballots of a further edition would change what is "
            "official (13-15-404). Nothing was written. What is found now is for the board of county canvassers."
        )


def _check_told(before: Election, new: Election, apart: bool) -> None:
    alike = () if apart else not_told_apart(before, new)
    if alike:
        more = f" and {len(alike) - _LISTED} more" if len(alike) > _LISTED else ""
        raise RefusedError(
            f"A sheet would not show of which edition it is: {'; '.join(alike[:_LISTED])}{more}. A vote could go to "
            "another name than the elector read. Nothing was written. Have the corrected ballots printed with page "
            "codes, or sort the ballots by edition and run the same command with --apart: each batch is of one edition "
            "from then on, and canvass count asks for it (--edition)."
        )


def _check_audit(record: "Record", further: FurtherEdition) -> None:
    """An audit that is open counts the contests and choices that it was opened with."""
    audit = AuditLog(record).state
    if audit is None:
        return
    first = record.elections.before(0)
    joined = contests_of(join(first, (*record.elections.further, further)))
    known = {contest.id: {choice.id for choice in contest.choices} for contest in audit.opened.contests}
    for contest in joined:
        if {choice.id for choice in contest.choices} != known.get(contest.id):
            raise RefusedError(
                f"The audit of this record was opened before, and its tally sheets do not have what this edition adds "
                f"to contest {contest.id} (13-17-506(2)). Nothing was written. Editions are taken before the audit is "
                "opened; ask the secretary of state how to go on."
            )
