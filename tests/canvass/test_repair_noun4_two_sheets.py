"""Ballots of two sheets, printed, marked, scanned and counted: sheets, ballots and electors (13-17-306, 13-15-201)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from canvass import VERSION
from canvass.cli import run
from canvass.demonstrating.small_county import compare_with_truth
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.reporting.separate_words import separate_words
from canvass.verifying.ledger import verify_ledger
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.office.readings import ReadingSet
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import SheetCounted, SheetQuestioned
from tabulate.ledger.fold import fold
from tabulate.questions import Question
from tabulate.totals.reconciliation import reconcile
from tabulate.totals.results import total
from test_ballots.decks import CLEAN_SCANNING, Deck
from test_ballots.demo import CountyPaths, write_county
from test_ballots.plan import Plan
from test_ballots.press import Press
from test_ballots.random_elections import random_plan
from test_ballots.sheets import Scanning, make_sheet
from test_ballots.voters.true_marks import DeckTruth, SheetTruth
from test_ballots.voters.voting import CAREFUL, VotingHabits
from tests.canvass.counts import REQUEST, answer_of, count_quietly
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.several_sheets import APPROVAL, Style, election_with, two_sheets

if TYPE_CHECKING:
    from canvass.record.store import Record

SEED = 5
BLANK = replace(CAREFUL, blank_ballot=1.0)
ELECTORS = (2, 2, 1, 2)
"""Sheets that each elector returned; the third one the second sheet alone."""


def two_sheet_plan() -> Plan:
    plan = random_plan(SEED, most_contests=6)
    return replace(
        plan,
        precincts=plan.precincts[:1],
        styles=tuple(replace(style, further=(len(style.contests) // 2,)) for style in plan.styles[:1]),
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> CountyPaths:
    """A county of one precinct and two-sheet ballots; four electors, of whom one returned sheet 2 alone."""
    folder = tmp_path_factory.mktemp("two-sheets")
    election, definition, ballots, samples = write_county(folder, two_sheet_plan())
    press, truths = Press(election), list[SheetTruth]()
    scans = folder / "scans"
    scans.mkdir()
    for elector, sheets in enumerate(ELECTORS):
        for card in (1,) if sheets == 1 else (0, 1):
            habits: VotingHabits = BLANK if (elector, card) == (3, 1) else CAREFUL
            number = len(truths) + 1
            made = make_sheet(press, number, SEED, habits, CLEAN_SCANNING, of_card=card)
            truths.append(made.truth)
            for name, content in zip(made.names, made.contents, strict=True):
                (scans / name).write_bytes(content)
    truth: DeckTruth[SheetTruth] = DeckTruth(election.title, election.definition_sha256, SEED, tuple(truths))
    return CountyPaths(definition, ballots, samples, Deck(folder, scans, truth), election)


@pytest.fixture(scope="module")
def counted(printed: CountyPaths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    directory = tmp_path_factory.mktemp("counted") / "record"
    with create_record(directory, printed.definition.read_bytes(), VERSION, run_self_test()) as record:
        count_quietly(record, printed.deck.scans)
        yield record


def test_repair_noun4_a_ballot_is_printed_with_all_its_sheets(printed: CountyPaths) -> None:
    (ballot,) = printed.ballots
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(ballot)]
    sheets = [len(layout.pages) for layout in printed.election.layouts.cards]
    assert len(pages) == sum(sheets)
    said = (
        ("1 of 2, front", pages[0]),
        ("CONTINUE ON SHEET 2", pages[sheets[0] - 1]),
        ("2 of 2, front", pages[sheets[0]]),
    )
    assert [words for words, page in (*said, ("END OF BALLOT", pages[-1])) if words not in page] == []


def test_repair_noun4_every_sheet_is_read_as_its_own_card_against_the_truth(
    printed: CountyPaths, counted: Record
) -> None:
    entries = [one for one in counted.entries() if isinstance(one, SheetCounted | SheetQuestioned)]
    assert [one.votes.card for one in entries] == [sheet.card for sheet in printed.deck.truth.sheets]
    assert Counter(printed.election.card(one.votes.card).sheet.number for one in entries) == {1: 3, 2: 4}
    assert compare_with_truth(counted, printed).wrong == 0
    assert verify_ledger(counted).problems == []


def test_repair_noun4_seven_sheets_of_four_electors_are_four_ballots(counted: Record) -> None:
    state = fold(counted.outlines())
    found = reconcile(state, counted.election)
    assert (found.ballots, found.sheets, found.several_sheets) == (4, 7, True)
    assert ["sheet 1: 3 where sheet 2 has 4" in one for one in found.findings] == [True]
    results = total(counted.election, state.real, False)
    assert results.cast is not None
    assert results.cast.ballots == 4
    by_sheet = {card.sheet.number: {meaning.contest for meaning in card.meanings} for card in counted.election.cards}
    for number, sheets in ((1, 3), (2, 4)):
        assert {one.sheets for one in results.contests if one.contest in by_sheet[number]} == {sheets}


def test_repair_noun4_the_blank_second_sheet_is_asked_about_as_a_sheet(counted: Record) -> None:
    raised = [
        one.question
        for entry in counted.entries()
        if isinstance(entry, SheetQuestioned)
        for one in entry.votes.questions
    ]
    assert raised.count(Question.UNMARKED_SHEET) == 1
    assert Question.UNMARKED_BALLOT not in raised


def test_repair_noun4_the_answers_say_ballots_and_sheets(counted: Record, capsys: pytest.CaptureFixture[str]) -> None:
    status = answer_of(capsys, "status", counted.directory, "--json")
    assert status["ballots"] == {"cast": 4, "sheets": 7}
    assert len(status["findings"]) == 1
    assert status["sheets"]["in"] == 7


def test_repair_noun4_the_same_second_sheet_scanned_again_waits_for_the_board(
    printed: CountyPaths, tmp_path: Path
) -> None:
    press, definition = Press(printed.election), printed.definition.read_bytes()
    precinct = printed.election.precincts[0].id
    with create_record(tmp_path / "record", definition, VERSION, run_self_test()) as record:
        for scan in (0, 1):
            folder = tmp_path / f"scan-{scan}"
            folder.mkdir()
            made = make_sheet(press, 2, SEED, CAREFUL, CLEAN_SCANNING, rescan=scan, of_card=1)
            for name, content in zip(made.names, made.contents, strict=True):
                (folder / name).write_bytes(content)
            report = count_quietly(record, folder, replace(REQUEST, batch=f"B{scan}", precinct=precinct))
            assert (report.sheets, report.not_read) == (1, scan)
        found = reconcile(fold(record.outlines()), record.election)
        assert "1 sheets wait for the counting board" in " ".join(found.unfinished)


def test_repair_noun4_a_batch_keeps_how_the_state_read_the_law_when_it_was_opened(
    printed: CountyPaths, tmp_path: Path
) -> None:
    press, folders = Press(printed.election), [tmp_path / name for name in ("before", "after", "again")]
    for scan, folder in enumerate(folders):
        folder.mkdir()
        scanning = Scanning({}, qualities=(90 - scan, 90 - scan))
        made = make_sheet(press, 7, SEED, BLANK, scanning, of_card=1)
        for name, content in zip(made.names, made.contents, strict=True):
            (folder / f"{scan}-{name}").write_bytes(content)
    with create_record(tmp_path / "record", printed.definition.read_bytes(), VERSION, run_self_test()) as record:
        before = count_quietly(record, folders[0], replace(REQUEST, batch="before", kind=BatchKind.TEST))
        record.append([ReadingSet(OpenReading.UNMARKED_SHEETS, "undervotes", "opinion 9", "2026-09-01", "clerk")])
        after = count_quietly(record, folders[1], replace(REQUEST, batch="after", kind=BatchKind.TEST))
        more = count_quietly(record, folders[2], replace(REQUEST, batch="before", kind=BatchKind.TEST, adds=True))
        assert [(one.counted, one.questioned) for one in (before, after, more)] == [(0, 1), (1, 0), (0, 2)]
        assert verify_ledger(record).problems == []


def test_repair_noun4_opening_a_record_says_what_is_a_separate_ballot_and_who_approved_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definition = tmp_path / "definition.json"
    definition.write_bytes(as_bytes(two_sheets(separate_ballot=APPROVAL)))
    assert run(["new", str(tmp_path / "record"), str(definition)]) == 0
    assert (
        "Sheet 2 of ballot style 1 is a separate ballot (13-27-502(2)), approved on 2026-08-14: Letter of the "
        "secretary of state: the issues do not fit.\n"
    ) in capsys.readouterr().out


def test_repair_noun4_a_separate_ballot_of_the_laws_own_needs_no_approval_and_says_none() -> None:
    party = Style("party", ("north",), (("mayor",),))
    beside = Style("judges", ("north",), (("judge",),), {"section": "13-10-209"})
    election = election_with([party, beside], {"mayor": 1, "judge": 1})
    assert [*separate_words(election)] == ["Ballot style judges is a separate ballot (13-10-209)."]
