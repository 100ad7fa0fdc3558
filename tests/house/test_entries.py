"""A kind of ledger entry is stated in few places: whoever adds one has at most five files to touch."""

import re

import pytest

from tabulate.ledger.entries import KINDS
from tests.house.tree import PACKAGES, ROOT, python_files, short

MOST_FILES = 5
"""Its noun, the boards' state, its own room of the domain, what the election allows, and the page that enters it."""
READ_WIDELY = {
    "RecordOpened": "the record is made with it, and its files are checked against it whenever it is opened",
    "EditionTaken": "from it on ballots of one more edition count: opening, verifying and telling a record ask it",
    "BatchOpened": "how a batch is read, whenever a sheet of it is read, looked up or read again",
    "BatchClosed": "whether a batch is finished: counting, verifying, what the boards may decide, and pages ask it",
    "SheetCounted": "the ballots themselves: counting, verifying, pictures and the audit read them",
    "SigningKeyMade": "keys of accounts, in a record's ledger and among the steps of a state's canvass",
    "PaperSigned": "as a key: papers of a record and of a state's canvass are signed alike",
    "SheetQuestioned": "as a sheet counted",
    "SheetNotRead": "as a sheet counted",
    "RepeatAllowed": "that a paper is in the count twice: whoever compares papers asks it",
    "AccessRecorded": "written wherever people sign in, are refused, change an account or see totals",
    "OutsideFileKept": "a report as it is kept: adding, naming, checking, taking and verifying go by it",
    "OutsideNamesMapped": "what names mean: whoever reads a kept report in the definition's terms asks it",
    "OutsideFiguresTaken": "another system's count: taken, shown, verified and audited as this noun says it",
    "BoardAppointed": "a board as it stands is this noun: for the judges' pages, and for who may audit",
    "JudgeDecided": "the boards' whole work: ballots, outcomes, the election's law, the page and `verify` read it",
    "SetAsideDecided": "as a judge's decision: the page, the count, the election's law and `verify` read it",
    "HandCountOpened": "what is counted by hand, and by whom: the page, the law, the state and later fields name it",
    "TallySheetEntered": "a count by hand, of the election or of a recount: pages, lists and totals read it",
    "RecountFiled": "what is recounted and why: the law, the state, the command, the papers and containers ask it",
    "RecountBoardMet": "who recounts, and under whom: the law, the state, the command, the papers and pages read it",
    "RecountCertified": "from it on other votes are the correct ones: the state, the command and the papers ask it",
    "DifferenceReported": "whose report, and who signed: the law, the state, returns, the page and a field name it",
    "WriteInDeclared": "somebody who may have votes: whatever names people reads it",
}
"""Kinds that more files name, and why: not because they are stated there once more, but because they are read there."""
TEXTS = {short(path): path.read_text() for path in python_files(*PACKAGES)}


def files_naming(words: str) -> list[str]:
    return [name for name, text in TEXTS.items() if re.search(words, text)]


@pytest.mark.parametrize("noun", [noun.__name__ for noun in KINDS.values()])
def test_a_kind_of_entry_is_named_in_five_files_at_most(noun: str) -> None:
    files = files_naming(rf"\b{noun}\b")
    assert files, f"{noun} is named nowhere"
    assert (len(files) > MOST_FILES) is (noun in READ_WIDELY), "\n".join([f"{noun} is named in:", *files])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if " " in kind])
def test_the_name_of_a_kind_is_written_once(kind: str) -> None:
    assert len(files_naming(re.escape(f'"{kind}"'))) == 1


def test_the_steps_for_adding_a_kind_name_files_that_there_are() -> None:
    _, _, steps = (ROOT / "tabulate" / "README.md").read_text().partition("## Adding a kind of ledger entry")
    named = re.findall(r"`((?:tabulate|canvass|tests)/[\w./]+)`", steps.split("\n## ")[0])
    assert len(named) > MOST_FILES
    assert [name for name in named if not (ROOT / name).exists()] == []
