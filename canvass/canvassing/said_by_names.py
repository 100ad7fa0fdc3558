"""What entries say they did, with contests and precincts by their names: the ledger has their ids."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol

from tabulate.election import Election

_WITHIN = ("contests", "person", "messengers")
"""Fields whose nouns say a contest or a precinct, too."""


class SaysWhatItDid(Protocol):
    """An entry of the county canvass."""

    @property
    def did(self) -> str:
        """In words, with ids."""


def did_by_names(entry: SaysWhatItDid, election: Election) -> str:
    """In words for people."""
    named: SaysWhatItDid = _named(entry, election)
    return named.did


def _named(noun: Any, election: Election) -> Any:
    if isinstance(noun, tuple):
        return tuple(_named(one, election) for one in noun)
    if not is_dataclass(noun) or isinstance(noun, type):
        return noun
    changed: dict[str, Any] = {}
    for one in fields(noun):
        value = getattr(noun, one.name)
        if one.name == "contest" and isinstance(value, str):
            found = election.find_contest(value)
            changed[one.name] = value if found is None else found.title
        elif one.name == "precinct" and isinstance(value, str):
            changed[one.name] = _precinct(value, election)
        elif one.name == "missing" and isinstance(value, tuple):
            changed[one.name] = tuple(_precinct(each, election) for each in value)
        elif one.name in _WITHIN:
            changed[one.name] = _named(value, election)
    return replace(noun, **changed) if changed else noun


def _precinct(precinct: str, election: Election) -> str:
    found = election.find_precinct(precinct)
    return precinct if found is None or found.name == precinct else f"{found.name} ({precinct})"
