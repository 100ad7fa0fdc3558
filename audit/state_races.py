"""The races and issues that the board of state canvassers drew, once for all counties (13-17-505(1)(a)).

The published selection is one JSON file: the numbered lists, each roll, who rolled and announced. Whoever reads it
rolls everything again. A county's audit takes it whole, with its hash.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit.audit_json import JSON
from audit.contests import Category
from audit.dice import Faces
from audit.errors import AuditError, PublicationAltered, PublicationError
from audit.rules import RuleSetId
from audit.selection import DrawnList, NumberedList, Selection, freeze, roll
from tabulate.canonical_json import NotTheNoun, UnknownWord

STATE = "Montana"
"""Where a county's name stands in a county's list."""
STATE_CATEGORIES = (Category.STATEWIDE_RACE, Category.FEDERAL_RACE, Category.STATEWIDE_ISSUE)
"""What is drawn once for all. Legislative races are drawn for each county, of those on its ballots."""
FORMAT = 1
KIND = "selection of races and issues by the board of state canvassers, 13-17-505(1)(a), MCA"


@dataclass(frozen=True, slots=True)
class StateRoll:
    """One roll at the board's meeting."""

    faces: Faces
    rolled_by: str


@dataclass(frozen=True, slots=True)
class StateList:
    """One numbered list and every roll for it, in order."""

    numbered: NumberedList
    sha256: str
    rolls: tuple[StateRoll, ...]


@dataclass(frozen=True, slots=True)
class StateSelection:
    """What the board drew and announced."""

    rules: RuleSetId
    election_date: date
    counties: tuple[str, ...]
    """Whose ballots the lists were made from."""
    lists: tuple[StateList, ...]
    announced_on: date
    announced_by: str

    def sha256(self) -> str:
        """Of the published file, in hex."""
        return hashlib.sha256(published(self).encode()).hexdigest()


def drawn_lists(selection: StateSelection) -> tuple[DrawnList, ...]:
    """Every list with its rolls done again. Raises Refused and DiceError for what the dice did not give."""
    done = Selection(rehearsal=False)
    for one in selection.lists:
        done = freeze(done, one.numbered, one.sha256)
        for number, each in enumerate(one.rolls, 1):
            done = roll(done, one.numbered.drawn, number, each.faces, each.rolled_by)
    return done.lists


def published(selection: StateSelection) -> str:
    """The published file's text."""
    document = {"kind": KIND, "format": FORMAT, "selection": json.loads(JSON.write(selection))}
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


def read_published(text: str) -> StateSelection:
    """The selection that a published file holds, drawn again. Raises PublicationError, PublicationAltered."""
    selection = _read(_document(text))
    if published(selection) != text:
        raise PublicationAltered(
            "The file holds more than the selection, or was written anew: it is not letter for letter what was "
            "published. Get it again from where it was published."
        )
    try:
        complete = all(one.draw.complete for one in drawn_lists(selection))
    except AuditError as error:
        raise PublicationAltered(f"The rolls in the file do not follow from each other. {error}") from None
    if not complete:
        raise PublicationAltered("The file holds a drawing that is not complete. Get the whole file.")
    return selection


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PublicationError(f"The file is no JSON ({error}). Get it again from where it was published.") from None
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise PublicationError("The file is no selection of the board of state canvassers. Check which file was given.")
    if document.get("format") != FORMAT:
        raise PublicationError(
            f"The file has format {document.get('format')!r}; this version reads {FORMAT}. Install a newer version."
        )
    return document


def _read(document: dict[str, Any]) -> StateSelection:
    try:
        return JSON.read(StateSelection, json.dumps(document.get("selection")))
    except UnknownWord as word:
        raise PublicationError(f"The file has {word}, which this version does not know. Install a newer one.") from None
    except NotTheNoun as fault:
        raise PublicationAltered(f"The file is damaged: {fault}. Get it again from where it was published.") from None
