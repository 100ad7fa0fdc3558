"""A record of three precincts with one of everything that status and results speak of, made without scanning."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from canvass.deciding.decisions import Deciding
from canvass.record import create_record
from imaging.layout import CardId
from imaging.sheets import ReadPrintout, Reason, ReasonCode, UnreadSheet
from tabulate.board.batches.halts import CountHalted
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, TallySheetEntered
from tabulate.board.decisions import ObjectionRecorded, QuestionRaisedByPeople
from tabulate.board.places import SheetName
from tabulate.board.polls import LateEvent, WriteInDeclared
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported, ExpectedFrom
from tabulate.board.rulings import BallotRuling, ContestRuling, LineFinding, Verdict, WrittenLine
from tabulate.election import BallotStyleId, ChoiceId, ContestId, PrecinctId
from tabulate.ledger.entries import (
    BatchClosed,
    BatchKind,
    BatchOpened,
    Entry,
    RepeatAllowed,
    SheetNotRead,
    SheetQuestioned,
    sheet_entry,
)
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, ContestReading, Counted, Questionable, WordsCompared
from tests.tabulate.definitions_data import Json, as_bytes, canvass_document, set_at
from tests.tabulate.ledger_makers import batch_opened, reading, source

if TYPE_CHECKING:
    from canvass.record.store import Record

NORTH, SOUTH = PrecinctId("north"), PrecinctId("south")
OFFICE, JUSTICE, LEVY = ContestId("commissioner"), ContestId("justice"), ContestId("levy")
LINE = ChoiceId("write-in-0")
JUDGES = ("ann", "ben", "cal")
IN_THE_MORNING = "2024-11-05T09:00:00-07:00"
HALF_PAST_NINE = "2024-11-05T21:30:00-07:00"
"""The polls are closed; provisional ballots are held."""
A_WEEK_LATER = "2024-11-13T09:00:00-07:00"


def definition() -> bytes:
    """The small definition, of 2024 and with contests that are audited."""
    document: Json = canvass_document() | {"date": "2024-11-05", "polls_close": "2024-11-05T20:00:00-07:00"}
    document = set_at(document, "precincts[2]", {"id": "west", "name": "West & Rest", "districts": ["county"]})
    document = set_at(document, "ballot_styles[1].precincts", ["north", "south", "west"])
    document = set_at(document, "contests[0].scope", "federal")
    document = set_at(document, "contests[0].choices[2]", {"id": "dale", "name": "Di <Dale>"})
    for layout in (0, 1):
        target = {"contest": "commissioner", "choice": "dale", "column": 2, "row": 30}
        document = set_at(document, f"layouts[{layout}].pages[0].targets[5]", target)
    return as_bytes(set_at(document, "contests[2].scope", "statewide"))


def counted(contest: ContestId, *choices: str) -> Counted:
    """Votes for these; what is missing of the seats is undervoted."""
    seats = 2 if contest == OFFICE else 1
    return Counted(contest, tuple(map(ChoiceId, choices)), seats - len(choices))


def votes(
    office: ContestReading, justice: ContestReading, levy: ContestReading | None = None, precinct: str | None = "north"
) -> CastVoteRecord:
    """A sheet's votes. Contests in question, and pending write-ins, raise their questions."""
    contests = (office, justice) if levy is None else (office, justice, levy)
    raised = [RaisedQuestion(one.question, one.contest, None) for one in contests if isinstance(one, Questionable)]
    raised += [
        RaisedQuestion(Question.WRITE_IN, one.contest, LINE)
        for one in contests
        if isinstance(one, Counted) and LINE in one.choices
    ]
    named = None if precinct is None else PrecinctId(precinct)
    style = BallotStyleId("1" if levy is not None else "2")
    return CastVoteRecord(CardId("card"), named, style, contests, tuple(raised))


YES, NO = counted(JUSTICE, "yes"), counted(JUSTICE, "no")
FOR, AGAINST = counted(LEVY, "for"), counted(LEVY, "against")
BOTH, AMES, BURKE = counted(OFFICE, "ames", "burke"), counted(OFFICE, "ames"), counted(OFFICE, "burke")
TOWN = (
    *[votes(BOTH, YES, FOR)] * 7,
    *[votes(AMES, NO, FOR)] * 3,
    *[votes(BURKE, NO, AGAINST)] * 4,
    votes(counted(OFFICE), counted(JUSTICE), AGAINST),
)
ASKED = (
    votes(Questionable(OFFICE, Question.OVERVOTE), YES, FOR),
    votes(AMES, Questionable(JUSTICE, Question.AMBIGUOUS_MARK), FOR),
    votes(counted(OFFICE, "ames", LINE), YES, AGAINST),
    votes(counted(OFFICE, "burke", LINE), NO, AGAINST),
    votes(BOTH, Questionable(JUSTICE, Question.POSITION_UNCERTAIN), Questionable(LEVY, Question.OVERVOTE)),
)
"""Sheets 16 to 20 of the first batch: 16, 17 and 18 are decided, the others wait."""
COUNTY = (
    *[votes(BURKE, YES, precinct="south")] * 6,
    *[votes(AMES, NO, precinct="south")] * 5,
    votes(counted(OFFICE, "ames", LINE), NO, precinct="south"),
    *[votes(BOTH, YES, precinct="west")] * 3,
    votes(AMES, YES, precinct=None),
)


class SmallCounty:
    """Writes the record, step by step."""

    def __init__(self, directory: Path) -> None:
        """Open it."""
        self.record: Record = create_record(directory, definition(), "1.0.0", "0" * 64)

    def hand_marked(self, opened: BatchOpened, sheets: Sequence[CastVoteRecord], unread: Sequence[ReasonCode]) -> None:
        """A finished batch of these sheets, and then of sheets not read."""
        name = opened.batch
        entries: list[Entry] = [opened]
        for number, one in enumerate(sheets, 1):
            image = source(f"{name}-{number}.png")
            entries.append(sheet_entry(name, (image,), reading(number, image), one))
        for number, code in enumerate(unread, len(sheets) + 1):
            image = source(f"{name}-{number}.png")
            entries.append(SheetNotRead(name, UnreadSheet(number, (image,), (Reason(code, "seen"),))))
        self._close(entries)

    def printouts(self, opened: BatchOpened, sheets: Sequence[CastVoteRecord]) -> None:
        """A finished batch of device printouts; of the last one a word is unread, and no question was raised of it."""
        name = opened.batch
        entries: list[Entry] = [opened]
        for number, one in enumerate(sheets, 1):
            image = source(f"{name}-{number}.png")
            contests = tuple(found.contest for found in one.contests)
            words = WordsCompared(contests, (), ())
            if number == len(sheets):
                words = WordsCompared(contests[1:], (), contests[:1])
            compared = CastVoteRecord(one.card, one.precinct, one.ballot_style, one.contests, one.questions, words)
            entries.append(sheet_entry(name, (image,), ReadPrintout(number, image, False, (), ()), compared))
        self._close(entries)

    def _close(self, entries: list[Entry]) -> None:
        opened, sheets = entries[0], entries[1:]
        assert isinstance(opened, BatchOpened)
        asked = sum(isinstance(one, SheetQuestioned) for one in sheets)
        unread = sum(isinstance(one, SheetNotRead) for one in sheets)
        closed = BatchClosed(opened.batch, len(sheets), len(sheets) - asked - unread, asked, unread)
        self.record.append([*entries, closed])

    def count(self) -> None:
        """Every kind of batch, finished."""
        self.hand_marked(
            opened("P-NORTH", NORTH, expected=23),
            (*TOWN, *ASKED),
            (ReasonCode.NO_TIMING_MARKS, ReasonCode.POSITION_UNCERTAIN),
        )
        self.hand_marked(opened("A-REST", None, BatchKind.ABSENTEE, expected=16), COUNTY, ())
        self.hand_marked(opened("STRAY", SOUTH), (votes(AMES, YES, precinct="west"),), ())
        self.printouts(opened("D-NORTH", NORTH, machine="right scanner"), [*TOWN[:9], *TOWN[11:14]])
        self.printouts(opened("D-SOUTH", SOUTH, machine="right scanner"), COUNTY[:2])
        self.hand_marked(
            opened("PROV-1", NORTH, BatchKind.PROVISIONAL, expected=3),
            (votes(BOTH, NO, FOR), votes(AMES, NO, FOR), votes(AMES, Questionable(JUSTICE, Question.OVERVOTE), FOR)),
            (),
        )
        self.hand_marked(opened("T-1", None, BatchKind.TEST, expected=4), (*TOWN[:2], ASKED[0]), ())
        self.printouts(opened("T-2", None, BatchKind.TEST), TOWN[:1])
        self._allow_a_repeat()

    def _allow_a_repeat(self) -> None:
        image = source("STRAY-1.png")
        again = sheet_entry("AGAIN", (image,), reading(1, image), votes(AMES, NO, precinct="south"))
        allowed = RepeatAllowed("AGAIN", 1, image, "STRAY", 1)
        self.record.append([opened("AGAIN", SOUTH), allowed, again, BatchClosed("AGAIN", 1, 1, 0, 0)])

    def decide(self) -> None:
        """What people enter: a board's decisions, a ballot void, late write-ins, a hand count, numbers of ballots."""
        deciding = Deciding(self.record)
        judges = tuple(Judge(one, one.title(), "2024-10-01") for one in JUDGES)
        deciding.enter(BoardAppointed("1", judges, False, "clerk"))
        lost = (LateEvent.DIED, "dale", "2024-10-20", "2024-11-04T16:59")
        deciding.enter(WriteInDeclared(OFFICE, "late", "Lou Late", ("Lou Late",), "13-10-211(2)", "clerk", *lost))
        self._decides(16, ContestRuling(OFFICE, (), (), 0, 2))
        self._decides(17, ContestRuling(JUSTICE, (ChoiceId("no"),), (), 0))
        written = WrittenLine(LINE, LineFinding.DECLARED, "Cy Cole", ChoiceId("cole"))
        self._decides(18, ContestRuling(OFFICE, (ChoiceId("ames"),), (written,), 0))
        deciding.enter(QuestionRaisedByPeople("P-NORTH", 1, Question.NOT_OFFICIAL, "ann"))
        void = BallotRuling(Question.NOT_OFFICIAL, Verdict.VOID)
        for judge in JUDGES:
            deciding.decide(judge, SheetName("P-NORTH", 1), 2, (), (void,))
        deciding.enter(ObjectionRecorded(None, None, "ben", "The door stood open.\nIt was cold."))
        self._count_by_hand(deciding)
        deciding.enter(
            *[
                BallotsExpected(SOUTH, None, 60, ExpectedFrom.POLLBOOK, "clerk"),
                BallotsExpected(None, "A-REST", 17, ExpectedFrom.TRANSMITTAL, "clerk"),
                BallotsExpected(None, "P-NORTH", 23, ExpectedFrom.TRANSMITTAL, "clerk"),
            ]
        )
        deciding.enter(
            DifferenceReported(None, "P-NORTH", 1, 0, "One was torn in two.", tuple(one.title() for one in JUDGES), "1")
        )

    def _decides(self, sheet: int, ruling: ContestRuling) -> None:
        deciding = Deciding(self.record)
        for judge in JUDGES:
            deciding.decide(judge, SheetName("P-NORTH", sheet), 1, (ruling,))

    def _count_by_hand(self, deciding: Deciding) -> None:
        deciding.enter(HandCountOpened("H-1", SOUTH, 30, (), ("ann", "ben"), "cal", "clerk", "1"))
        figures = {
            OFFICE: ((ChoiceFigure(ChoiceId("ames"), 20), ChoiceFigure(ChoiceId("late"), 5)), 33, 2),
            JUSTICE: ((ChoiceFigure(ChoiceId("no"), 12), ChoiceFigure(ChoiceId("yes"), 15)), 3, 0),
        }
        for contest, (votes_, undervotes, overvotes) in figures.items():
            for judge in ("ann", "ben"):
                deciding.enter(TallySheetEntered("H-1", contest, 1, judge, 30, votes_, undervotes, overvotes))

    def interrupt(self) -> None:
        """A batch that was never finished, and a machine halted."""
        image = source("LATE-1.png")
        sheet = sheet_entry("LATE", (image,), reading(1, image), votes(BOTH, YES, precinct="west"))
        self.record.append([opened("LATE", PrecinctId("west"), expected=2), sheet])
        Deciding(self.record).enter(CountHalted("left scanner", "ann", "it drew two sheets"))


def opened(
    batch: str,
    precinct: PrecinctId | None,
    kind: BatchKind = BatchKind.POLLS,
    expected: int | None = None,
    machine: str = "left scanner",
) -> BatchOpened:
    """The entry that opens a batch."""
    plain = batch_opened(batch, kind)
    return BatchOpened(
        batch,
        machine,
        kind,
        precinct,
        expected,
        plain.images_per_sheet,
        None,
        plain.thresholds,
        plain.canvass_version,
        plain.reader_digest,
    )
