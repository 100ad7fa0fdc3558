"""Device printouts that were tampered with, or whose words and code differ, under each rule of the state."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.verifying.ledger import verify_ledger
from tabulate.ledger.entries import SheetCounted, SheetNotRead, SheetQuestioned
from tabulate.questions import Question
from tabulate.votes import Counted
from test_ballots.printouts.decks import Tampering
from test_ballots.printouts.truth import Expected, PrintoutTruth
from tests.canvass.conftest import County
from tests.canvass.counts import lines_of, sheets_of
from tests.canvass.printout_decks import add_printouts, votes_of

if TYPE_CHECKING:
    from canvass.record.store import Record


@pytest.mark.long
def test_every_way_of_tampering_is_set_aside_for_its_reason(
    county: County, new_record: Callable[[str], Record], tmp_path: Path
) -> None:
    truths = add_printouts(county.definition, tmp_path / "bad", len(Tampering), seed=32, tampering=tuple(Tampering))
    record = new_record("rec")
    report = count(record, tmp_path / "bad", BatchRequest("T", "left"), SilentProgress())
    assert report.sheets == len(Tampering)
    seen = []
    for entry in sheets_of(record):
        images = entry.reading.sources if isinstance(entry, SheetNotRead) else entry.images
        truth = truths[images[0].file]
        assert truth.tampering is not None
        seen.append(truth.tampering.kind)
        assert outcome(entry) & set(truth.expected), (truth.tampering.kind, entry)
        check_what_counts(entry, truth)
    assert sorted(seen) == sorted(Tampering)
    assert verify_ledger(record).problems == []


def outcome(entry: SheetCounted | SheetQuestioned | SheetNotRead) -> set[Expected]:
    if isinstance(entry, SheetNotRead):
        return {Expected(reason.code.value) for reason in entry.reading.reasons}
    about_words = {Question.WORDS_DIFFER, Question.WORDS_UNREAD}
    if any(raised.question in about_words for raised in entry.votes.questions):
        return {Expected.WORDS_DIFFER}
    return {Expected.COUNTED}


def check_what_counts(entry: SheetCounted | SheetQuestioned | SheetNotRead, truth: PrintoutTruth) -> None:
    """No contest counts another vote than the elector made, and none in which code and words differ."""
    if isinstance(entry, SheetNotRead) or truth.tampering is None:
        return
    counted = {one.contest: sorted(one.choices) for one in entry.votes.contests if isinstance(one, Counted)}
    assert not set(counted) & set(truth.tampering.contests)


def test_where_words_and_code_differ_the_board_is_told_the_words_first(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    truths = add_printouts(county.definition, tmp_path / "bad", 1, seed=33, tampering=(Tampering.ALTERED_NAME,))
    (truth,) = truths.values()
    assert truth.tampering is not None
    (line,) = lines_of(capsys, county.definition, tmp_path / "bad")
    assert (line["outcome"], line["words"]["differ"]) == ("set aside", list(truth.tampering.contests))
    (reason,) = [one for one in line["reasons"] if one["code"] == Question.WORDS_DIFFER.value]
    assert 0 < reason["detail"].index("the printed words say") < reason["detail"].rindex("the barcode ")


@pytest.mark.parametrize(("rule", "question"), [("hand count", Question.HAND_COUNT), ("barcode only", None)])
def test_the_state_may_choose_another_rule(
    rule: str, question: Question | None, county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(county.definition.read_text())
    definition = tmp_path / "definition.json"
    definition.write_text(json.dumps(document | {"device_printouts": rule}))
    truths = add_printouts(definition, tmp_path / "scans", 1, seed=34)
    (line,) = lines_of(capsys, definition, tmp_path / "scans")
    (truth,) = truths.values()
    assert line["words"] == {"agree": [], "differ": [], "unread": []}
    if question is None:
        assert line["outcome"] == "read"
        assert {one["contest"]: sorted(one["choices"]) for one in line["contests"]} == votes_of(truth)
    else:
        assert line["outcome"] == "set aside"
        assert {one["question"] for one in line["contests"]} == {question.value}
