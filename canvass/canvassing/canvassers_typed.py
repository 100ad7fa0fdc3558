"""What people type of the canvass: who sits on the board, who is sent for returns."""

from collections.abc import Iterable, Iterator

from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError
from canvass.returning.made_return import precinct_named
from tabulate.board.county.canvass_terms import ReturnMessenger, SeatedCanvasser, SeatOnBoard
from tabulate.election import Election

_MOST_SHOWN = 80


def board_typed(members: Iterable[str], officers: Iterable[str], joining: Iterable[str]) -> tuple[SeatedCanvasser, ...]:
    """Members by name; officers as `NAME=OFFICE for ABSENT`; those who join as `NAME=BODY`. Raises InputError."""
    return (*_members(members), *map(_officer, officers), *map(_joining, joining))


def _members(typed: Iterable[str]) -> Iterator[SeatedCanvasser]:
    yield from (SeatedCanvasser(words_typed(name), SeatOnBoard.MEMBER) for name in typed)


def _officer(typed: str) -> SeatedCanvasser:
    name, _, rest = typed.partition("=")
    office, _, absent = rest.partition(" for ")
    if not (name.strip() and office.strip() and absent.strip()):
        raise InputError(
            f"{typed[:_MOST_SHOWN]!r} is no county officer in an absent member's place (13-15-401). Nothing was "
            "written. Write NAME=OFFICE for ABSENT, as in 'Sam Short=sheriff for Cy Cole'."
        )
    return SeatedCanvasser(words_typed(name), SeatOnBoard.OFFICER, words_typed(office), words_typed(absent))


def _joining(typed: str) -> SeatedCanvasser:
    name, _, body = typed.partition("=")
    if not (name.strip() and body.strip()):
        raise InputError(
            f"{typed[:_MOST_SHOWN]!r} is nobody of a body that joins. Nothing was written. Write NAME=BODY, as in "
            "'Lou Lake=City of Larch'."
        )
    return SeatedCanvasser(words_typed(name), SeatOnBoard.JOINING, words_typed(body))


def messengers_typed(election: Election, typed: Iterable[str]) -> tuple[ReturnMessenger, ...]:
    """`NAME=PRECINCT`, each. Raises InputError."""
    return tuple(_messenger(election, one) for one in typed)


def _messenger(election: Election, typed: str) -> ReturnMessenger:
    name, _, precinct = typed.rpartition("=")
    if not name.strip():
        raise InputError(
            f"{typed[:_MOST_SHOWN]!r} is no messenger. Nothing was written. Write NAME=PRECINCT, as in 'Jo Jay=P07'."
        )
    return ReturnMessenger(words_typed(name), precinct_named(election, words_typed(precinct)).id)
