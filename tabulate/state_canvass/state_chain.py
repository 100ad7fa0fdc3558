"""The steps of the state's canvass in their chain, each with the hash of the one before."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tabulate.board.errors import NotAllowed
from tabulate.board.signing.signatures import Signatures
from tabulate.board.signing.signing_entries import PaperSigned, SigningKeyMade
from tabulate.canonical_json import CanonicalJson, NotTheNoun, Shapes
from tabulate.state_canvass.counties_of_montana import county_key
from tabulate.state_canvass.state_steps import (
    AuditReceived,
    PackageReceived,
    RecountNoticed,
    StateCanvassOpened,
    StatePaperMade,
    StateResultsDeclared,
    StateStep,
    TicketsNamed,
)

FIRST = "0" * 64
"""What the first step names as the hash before it."""


@dataclass(frozen=True, slots=True)
class StateLine:
    """A step with the hash of the line before it."""

    previous: str
    step: StateStep


_JSON = CanonicalJson(
    Shapes(
        named={
            StateCanvassOpened: "opened",
            PackageReceived: "received",
            StateResultsDeclared: "declared",
            TicketsNamed: "tickets",
            StatePaperMade: "paper",
            SigningKeyMade: "key",
            PaperSigned: "signed",
            RecountNoticed: "recount",
            AuditReceived: "audit",
        }
    )
)


@dataclass(frozen=True, slots=True)
class StateCanvass:
    """All that was done, in order."""

    opened: StateCanvassOpened
    steps: tuple[StateStep, ...]
    hashes: tuple[str, ...]
    """Of the line of each step."""
    received: Mapping[str, PackageReceived]
    """By the county as the list has it: the last one of each."""
    signatures: Signatures
    """Keys and signatures, each with the number of its step, from 1."""
    audits: Mapping[str, AuditReceived]
    """By the county: the last file of each."""

    @property
    def head(self) -> str:
        """The hash of the last line."""
        return self.hashes[-1]

    @property
    def packages(self) -> tuple[str, ...]:
        """The SHA-256 of each package that holds, in the order of the counties."""
        return tuple(self.received[one].sha256 for one in self.opened.counties if one in self.received)

    @property
    def missing(self) -> tuple[str, ...]:
        """The counties whose packages are not in."""
        return tuple(one for one in self.opened.counties if one not in self.received)

    @property
    def declared(self) -> StateResultsDeclared | None:
        """What was declared last; None before."""
        found = self._declarations
        return found[-1][0] if found else None

    @property
    def declared_first(self) -> StateResultsDeclared | None:
        """What was declared first: whether the board was late goes by its day."""
        found = self._declarations
        return found[0][0] if found else None

    @property
    def declared_before(self) -> tuple[StateResultsDeclared, str] | None:
        """The newest declaration by other packages than the last one's, with the hash of its line; None without."""
        return None if self.declared is None else self.declared_by_others(self.declared.packages)

    def declared_by_others(self, packages: tuple[str, ...]) -> tuple[StateResultsDeclared, str] | None:
        """The newest declaration by other packages than these, with the hash of its line; None without."""
        others = [one for one in self._declarations if one[0].packages != packages]
        return others[-1] if others else None

    @property
    def stands(self) -> bool:
        """Whether the board declared by exactly the packages that are in now."""
        return self.declared is not None and self.declared.packages == self.packages

    @property
    def _declarations(self) -> tuple[tuple[StateResultsDeclared, str], ...]:
        pairs = zip(self.steps, self.hashes, strict=True)
        return tuple((one, line) for one, line in pairs if isinstance(one, StateResultsDeclared))

    @property
    def papers(self) -> tuple[tuple[int, StatePaperMade], ...]:
        """Every paper that the board signs, with the number of its step."""
        return tuple((own, one) for own, one in enumerate(self.steps, 1) if isinstance(one, StatePaperMade))

    @property
    def first_that_stands(self) -> int:
        """The number from which on papers are of the declaration that stands; beyond the last where none does."""
        return self.last_declared + 1 if self.stands else len(self.steps) + 1

    @property
    def declared_line(self) -> str:
        """The hash of the line of the last declaration; empty before one."""
        return self.hashes[self.last_declared - 1] if self.last_declared else ""

    @property
    def last_declared(self) -> int:
        """The number of the step by which the board declared last; 0 before it has."""
        return max((own for own, one in enumerate(self.steps, 1) if isinstance(one, StateResultsDeclared)), default=0)

    def tickets(self, contest: str) -> TicketsNamed | None:
        """The tickets of a contest for president, as they were named last; None before."""
        found = [one for one in self.steps if isinstance(one, TicketsNamed) and one.contest == contest]
        return found[-1] if found else None

    @property
    def recounts(self) -> tuple[tuple[str, RecountNoticed], ...]:
        """Every recount of which the counties have notice, with the hash of its line."""
        pairs = zip(self.hashes, self.steps, strict=True)
        return tuple((line, one) for line, one in pairs if isinstance(one, RecountNoticed))

    def county(self, name: str) -> str | None:
        """The county of the list that a name is of; None where it is of none."""
        return next((one for one in self.opened.counties if county_key(one) == county_key(name)), None)

    def line_after(self, step: StateStep) -> str:
        """The line of the file that a step would be."""
        return line_of_step(self.head, step)

    def after(self, step: StateStep) -> "StateCanvass":
        """The canvass once a step is taken. Raises NotAllowed for a key or a signature that may not follow."""
        if isinstance(step, StateCanvassOpened):
            raise NotAllowed("a canvass that is opened once", "it is open", "Go on with it.")
        return self._with(step, hash_of_line(self.line_after(step)))

    def _with(self, step: StateStep, line: str) -> "StateCanvass":
        received, signatures, audits = self.received, self.signatures, self.audits
        match step:
            case AuditReceived():
                audits = {**audits, step.county: step}
            case PackageReceived():
                received = {**received, step.county: step}
            case SigningKeyMade() | PaperSigned():
                signatures.check(step)
                signatures = signatures.after(len(self.steps) + 1, step)
            case _:
                pass
        return replace(
            self,
            steps=(*self.steps, step),
            hashes=(*self.hashes, line),
            received=received,
            signatures=signatures,
            audits=audits,
        )


def line_of_step(previous: str, step: StateStep) -> str:
    """A line of the file, without its end."""
    return _JSON.write(StateLine(previous, step))


def hash_of_line(line: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(line.encode("ascii")).hexdigest()


def replayed(lines: Iterable[str]) -> StateCanvass:
    """The canvass that the lines say. Raises NotTheNoun where one was altered, UnknownWord for a later version's."""
    every = iter(lines)
    first = next(every, None)
    if first is None:
        raise NotTheNoun("it has no line")
    opened = _read(1, first, FIRST)
    if not isinstance(opened, StateCanvassOpened):
        raise NotTheNoun("line 1 is not where a canvass is opened")
    found = StateCanvass(opened, (opened,), (hash_of_line(first),), {}, Signatures(), {})
    for number, text in enumerate(every, 2):
        try:
            found = found._with(_follows(number, text, found.head), hash_of_line(text))
        except NotAllowed as wrong:
            raise NotTheNoun(f"line {number:,}: {wrong.expected}; found {wrong.found}") from None
    return found


def _follows(number: int, text: str, head: str) -> StateStep:
    step = _read(number, text, head)
    if isinstance(step, StateCanvassOpened):
        raise NotTheNoun(f"line {number:,} is not where a canvass is opened")
    return step


def _read(number: int, text: str, head: str) -> StateStep:
    found = _JSON.read(StateLine, text)
    if found.previous != head:
        raise NotTheNoun(f"line {number:,} does not follow the one before: a line was altered, or is lacking")
    return found.step
