"""What the register has of somebody, in words, each with its section; and what it does not have."""

from collections.abc import Iterator

from canvass.people_register.people import PeopleRegister, Person, PersonEntered, PersonLeft, Service

_NOT_SAID = "not said"


def said_of(person: Person) -> Iterator[str]:
    """A line for each thing that is asked of a judge or an observer."""
    if person.account:
        yield f"account: {person.account}"
    yield from _of_judge(person) if person.service is Service.JUDGE else _of_observer(person)
    signed = person.affirmation
    words = _NOT_SAID if signed is None else f"signed on {signed.on} before {signed.witness}"
    yield f"non-disclosure affirmation (13-15-207(4)): {words}"


def _of_judge(person: Person) -> Iterator[str]:
    listed = _NOT_SAID if person.party_list is None else person.party_list or "from no party's list"
    yield f"list of the county central committee (13-4-102): {listed}"
    elector = {None: _NOT_SAID, True: "yes", False: "no"}[person.elector]
    yield f"registered elector of the county (13-4-107(1)): {elector}"
    oath, certificate, designated = person.oath, person.certificate, person.designation
    yield f"oath (13-4-105): {_NOT_SAID if oath is None else f'taken on {oath.on} before {oath.before}'}"
    words = _NOT_SAID
    if certificate is not None:
        words = f"{certificate.number}, from {certificate.issued_on} to {certificate.valid_until}"
    yield f"certificate of instruction (13-4-203(4)): {words}"
    kin = person.kin
    named = (
        _NOT_SAID if kin is None else "; ".join(f"{one.judge_is.value} of {one.candidate}" for one in kin) or "nobody"
    )
    yield f"kin to (13-4-107(2)): {named}"
    yield f"designated (13-15-112): {_NOT_SAID if designated is None else f'{designated.act} of {designated.on}'}"


def _of_observer(person: Person) -> Iterator[str]:
    represents = _NOT_SAID if person.represents is None else f"{person.represents.value} {person.of}".rstrip()
    yield f"observes for (13-13-120, 13-13-121, 13-15-101(1)): {represents}"


def history_of(register: PeopleRegister, person_id: str) -> Iterator[str]:
    """Each line of the register about somebody: who entered it, and when."""
    for number, event in enumerate(register.events, 1):
        if isinstance(event, PersonEntered) and event.person.id == person_id:
            yield f"Line {number}: entered by {event.entered_by} on {event.on}."
        elif isinstance(event, PersonLeft) and event.person == person_id:
            yield f"Line {number}: left, entered by {event.entered_by} on {event.on}: {event.reason}."
