"""A definition whose ballots have several sheets, and sheets of it made by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from imaging.layout import CardId
from imaging.sheets import Mark, ReadSheet
from tabulate.definitions import parse_definition
from tabulate.election import Election
from tests.tabulate.definitions_data import Json, as_bytes, canvass_document
from tests.tabulate.elections import read, target

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
