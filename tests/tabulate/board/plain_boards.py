"""A plain model of boards at work: a dictionary a sheet, everything worked out anew each time it is asked.

It shares the entries' types with the fold and nothing else. One contest, one seat.
"""

from collections import Counter
from dataclasses import dataclass, field

from tabulate.board.decisions import JudgeDecided
from tabulate.board.places import SheetName
from tabulate.questions import Question

RULES = {
    # question: (what each verdict needs, what holds otherwise); first as read, then as unread
    Question.NOT_OFFICIAL: ({"counts": 3, "void": 2}, "void"),
    Question.FOLDED_TOGETHER: ({"counts": 2, "rejected": 2}, "counts"),
    Question.IDENTIFYING_MARK: ({"counts": 2, "rejected": 2}, "counts"),
    Question.SEVERAL_IN_ENVELOPE: ({"counts": 2, "rejected": 2}, "rejected"),
    Question.DUPLICATE_IMAGE: ({"counts": 2, "struck": 2}, "counts"),
    Question.CONDITION: ({"counts": 2, "transfer": 2, "struck": 2}, "counts"),
}
UNREAD = {
    Question.DUPLICATE_IMAGE: ({"struck": 2, "transfer": 2, "not a ballot": 2}, None),
    Question.CONDITION: ({"transfer": 2, "struck": 2, "not a ballot": 2}, None),
}
WORST = ["struck", "void", "rejected", "not a ballot", "transfer", "counts"]


@dataclass
class ModelSheet:
    machine: str | None
    """`ann`, `bob`, `none`, `pending`, `over?`; None where it could not be read."""
    raised: list[Question] = field(default_factory=list)
    round: int = 1
    decisions: list[JudgeDecided] = field(default_factory=list)

    @property
    def ballot_questions(self) -> list[Question]:
        asked = {*self.raised, *([Question.CONDITION] if self.machine is None else [])}
        return [question for question in Question if question in asked]

    @property
    def contest_asked(self) -> bool:
        return self.machine in ("pending", "over?")

    @property
    def asked(self) -> bool:
        return self.contest_asked or bool(self.ballot_questions)

    def rule(self, question: Question) -> tuple[dict[str, int], str | None]:
        if self.machine is None and question in UNREAD:
            return UNREAD[question]
        return RULES[question]

    def verdict(self) -> str | None:
        """What three decisions come to for the ballot; `open` before, None for no majority."""
        if len(self.decisions) < 3:
            return "open"
        found = []
        for place, question in enumerate(self.ballot_questions):
            said = [one.ballot[place].verdict.value for one in self.decisions]
            needs, otherwise = self.rule(question)
            found.append(next((one for one, judges in needs.items() if said.count(one) >= judges), otherwise))
        if None in found:
            return None
        return next((one for one in WORST if one in found), "counts")

    def contest(self) -> str:
        """What three decisions come to for the contest."""
        said = [_label(one) for one in self.decisions if one.contests]
        for one in said:
            if said.count(one) >= 2:
                return one
        if not said:
            assert self.machine is not None
            return self.machine
        return {"over?": "over", "pending": "none", None: "none"}.get(self.machine, self.machine or "none")

    def settled(self) -> tuple[str, str | None]:
        """Where it stands by itself, and the contest's label: a choice, none, over, pending, waiting or nothing."""
        verdict = self.verdict() if self.asked else "counts"
        if self.asked and verdict in ("open", None, "transfer"):
            if self.machine is None:
                return "not read", None
            if self.ballot_questions:
                return "laid aside", "waiting"
            return "waiting", "waiting" if self.machine == "over?" else self.machine
        if verdict == "counts":
            return ("resolved", self.contest()) if self.asked else ("counted", self.machine)
        return str(verdict), None

    def to_compare(self) -> str | None:
        """The settled label, to compare original and copy by; None while it is not settled."""
        if self.asked and self.verdict() == "transfer":
            return self.contest()
        place, label = self.settled()
        return label if place in ("counted", "resolved") else None


def _label(decision: JudgeDecided) -> str:
    (ruling,) = decision.contests
    return "over" if ruling.overvotes else next(iter(ruling.votes), "none")


@dataclass
class ModelTransfer:
    original: SheetName | None
    copy: SheetName | None = None
    spoiled: list[SheetName] = field(default_factory=list)


@dataclass
class ModelRecord:
    sheets: dict[SheetName, ModelSheet]
    copies: set[str]
    held: set[str]
    transfers: dict[str, ModelTransfer] = field(default_factory=dict)

    def in_force(self, transfer: ModelTransfer) -> bool:
        if transfer.copy is None:
            return False
        copied = self.sheets[transfer.copy].settled()
        if copied[0] not in ("counted", "resolved"):
            return False
        if transfer.original is None:
            return True
        return self.sheets[transfer.original].to_compare() == copied[1]

    def place(self, name: SheetName) -> tuple[str, str | None]:
        own = self.sheets[name].settled()
        for transfer in self.transfers.values():
            if name in transfer.spoiled:
                return "spoiled copy", None
            if name == transfer.copy:
                waits = own[0] in ("counted", "resolved") and not self.in_force(transfer)
                return ("copy waiting", None) if waits else own
            if name == transfer.original and self.in_force(transfer):
                return "transferred", None
        if name.batch in self.copies and own[0] in ("counted", "resolved"):
            return "copy waiting", None
        return own

    def is_held(self, name: SheetName) -> bool:
        for transfer in self.transfers.values():
            if name in (transfer.copy, *transfer.spoiled) and transfer.original is not None:
                return transfer.original.batch in self.held
        return name.batch in self.held

    def figures(self, held: bool) -> tuple[Counter[str], Counter[str]]:
        """Sheets by place, and the contest's slots by label, of the held or of the other ballots."""
        places: Counter[str] = Counter()
        slots: Counter[str] = Counter()
        for name in self.sheets:
            if self.is_held(name) is held:
                place, label = self.place(name)
                places[place] += 1
                if label is not None:
                    slots[label] += 1
        return places, slots
