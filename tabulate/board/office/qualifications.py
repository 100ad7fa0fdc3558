"""What makes somebody an election judge who may sit, and who designates a board (13-4-102, -107, -203, 13-15-112).

A county may leave any of it unsaid, as in a rehearsal. What is said is checked.
"""

from dataclasses import dataclass
from enum import StrEnum

NO_LIST = ""
"""The party list of a judge who was taken from no party's list."""


class Kinship(StrEnum):
    """How a judge is kin to a candidate so that the judge may not sit (13-4-107(2))."""

    SPOUSE = "spouse"
    ASCENDANT = "ascendant"
    DESCENDANT = "descendant"
    SIBLING = "brother or sister"
    SPOUSE_OF_KIN = "spouse of an ascendant, descendant, brother or sister"
    KIN_OF_SPOUSE = "ascendant, descendant, brother or sister of the spouse"
    """Or that person's spouse: the section names a candidate's spouse beside the candidate."""


@dataclass(frozen=True, slots=True)
class KinOfCandidate:
    """A candidate to whom a judge is kin. It bars the judge where the candidate is on the ballot (13-4-107(2))."""

    candidate: str
    """The candidate's name, as it is printed."""
    judge_is: Kinship
    """What the judge is to the candidate."""


@dataclass(frozen=True, slots=True)
class CertificateOfInstruction:
    """A judge's certificate of instruction (13-4-203(4))."""

    number: str
    issued_on: str
    """As in 2026-09-01."""
    valid_until: str
    """The last day, as in 2028-09-01."""


@dataclass(frozen=True, slots=True)
class Designation:
    """The act by which the county governing body designated a board (13-15-112)."""

    act: str
    """As the minutes name it: Resolution 2026-41."""
    on: str
    """As in 2026-09-15."""
