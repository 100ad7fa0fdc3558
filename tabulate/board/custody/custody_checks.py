"""An entry about a container by itself: its words, its hour, the people it names, the numbers of its seals."""

from collections.abc import Collection, Iterable, Mapping

from tabulate.board.custody.container_entries import (
    ContainerEntry,
    CustodyOffice,
    CustodySigner,
    SealCondition,
    SealFound,
)
from tabulate.board.custody.grounds import PeopleAsked
from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import SealNumber
from tabulate.board.words_said import check_said, moment_said
from tabulate.hours import moment_of
from tabulate.printable import prints

_LONGEST = 200
_DELIVERS = "the chief election judge, or a judge appointed by the chief, to deliver it (13-15-205)"


def check_words(entry: ContainerEntry) -> None:
    """Check that what is named has a name, in words that can be printed on a label. Raises NotAllowed."""
    check_said(
        (entry.container, entry.entered_by, *entry.said_of_seals, *(one.name for one in entry.people)),
        _LONGEST,
        "a number or a name for the container, each seal and each person, and for who enters it",
        f"Give each, in at most {_LONGEST} letters.",
    )
    if len(entry.did) > 2 * _LONGEST or not prints(entry.did):
        raise NotAllowed("words that a label has room for", f"{entry.did[:_LONGEST]!r}", "Say it shorter.")
    moment_said(entry.at)


def check_hour(container: str, before: str, at: str) -> None:
    """Check that nothing happens to a container before what happened to it last. Raises NotAllowed."""
    earlier, now = moment_of(before), moment_of(at)
    if earlier is not None and now is not None and now < earlier:
        raise NotAllowed(f"an hour not before {before}, when container {container} was last touched", at, "Say when.")


def check_seals(container: str, seals: tuple[str, ...], seal_on: Mapping[SealNumber, str]) -> None:
    """Check that there are seals, and that none was put on before. Raises NotAllowed."""
    numbers = [SealNumber.of(seal) for seal in seals]
    if not numbers:
        raise NotAllowed(f"the number of every seal of container {container} (13-15-205)", "none", "Name each seal.")
    for seal, number in zip(seals, numbers, strict=True):
        if numbers.count(number) > 1 or number in seal_on:
            where = f"container {seal_on[number]}" if number in seal_on else "this container, twice"
            raise NotAllowed(
                "seals that were never put on before (13-15-205)",
                f"seal {seal}, which was put on {where}",
                "Look at the number on the seal; a seal is used once.",
            )


def check_found(container: str, seals: tuple[str, ...], found: tuple[SealFound, ...], note: str) -> None:
    """Check that each of its seals was looked at, and that what was seen of one is said. Raises NotAllowed."""
    looked_at = [SealNumber.of(one.seal) for one in found]
    if sorted(one.seal for one in looked_at) != sorted(SealNumber.of(seal).seal for seal in seals):
        raise NotAllowed(
            f"how each seal of container {container} was found: {', '.join(seals)} (13-15-205)",
            ", ".join(one.seal for one in found) or "none",
            "Look at the seals; one that is not there is missing, and one that is not its own is said in the note.",
        )
    if any(one.condition is not SealCondition.WHOLE for one in found) and not note:
        raise NotAllowed("what was seen of a seal that was not whole", "nothing", "Say it in the note, then open.")


def check_people(asked: Iterable[PeopleAsked], people: Collection[CustodySigner], where: str) -> None:
    """Check that enough different people of each office are there. Raises NotAllowed."""
    if len({one.name.casefold() for one in people}) < len(people):
        raise NotAllowed(f"each person once, {where}", ", ".join(one.name for one in people), "Name each once.")
    for one in asked:
        found = [person.name for person in people if person.office in one.offices]
        if len(found) < one.least:
            raise NotAllowed(
                f"{one}, {where}",
                f"{len(found)}" + (f": {', '.join(found)}" if found else ""),
                "Name everyone, with the office; without them it may not be done.",
            )


def check_deliverer(giver: CustodySigner, appointed_by: str, *, first: bool) -> None:
    """Check that a judge who delivers is the chief, or appointed by the chief. Raises NotAllowed.

    Who gives it `first`, as it was sealed, is one of the judges, or the administrator who has it already.
    """
    judge = giver.office is CustodyOffice.ELECTION_JUDGE
    sealed_it = judge or giver.office in (CustodyOffice.CHIEF_JUDGE, CustodyOffice.ADMINISTRATOR)
    if judge and not appointed_by.strip():
        raise NotAllowed(
            _DELIVERS,
            f"{giver.name}, appointed by nobody",
            "Name the chief election judge who appointed the judge.",
        )
    if first and not sealed_it:
        raise NotAllowed(_DELIVERS, f"{giver.name}, {giver.office}", "Enter first who delivered it, and to whom.")
