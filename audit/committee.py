"""The county audit committee: who may serve, and the oaths taken before any work (13-17-504)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NewType

from audit.errors import Refused

MemberId = NewType("MemberId", str)


@dataclass(frozen=True, slots=True)
class Member:
    """A member as appointed, with what the law asks about every member (13-17-504(1), (2))."""

    id: MemberId
    name: str
    county_employee: bool
    county_resident: bool
    election_judge: bool
    """Served as an election judge in this election: barred."""
    vendor_employee: bool
    """Works for the vendor of the machines to be audited: barred."""
    maintained_machines: bool
    """Maintained the machines to be audited: barred."""
    election_administrator: bool = False
    """The administrator is the committee's secretary, not a member (13-17-504(4))."""


@dataclass(frozen=True, slots=True)
class Oath:
    """The official oath (Constitution, Art. III, sec. 3), taken and subscribed."""

    member: MemberId
    on: date
    sworn_before: str


@dataclass(frozen=True, slots=True)
class Committee:
    """The committee as it stands."""

    members: tuple[Member, ...] = ()
    oaths: tuple[Oath, ...] = ()
    secretary: str = ""

    def member(self, member: MemberId) -> Member | None:
        """The member of that id."""
        return next((one for one in self.members if one.id == member), None)

    def sworn(self, member: MemberId) -> bool:
        """Whether the member's oath is recorded."""
        return any(oath.member == member for oath in self.oaths)

    @property
    def ready(self) -> bool:
        """Appointed, and every member sworn."""
        return bool(self.members) and all(self.sworn(member.id) for member in self.members)


def bars_to_service(member: Member) -> tuple[tuple[str, str], ...]:
    """Every reason why this person may not serve, each with its section."""
    reasons = (
        (member.election_judge, "13-17-504(2)", "was an election judge in this election"),
        (member.vendor_employee, "13-17-504(2)", "is employed by the vendor of the machines to be audited"),
        (member.maintained_machines, "13-17-504(2)", "maintained the machines to be audited"),
        (
            not (member.county_employee or member.county_resident),
            "13-17-504(1)",
            "is neither an employee nor a resident of the county",
        ),
        (
            member.election_administrator,
            "13-17-504(4)",
            "is the election administrator: the section makes that person the secretary, from which we infer no member",
        ),
    )
    return tuple((rule, why) for applies, rule, why in reasons if applies)


def _check_member(member: Member) -> None:
    for rule, why in bars_to_service(member):
        raise Refused(rule, f"{member.name} {why}.", "Appoint somebody else.")
    if not member.name.strip() or not member.id.strip():
        raise Refused("13-17-504(1)", "A member has no name.", "Name every member.")


def appoint(members: tuple[Member, ...], secretary: str, minimum: int) -> Committee:
    """The committee the county governing body appoints. Raises Refused."""
    for member in members:
        _check_member(member)
    if len({member.id for member in members}) < len(members):
        raise Refused("13-17-504(1)", "A member is named twice.", "Name each member once.")
    if len(members) < minimum:
        found = f"The committee has {len(members)} members; at least {minimum} are needed."
        raise Refused("13-17-504(1)", found, "Appoint more.")
    if any(member.name == secretary for member in members):
        found = f"{secretary} is the secretary. That the secretary is no member is inferred from the section."
        raise Refused("13-17-504(4)", found, "Appoint somebody else as a member.")
    return Committee(members, (), secretary)


def swear(committee: Committee, oath: Oath) -> Committee:
    """Record an oath. Members may swear each other in. Raises Refused."""
    member = committee.member(oath.member)
    if member is None:
        raise Refused("13-17-504(3)", f"{oath.member} is no member of the committee.", "Appoint the member first.")
    if committee.sworn(oath.member):
        raise Refused("13-17-504(3)", f"{member.name} has taken the oath already.", "Nothing is left to do.")
    if oath.sworn_before.strip() in ("", member.name, member.id):
        raise Refused("13-17-504(3)", "Nobody swears in themselves.", "Name who heard the oath.")
    return replace(committee, oaths=(*committee.oaths, oath))


def replace_member(committee: Committee, leaving: MemberId, member: Member) -> Committee:
    """Put another in a member's place; the new one has yet to take the oath. Raises Refused."""
    if committee.member(leaving) is None:
        raise Refused("13-17-504(1)", f"{leaving} is no member of the committee.", "Name the member who leaves.")
    _check_member(member)
    if committee.member(member.id) is not None or member.name == committee.secretary:
        raise Refused("13-17-504(1)", f"{member.name} serves already.", "Appoint somebody else.")
    members = tuple(member if one.id == leaving else one for one in committee.members)
    oaths = tuple(oath for oath in committee.oaths if oath.member != leaving)
    return replace(committee, members=members, oaths=oaths)


def check_at_work(committee: Committee, member: MemberId) -> None:
    """Refuse work by somebody who is no member, and any work before every oath is recorded."""
    if committee.member(member) is None:
        raise Refused("13-17-504(1)", f"{member} is no member of the committee.", "Members alone do this work.")
    unsworn = [one.name for one in committee.members if not committee.sworn(one.id)]
    if unsworn:
        found = f"No oath is recorded of {', '.join(unsworn)}."
        raise Refused("13-17-504(3)", found, "Record every member's oath before the work begins.")
