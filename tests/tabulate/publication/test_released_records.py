"""Releases of a record on which people work: at any moment, rows and what is in no row add up to what is counted."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from tabulate.board.batches.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.decisions import QuestionRaisedByPeople
from tabulate.board.errors import NotAllowed
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, Verdict
from tabulate.board.state import BoardEntry
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.election import PrecinctId
from tabulate.ledger.entries import BatchKind, Entry
from tabulate.ledger.fold import carry_on, fold
from tabulate.publication.released import tally_of
from tabulate.publication.releases import CountedFigures, Release, figures_of
from tabulate.questions import Question
from tabulate.rules_edition import RulesEdition
from tabulate.totals.results import total
from tests.soak import examples
from tests.tabulate.board.board_makers import JUDGES, board, by_all, decided, mayor, overvoted_sheet
from tests.tabulate.ledger_makers import (
    ANN,
    BOB,
    MAYOR,
    batch_opened,
    read_sheet_entry,
    record_opened,
    unread_sheet_entry,
    votes_for,
)
from tests.tabulate.test_ledger_fold import ELECTION, PRECINCTS

EAST = JUDGES["east"]


class County:
    """A record of two precincts; whatever is not allowed at its moment is left out."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.entries: list[Entry] = [replace(record_opened(), rules=RulesEdition.SECOND), board(), board("west")]
        self.state = fold(self.entries)
        self.counted: list[CountedFigures] = []
        """At each release."""

    def take(self, *entries: Entry) -> None:
        for entry in entries:
            try:
                if isinstance(entry, BoardEntry):
                    self.state.board.check(entry)
            except NotAllowed:
                return
            carry_on(self.state, [entry])
            self.entries.append(entry)

    def release(self, complete: bool, with_held: bool) -> Release:
        self.take(TotalsReleased(complete, with_held, "ada"))
        assert self.entries[-1] == TotalsReleased(complete, with_held, "ada")
        self.counted.append(figures_of(self.state.countable(with_held)))
        return self.state.releases[-1]

    def something_happens(self) -> None:
        """Sheets are counted, the board decides, or what was counted is taken out of the count again."""
        happens = (self.count, self.decide, self.reject, self.replace_a_batch, self.count_by_hand, self.transfer)
        self.draw.choices(happens, (6, 3, 4, 1, 1, 2))[0]()

    def count(self) -> None:
        name, precinct = f"B{len(self.state.batches)}", self.draw.choice(PRECINCTS)
        kind = self.draw.choice([BatchKind.POLLS, BatchKind.POLLS, BatchKind.PROVISIONAL])
        self.take(replace(batch_opened(name, kind, precinct), machine=self.draw.choice(["m1", "m2"])))
        self.take(*(self._sheet(name, number, precinct) for number in range(1, self.draw.choice([1, 4, 12, 40]))))

    def _sheet(self, batch: str, number: int, precinct: PrecinctId) -> Entry:
        what = self.draw.random()
        if what < 0.04:
            return unread_sheet_entry(batch, number)
        if what < 0.1:
            return overvoted_sheet(batch, number)
        votes = self.draw.choice([votes_for(ANN), votes_for(BOB), votes_for(undervotes=1)])
        return read_sheet_entry(batch, number, replace(votes, precinct=precinct))

    def decide(self) -> None:
        ruling = self.draw.choice([mayor(ANN), mayor(BOB), mayor(overvoted=True)])
        for name in self._some_sheets():
            self.take(*by_all(name, ruling))

    def reject(self) -> None:
        for name in self._some_sheets():
            self.take(QuestionRaisedByPeople(name.batch, name.sheet, Question.NOT_OFFICIAL, "ada"))
            ruling = BallotRuling(Question.NOT_OFFICIAL, Verdict.VOID)
            self.take(*(decided(judge, name, ballot=[ruling]) for judge in EAST))
            self.take(*(decided(judge, name, ballot=[ruling], round=2) for judge in EAST))

    def replace_a_batch(self) -> None:
        self.take(CountHalted("m1", "ada", "the figures jump"))
        affected = tuple(name for name, batch in self.state.batches.items() if batch.opened.machine == "m1")
        self.take(HaltEnded(len(self.entries), FoundByTest.ERROR, HaltChoice.HAND_COUNT, affected, ("Ada",), "a lens"))

    def count_by_hand(self) -> None:
        name, precinct = f"H{len(self.state.board.hand_counts)}", self.draw.choice(PRECINCTS)
        ann, bob = self.draw.choice([(1, 0), (3, 9), (20, 15)])
        self.take(HandCountOpened(name, precinct, ann + bob, (), ("ada", "bea"), "cal", "the clerk", "east"))
        self.take(*_tally_sheets(name, ann, bob))
        if self.draw.random() < 0.3:
            self.take(HandCountReopened(name, MAYOR, ann + bob, "the clerk", "interchanged"))

    def transfer(self) -> None:
        number, batch = str(len(self.state.board.transfers.by_number)), f"X{len(self.state.batches)}"
        for name in self._some_sheets()[:1]:
            self.take(TransferMade(number, TransferReason.DAMAGED, name.batch, name.sheet, ("Ada", "Bea", "Cal")))
            self.take(batch_opened(batch, BatchKind.TRANSFER), read_sheet_entry(batch, 1, votes_for(ANN)))
            self.take(TransferPaired(number, batch, 1, "ada"))

    def _some_sheets(self) -> list[SheetName]:
        every = [name for batch in self.state.batches for name in self.state.sheets_of(batch)]
        return self.draw.sample(every, min(len(every), self.draw.choice([1, 3, 30])))


def _tally_sheets(count: str, ann: int, bob: int) -> Iterator[Entry]:
    for recorder in ("ada", "bea"):
        figures = (ChoiceFigure(ANN, ann), ChoiceFigure(BOB, bob)) if bob else (ChoiceFigure(ANN, ann),)
        yield TallySheetEntered(count, MAYOR, 1, recorder, ann + bob, figures, 0, 0)


def check(county: County, release: Release) -> None:
    """Everything that is counted is in one row, or is told as a number; and every row was counted once."""
    now = county.counted[-1]
    rows = sum(release.shown.sheets.values()) + release.pooled_sheets
    assert rows + release.unshown - release.no_longer_counted == sum(now.sheets.values())
    assert min(release.unshown, release.no_longer_counted, *release.shown.sheets.values(), rows) >= 0
    shown = total(ELECTION, tally_of(release), False)
    assert sum(precinct.sheets for precinct in shown.precincts) == rows
    assert tally_of(release).papers.total() <= rows, "a ballot counted by hand is no paper, and nothing else is none"
    for contest in shown.contests:
        own = [one for precinct in shown.precincts for one in precinct.contests if one.contest == contest.contest]
        assert contest.waiting == 0
        assert (contest.sheets, contest.votes) == (sum(one.sheets for one in own), sum(one.votes for one in own))
    for precinct, sheets in release.shown.sheets.items():
        row = (sheets, release.shown.cell(precinct, MAYOR))
        assert row in [(one.sheets.get(precinct, 0), one.cell(precinct, MAYOR)) for one in county.counted]


def history(seed: int) -> County:
    county = County(seed)
    for moment in range(24):
        county.something_happens()
        if county.draw.random() < 0.6:
            check(county, county.release(complete=False, with_held=moment >= 16))
    return county


@pytest.mark.parametrize("seed", range(examples(60)))
def test_repair_a2_whatever_people_do_rows_and_what_is_in_none_add_up_to_what_is_counted(seed: int) -> None:
    county = history(seed)
    whole = county.release(complete=True, with_held=True)
    check(county, whole)
    assert (whole.unshown, whole.no_longer_counted) == (0, 0)
    real = county.state.real + county.state.held
    assert total(ELECTION, tally_of(whole), False).contests[0].votes == total(ELECTION, real, False).contests[0].votes
    assert fold(county.entries).releases == county.state.releases


def test_these_records_come_to_every_kind_of_release() -> None:
    states = [history(seed).state for seed in range(12)]
    releases = [one for state in states for one in state.releases]
    assert sum(one.unshown > 0 for one in releases) > 10
    assert sum(one.no_longer_counted > 0 for one in releases) > 10
    assert sum(bool(one.pooled) for one in releases) > 10
    assert sum(bool(one.shown.sheets) for one in releases) > 10
    assert {"waiting", "resolved", "counted anew", "transferred"} <= {
        place.value for state in states for place in state.real.places
    }
    assert sum(count.settled != () for state in states for count in state.board.hand_counts.values()) > 5
