"""A record of both editions of the corrected county, with sheets entered as they would have been read: no scans."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from canvass import VERSION
from canvass.correcting.taking import Correction, take_edition
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from imaging.layout import CardLayout
from imaging.sheets import ImageSource, Mark, PageReading, ReadSheet, TargetReading
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.election import Card, ChoiceId, ContestId, Election
from tabulate.ledger.entries import Entry, sheet_entry
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import cast_vote_record
from test_ballots.definition import definition_bytes
from tests.canvass.corrected_county import DEAD_ID, NEW_ID, changed_contest, first_plan, second_plan
from tests.tabulate.ledger_makers import batch_opened, sha256_of

if TYPE_CHECKING:
    from canvass.record.store import Record

BATCH = "P-1"
CONTEST = changed_contest(first_plan()).id
BOTH = changed_contest(first_plan()).choices[1].id
"""Somebody whom both editions print."""
OWN: dict[int, ChoiceId] = {1: DEAD_ID, 2: NEW_ID}


def corrected_record(directory: Path) -> Record:
    """Open the record, and take the second edition."""
    from canvass.record.definition_files import DefinitionFiles

    first = first_plan()
    record = create_record(directory, definition_bytes(first), VERSION, run_self_test())
    given = DefinitionFiles(definition_bytes(second_plan(first)), None)
    take_edition(record, given, Correction("the candidate died", "Ann Clerk"))
    return record


def cards_of(election: Election, edition: int) -> list[Card]:
    return [card for card in election.cards if card.ballot_style.endswith("-edition-2") is (edition == 2)]


def sheet_of(
    election: Election, card: Card, number: int, marked: Collection[tuple[ContestId, ChoiceId]], batch: str = BATCH
) -> Entry:
    """The entry of a sheet of this card on which these ovals, and no others, are marked."""
    layout = election.layout_of(card)
    assert isinstance(layout, CardLayout)
    images = [
        ImageSource(f"{batch}-{number}-{page.side}.png", 1, sha256_of(f"{batch}-{number}-{page.side}"))
        for page in layout.pages
    ]
    pages = tuple(
        PageReading(image, page.side, False, 41, 34, 50.0, 0, 0.7, (), ())
        for image, page in zip(images, layout.pages, strict=True)
    )
    targets = []
    for page in layout.pages:
        for target in page.targets:
            meaning = card.meanings[target.number - 1]
            mark = Mark.MARKED if (meaning.contest, meaning.choice) in marked else Mark.UNMARKED
            ink = 400 if mark is Mark.MARKED else 0
            targets.append(TargetReading(target.number, page.side, mark, ink, 627, 100.0, 100.0, 0.1))
    reading = ReadSheet(number, card.id, pages, tuple(targets))
    return sheet_entry(batch, tuple(images), reading, cast_vote_record(reading, election, CURRENT_RULES))


def overvoted_sheets(record: Record) -> None:
    """Sheet 1 of the first edition, sheet 2 of the second, each overvoted in the contest that was corrected."""
    election = record.election
    sheets = [sheet_of(election, cards_of(election, n)[0], n, {(CONTEST, OWN[n]), (CONTEST, BOTH)}) for n in (1, 2)]
    record.append([batch_opened(BATCH), *sheets])


def board(accounts: Collection[str]) -> BoardAppointed:
    judges = tuple(Judge(account, f"Judge {account}", "2026-11-02", "the clerk") for account in accounts)
    return BoardAppointed("east", judges, True, "the administrator")
