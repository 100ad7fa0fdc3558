"""The draft that the pages show: read from its folder at every request."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest

from canvass.defining.definition_drafts import DefinitionDraft, DraftContent
from canvass.defining.list_files import contests_in, precincts_in
from tabulate.defining.contest_rows import ContestList
from tabulate.defining.list_columns import ListKind
from tabulate.defining.precinct_rows import PrecinctList
from tabulate.defining.standing import DefinitionStanding, definition_standing

EDITED_DRAFT = "canvass.edited_draft"
"""What the server hands the draft to each request by."""
_KEPT = 8
_contests = lru_cache(_KEPT)(contests_in)
_precincts = lru_cache(_KEPT)(precincts_in)


@dataclass(frozen=True, slots=True)
class SeenDraft:
    """The draft as read: what it says, its lists, and what follows."""

    content: DraftContent
    contests: ContestList
    precincts: PrecinctList
    standing: DefinitionStanding


def edited_draft(request: HttpRequest) -> DefinitionDraft:
    """The draft that was opened."""
    draft = request.META[EDITED_DRAFT]
    assert isinstance(draft, DefinitionDraft)
    return draft


def seen(request: HttpRequest) -> SeenDraft:
    """The draft as it is on the disk. Raises InputError, EnvironmentFault."""
    draft = edited_draft(request)
    content = draft.read()
    given = {kind: draft.list_content(kept) for kind, kept in content.lists.items()}
    contests, precincts = given.get(ListKind.CONTESTS), given.get(ListKind.PRECINCTS)
    of_contests = ContestList() if contests is None else _contests(contests)
    of_precincts = PrecinctList() if precincts is None else _precincts(precincts)
    return SeenDraft(
        content, of_contests, of_precincts, definition_standing(of_contests, of_precincts, content.answers)
    )
