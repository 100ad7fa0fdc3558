"""Whom an officer appointed after a tie, as people type it (13-16-503 to 13-16-507, 13-38-201(4)(d), 20-20-418)."""

from collections.abc import Iterable

from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, RefusedError
from canvass.recounting.recount_typed import day_typed
from canvass.recounting.ties_found import TieFound
from tabulate.board.recount.tie_entries import TieAppointed, TieEntry
from tabulate.recounts.ties import TieBroken

_APPOINTS = (TieBroken.APPOINTED, TieBroken.ELECTED, TieBroken.BY_SCHOOL_LAW)


def appoints(found: TieFound) -> bool:
    """Whether an officer names one of those tied, once it was recounted."""
    return found.recount is not None and found.breaker.how in _APPOINTS


def appointed_typed(
    found: TieFound, choices: Iterable[str], appointed_on: str, paper_sha256: str, at: str, entered_by: str
) -> TieAppointed:
    """Of those tied, by id or name, as many as there are places. Raises InputError, RefusedError."""
    if not appoints(found):
        raise RefusedError(
            f"The tie of {found.contest.title} is ended by no appointment: {found.ends}. Nothing was written. "
            "See whose it is: canvass ties list"
        )
    named = tuple(_tied(found, one) for one in choices)
    if len(set(named)) < len(named) or len(named) != found.to_fill:
        raise InputError(
            f"{found.to_fill} of those tied in {found.contest.title} are appointed, each named once; found "
            f"{found.called(named) or 'nobody'} ({found.breaker.section}). Nothing was written. Look at the paper."
        )
    officer, section, day = found.breaker.officer, found.breaker.section, day_typed(appointed_on)
    sha256, by = words_typed(paper_sha256).lower(), words_typed(entered_by)
    return TieAppointed(found.contest.id, officer, section, named, day, sha256, at, by)


def facts_of_appointment(found: TieFound, entry: TieEntry) -> tuple[tuple[str, str], ...]:
    """What is to be written of an appointment, each with its heading; nothing of any other entry."""
    if not isinstance(entry, TieAppointed):
        return ()
    return (
        ("Contest", found.contest.title),
        ("Appointed", found.called(entry.appointed)),
        ("By", f"{entry.officer} ({entry.section}), on {entry.appointed_on}"),
        ("The paper, SHA-256", entry.paper_sha256),
    )


def _tied(found: TieFound, typed: str) -> str:
    name = words_typed(typed)
    for one in found.line.tied:
        if name in (one.choice, one.name, one.name.removesuffix(" (write-in)")):
            return one.choice
    tied = ", ".join(f"{one.name} ({one.choice})" for one in found.line.tied)
    raise InputError(
        f"{name[:80]!r} is not among those tied: {tied} ({found.breaker.section}). Nothing was written. Name one."
    )
