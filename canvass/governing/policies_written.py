"""The county's policies as a document: its own words, beside what law and record say anyway (13-15-206(8))."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.errors import RefusedError
from canvass.recounting.recount_typed import day_typed
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.scheduling.calendar_shown import day_words
from canvass.scheduling.with_audit import ElectionCalendar
from tabulate.board.office.local_policies import SECTION, LocalPoliciesAdopted, PolicyWords
from tabulate.board.office.open_readings import READINGS, readings_in
from tabulate.board.office.readings import ReadingsInForce
from tabulate.election import Election
from tabulate.ledger.chain import Head
from tabulate.primaries.parties import is_primary

_HASH_SHOWN = 16
_DAYS = ("notices", "prepared", "prepared-small", "machine-count", "hand-count", "results", "held-ballots")
"""Of the calendar, those of the count."""
_SECURITY = (
    ("Ballots lie in sealed containers; each opening has its ground and its witnesses.", "13-15-205, 13-1-303(1)"),
    ("No total is shown before the polls have closed.", "13-15-207, 13-35-241"),
    ("Who works with early results is designated by the election administrator.", "13-13-241(7)(d)"),
    ("Before a count each machine is tested in public, and after it its software is not changed.", "13-17-212(1)"),
)
_OBSERVATION = (
    ("The count is open to the public.", "13-15-101(1)"),
    ("Each party may have poll watchers; a candidate watches for no party where voted for.", "13-13-120"),
    ("Who observes before the polls close signs an affirmation first.", "13-15-207(4)"),
)
_OBJECTIONS = (
    ("Three judges decide upon each questionable vote, and two must agree.", "13-15-112, 13-15-206(4)"),
    ("An objection to one decision, or to the whole process, is entered in the record.", "13-15-206(8)(d)"),
)
_PUBLIC_RECORD = (
    ("Objections are a public record.", "13-15-206(8)(e)"),
    ("What one elector voted can be told from no published figure.", "13-1-102"),
)


@dataclass(frozen=True, slots=True)
class PoliciesWritten:
    """The policies of one county for one election."""

    election: Election
    words: PolicyWords
    adopted: tuple[int, LocalPoliciesAdopted] | None
    """With the number of the entry; None of a draft."""
    readings: ReadingsInForce
    calendar: ElectionCalendar
    head: Head | None
    """Of the record; None where there is only a definition."""


def adopted_typed(words: PolicyWords, adopted_by: str, adopted_on: str, at: str, by: str) -> LocalPoliciesAdopted:
    """That they were adopted, as it was typed. Raises InputError."""
    return LocalPoliciesAdopted(words, adopted_by, day_typed(adopted_on), at, by)


def check_not_adopted(found: PoliciesWritten | None, entry: LocalPoliciesAdopted) -> None:
    """Check that what is to be adopted does not hold already, as where a form is sent twice. Raises RefusedError."""
    if found is None or found.adopted is None:
        return
    number, one = found.adopted
    if (one.policies, one.adopted_by, one.adopted_on) == (entry.policies, entry.adopted_by, entry.adopted_on):
        raise RefusedError(f"These policies are adopted already, by entry {number:,}. Nothing was written.")


def policies_document(one: PoliciesWritten) -> Document:
    """The whole document, with places for signatures."""
    words, held_in = one.words, f"{one.election.county}, {one.election.title} of {one.election.date}"
    columns = columns_of("What", "Section")
    return Document(
        title=f"Policies for counting and deciding upon votes: {one.election.county}",
        lines=(f"{held_in} ({SECTION}).", _adopted(one), *_ledger(one)),
        tables=(
            Table("Security", "", columns, _own(words.security, _SECURITY)),
            _when_and_where(one),
            Table("Observation", "", columns, _own(words.observation, _OBSERVATION)),
            Table("Decisions and objections", "", columns, _own(words.objections, _OBJECTIONS)),
            Table("Public record", "", columns, _own(words.public_record, _PUBLIC_RECORD)),
            Table("How the law is read", "", columns_of("Question", "Section", "Reading"), tuple(_readings(one))),
        ),
        signatures=("For the county", "Election administrator", "Day"),
        on_every_page="" if one.adopted else "DRAFT: not adopted",
        paper=PaperLook(upright=True, foot=f"{_foot(one)}{held_in}."),
    )


def _own(words: str, law: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The county's words first, in a row of their own: every form of a report has the rows."""
    return ((words, SECTION), *law)


def _adopted(one: PoliciesWritten) -> str:
    if one.adopted is None:
        return "They hold once they are adopted."
    number, entry = one.adopted
    return f"Adopted by {entry.adopted_by} on {entry.adopted_on}, entry {number:,}, entered by {entry.entered_by}."


def _ledger(one: PoliciesWritten) -> Iterator[str]:
    if one.head is not None:
        yield f"Ledger {one.head.number}:{one.head.hash}"


def _foot(one: PoliciesWritten) -> str:
    return "" if one.head is None else f"Ledger {one.head.number}:{one.head.hash[:_HASH_SHOWN]}. "


def _when_and_where(one: PoliciesWritten) -> Table:
    words = one.words
    own = (
        ("Place", words.place, "", SECTION),
        ("Hours", words.hours, "", SECTION),
        ("Notice", words.notice, "", SECTION),
    )
    days = (
        (duty.what, day_words(duty.first, duty.opens), day_words(duty.last, duty.closes), duty.section)
        for duty in one.calendar.duties
        if duty.id in _DAYS
    )
    return Table("Place, time and notice", "", columns_of("What", "From, or how", "Until", "Section"), (*own, *days))


def _readings(one: PoliciesWritten) -> Iterator[tuple[str, str, str]]:
    for reading in readings_in(primary=is_primary(one.election)):
        rule = READINGS[reading]
        chosen = one.readings.choice(reading)
        words = next(choice.words for choice in rule.choices if choice.value == chosen)
        yield rule.question, rule.section, words


def policies_bytes(one: PoliciesWritten, form: str) -> bytes:
    """In one of the forms of reports."""
    return bytes_of(policies_document(one), form, json.dumps(policies_json(one), indent=1))


def policies_json(one: PoliciesWritten) -> dict[str, Any]:
    """The same for programs."""
    words, adopted, known = one.words, one.adopted, readings_in(primary=is_primary(one.election))
    return {
        "format": "canvass-policies/1",
        "county": one.election.county,
        "election": one.election.title,
        "date": one.election.date.isoformat(),
        "security": words.security,
        "place": words.place,
        "hours": words.hours,
        "notice": words.notice,
        "observation": words.observation,
        "objections": words.objections,
        "public_record": words.public_record,
        "days": [
            {"what": what, "from": first, "until": last, "section": section}
            for what, first, last, section in _when_and_where(one).rows
        ],
        "readings": {reading.value: one.readings.choice(reading) for reading in known},
        "adopted": None
        if adopted is None
        else {"by": adopted[1].adopted_by, "on": adopted[1].adopted_on, "entry": adopted[0]},
        "ledger": None if one.head is None else {"number": one.head.number, "hash": one.head.hash},
    }
