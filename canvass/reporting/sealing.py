"""What keeps totals sealed (13-15-207, 13-35-241), and provisional ballots held (13-15-107(6))."""

from canvass import clock
from canvass.console.text import hour
from canvass.errors import SealedError
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.totals.results import provisional_from, seal_of, sealed_until


def check_seal(election: Election) -> None:
    """Raise SealedError before the polls close."""
    until = sealed_until(election, clock.now())
    if until is not None:
        raise SealedError(
            f"The totals of {election.title} are sealed until the polls close at {hour(until)} (13-15-207, 13-35-241). "
            "Ask again then; `canvass status` shows how many sheets are counted."
        )


def check_closed(election: Election, state: RecordState) -> None:
    """Raise SealedError before the administrator has closed the polls, where the record has accounts.

    Without accounts nobody is the record's administrator: whoever runs the command is, and the hour alone decides.
    """
    if state.accesses and seal_of(election, state.board.polls_closed is not None, clock.now()) is not None:
        raise SealedError(
            f"The totals of {election.title} are sealed: the hour is past, but the election administrator has not "
            "closed the polls in this record (13-15-207, 13-35-241). Once they are closed: "
            "canvass close-polls RECORD --by NAME"
        )


def check_open(election: Election, state: RecordState) -> None:
    """Raise SealedError while no total may be shown: before the hour, or before the polls are closed in the record."""
    check_seal(election)
    check_closed(election, state)


def provisional_released(election: Election) -> bool:
    """Whether provisional ballots are among the totals by now (13-15-107(6))."""
    return clock.now() > provisional_from(election)
