"""The fold and the totals, held to a model that knows nothing but lists; and what of them is not shown."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.layout import Layouts, MarkThresholds
from tabulate.election import (
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    Election,
    Precinct,
    PrecinctId,
)
from tabulate.ledger.entries import (
    Access,
    AccessRecorded,
    AuditRecorded,
    BatchKind,
    Entry,
)
from tabulate.ledger.fold import fold
from tabulate.ledger.lines import read_outline, write_body
from tabulate.questions import Question, RaisedQuestion
from tabulate.totals.results import Results, TotalsDoNotAddUp, sealed_until, total
from tabulate.votes import CastVoteRecord, Counted, Questionable
from tests.tabulate.ledger_makers import (
    ANN,
    BOB,
    MAYOR,
    NOON,
    WRITE_IN,
    batch_opened,
    chain,
    read_sheet_entry,
    record_opened,
    unread_sheet_entry,
    votes_for,
)
from tests.tabulate.test_ledger_refused import SHEET, START

COUNCIL = ContestId("council")
SEATS = {MAYOR: 1, COUNCIL: 3}
CHOICES = {MAYOR: (ANN, BOB), COUNCIL: (ChoiceId("cy"), ChoiceId("di"), ChoiceId("ed"), ChoiceId("flo"))}
PRECINCTS = (PrecinctId("north"), PrecinctId("south"))


def contest(name: ContestId) -> Contest:
    choices = tuple(Choice(choice, choice.title()) for choice in CHOICES[name])
    return Contest(name, name.title(), ContestKind.CANDIDATE, None, None, SEATS[name], choices, write_ins=1)


ELECTION = Election(
    title="General election",
    date=date(2026, 11, 3),
    polls_close=NOON,
    state="Montana",
    county="Larkspur",
    districts=(),
    parties=(),
    precincts=tuple(Precinct(name, name.title()) for name in PRECINCTS),
    contests=(contest(MAYOR), contest(COUNCIL)),
    ballot_styles=(),
    cards=(),
    layouts=Layouts((), MarkThresholds()),
    definition_sha256="0" * 64,
)


@st.composite
def contest_readings(draw: st.DrawFn, name: ContestId) -> Counted | Questionable:
    if draw(st.integers(0, 4)) == 0:
        return Questionable(name, draw(st.sampled_from([Question.OVERVOTE, Question.AMBIGUOUS_MARK])))
    choices = draw(st.lists(st.sampled_from([*CHOICES[name], WRITE_IN]), max_size=SEATS[name], unique=True))
    return Counted(name, tuple(choices), SEATS[name] - len(choices))


@st.composite
def votes(draw: st.DrawFn) -> CastVoteRecord:
    readings = (draw(contest_readings(MAYOR)), draw(contest_readings(COUNCIL)))
    raised = tuple(RaisedQuestion(one.question, one.contest, None) for one in readings if isinstance(one, Questionable))
    plain = votes_for()
    precinct = draw(st.none() | st.sampled_from(PRECINCTS))
    return CastVoteRecord(plain.card, precinct, plain.ballot_style, readings, raised)


@dataclass(frozen=True)
class Offered:
    """A sheet of the model: None where it could not be read."""

    batch: str
    votes: CastVoteRecord | None


BATCHES = {
    "P-1": batch_opened("P-1"),
    "A-1": batch_opened("A-1", BatchKind.ABSENTEE, "south"),
    "T-1": batch_opened("T-1", BatchKind.TEST),
}
offered_sheets = st.lists(st.builds(Offered, st.sampled_from(list(BATCHES)), st.none() | votes()), max_size=25)


def entries_of(sheets: list[Offered]) -> list[Entry]:
    entries: list[Entry] = [record_opened(), *BATCHES.values()]
    numbers: Counter[str] = Counter()
    for sheet in sheets:
        numbers[sheet.batch] += 1
        if sheet.votes is None:
            entries.append(unread_sheet_entry(sheet.batch, numbers[sheet.batch]))
        else:
            entries.append(read_sheet_entry(sheet.batch, numbers[sheet.batch], sheet.votes))
    return entries


def precinct_of(sheet: Offered) -> PrecinctId | None:
    assert sheet.votes is not None
    return sheet.votes.precinct or BATCHES[sheet.batch].precinct


def model_votes(sheets: list[Offered], name: ContestId, precincts: set[PrecinctId | None]) -> Counter[str]:
    """Figures of a contest counted over lists: choices by id, and `undervotes`, `waiting`, `sheets`."""
    figures: Counter[str] = Counter()
    for sheet in sheets:
        if sheet.votes is None or precinct_of(sheet) not in precincts:
            continue
        (reading,) = [one for one in sheet.votes.contests if one.contest == name]
        figures["sheets"] += 1
        if isinstance(reading, Questionable):
            figures["waiting"] += 1
        else:
            figures["undervotes"] += reading.undervotes
            figures.update(reading.choices)
    return figures


def figures_of(results: Results, name: ContestId) -> Counter[str]:
    (totals,) = [one for one in results.contests if one.contest == name]
    figures = Counter({choice.choice: choice.votes for choice in totals.choices})
    others = {
        WRITE_IN: totals.write_ins_pending,
        "undervotes": totals.undervotes,
        "waiting": totals.waiting,
        "sheets": totals.sheets,
    }
    return +(figures + Counter(others))


@given(offered_sheets)
def test_totals_equal_a_plain_count_and_test_decks_stay_apart(sheets: list[Offered]) -> None:
    state = fold(entries_of(sheets))
    everywhere: set[PrecinctId | None] = {*PRECINCTS, None}
    for test, tally in ((False, state.real), (True, state.test)):
        mine = [sheet for sheet in sheets if (sheet.batch == "T-1") is test]
        results = total(ELECTION, tally, test)
        for name in SEATS:
            assert figures_of(results, name) == model_votes(mine, name, everywhere)
        read = [sheet.votes for sheet in mine if sheet.votes is not None]
        assert results.sheets_not_read == len(mine) - len(read)
        assert results.sheets_questioned == sum(bool(one.questions) for one in read)
        assert results.sheets_counted == sum(not one.questions for one in read)


@given(offered_sheets)
def test_votes_undervotes_and_waiting_contests_fill_every_seat_of_every_sheet(sheets: list[Offered]) -> None:
    results = total(ELECTION, fold(entries_of(sheets)).real, test=False)
    for totals in (*results.contests, *(one for precinct in results.precincts for one in precinct.contests)):
        assert totals.votes + totals.undervotes + totals.seats * totals.waiting == totals.seats * totals.sheets


@given(offered_sheets)
def test_precincts_equal_a_plain_count_and_add_up(sheets: list[Offered]) -> None:
    results = total(ELECTION, fold(entries_of(sheets)).real, test=False)
    real = [sheet for sheet in sheets if sheet.batch != "T-1"]
    for precinct in results.precincts:
        for totals in precinct.contests:
            model = model_votes(real, totals.contest, {precinct.precinct})
            assert {choice.choice: choice.votes for choice in totals.choices if choice.votes} == {
                choice: model[choice] for choice in CHOICES[totals.contest] if model[choice]
            }
    assert sum(precinct.sheets for precinct in results.precincts) == sum(sheet.votes is not None for sheet in real)


@given(offered_sheets)
def test_every_sheet_is_counted_questioned_or_not_read(sheets: list[Offered]) -> None:
    state = fold(entries_of(sheets))
    for name, batch in state.batches.items():
        assert batch.sheets == sum(sheet.batch == name for sheet in sheets)
        assert batch.sheets == batch.counted + batch.set_aside


@given(offered_sheets)
def test_outlines_add_up_to_the_same(sheets: list[Offered]) -> None:
    entries = entries_of(sheets)
    outlines = [read_outline(row.number, row.kind, row.body) for row in chain(entries)]
    assert fold(outlines) == fold(entries)


def test_an_outline_leaves_out_what_the_reader_saw() -> None:
    body = write_body(read_sheet_entry("P-1", 1, votes_for(ANN)))
    assert "targets=()" in repr(read_outline(1, "sheet counted", body))


def test_totals_are_sealed_until_the_very_moment_the_polls_close() -> None:
    assert sealed_until(ELECTION, NOON - timedelta(microseconds=1)) == NOON
    assert sealed_until(ELECTION, NOON) is None
    assert sealed_until(ELECTION, datetime(2027, 1, 1, tzinfo=UTC)) is None


def test_totals_that_do_not_add_up_are_not_shown() -> None:
    state = fold([*START, SHEET])
    state.real.contests[PrecinctId("north"), MAYOR].undervotes += 1
    with pytest.raises(TotalsDoNotAddUp, match="mayor"):
        total(ELECTION, state.real, test=False)


def test_a_contest_the_election_does_not_have_is_not_shown() -> None:
    state = fold([*START, SHEET])
    state.real.contests[PrecinctId("north"), ContestId("sheriff")] = state.real.contests[PrecinctId("north"), MAYOR]
    with pytest.raises(TotalsDoNotAddUp, match="sheriff"):
        total(ELECTION, state.real, test=False)


def test_the_audit_s_events_and_the_event_log_change_no_total() -> None:
    counted: list[Entry] = [record_opened(), batch_opened("P-1"), read_sheet_entry("P-1", 1, votes_for(ANN))]
    kept = fold(
        [*counted, AuditRecorded("committee named", "{}"), AccessRecorded("Ada", "observer", Access.TOTALS_SEEN)]
    )
    assert (kept.audit_events, kept.accesses, kept.entries) == (1, 1, 5)
    assert kept.real == fold(counted).real
