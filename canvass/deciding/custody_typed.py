"""What people type of containers, as entries of the record: kinds, offices, hours, seals as they were found."""

from collections.abc import Iterable
from datetime import datetime

from canvass.errors import InputError
from tabulate.board.custody.container_entries import (
    ContainerHandedOver,
    ContainerHolds,
    ContainerOpened,
    ContainerResealed,
    ContainerSealed,
    CustodyOffice,
    CustodySigner,
    OpeningGround,
    SealCondition,
    SealFound,
)
from tabulate.board.custody.kept_containers import HAND_COUNT_PAPER, KeptContainer
from tabulate.board.state import BoardState
from tabulate.election import Election, PrecinctId
from tabulate.hours import MONTANA_TIME
from tabulate.printable import prints, says_something, shown

HOLDS = {one.name.lower(): one for one in ContainerHolds}
GROUNDS_TYPED = {one.name.lower().replace("_", "-"): one for one in OpeningGround}
"""As they are typed."""
OFFICES = {one.name.lower().replace("_", "-"): one for one in CustodyOffice} | {
    "judge": CustodyOffice.ELECTION_JUDGE,
    "chief": CustodyOffice.CHIEF_JUDGE,
}
"""As they are typed; the whole words of an office are taken too."""
_MOST_SHOWN = 80


def people_typed(typed: Iterable[str]) -> tuple[CustodySigner, ...]:
    """`Ada Ash=judge`, each. Raises InputError."""
    return tuple(map(_person, typed))


def _person(typed: str) -> CustodySigner:
    name, _, office = typed.rpartition("=")
    known = {one.value: one for one in CustodyOffice} | OFFICES
    found = known.get(words_typed(office).casefold())
    if found is None or not says_something(name):
        raise InputError(
            f"{typed[:_MOST_SHOWN]!r} is no person with an office. Nothing was written. Write NAME=OFFICE, as in "
            f"'Ada Ash=judge'; the offices are {', '.join(sorted(OFFICES))}."
        )
    return CustodySigner(words_typed(name), found)


def moment_typed(typed: str | None, now: datetime) -> str:
    """A minute with its offset; Montana's where none is typed, and now where nothing is. Raises InputError."""
    if typed is None:
        return now.astimezone(MONTANA_TIME).isoformat(timespec="minutes")
    try:
        moment = datetime.fromisoformat(typed.strip())
        moment = moment.replace(tzinfo=MONTANA_TIME) if moment.tzinfo is None else moment.astimezone(MONTANA_TIME)
    except (ValueError, OverflowError):
        raise InputError(
            f"{typed[:_MOST_SHOWN]!r} is no hour. Nothing was written. Write it as 2026-11-03T21:40."
        ) from None
    return moment.isoformat(timespec="minutes")


def sealed_typed(
    election: Election,
    state: BoardState,
    container: str,
    holds: str,
    precincts: Iterable[str],
    batches: Iterable[str],
    seals: Iterable[str],
    signers: Iterable[str],
    at: str,
    entered_by: str,
) -> ContainerSealed:
    """A container closed for the first time. Raises InputError."""
    return ContainerSealed(
        words_typed(container),
        HOLDS[holds],
        tuple(_precinct(election, one) for one in precincts),
        _papers(state, batches),
        tuple(map(words_typed, seals)),
        people_typed(signers),
        at,
        words_typed(entered_by),
    )


def resealed_typed(
    state: BoardState,
    kept: KeptContainer | None,
    container: str,
    batches: Iterable[str],
    seals: Iterable[str],
    signers: Iterable[str],
    at: str,
    entered_by: str,
) -> ContainerResealed:
    """Closed again; the batches that lay in it lie there still where none are typed. Raises InputError."""
    inside = _papers(state, batches) or (kept.batches if kept is not None else ())
    new = tuple(map(words_typed, seals))
    return ContainerResealed(words_typed(container), inside, new, people_typed(signers), at, words_typed(entered_by))


def opened_typed(
    kept: KeptContainer | None,
    container: str,
    ground: str,
    authority: str,
    present: Iterable[str],
    found: Iterable[str],
    all_whole: bool,
    note: str,
    at: str,
    entered_by: str,
) -> ContainerOpened:
    """Opened on a ground; `all_whole` says of every seal that it bears that it was whole. Raises InputError."""
    whole = kept.seals if kept is not None and all_whole else ()
    seals = (*(SealFound(one, SealCondition.WHOLE) for one in whole), *map(_found, found))
    return ContainerOpened(
        words_typed(container),
        GROUNDS_TYPED[ground],
        words_typed(authority),
        people_typed(present),
        seals,
        at,
        words_typed(entered_by),
        words_typed(note),
    )


def facts_of_opening(entry: ContainerOpened) -> tuple[tuple[str, str], ...]:
    """What an opening says, each with its heading, for whoever is asked once more."""
    return (
        ("Container", entry.container),
        ("Ground", entry.ground.value),
        ("By", entry.authority or "nothing named"),
        ("There", "; ".join(f"{one.name}, {one.office}" for one in entry.present)),
        ("Seals", ", ".join(f"{one.seal} {one.condition}" for one in entry.found)),
        ("When", entry.at),
    )


def handed_over_typed(
    container: str, given_by: str, taken_by: str, appointed_by: str, at: str, entered_by: str
) -> ContainerHandedOver:
    """Given by somebody to somebody. Raises InputError."""
    (giver, taker) = people_typed((given_by, taken_by))
    return ContainerHandedOver(
        words_typed(container), giver, taker, at, words_typed(entered_by), words_typed(appointed_by)
    )


def _found(typed: str) -> SealFound:
    seal, _, condition = typed.rpartition("=")
    known: dict[str, SealCondition] = {one.value: one for one in SealCondition}
    if not seal.strip() or condition.strip() not in known:
        raise InputError(
            f"{typed[:_MOST_SHOWN]!r} does not say how a seal was found. Nothing was written. Write SEAL=whole, "
            "SEAL=broken or SEAL=missing."
        )
    return SealFound(words_typed(seal), known[condition.strip()])


def _precinct(election: Election, typed: str) -> PrecinctId:
    for precinct in election.precincts:
        if words_typed(typed).casefold() in (precinct.id.casefold(), precinct.name.casefold()):
            return precinct.id
    raise InputError(f"The election has no precinct {typed[:_MOST_SHOWN]!r}. Nothing was written. Name one by its id.")


def _papers(state: BoardState, typed: Iterable[str]) -> tuple[str, ...]:
    """A hand count may be named alone, where it has a name of its own."""
    names = tuple(map(words_typed, typed))
    return tuple(f"{HAND_COUNT_PAPER}{name}" if name in state.hand_counts else name for name in names)


def words_typed(typed: str) -> str:
    """Without what people type differently, spaces. Raises InputError for characters that no paper shows."""
    words = " ".join(typed.split())
    if not prints(words):
        raise InputError(
            f"{shown(words)[:_MOST_SHOWN]!r} holds characters that are no letters in UTF-8 or that no paper shows, "
            "each shown as ?. Nothing was written. Type words that can be printed, by hand: "
            "pasted ones may hold such characters unseen."
        )
    return words


def name_typed(typed: str, option: str = "--by") -> str:
    """The name of who does it, or of somebody whom `option` names. Raises InputError, for an empty one, too."""
    if says_something(words := words_typed(typed)):
        return words
    whom = "yourself" if option == "--by" else "them"
    how = f" with {option}, as in {option} 'Eve Elm'" if option.startswith("-") else ""
    raise InputError(f"{typed[:_MOST_SHOWN]!r} is no name. Nothing was written. Name {whom}{how}.")


def reason_typed(typed: str, option: str) -> str:
    """A reason, a ground or a remark, which has to say something. Raises InputError."""
    if says_something(words := words_typed(typed)):
        return words
    how = f" with {option}" if option.startswith("-") else ""
    what = option.lstrip("-").replace("-", " ")
    raise InputError(f"{typed[:_MOST_SHOWN]!r} is no {what}: it says nothing. Nothing was written. Say it{how}.")
