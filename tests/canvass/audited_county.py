"""A county of 65 precincts whose election was eight days ago, counted into a record without scanning anything."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from canvass import VERSION
from canvass.clock import now
from canvass.record import create_record
from imaging.layout import Side
from imaging.sheets import ImageSource, Mark, PageReading, ReadSheet, TargetReading
from tabulate.election import Card, ContestId, Election, PrecinctId
from tabulate.ledger.entries import BatchClosed, BatchKind, BatchOpened, Entry, SheetQuestioned, sheet_entry
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import cast_vote_record

if TYPE_CHECKING:
    from canvass.record.store import Record

PRECINCTS = 65
BALLOTS = 20
"""In each precinct that is counted."""
SENATOR, ISSUE = ContestId("us-senator"), ContestId("ca-116")
MACHINES = ("left scanner", "right scanner")
PICTURED = PrecinctId("P17")
"""The precinct whose scans are in the record."""
_INK = {Mark.UNMARKED: 3, Mark.AMBIGUOUS: 60, Mark.MARKED: 300}
_TARGET_PX = 700


def election_day() -> date:
    """Eight days ago, so that the selection falls on a day the law allows, whenever the test runs."""
    return (now() - timedelta(hours=7)).date() - timedelta(days=8)


def definition(day: date | None = None, precincts: int = PRECINCTS) -> bytes:
    """A federal race, an unopposed one, a county race, a retention and a statewide issue, on every ballot."""
    day = day or election_day()
    contests = [
        _contest("us-senator", "United States Senator", "federal", ("ash", "birch", "cedar"), write_ins=1),
        _contest("us-representative", "United States Representative", "federal", ("dale",)),
        _contest("sheriff", "Sheriff", "county", ("elm", "fir")),
        _contest("retain-3", "Shall Justice Gray be retained?", "judicial", ("yes", "no"), kind="retention"),
        _contest("ca-116", "Constitutional Amendment 116", "statewide", ("for", "against"), kind="issue"),
    ]
    document = {
        "format": "canvass-election/1",
        "id": "larkspur-audit",
        "title": "General Election",
        "date": day.isoformat(),
        "polls_close": f"{day.isoformat()}T20:00:00-07:00",
        "state": "Montana",
        "county": "Larkspur County",
        "mark_thresholds": {"marginal": 0.04, "definite": 0.125, "writing": 0.02},
        "districts": [{"id": "county", "name": "Larkspur County"}],
        "precincts": [
            {"id": f"P{number:02d}", "name": f"Larkspur {number}", "districts": ["county"]}
            for number in range(1, precincts + 1)
        ],
        "parties": [],
        "contests": contests,
        "ballot_styles": [
            {
                "id": "1",
                "precincts": [f"P{number:02d}" for number in range(1, precincts + 1)],
                "contests": [contest["id"] for contest in contests],
                "rotation": 0,
                "layout": "one",
            }
        ],
        "layouts": [_layout(contests)],
    }
    return json.dumps(document).encode()


def _contest(
    id_: str, title: str, scope: str, choices: Sequence[str], kind: str = "candidate", write_ins: int = 0
) -> dict[str, object]:
    return {
        "id": id_,
        "title": title,
        "kind": kind,
        "scope": scope,
        "district": "county",
        "seats": 1,
        "choices": [{"id": choice, "name": choice.title()} for choice in choices],
        "write_ins": write_ins,
    }


def _layout(contests: Sequence[dict[str, object]]) -> dict[str, object]:
    targets: list[dict[str, object]] = []
    for contest in contests:
        choices = contest["choices"]
        assert isinstance(choices, list)
        lines = ["write-in-0"] if contest["write_ins"] else []
        for choice in [*(one["id"] for one in choices), *lines]:
            row = 8 + 2 * len(targets)
            target: dict[str, object] = {"contest": contest["id"], "choice": choice, "column": 2, "row": row}
            if choice == "write-in-0":
                target["write_in_area"] = {"top": row - 0.8, "left": 3, "bottom": row + 0.4, "right": 11}
            targets.append(target)
    box = {"top": 1, "left": 28, "bottom": 4.5, "right": 31.5}
    page = {"side": "front", "rows": 41, "bottom_marks": [0, 3, 33], "code_box": box, "targets": targets}
    return {
        "id": "one",
        "paper": {"width_in": 8.5, "height_in": 11, "pitch_in": 0.25, "left_in": 0.125, "top_in": 0.5},
        "outline": {"width": 0.7, "height": 0.48},
        "columns": 34,
        "pages": [page],
    }


class CountedCounty:
    """Writes ballots into a record as a count would, and knows what it wrote."""

    _pictured = PICTURED

    def __init__(
        self, directory: Path, day: date | None = None, precincts: int = PRECINCTS, pictured: PrecinctId = PICTURED
    ) -> None:
        self.record: Record = create_record(directory, definition(day, precincts), VERSION, "0" * 64)
        self._pictured = pictured
        self._cards = {card.precinct: card for card in self.election.cards}

    @property
    def election(self) -> Election:
        return self.record.election

    def picture(self, file: str, marks: dict[str, Mark]) -> ImageSource:
        """A plain page with its ovals, kept as a count keeps its scans."""
        page = np.full((1100, 850), 250, np.uint8)
        cv2.putText(page, file, (60, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 1)
        for target in _targets(self.election.cards[0], marks):
            centre = (round(target.centre_col_px), round(target.centre_row_px))
            cv2.ellipse(page, centre, (9, 6), 0, 0, 360, 0, 1)
            if target.mark is Mark.MARKED:
                cv2.line(page, (centre[0] - 6, centre[1]), (centre[0] + 6, centre[1]), 60, 3)
        content = cv2.imencode(".png", page)[1].tobytes()
        sha256 = hashlib.sha256(content).hexdigest()
        self.record.images.keep(sha256, file, [content])
        return ImageSource(file, 1, sha256)

    def count_precinct(self, number: int, machine: str | None = None, ballots: int = BALLOTS) -> str:
        """One batch: of every 20 ballots, senator 9 ash, 7 birch, 3 cedar, 1 nobody; issue 11 for, 9 against."""
        precinct = PrecinctId(f"P{number:02d}")
        votes = [usual_votes(place) for place in range(ballots)]
        return self.count_batch(f"{precinct}-polls", precinct, votes, machine or MACHINES[number % 2])

    def count_batch(
        self,
        batch: str,
        precinct: PrecinctId,
        ballots: Sequence[dict[str, Mark]],
        machine: str = MACHINES[0],
        kind: BatchKind = BatchKind.POLLS,
    ) -> str:
        """A batch of ballots, each with its marks by choice; choices not named are unmarked."""
        entries: list[Entry] = [replace(self._opened(batch, machine), batch_kind=kind)]
        sheets = [self.sheet(batch, precinct, place, marks) for place, marks in enumerate(ballots, 1)]
        asked = sum(isinstance(sheet, SheetQuestioned) for sheet in sheets)
        entries += [*sheets, BatchClosed(batch, len(sheets), len(sheets) - asked, asked, 0)]
        self.record.append(entries)
        return batch

    def _opened(self, batch: str, machine: str) -> BatchOpened:
        return BatchOpened(
            batch, machine, BatchKind.POLLS, None, None, 1, None, self.election.layouts.thresholds, VERSION, "0" * 64
        )

    def sheet(self, batch: str, precinct: PrecinctId, place: int, marks: dict[str, Mark]) -> Entry:
        """The entry of one ballot that was read, not yet written."""
        card = self._cards[precinct]
        file = f"{batch}-{place:04d}.png"
        source = ImageSource(file, 1, hashlib.sha256(file.encode()).hexdigest())
        if precinct == self._pictured:
            source = self.picture(file, marks)
        left, right = (tuple((50.0 + 25 * row, 20.0 + 25 * column) for row in range(41)) for column in (0, 33))
        page = PageReading(source, Side.FRONT, False, 41, 34, 25.0, 0, 0.4, left, right)
        reading = ReadSheet(place, card.id, (page,), tuple(_targets(card, marks)))
        return sheet_entry(batch, (source,), reading, cast_vote_record(reading, self.election, CURRENT_RULES))


def _targets(card: Card, marks: dict[str, Mark]) -> list[TargetReading]:
    found = []
    for number, meaning in enumerate(card.meanings, 1):
        mark = marks.get(meaning.choice, Mark.UNMARKED)
        row_px, col_px = 50.0 + 25 * meaning.row, 20.0 + 25 * meaning.column
        found.append(TargetReading(number, Side.FRONT, mark, _INK[mark], _TARGET_PX, row_px, col_px, 0.3))
    return found


def usual_votes(place: int) -> dict[str, Mark]:
    senator = ("ash",) * 9 + ("birch",) * 7 + ("cedar",) * 3 + ("",)
    issue = ("for",) * 11 + ("against",) * 9
    chosen = (senator[place % 20], issue[place % 20], "dale", "elm" if place % 3 else "fir", "yes")
    return {choice: Mark.MARKED for choice in chosen if choice}


USUAL_SENATOR = {"ash": 9, "birch": 7, "cedar": 3, "write-ins": 0}
USUAL_ISSUE = {"for": 11, "against": 9}


def make_county(directory: Path, precincts: Sequence[int]) -> "Record":
    """A record in which these precincts are counted."""
    county = CountedCounty(directory)
    for number in precincts:
        county.count_precinct(number)
    return county.record
