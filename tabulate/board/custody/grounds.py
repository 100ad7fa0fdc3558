"""The law of opening: which ground opens what, who has to be there, and who signs across the new seals."""

from dataclasses import dataclass

from tabulate.board.custody.container_entries import ContainerHolds, CustodyOffice, OpeningGround

_JUDGES = (CustodyOffice.ELECTION_JUDGE, CustodyOffice.CHIEF_JUDGE)
_ADMINISTRATOR = (CustodyOffice.ADMINISTRATOR,)
_OF_BALLOTS = frozenset({ContainerHolds.UNUSED, ContainerHolds.VOTED, ContainerHolds.UNVOTED})


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """So many people of these offices, at least."""

    offices: tuple[CustodyOffice, ...]
    least: int
    rule: str
    """The section."""

    def __str__(self) -> str:
        """As a message says it."""
        return f"{self.least} {self.offices[0]}{'' if self.least == 1 else 's'} ({self.rule})"


@dataclass(frozen=True, slots=True)
class GroundRule:
    """What a ground opens, and who is asked for."""

    rule: str
    opens: frozenset[ContainerHolds]
    people: tuple[PeopleAsked, ...]
    """Present when it is opened, and signing across the new seals."""
    on_paper: bool
    """Whether an order, a notice or a petition has to be named."""


def signers_asked(holds: ContainerHolds) -> PeopleAsked:
    """Who signs across the first seals: each of the three judges; of rejected ballots the administrator."""
    if holds is ContainerHolds.REJECTED:
        return PeopleAsked(_ADMINISTRATOR, 1, "13-15-108(2)")
    return PeopleAsked(_JUDGES, 3, "13-15-205, 13-15-112")


DISPOSERS = (PeopleAsked(_ADMINISTRATOR, 1, "13-1-303(1)"),)
"""Who is there when a container is disposed of."""
GROUNDS: dict[OpeningGround, GroundRule] = {
    OpeningGround.CANVASS: GroundRule(
        "13-15-301",
        frozenset({ContainerHolds.REGISTERS}),
        (PeopleAsked((CustodyOffice.CANVASSER,), 3, "13-15-401"), PeopleAsked(_ADMINISTRATOR, 1, "13-15-301")),
        on_paper=False,
    ),
    OpeningGround.PROVISIONAL: GroundRule(
        "13-15-301(2)",
        frozenset({ContainerHolds.REGISTERS}),
        (PeopleAsked(_ADMINISTRATOR, 1, "13-15-301(2)"),),
        on_paper=False,
    ),
    OpeningGround.RECOUNT: GroundRule(
        "13-16-417",
        _OF_BALLOTS,
        (PeopleAsked((CustodyOffice.RECOUNT_BOARD,), 3, "13-16-101"), PeopleAsked(_ADMINISTRATOR, 1, "13-16-417")),
        on_paper=True,
    ),
    OpeningGround.SEARCH: GroundRule(
        "13-16-420",
        _OF_BALLOTS | {ContainerHolds.REGISTERS},
        (PeopleAsked(_ADMINISTRATOR, 1, "13-16-420"),),
        on_paper=True,
    ),
    OpeningGround.AUDIT: GroundRule(
        "13-1-303(1)(b)",
        frozenset({ContainerHolds.VOTED}),
        (
            PeopleAsked((CustodyOffice.AUDIT_COMMITTEE,), 1, "13-17-506(2)"),
            PeopleAsked(_ADMINISTRATOR, 1, "13-15-301"),
        ),
        on_paper=False,
    ),
    OpeningGround.FURTHER_COUNT: GroundRule(
        "13-15-209",
        frozenset({ContainerHolds.VOTED}),
        (PeopleAsked(_JUDGES, 3, "13-15-112"),),
        on_paper=False,
    ),
    OpeningGround.COURT_ORDER: GroundRule(
        "13-1-303(1)",
        frozenset(ContainerHolds),
        (PeopleAsked(_ADMINISTRATOR, 1, "13-15-301"),),
        on_paper=True,
    ),
}
"""Rejected ballots are opened by a court's order alone (13-15-108(2))."""


def grounds_for(holds: ContainerHolds) -> tuple[OpeningGround, ...]:
    """The grounds on which a container of this kind may be opened."""
    return tuple(ground for ground, rule in GROUNDS.items() if holds in rule.opens)
