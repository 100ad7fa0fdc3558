"""Precincts that somebody names: whether the election has them."""

from collections.abc import Iterable

from canvass.errors import RefusedError
from tabulate.election import Election, PrecinctId


def check_precincts(precincts: Iterable[PrecinctId], election: Election) -> None:
    """Check that the election has each of these. Raises RefusedError."""
    for precinct in precincts:
        if election.find_precinct(precinct) is None:
            raise RefusedError(f"The election has no precinct {precinct!r}. Nothing was written. Choose one.")
