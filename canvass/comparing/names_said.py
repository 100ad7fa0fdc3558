"""Ids of a comparison as people know them: contests, choices, precincts; and what each side says of a contest."""

from dataclasses import dataclass
from typing import assert_never

from outside.comparing.classes import ComparedAs
from outside.comparing.margins import WRITE_INS
from outside.comparing.our_readings import OurContest, OurQuestion, OurUnread, OurVotes
from outside.comparing.their_records import (
    TheirContest,
    TheirHidden,
    TheirOvervote,
    TheirUncounted,
    TheirVotes,
)
from tabulate.election import Election

CLASS_WORDS = {
    ComparedAs.SAME: "the same",
    ComparedAs.DIFFER: "differs",
    ComparedAs.WE_DOUBT: "left to people here",
    ComparedAs.THEY_DECIDED: "decided by their people",
    ComparedAs.WRITE_IN_ASSIGNED: "write-in given to a name",
    ComparedAs.NAME_WITHOUT_OVAL: "name without its oval",
    ComparedAs.STYLE_DIFFERS: "other contests on the sheet",
    ComparedAs.UNREAD: "not read here",
    ComparedAs.REDACTED: "hidden in their file",
}


@dataclass(frozen=True, slots=True)
class NamesSaid:
    """Of one election."""

    election: Election

    def contest(self, id_: str) -> str:
        """Its title."""
        found = self.election.find_contest(id_)
        return id_ if found is None else found.title

    def choice(self, contest: str, id_: str) -> str:
        """Its name; a declared write-in's too."""
        found = self.election.find_contest(contest)
        if found is None or id_ == WRITE_INS:
            return id_
        declared = next((one.name for one in found.declared_write_ins if one.id == id_), id_)
        printed = found.choice(id_)
        return declared if printed is None else printed.name

    def precinct(self, id_: str | None) -> str:
        """Its name."""
        return "not told" if not id_ else self.election.precinct_name(id_)

    def ours(self, one: OurContest | None) -> str:
        """What Canvass read."""
        match one:
            case None:
                return "not on the picture"
            case OurUnread():
                return "not read"
            case OurQuestion():
                said = self._choices(one.contest, one.marked, one.write_ins)
                return f"{one.kind.value}{f' ({said})' if said else ''}"
            case OurVotes():
                said = self._choices(one.contest, one.choices, one.write_ins) or "no vote"
                return f"{said}{'; a name without its oval' if one.names_without_oval else ''}"
            case _:
                assert_never(one)

    def theirs(self, one: TheirContest | None) -> str:
        """What the system counted."""
        match one:
            case None:
                return "not in the record"
            case TheirHidden():
                return "hidden"
            case TheirUncounted():
                return f"not counted: {one.reason}"
            case TheirOvervote():
                said = self._choices(one.contest, one.marked, 0)
                return f"overvote{f' ({said})' if said else ''}"
            case TheirVotes():
                declared = tuple(self.choice(one.contest, id_) for id_ in one.declared)
                said = "; ".join(
                    part for part in (self._choices(one.contest, one.choices, one.write_ins), *declared) if part
                )
                return said or ("no vote" if one.surely_told else "no vote, or an overvote")
            case _:
                assert_never(one)

    def _choices(self, contest: str, choices: tuple[str, ...], write_ins: int) -> str:
        names = [self.choice(contest, one) for one in choices]
        names += [] if not write_ins else ["a write-in" if write_ins == 1 else f"{write_ins} write-ins"]
        return "; ".join(names)
