"""How each recount stands, precinct by precinct; no figure of it, and none of the canvass's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from canvass.console.text import plural, say
from canvass.recounting.counting import RoundStands, round_stands
from canvass.recounting.recount_papers import late_words
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.board.recount.recount_entries import RecountBoardMet, RecountCertified, RecountFiled
from tabulate.election import Election, PrecinctId
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class PrecinctStands:
    """One precinct of a recount."""

    precinct: PrecinctId
    name: str
    round: RoundStands | None
    """None before it is begun."""
    missing: int
    unequal_rounds: int

    @property
    def words(self) -> str:
        """In words."""
        if self.round is None:
            return "not begun"
        if self.round.locked:
            return "locked"
        waits = f"; {plural(self.round.undecided, 'ballot')} set aside to decide" if self.round.undecided else ""
        return ("sheets equal" if self.round.equal else f"round {self.round.number} open") + waits


@dataclass(frozen=True, slots=True)
class RecountStands:
    """One recount."""

    filed: RecountFiled
    board: RecountBoardMet | None
    certified: RecountCertified | None
    withdrawn_on: str
    """Empty where it was not withdrawn."""
    reason: str
    """Why it was."""
    title: str
    precincts: tuple[PrecinctStands, ...]

    @property
    def name(self) -> str:
        """As R-1."""
        return self.filed.recount

    @property
    def open(self) -> bool:
        """Whether it waits for people."""
        return self.certified is None and not self.withdrawn_on

    @property
    def words(self) -> str:
        """In words."""
        if self.certified is not None:
            return f"certified on {self.certified.certified_on}"
        if self.withdrawn_on:
            return f"withdrawn on {self.withdrawn_on}: {self.reason}"
        if self.board is None:
            return f"waits for its board, since the notice of {self.filed.notice_on}"
        locked = sum(one.round is not None and one.round.locked for one in self.precincts)
        late = late_words(self.filed, self.board)
        return f"{locked} of {plural(len(self.precincts), 'precinct')} locked.{late}"


def recounts_standing(election: Election, state: RecordState) -> tuple[RecountStands, ...]:
    """Every recount, in the order in which they were filed."""
    return tuple(_stands(election, kept) for kept in state.board.recounts.recounts.values())


def _stands(election: Election, kept: KeptRecount) -> RecountStands:
    gone = ("", "") if kept.withdrawn is None else (kept.withdrawn.withdrawn_on, kept.withdrawn.reason)
    title = election.contest(kept.filed.contest).title
    return RecountStands(kept.filed, kept.board, kept.certified, *gone, title, tuple(_precincts(election, kept)))


def _precincts(election: Election, kept: KeptRecount) -> Iterator[PrecinctStands]:
    for one in kept.filed.precincts:
        found = round_stands(kept, one) if one in kept.counts else None
        missing = kept.missing.get(one)
        yield PrecinctStands(
            one,
            election.precinct_name(one),
            found,
            0 if missing is None else missing.missing,
            0 if found is None else found.unequal_before,
        )


def standing_json(recounts: tuple[RecountStands, ...]) -> list[dict[str, Any]]:
    """For programs."""
    return [
        {
            "recount": one.name,
            "contest": one.filed.contest,
            "ground": one.filed.ground.value,
            "filed_on": one.filed.filed_on,
            "board": [] if one.board is None else [member.name for member in one.board.members],
            "certified_on": None if one.certified is None else one.certified.certified_on,
            "withdrawn_on": one.withdrawn_on or None,
            "precincts": [
                {
                    "precinct": precinct.precinct,
                    "stands": precinct.words,
                    "unequal_rounds": precinct.unequal_rounds,
                    "missing": precinct.missing,
                }
                for precinct in one.precincts
            ],
        }
        for one in recounts
    ]


def say_standing(recounts: tuple[RecountStands, ...]) -> None:
    """For people."""
    if not recounts:
        say("No recount is filed.")
    for one in recounts:
        filed = one.filed
        say(f"{one.name}: {one.title}, {filed.ground} of {filed.filed_on} ({filed.ground.section}); {one.words}")
        for precinct in one.precincts:
            missing = f"; {plural(precinct.missing, 'ballot')} missing (13-16-420)" if precinct.missing else ""
            say(f"  {precinct.name}: {precinct.words}{missing}")
