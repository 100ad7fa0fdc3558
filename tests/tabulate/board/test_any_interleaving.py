"""Whatever boards do, in whatever order: the fold says what a plain model says, and refuses what the model refuses."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tabulate.board.decisions import (
    DecisionReopened,
    JudgeDecided,
    ObjectionRecorded,
    QuestionRaisedByPeople,
)
from tabulate.board.errors import NotAllowed
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, ContestRuling, Verdict
from tabulate.board.state import BoardEntry
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.election import ChoiceId
from tabulate.ledger.entries import BatchKind, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import carry_on, fold
from tabulate.questions import Question
from tabulate.tally import Tally
from tests.soak import examples
from tests.tabulate.board.board_makers import CARD, JUDGES, ZOE, board, decided, mayor, overvoted_sheet, written_sheet
from tests.tabulate.board.plain_boards import ModelRecord, ModelSheet, ModelTransfer
from tests.tabulate.ledger_makers import (
    ANN,
    BOB,
    WRITE_IN,
    batch_opened,
    read_sheet_entry,
    record_opened,
    unread_sheet_entry,
    votes_for,
)

ASKED_BY_PEOPLE = (Question.NOT_OFFICIAL, Question.FOLDED_TOGETHER, Question.DUPLICATE_IMAGE, Question.CONDITION)
ACCOUNTS = [account for judges in JUDGES.values() for account in judges]
NAMES = [
    *(SheetName("P-1", number) for number in range(1, 6)),
    SheetName("H-1", 1),
    SheetName("X-1", 1),
    SheetName("X-1", 2),
]
RULINGS = {"ann": mayor(ANN), "bob": mayor(BOB), "zoe": mayor(ZOE), "none": mayor(), "over": mayor(overvoted=True)}


def first_entries() -> list[Entry]:
    return [
        record_opened(),
        batch_opened("P-1"),
        batch_opened("H-1", BatchKind.PROVISIONAL),
        batch_opened("X-1", BatchKind.TRANSFER),
        read_sheet_entry("P-1", 1, votes_for(ANN)),
        overvoted_sheet("P-1", 2),
        written_sheet("P-1", 3),
        unread_sheet_entry("P-1", 4),
        read_sheet_entry("P-1", 5, votes_for(ANN)),
        overvoted_sheet("H-1", 1),
        read_sheet_entry("X-1", 1, votes_for(ANN)),
        written_sheet("X-1", 2),
        board("east"),
        board("west"),
    ]


def first_model() -> ModelRecord:
    machine = ["ann", "over?", "pending", None, "ann", "over?", "ann", "pending"]
    sheets = {name: ModelSheet(seen) for name, seen in zip(NAMES, machine, strict=True)}
    return ModelRecord(sheets, {"X-1"}, {"H-1"})


def slots_of(tally: Tally) -> Counter[str]:
    names = {ANN: "ann", BOB: "bob", ZOE: "zoe", WRITE_IN: "pending"}
    slots: Counter[str] = Counter()
    for contest in tally.contests.values():
        slots.update({names[ChoiceId(choice)]: votes for choice, votes in contest.votes.items()})
        slots["none"] += contest.undervotes
        slots["over"] += contest.overvotes
        slots["waiting"] += contest.questionable.total()
        assert slots.total() >= contest.sheets
    return +slots


class BoardsAtWork(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.entries = first_entries()
        self.state = fold(self.entries)
        self.model = first_model()

    def offer(self, entry: Entry, allowed: bool) -> bool:
        if not allowed:
            with pytest.raises(LedgerBroken):
                fold([*self.entries, entry])
            # The state goes on after it: what the check changed would be seen.
            assert isinstance(entry, BoardEntry)
            with pytest.raises(NotAllowed):
                self.state.board.check(entry)
            return False
        self.entries.append(entry)
        carry_on(self.state, [entry])
        return True

    @rule(name=st.sampled_from(NAMES), of=st.sampled_from(list(JUDGES)), label=st.sampled_from(list(RULINGS)))
    def all_three_agree(self, name: SheetName, of: str, label: str) -> None:
        for account in JUDGES[of]:
            self._decide(name, account, label, 0, 0)

    @rule(
        name=st.sampled_from(NAMES),
        of=st.sampled_from(list(JUDGES)),
        found=st.lists(st.tuples(st.sampled_from(list(RULINGS)), st.integers(0, 2)), min_size=3, max_size=3),
    )
    def three_find_apart(self, name: SheetName, of: str, found: list[tuple[str, int]]) -> None:
        for account, (label, which) in zip(JUDGES[of], found, strict=True):
            self._decide(name, account, label, which, 0)

    @rule(
        name=st.sampled_from(NAMES),
        account=st.sampled_from(ACCOUNTS),
        label=st.sampled_from(list(RULINGS)),
        which=st.integers(0, 2),
        stale=st.sampled_from([0, 0, 0, 0, 1]),
    )
    def one_decides(self, name: SheetName, account: str, label: str, which: int, stale: int) -> None:
        self._decide(name, account, label, which, stale)

    def _decide(self, name: SheetName, account: str, label: str, which: int, stale: int) -> None:
        sheet = self.model.sheets[name]
        rulings = [self._ballot_ruling(name, question, which) for question in sheet.ballot_questions]
        found = {ruling.verdict for ruling in rulings}
        out = found & {Verdict.STRUCK, Verdict.VOID, Verdict.REJECTED, Verdict.NOT_A_BALLOT}
        transfers = not out and Verdict.TRANSFER in found
        contests = [RULINGS[label]] if not out and (transfers or sheet.contest_asked) else []
        card = CARD if transfers and sheet.machine is None else None
        entry = decided(account, name, contests, rulings, sheet.round + stale, card)
        if self.offer(entry, self._may_decide(name, entry)):
            sheet.decisions.append(entry)

    def _ballot_ruling(self, name: SheetName, question: Question, which: int) -> BallotRuling:
        allowed = list(self.model.sheets[name].rule(question)[0])
        verdict = Verdict(allowed[which % len(allowed)])
        if verdict is not Verdict.STRUCK:
            return BallotRuling(question, verdict)
        other = self._other(name)
        return BallotRuling(question, verdict, other.batch, other.sheet)

    @staticmethod
    def _other(name: SheetName) -> SheetName:
        return SheetName("P-1", 5) if name == SheetName("P-1", 1) else SheetName("P-1", 1)

    def _may_decide(self, name: SheetName, entry: JudgeDecided) -> bool:
        sheet = self.model.sheets[name]
        before = sheet.decisions
        if not sheet.asked or entry.round != sheet.round or len(before) == 3:
            return False
        if any(one.judge == entry.judge or one.board != entry.board for one in before):
            return False
        sheet.decisions = [*before, entry]
        struck = sheet.verdict() == "struck"
        sheet.decisions = before
        return not (struck and self.model.sheets[self._other(name)].settled()[0] == "struck")

    @rule(name=st.sampled_from(NAMES), stale=st.sampled_from([0, 0, 0, 1]))
    def somebody_opens_it_again(self, name: SheetName, stale: int) -> None:
        sheet = self.model.sheets[name]
        entry = DecisionReopened(name.batch, name.sheet, sheet.round + stale, "the administrator", "another look")
        if self.offer(entry, bool(sheet.decisions) and not stale):
            sheet.round += 1
            sheet.decisions = []

    @rule(name=st.sampled_from(NAMES), question=st.sampled_from(ASKED_BY_PEOPLE))
    def somebody_asks(self, name: SheetName, question: Question) -> None:
        sheet = self.model.sheets[name]
        entry = QuestionRaisedByPeople(name.batch, name.sheet, question, "ada")
        if self.offer(entry, question not in sheet.ballot_questions):
            sheet.raised.append(question)
            sheet.round += 1
            sheet.decisions = []

    @rule(name=st.sampled_from(NAMES))
    def somebody_objects(self, name: SheetName) -> None:
        self.offer(ObjectionRecorded(name.batch, name.sheet, "an observer", "not so"), allowed=True)

    @precondition(lambda self: len(self.model.transfers) < 3)
    @rule(name=st.none() | st.sampled_from(NAMES), number=st.sampled_from(["1", "2", "3"]))
    def somebody_makes_a_new_ballot(self, name: SheetName | None, number: str) -> None:
        self.people_make_a_new_ballot(name, number)

    def people_make_a_new_ballot(self, name: SheetName | None, number: str) -> None:
        batch, sheet = (None, None) if name is None else (name.batch, name.sheet)
        entry = TransferMade(number, TransferReason.DAMAGED, batch, sheet, ("Ada", "Bea", "Cal"))
        originals = [one.original for one in self.model.transfers.values() if one.original is not None]
        fresh = number not in self.model.transfers and name not in originals
        if self.offer(entry, fresh and (name is None or name.batch != "X-1")):
            self.model.transfers[number] = ModelTransfer(name)

    @rule(number=st.sampled_from(["1", "2"]), name=st.sampled_from([*NAMES[-2:], *NAMES[-2:], NAMES[0]]))
    def somebody_pairs(self, number: str, name: SheetName) -> None:
        self.it_is_paired(number, name)

    def it_is_paired(self, number: str, name: SheetName) -> None:
        used = [one for transfer in self.model.transfers.values() for one in (transfer.copy, *transfer.spoiled)]
        allowed = number in self.model.transfers and name not in used and name.batch == "X-1"
        if self.offer(TransferPaired(number, name.batch, name.sheet, "ada"), allowed):
            transfer = self.model.transfers[number]
            if transfer.copy is not None:
                transfer.spoiled.append(transfer.copy)
            transfer.copy = name

    @rule(
        original=st.sampled_from(NAMES[:-2]),
        copy=st.sampled_from(NAMES[-2:]),
        number=st.sampled_from(["1", "2"]),
        label=st.sampled_from(["ann", "bob"]),
    )
    def a_whole_transfer(self, original: SheetName, copy: SheetName, number: str, label: str) -> None:
        self.people_make_a_new_ballot(original, number)
        self.it_is_paired(number, copy)
        self.all_three_agree(original, "east", label)
        self.all_three_agree(copy, "west", "ann")

    @invariant()
    def the_fold_says_what_the_model_says(self) -> None:
        if not hasattr(self, "entries"):
            return
        for tally, held in ((self.state.real, False), (self.state.held, True)):
            places, slots = self.model.figures(held)
            assert Counter({place.value: count for place, count in tally.places.items()}) == places
            assert slots_of(tally) == slots

    @invariant()
    def one_of_original_and_copy_at_most_is_counted(self) -> None:
        if not hasattr(self, "entries"):
            return
        for transfer in self.state.board.transfers.by_number.values():
            if transfer.made.original is not None and transfer.copy is not None:
                places = [self.state.place_of(transfer.made.original), self.state.place_of(transfer.copy)]
                assert sum(place.value in ("counted", "resolved") for place in places) <= 1

    def teardown(self) -> None:
        if hasattr(self, "entries"):
            again = fold(self.entries)
            assert (again.real, again.held) == (self.state.real, self.state.held)
            assert again.board.ballots.keys() >= {name for name in NAMES if self.model.sheets[name].decisions}


BoardsAtWork.TestCase.settings = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # long histories shrink for many minutes
    max_examples=examples(60),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestBoardsAtWork = BoardsAtWork.TestCase


def test_a_ruling_of_the_makers_fills_the_seat() -> None:
    assert all(isinstance(one, ContestRuling) and one.seats == 1 for one in RULINGS.values())
