"""A definition whose ballots have several sheets, and sheets of it made by hand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from imaging.layout import CardId
from imaging.sheets import Mark, ReadSheet
from tabulate.definitions import parse_definition
from tabulate.editions.voted_apart import not_counted_on
from tabulate.election import ContestId, Election
from tabulate.ledger.entries import (
    BatchClosed,
    BatchKind,
    Entry,
    SheetCounted,
    SheetNotRead,
    SheetQuestioned,
    sheet_entry,
)
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.rules_edition import RulesEdition
from tabulate.votes import cast_vote_record
from tests.tabulate.definitions_data import Json, as_bytes, canvass_document
from tests.tabulate.elections import read, target
from tests.tabulate.ledger_makers import batch_opened, record_opened, source, unread_sheet_entry

APPROVAL = {
    "section": "13-27-502(2)",
    "ground": "Letter of the secretary of state: the issues do not fit",
    "approved_on": "2026-08-14",
}


def two_sheets(**sheet_2: Any) -> Json:
    """Ballot style 1 of the small definition on two sheets: the levy alone on the second."""
    document = canvass_document()
    in_town, out_of_town = document["layouts"]
    back = in_town["pages"].pop()
    issues = {**in_town, "id": "in-town-2", "pages": [{**back, "side": "front", "bottom_marks": [0, 5, 33]}]}
    document["layouts"] = [in_town, out_of_town, issues]
    style = document["ballot_styles"][0]
    del style["layout"]
    style["sheets"] = [{"number": 1, "layout": "in-town"}, {"number": 2, "layout": "in-town-2", **sheet_2}]
    return document


def two_sheet_election() -> Election:
    return parse_definition(as_bytes(two_sheets()))


def sheet_of(
    election: Election, card: str, marks: Mapping[tuple[str, str], Mark] | None = None, number: int = 1
) -> ReadSheet:
    """A sheet of a card with these marks at (contest, choice), all other targets unmarked."""
    meanings = election.card(CardId(card)).meanings
    targets = [
        target(place, (marks or {}).get((meaning.contest, meaning.choice), Mark.UNMARKED))
        for place, meaning in enumerate(meanings, 1)
    ]
    return replace(read(targets), card=CardId(card), number=number)


@dataclass(frozen=True, slots=True)
class Style:
    """A ballot style to be: its precincts, and the contests of each of its sheets."""

    id: str
    precincts: tuple[str, ...]
    sheets: tuple[tuple[str, ...], ...]
    separate: Mapping[str, str] | None = None


def election_with(styles: Sequence[Style], seats: Mapping[str, int]) -> Election:
    """An election of these styles; every contest has three candidates."""
    return parse_definition(definition_with(styles, seats))


def definition_with(styles: Sequence[Style], seats: Mapping[str, int]) -> bytes:
    """Its definition."""
    document = canvass_document()
    document["precincts"] = [
        {"id": one, "name": one.title(), "districts": ["county"]}
        for one in sorted({precinct for style in styles for precinct in style.precincts})
    ]
    document["contests"] = [
        {
            "id": name,
            "title": name.title(),
            "kind": "candidate",
            "scope": "county",
            "district": "county",
            "seats": number,
            "choices": [{"id": f"{name}-{letter}", "name": f"{name} {letter}"} for letter in "abc"],
            "write_ins": 0,
        }
        for name, number in seats.items()
    ]
    document["ballot_styles"] = [_style(one) for one in styles]
    document["layouts"] = [
        _layout(f"{style.id}-{number}", number, contests, document["layouts"][0])
        for style in styles
        for number, contests in enumerate(style.sheets, 1)
    ]
    return as_bytes(document)


def _style(style: Style) -> Json:
    separate = {} if style.separate is None else {"separate_ballot": dict(style.separate)}
    contests = [contest for sheet in style.sheets for contest in sheet]
    sheets = [{"number": n, "layout": f"{style.id}-{n}"} for n in range(1, len(style.sheets) + 1)]
    return {"id": style.id, "precincts": [*style.precincts], "contests": contests, "rotation": 0, "sheets": sheets} | (
        separate
    )


def _layout(name: str, number: int, contests: Sequence[str], like: Json) -> Json:
    targets = [
        {"contest": contest, "choice": f"{contest}-{letter}", "column": 2 + 4 * place, "row": 8 + 2 * row}
        for place, contest in enumerate(contests)
        for row, letter in enumerate("abc")
    ]
    page = {**like["pages"][0], "bottom_marks": [0, 3 + number, 33], "targets": targets}
    return {**like, "id": name, "pages": [page]}


def batch_of(
    election: Election,
    name: str,
    kind: BatchKind,
    sheets: Sequence[ReadSheet | None],
    precinct: str | None = None,
    voted_apart: tuple[ContestId, ...] | None = None,
) -> list[Entry]:
    """A finished batch of these sheets in order; None is a sheet that could not be read."""
    entries: list[Entry] = []
    for number, reading in enumerate(sheets, 1):
        if reading is None:
            entries.append(unread_sheet_entry(name, number))
            continue
        votes = cast_vote_record(reading, election, RulesEdition.SECOND)
        votes = votes.without(not_counted_on(election.ballot_style(votes.ballot_style), voted_apart))
        image = source(f"{name}-{number}.png")
        entries.append(sheet_entry(name, (image,), replace(reading, number=number), votes))
    kinds = Counter(type(entry) for entry in entries)
    figures = kinds[SheetCounted], kinds[SheetQuestioned], kinds[SheetNotRead]
    opened = replace(batch_opened(name, kind, precinct), voted_apart=voted_apart)
    return [opened, *entries, BatchClosed(name, len(sheets), *figures)]


def folded(*batches: Sequence[Entry], others: Sequence[Entry] = ()) -> RecordState:
    """The state of a record opened now, with these batches and entries."""
    opened = replace(record_opened(), rules=RulesEdition.SECOND)
    return fold([opened, *(entry for batch in batches for entry in batch), *others])
