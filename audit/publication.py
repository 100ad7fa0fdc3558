"""The published audit: one JSON file from which anyone can derive sample, comparison and outcome (13-17-507(4)).

It holds every event (rehearsals left out), each with the hash of a chain, and the report. `replay` trusts nothing in
it: it checks the chain, folds the events by the same steps as the audit itself, and compares what comes out with what
the file states. Before the certificate nothing after the selection is published: the committee counts blind.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from audit import events as written
from audit.edition import AuditEdition
from audit.errors import AuditError, PublicationAltered, PublicationError
from audit.events import AuditEvent
from audit.events.certifying import AuditCertified, AuditPublished
from audit.events.consequences import MachineBarredElsewhere
from audit.events.counting import BoxesCorrected, BoxesOpened, MachineFiguresTaken
from audit.events.selecting import DiceRolled, ListFrozen
from audit.opening import edition_of
from audit.public_figures import as_published
from audit.public_marks import without_order
from audit.random_sample import fold
from audit.report import CountyReport, county_report, report_json
from audit.state import AuditState

FORMAT = 1
KIND = "random-sample audit, 13-17-503 to 13-17-509, MCA"
_START = "0" * 64


def publish(events: Sequence[AuditEvent]) -> str:
    """The published file's text. Raises Refused or DiceError where an event may not happen."""
    public = public_events(events)
    state = fold(public)
    if state is None:
        raise PublicationError("There is no audit to publish. Open one first.")
    return _text(public, county_report(state))


def _text(public: Sequence[AuditEvent], report: CountyReport) -> str:
    links = chain(written.write(event) for event in public)
    document = {
        "kind": KIND,
        "format": FORMAT,
        "events": [{"name": name, "body": json.loads(body), "sha256": sha256} for name, body, sha256 in links],
        "report": json.loads(report_json(report)),
    }
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


def public_events(events: Sequence[AuditEvent]) -> tuple[AuditEvent, ...]:
    """What the public may see now: no rehearsals, and nothing counted before the certificate."""
    edition = edition_of(events)
    kept = (
        event
        for number, event in enumerate(events)
        if not _of_a_rehearsal(event)
        and not isinstance(event, AuditPublished)
        and not _taken_again(event, events[number + 1 :])
    )
    real = _without_single_ballots(kept, edition)
    if any(isinstance(event, AuditCertified) for event in real):
        return tuple(real)
    opened = next((number for number, event in enumerate(real) if isinstance(event, BoxesOpened)), len(real))
    return tuple(real[:opened])


def _without_single_ballots(events: Iterable[AuditEvent], edition: AuditEdition) -> list[AuditEvent]:
    """What shows nobody's choices. Audits of the first edition are published as they were."""
    if edition is AuditEdition.FIRST:
        return list(events)
    return [
        replace(event, figures=as_published(event.figures)) if isinstance(event, MachineFiguresTaken) else event
        for event in without_order(events)
    ]


def _taken_again(event: AuditEvent, following: Sequence[AuditEvent]) -> bool:
    """Figures that were taken anew: what differs between both may be how one ballot was voted (13-1-102)."""
    return isinstance(event, MachineFiguresTaken) and any(
        isinstance(later, BoxesCorrected) and later.figures_again and later.precinct == event.figures.unit.precinct
        for later in following
    )


def _of_a_rehearsal(event: AuditEvent) -> bool:
    match event:
        case ListFrozen():
            return event.numbered.rehearsal
        case DiceRolled():
            return event.rehearsal
        case _:
            return False


def chain(entries: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str, str]]:
    """Each entry with SHA-256 over the hash before it, its name and its body, as netstrings."""
    sha256 = _START
    for name, body in entries:
        sha256 = hashlib.sha256(b"".join(map(_netstring, (sha256, name, body)))).hexdigest()
        yield name, body, sha256


def _netstring(field: str) -> bytes:
    encoded = field.encode("utf-8", "surrogatepass")
    return b"%d:%s," % (len(encoded), encoded)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a published file came to when everything in it was done again."""

    state: AuditState
    report: CountyReport
    events: int
    rolls: int
    barred_elsewhere: tuple[MachineBarredElsewhere, ...] = ()
    """What it had taken over from earlier elections' audits (13-17-507(2)(a))."""


def replay(text: str) -> Replayed:
    """Derive the audit again from the published text alone. Raises PublicationAltered where it does not follow."""
    document = _document(text)
    entries = [_entry(number, one) for number, one in enumerate(_list(document, "events"), 1)]
    _check_chain(entries)
    try:
        happened = tuple(written.read(name, body) for name, body, _ in entries)
        state = fold(happened)
    except AuditError as error:
        raise PublicationAltered(f"The published events do not follow from each other. {error}") from None
    if state is None:
        raise PublicationAltered("The file holds no events. Ask for the whole file.")
    report = county_report(state)
    _check_report(report, document.get("report"))
    _check_text(happened, report, text)
    rolls = sum(isinstance(event, DiceRolled) for event in happened)
    elsewhere = tuple(event for event in happened if isinstance(event, MachineBarredElsewhere))
    return Replayed(state, report, len(happened), rolls, elsewhere)


def replay_real(text: str) -> Replayed:
    """The same, for whoever takes anything of it. Raises PublicationError for the file of a rehearsal."""
    replayed = replay(text)
    if replayed.state.opened.rehearsal:
        raise PublicationError("The file is of a rehearsal. Nothing of it is an audit. Ask for the audit's own file.")
    return replayed


def _check_text(happened: tuple[AuditEvent, ...], report: CountyReport, text: str) -> None:
    """Nothing beside it either: a note, a rehearsal's roll, a figure written in another way."""
    if public_events(happened) != happened:
        raise PublicationAltered(
            "The file holds events that are never published: a rehearsal's, or counts from before the certificate."
        )
    if _text(happened, report) != text:
        raise PublicationAltered(
            "The file holds more than its events and their report, or was written anew: it is not letter for letter "
            "what was published. Get it again from where it was published."
        )


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise PublicationError(f"The file is no JSON ({error}). Get it again from where it was published.") from None
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise PublicationError("The file is no published audit of Canvass. Check which file was given.")
    if document.get("format") != FORMAT:
        raise PublicationError(
            f"The file has format {document.get('format')!r}; this version reads {FORMAT}. Install a newer version."
        )
    return document


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: with two of one name, two readers could see two things."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _list(document: dict[str, Any], key: str) -> list[Any]:
    value = document.get(key)
    if not isinstance(value, list):
        raise PublicationAltered(f'The file has no list "{key}". Get it again from where it was published.')
    return value


def _entry(number: int, one: Any) -> tuple[str, str, str]:
    match one:
        case {"name": str(name), "body": dict(body), "sha256": str(sha256)}:
            canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
            return name, canonical, sha256
        case _:
            raise PublicationAltered(f"Event {number} is not an event with name, body and sha256. The file is damaged.")


def _check_chain(entries: list[tuple[str, str, str]]) -> None:
    for number, (name, body, sha256) in enumerate(chain((name, body) for name, body, _ in entries), 1):
        if sha256 != entries[number - 1][2]:
            raise PublicationAltered(
                f'Event {number}, "{name}", does not have the hash {sha256[:12]}... that its text ({len(body)} '
                "characters) and the event before it give: it was altered, or one was taken out."
            )


def _check_report(report: CountyReport, stated: Any) -> None:
    derived = json.loads(report_json(report))
    if derived == stated:
        return
    parts = derived.keys() if not isinstance(stated, dict) else derived.keys() | stated.keys()
    given = stated if isinstance(stated, dict) else {}
    wrong = sorted(part for part in parts if derived.get(part) != given.get(part))
    raise PublicationAltered(
        f"The report in the file is not what its events come to: {', '.join(wrong)} differ. The report was altered, or "
        "made by another version."
    )
