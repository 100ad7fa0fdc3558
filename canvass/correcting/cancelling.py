"""A cancelled election as it is typed, and its paper (13-1-304, 13-1-403, 13-1-502, 20-3-313)."""

import json

from canvass.console.text import hour_of
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, RefusedError
from canvass.reporting.election_json import election_json
from canvass.reporting.not_held import NotHeldShown, not_held_json, not_held_shown
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.board.office.elections_cancelled import ElectionCancelled, PositionAppointed, not_held
from tabulate.election import Election
from tabulate.ledger.chain import Head
from tabulate.ledger.state import RecordState

_SHOWN = 80


def cancelled_typed(
    election: Election, contest: str, decided_by: str, resolution: str, decided_on: str, at: str, entered_by: str
) -> ElectionCancelled:
    """A decision: who is elected by acclamation follows from the definition. Raises InputError."""
    found = not_held(election, contest)
    if found is None:
        known = ", ".join(str(one.id) for one in election.not_held) or "it has none"
        raise InputError(
            f"The definition says of no contest {contest[:_SHOWN]!r} that it is not held. Nothing was written. "
            f"Those that are not held: {known}."
        )
    acclaimed = tuple(str(one.id) for one in found.choices)
    vacant = found.seats - len(acclaimed)
    said = (words_typed(decided_by), words_typed(resolution), words_typed(decided_on))
    return ElectionCancelled(str(found.id), *said, acclaimed, vacant, at, entered_by)


def appointed_typed(
    contest: str, name: str, appointed_by: str, appointed_on: str, at: str, entered_by: str
) -> PositionAppointed:
    """An appointment to a position for which nobody had filed."""
    said = (words_typed(name), words_typed(appointed_by), words_typed(appointed_on))
    return PositionAppointed(contest, *said, at, entered_by)


def cancelled_document(election: Election, state: RecordState, contest: str, head: Head) -> tuple[Document, str]:
    """The paper of one decision, and its JSON. Raises InputError or RefusedError."""
    one = next((each for each in not_held_shown(election, state) if each.contest == contest), None)
    if one is None:
        raise InputError(f"No election is cancelled for {contest[:_SHOWN]!r}. Name a contest: canvass cancelled list.")
    if one.decided is None:
        raise RefusedError(f"Nobody entered who cancelled {one.title}. Enter it first: canvass cancelled enter.")
    held_in = f"{election.county}, {election.title} of {election.date}"
    foot = f"Ledger {head.number}:{head.hash[:16]}. {held_in}."
    decided = one.decided.decided
    document = Document(
        title=f"Election not held: {one.title}",
        lines=(
            f"{held_in}.",
            f"No more candidates filed than positions are to be filled. No election is held ({one.section}, 13-1-304).",
            _by_whom(decided),
            f"Entered on {hour_of(decided.at)} by {decided.entered_by}, entry {one.decided.number:,}.",
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(Table("Who holds the office", "", columns_of("Position", "Name", "How"), tuple(_rows(one))),),
        signatures=(f"For {decided.decided_by}", "Election administrator or clerk"),
        paper=PaperLook(upright=True, foot=foot),
    )
    as_json = {
        "format": "canvass-election-not-held/1",
        **election_json(election),
        **not_held_json((one,)),
        "decided_by": decided.decided_by,
        "resolution": decided.resolution,
        "decided_on": decided.decided_on,
        "entry": one.decided.number,
        "ledger": {"number": head.number, "hash": head.hash},
    }
    return document, json.dumps(as_json, indent=1)


def _by_whom(decided: ElectionCancelled) -> str:
    resolution = f", resolution {decided.resolution}" if decided.resolution else ""
    return f"Decided by {decided.decided_by} on {decided.decided_on}{resolution}."


def _rows(one: NotHeldShown) -> list[tuple[str, str, str]]:
    rows = [(name, "elected by acclamation") for name in one.acclaimed]
    rows += [(each.name, f"appointed by {each.appointed_by} on {each.appointed_on}") for each in _appointed(one)]
    rows += [("vacant", "to be filled by appointment")] * one.to_fill
    return [(str(number), name, how) for number, (name, how) in enumerate(rows, 1)]


def _appointed(one: NotHeldShown) -> tuple[PositionAppointed, ...]:
    return () if one.decided is None else one.decided.appointed
