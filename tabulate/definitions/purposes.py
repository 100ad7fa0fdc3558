"""What a definition says a contest is for, read from its JSON."""

from collections.abc import Mapping
from typing import Any

from tabulate.offices import (
    JUDICIAL,
    UNSTATED,
    BondElection,
    Method,
    Numbering,
    Office,
    Purpose,
    Ratification,
    Territory,
    territories_of,
)

_FIELDS = frozenset(Purpose.__slots__)


def purpose_of(item: Mapping[str, Any]) -> Purpose:
    """The purpose that a contest's object states; UNSTATED where it has none of the fields.

    What the office alone settles may be left out: the governor is voted for in the state, a judge has no party.
    """
    if not _FIELDS & item.keys():
        return UNSTATED
    office = None if item.get("office") is None else Office(item["office"])
    return Purpose(
        office=office,
        territory=territory_of(office, item.get("territory")),
        nonpartisan=item.get("nonpartisan", office in JUDICIAL),
        party=item.get("party"),
        votes_per_elector=item.get("votes_per_elector"),
        nominated=item.get("nominated"),
        precinct_committee=item.get("precinct_committee", office is Office.PRECINCT_COMMITTEE),
        judge_court=item.get("judge_court"),
        incumbent=item.get("incumbent"),
        numbering=_numbering(item.get("numbering")),
        school_bond=BondElection(item["school_bond"]) if "school_bond" in item else None,
        ratification=_ratification(item.get("ratification")),
        not_held=item.get("not_held", False),
    )


def territory_of(office: Office | None, stated: str | None) -> Territory | None:
    """The territory stated; where none is, the only one that the office can have, if there is only one."""
    if stated is not None:
        return Territory(stated)
    possible = territories_of(office) if office is not None else ()
    return possible[0] if len(possible) == 1 else None


def _ratification(item: Mapping[str, Any] | None) -> Ratification | None:
    return None if item is None else Ratification(tuple(item["in_favor"]), tuple(item["opposed"]))


def _numbering(item: Mapping[str, Any] | None) -> Numbering | None:
    if item is None:
        return None
    return Numbering(item["number"], Method(item["method"]) if "method" in item else None)
