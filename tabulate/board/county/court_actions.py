"""Actions in court as they stand: the one place that says which of their entries may follow which (13-36-102 to 212).

An action is begun, judged, perhaps appealed and judged again, and ended. Of its judgments the last holds. Whatever the
day on which it was begun, it is kept: whether it was too late is for the court to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from tabulate.board.county.certificate_entries import CertifiedPerson
from tabulate.board.county.court_entries import (
    CourtActionAppealed,
    CourtActionBegun,
    CourtActionEnded,
    CourtActionJudged,
    CourtActionKind,
    CourtEntry,
    CourtFinding,
)
from tabulate.board.errors import NotAllowed
from tabulate.board.words_said import check_day, check_said, check_sha256, day_in_montana
from tabulate.election import ContestId
from tabulate.printable import folded_words

_SECTION = "13-36-102"
_LONGEST = 2_000
_TAKES = (CourtFinding.DECLARES_ANOTHER, CourtFinding.SETS_ASIDE)


class CourtStage(StrEnum):
    """How far an action is."""

    BEGUN = "begun"
    JUDGED = "judged"
    APPEALED = "appealed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CourtAction:
    """One action, with everything that was said of it."""

    begun: CourtActionBegun
    history: tuple[tuple[int, CourtEntry], ...]
    """Its entries by their numbers, in order, its first among them."""

    @property
    def stage(self) -> CourtStage:
        """How far it is."""
        match self.history[-1][1]:
            case CourtActionBegun():
                return CourtStage.BEGUN
            case CourtActionJudged():
                return CourtStage.JUDGED
            case CourtActionAppealed():
                return CourtStage.APPEALED
            case CourtActionEnded():
                return CourtStage.ENDED

    @property
    def is_open(self) -> bool:
        """Whether it holds what is kept (13-1-303(1)(c)): until it has ended, judged or not."""
        return self.stage is not CourtStage.ENDED

    @property
    def judgments(self) -> tuple[tuple[int, CourtActionJudged], ...]:
        """In order, with the numbers of their entries; the last one holds."""
        return tuple((number, one) for number, one in self.history if isinstance(one, CourtActionJudged))

    def takes(self, judged: CourtActionJudged, choice: str) -> bool:
        """Whether a judgment in it takes a nomination or an election from somebody."""
        if judged.finding is CourtFinding.VOIDS:
            return True
        return judged.finding in _TAKES and choice == self.begun.against


@dataclass(frozen=True, slots=True)
class CourtActions:
    """All actions by their cases, in the order in which they were entered; `after` makes the next."""

    actions: tuple[CourtAction, ...] = ()

    def find(self, case: str) -> CourtAction | None:
        """The action of a case; capitals and spaces tell none apart."""
        return next((one for one in self.actions if folded_words(one.begun.case) == folded_words(case)), None)

    @property
    def open(self) -> tuple[CourtAction, ...]:
        """Those that hold what is kept."""
        return tuple(one for one in self.actions if one.is_open)

    def of(self, contest: ContestId) -> tuple[CourtAction, ...]:
        """Those about one contest of the ballot."""
        return tuple(one for one in self.actions if one.begun.contest == contest)

    def declared(self, contest: ContestId) -> tuple[tuple[int, CertifiedPerson], ...]:
        """Whom judgments declare, with the numbers of their entries: those that hold, of the contest."""
        last = (one.judgments[-1] for one in self.of(contest) if one.judgments)
        return tuple((number, judged.declared) for number, judged in last if judged.declared is not None)

    def barred_by(self, contest: ContestId, choice: str) -> int | None:
        """The entry of the judgment by which somebody has no nomination or election now; None where there is none."""
        held = ((one, *one.judgments[-1]) for one in self.of(contest) if one.judgments)
        return next((number for one, number, judged in held if one.takes(judged, choice)), None)

    def taken_after(self, number: int, contest: ContestId, choice: str) -> int | None:
        """The first judgment after an entry that takes a certificate: by its words, or since it reverses its ground."""
        found = (at for one in self.of(contest) for at in _taken(one, choice) if at > number)
        return min(found, default=None)

    def check(self, entry: CourtEntry) -> None:
        """Whether the entry may follow. Raises NotAllowed."""
        _check_words(entry)
        if isinstance(entry, CourtActionBegun):
            self._check_begun(entry)
            return
        action = self._open(entry.case)
        _check_order(entry, action)
        match entry:
            case CourtActionJudged():
                _check_stage(action, "judged", CourtStage.BEGUN, CourtStage.APPEALED)
                _check_judged(entry, action.begun)
            case CourtActionAppealed():
                _check_stage(action, "appealed", CourtStage.JUDGED)
            case CourtActionEnded():
                pass
            case _:
                assert_never(entry)

    def after(self, number: int, entry: CourtEntry) -> "CourtActions":
        """All of them once an entry that was found allowed is taken."""
        if isinstance(entry, CourtActionBegun):
            return CourtActions((*self.actions, CourtAction(entry, ((number, entry),))))
        action = self.find(entry.case)
        return CourtActions(
            tuple(
                replace(one, history=(*one.history, (number, entry))) if one is action else one for one in self.actions
            )
        )

    def _open(self, case: str) -> CourtAction:
        action = self.find(case)
        if action is None:
            known = ", ".join(one.begun.case for one in self.actions) or "none"
            raise NotAllowed(f"a case that was entered: {known} ({_SECTION})", repr(case[:80]), "Look at its number.")
        if not action.is_open:
            raise NotAllowed(f"case {action.begun.case} open ({_SECTION})", "it ended", "Enter another case.")
        return action

    def _check_begun(self, entry: CourtActionBegun) -> None:
        if (known := self.find(entry.case)) is not None:
            raise NotAllowed(
                f"a case that was not entered yet ({_SECTION})",
                f"{known.begun.case}, begun on {known.begun.begun_on}",
                "Look at the court's number.",
            )
        if entry.action.of_somebody is (entry.against is None):
            asked = "whose nomination or election is contested" if entry.action.of_somebody else "nobody by name"
            raise NotAllowed(f"{asked}, in the {entry.action} ({_SECTION})", entry.against or "nobody", "Say it anew.")
        nomination = entry.action is CourtActionKind.NOMINATION
        if nomination is not bool(entry.certified_on):
            asked = "the day of the certificate, from which five days run" if nomination else "no day of a certificate"
            raise NotAllowed(f"{asked} ({_SECTION}(1))", entry.certified_on or "none", "Say it anew.")
        if nomination:
            check_day(entry.certified_on, date.fromisoformat(entry.begun_on), "the day of the certificate")


def _taken(one: CourtAction, choice: str) -> Iterator[int]:
    declared = False
    for number, judged in one.judgments:
        names = judged.declared is not None and judged.declared.choice == choice
        if one.takes(judged, choice) or (declared and not names):
            yield number
        declared = declared or names


def _found_in(action: CourtActionKind) -> str:
    takes = _TAKES if action.of_somebody else (CourtFinding.VOIDS,)
    return ", or ".join((CourtFinding.STANDS, *takes))


def _check_judged(entry: CourtActionJudged, begun: CourtActionBegun) -> None:
    voids = entry.finding is CourtFinding.VOIDS
    if entry.finding is not CourtFinding.STANDS and begun.action.of_somebody is voids:
        raise NotAllowed(
            f"what a court may find in the {begun.action}: {_found_in(begun.action)} (13-36-211, 13-36-212, 13-35-107)",
            entry.finding,
            "Read the judgment.",
        )
    declares, who = entry.finding is CourtFinding.DECLARES_ANOTHER, entry.declared
    if declares is (who is None):
        asked = "whom the court declares" if declares else "nobody declared by it"
        raise NotAllowed(f"{asked}, where {entry.finding} (13-36-212)", str(who or "nobody"), "Read the judgment.")
    if who is not None and (who.contest != begun.contest or who.choice == begun.against):
        raise NotAllowed(
            f"another of {begun.contest} than {begun.against} (13-36-212)", str(who), "Name whom the court declares."
        )
    choices = [one.choice for one in entry.illegal]
    if len(set(choices)) < len(choices) or any(one.votes < 1 for one in entry.illegal):
        found = ", ".join(f"{one.choice}={one.votes}" for one in entry.illegal)
        raise NotAllowed("the illegal votes for each, once, at least 1 (13-36-211)", found[:_LONGEST], "Say it anew.")
    check_sha256(entry.judgment_sha256, "of the judgment's file")


def _check_stage(action: CourtAction, done: str, *stages: CourtStage) -> None:
    if action.stage not in stages:
        asked = " or ".join(stages)
        remedy = "An appeal is entered between two judgments." if done == "judged" else "Enter its judgment first."
        raise NotAllowed(f"case {action.begun.case} {asked}, before it is {done}", f"it {action.stage}", remedy)


def _check_words(entry: CourtEntry) -> None:
    check_said(entry.typed, _LONGEST, f"words of at most {_LONGEST:,} letters for the case, people and grounds")
    check_day(entry.day, day_in_montana(entry.at), "its day")


def _check_order(entry: CourtEntry, action: CourtAction) -> None:
    last = action.history[-1][1].day
    if entry.day < last:
        raise NotAllowed(f"a day not before {last}, of what was done in the case last", entry.day, "Say when.")
