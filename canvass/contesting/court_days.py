"""Until when actions are begun, which were begun late, and which against somebody who was not declared (13-36-101)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from canvass.canvassing.certificate_lines import entitled_by
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import all_to_declare
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.county.certificate_entries import CertificateKind
from tabulate.board.county.court_entries import CourtActionBegun, CourtActionKind
from tabulate.calendar.contesting import (
    bond_election_voided_until,
    election_contested_until,
    nomination_contested_until,
)
from tabulate.county_canvass.declaring import for_the_state
from tabulate.election import ContestId


@dataclass(frozen=True, slots=True)
class CourtDeadline:
    """The last day on which an action is begun, and by which section."""

    last: date
    section: str


def deadline_of(standing: CountyStanding, begun: CourtActionBegun) -> CourtDeadline:
    """The last day for an action (13-36-102, 13-35-107)."""
    day, last_day = standing.election.date, standing.counts.last_day
    match begun.action:
        case CourtActionKind.NOMINATION:
            certified = date.fromisoformat(begun.certified_on)
            return CourtDeadline(nomination_contested_until(certified, last_day), "13-36-102(1)")
        case CourtActionKind.ELECTION:
            return CourtDeadline(election_contested_until(day, last_day), "13-36-102(2)")
        case CourtActionKind.VOID:
            return CourtDeadline(election_contested_until(day, last_day), "13-35-107")
        case CourtActionKind.VOID_BOND:
            return CourtDeadline(bond_election_voided_until(day, last_day), "13-35-107")
        case _:
            assert_never(begun.action)


def late_action(standing: CountyStanding, begun: CourtActionBegun) -> str:
    """That it was begun after the last day; empty where it was not."""
    found = deadline_of(standing, begun)
    if date.fromisoformat(begun.begun_on) <= found.last:
        return ""
    return (
        f"LATE: the last day to begin it was {found.last:%A} {found.last} ({found.section}). Whether it was too late "
        "is for the court to say."
    )


def last_days(standing: CountyStanding) -> Iterator[tuple[str, CourtDeadline]]:
    """Until when each kind of action may be begun: what it is, with its day; of each nomination that was certified."""
    day, last_day = standing.election.date, standing.counts.last_day
    yield "contest of an election", CourtDeadline(election_contested_until(day, last_day), "13-36-102(2)")
    yield "action to void an election", CourtDeadline(election_contested_until(day, last_day), "13-35-107")
    yield "action to void a bond election", CourtDeadline(bond_election_voided_until(day, last_day), "13-35-107")
    for _, one in standing.certificates.issued:
        if one.person.kind is CertificateKind.NOMINATION:
            last = nomination_contested_until(date.fromisoformat(one.at[:10]), last_day)
            yield f"contest of the nomination of {one.person}", CourtDeadline(last, "13-36-102(1)")


def undeclared_action(standing: CountyStanding, begun: CourtActionBegun) -> str:
    """That whom it is against was never nominated or elected here, as far as the record has it; empty where it was.

    An elector contests the right of somebody nominated or elected (13-36-101). What the state declares is not known.
    """
    contest = next(one for one in standing.contests if one.contest.id == begun.contest)
    if begun.against is None or for_the_state(contest.contest):
        return ""
    named = dict(_declared(standing, begun.contest))
    if begun.against in named:
        return ""
    name = next((one.name for one in contest.choices if one.key == begun.against), begun.against)
    found = f"it declares {', '.join(named.values())}" if named else "nobody is declared in it yet"
    return (
        f"LOOK AT THE NAME: {name} is not who was {_became(begun.action)} in {contest.contest.title}, by this record: "
        f"{found} (13-36-101). Whether the action may be begun is for the court to say."
    )


def _became(action: CourtActionKind) -> str:
    return "nominated" if action is CourtActionKind.NOMINATION else "elected"


def _declared(standing: CountyStanding, contest: ContestId) -> Iterator[tuple[str, str]]:
    """Whoever was declared in it, whatever became of that: the key and the name of each."""
    one = next(each for each in all_to_declare(standing) if each.canvassed.contest.id == contest)
    keys = {choice.name: choice.key for choice in one.canvassed.choices}
    for declared in standing.canvass.declarations_of(contest):
        if declared.contest.act is not CanvassAct.TIE:
            yield from ((keys[name], name) for name in declared.contest.names if name in keys)
    for _, issued in standing.certificates.issued:
        if issued.person.contest == contest:
            yield issued.person.choice, issued.person.name
    if standing.canvass.declarations_of(contest):
        yield from ((each.person.choice, each.person.name) for each in entitled_by(standing, one))
