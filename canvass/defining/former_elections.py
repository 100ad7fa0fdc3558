"""A draft begun with what there is: the last election's precincts, or a definition drafted from a report."""

from dataclasses import dataclass
from pathlib import Path

from canvass.defining.definition_drafts import FORMER_CONTESTS, DefinitionDraft
from canvass.disk.whole_files import save_beside_earlier
from canvass.errors import InputError, disk_errors
from canvass.record.definition_files import read_definition_files
from tabulate.defining.former_lists import contest_rows_of, precinct_rows_of
from tabulate.defining.given_answers import COUNTY, DAY, TITLE, NotAnAnswer
from tabulate.defining.list_columns import ListKind
from tabulate.definitions.canvass_json import FORMAT
from tabulate.definitions.json_document import MAX_BYTES, read_document
from tabulate.definitions.shape import BLANK


@dataclass(frozen=True, slots=True)
class TakenFromFormer:
    """What a draft was begun with."""

    precincts: int
    contests: int
    with_names: bool


def take_former(draft: DefinitionDraft, former: Path, with_names: bool) -> TakenFromFormer:
    """Take the precincts of a definition or a record; the contests with their names only where that is asked.

    Else the contests are written without names, as a list to fill in. Raises InputError, DefinitionError.
    """
    return take_former_content(draft, former.name, _content(former), with_names)


def take_former_content(draft: DefinitionDraft, name: str, content: bytes, with_names: bool) -> TakenFromFormer:
    """The same of a definition's bytes."""
    document = read_document(content)
    if document.get("format") != FORMAT:
        raise InputError(f"{name} is no definition of Canvass's own. Name one, or a record. Nothing was kept.")
    try:
        contests, precincts = contest_rows_of(document, with_names), precinct_rows_of(document)
        numbers = len(document["precincts"]), len(document["contests"])
        said = {key: document[key] for key in ((COUNTY, TITLE, DAY) if with_names else (COUNTY,))}
    except (KeyError, TypeError, AttributeError, ValueError):
        raise InputError(f"{name} is no whole definition: lists of it are missing. Nothing was kept.") from None
    known = draft.read().answers.texts
    new = {key: str(text) for key, text in said.items() if key not in known and not str(text).startswith(BLANK)}
    try:
        draft.answer(new)
    except NotAnAnswer as wrong:
        raise InputError(f"{name}: {wrong} Nothing was kept.") from None
    draft.take_list(ListKind.PRECINCTS, f"precincts of {name}", precincts.encode())
    if with_names:
        draft.take_list(ListKind.CONTESTS, f"contests of {name}", contests.encode())
    else:
        save_beside_earlier(draft.folder / FORMER_CONTESTS, contests.encode())
    return TakenFromFormer(*numbers, with_names)


def _content(former: Path) -> bytes:
    if former.is_dir():
        return read_definition_files(former).definition
    with disk_errors(former), former.open("rb") as file:
        return file.read(MAX_BYTES + 1)
