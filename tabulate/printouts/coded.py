"""What a printout's barcodes say once decoded, and what every decoder keeps to: only votes that can be cast."""

from collections.abc import Sequence
from dataclasses import dataclass

from imaging.sheets import Reason, ReasonCode
from tabulate.election import BallotStyle, ChoiceId, Contest, ContestId, Election, PrecinctId
from tabulate.printable import says_something

MOST_NAME_BYTES = 40
"""Of a write-in, in every format here."""


@dataclass(frozen=True, slots=True)
class CodedContest:
    """The votes that a barcode holds in one contest."""

    contest: ContestId
    choices: tuple[ChoiceId, ...]
    """In the definition's order."""
    write_ins: tuple[str, ...]
    """The names typed, as typed."""


@dataclass(frozen=True, slots=True)
class CodedVotes:
    """The ballot that a barcode holds: votes that the style has and the law allows."""

    style: BallotStyle
    precinct: PrecinctId | None
    """None where another maker's device says none and the style has several."""
    contests: tuple[CodedContest, ...]
    """Every contest of the style, in its order."""
    test: bool

    @property
    def empty(self) -> bool:
        """True where nothing is chosen anywhere."""
        return not any(contest.choices or contest.write_ins for contest in self.contests)


class CodeRefused(Exception):  # noqa: N818
    """Leaves a decoder from within; its door returns the reason."""

    def __init__(self, code: ReasonCode, detail: str) -> None:
        """`detail` in a clerk's words."""
        self.reason = Reason(code, detail)
        super().__init__(detail)


def damaged(detail: str) -> CodeRefused:
    """A barcode whose bytes are not what its format says."""
    return CodeRefused(ReasonCode.CODE_DAMAGED, detail)


def impossible(contest: Contest, detail: str) -> CodeRefused:
    """Votes that nobody can cast."""
    return CodeRefused(ReasonCode.CODE_IMPOSSIBLE, f"the barcode holds in {contest.title!r} {detail}")


def numbered_style(election: Election, style: int, precinct: int) -> tuple[BallotStyle, PrecinctId]:
    """The style and precinct by their numbers from 1 in the definition's order. Raises CodeRefused."""
    styles, precincts = election.ballot_styles, election.precincts
    if not 1 <= style <= len(styles):
        detail = f"the barcode names ballot style number {style}; the election has {len(styles)}"
        raise CodeRefused(ReasonCode.UNKNOWN_CARD, detail)
    if not 1 <= precinct <= len(precincts):
        detail = f"the barcode names precinct number {precinct}; the election has {len(precincts)}"
        raise CodeRefused(ReasonCode.UNKNOWN_CARD, detail)
    found, place = styles[style - 1], precincts[precinct - 1].id
    if place not in found.precincts:
        detail = f"the barcode names ballot style {found.id!r}, which precinct {place!r} does not vote"
        raise CodeRefused(ReasonCode.UNKNOWN_CARD, detail)
    return found, place


def coded_contest(contest: Contest, choices: Sequence[ChoiceId], write_ins: Sequence[str]) -> CodedContest:
    """The votes in one contest. Raises CodeRefused where nobody can cast them."""
    known = {choice.id for choice in contest.choices}
    if unknown := [choice for choice in choices if choice not in known]:
        raise impossible(contest, f"a vote for {unknown[0]!r}, which is no choice there")
    if len(set(choices)) < len(choices):
        raise impossible(contest, "the same choice twice")
    if write_ins and not contest.write_ins:
        raise impossible(contest, "a write-in, which is not allowed there")
    if len(choices) + len(write_ins) > contest.seats:
        raise impossible(contest, f"{len(choices) + len(write_ins)} votes where {contest.seats} may be cast")
    for name in write_ins:
        _check_name(contest, name)
    chosen = frozenset(choices)
    in_order = tuple(choice.id for choice in contest.choices if choice.id in chosen)
    return CodedContest(contest.id, in_order, tuple(write_ins))


def _check_name(contest: Contest, name: str) -> None:
    if not says_something(name) or len(name.encode()) > MOST_NAME_BYTES:
        raise impossible(contest, "a write-in without a name, or with one that cannot be printed")
