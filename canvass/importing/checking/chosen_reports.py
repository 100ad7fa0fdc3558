"""Which of the kept reports is the count: one report by precincts, or several that have other precincts each."""

from canvass.errors import InputError
from canvass.importing.names_of_record import KeptResults
from outside.formats import OutsideFormat
from outside.results import ResultsLevel
from tabulate.printable import folded_words, shown

_LEAST_DIGITS = 6
_CROSS_CHECKS = frozenset({OutsideFormat.MONTANA_RESULTS.value, OutsideFormat.MONTANA_CANVASS.value})
"""What the secretary of state publishes was typed or loaded from the county's count."""


def chosen_reports(files: tuple[KeptResults, ...], named: tuple[str, ...]) -> tuple[KeptResults, ...]:
    """The reports that were named, by their names or the first digits of their hashes; or else the only ones there are.

    Raises InputError where there is none, or where it must be said which.
    """
    by_precinct = tuple(one for one in files if one.results.level is ResultsLevel.PRECINCTS)
    if named:
        return tuple(dict.fromkeys(one for name in named for one in _named(by_precinct, name)))
    if not by_precinct:
        raise InputError(
            "The record keeps no report by precincts of another system. Keep one first: canvass outside add"
        )
    own = tuple(one for one in by_precinct if one.kept.format not in _CROSS_CHECKS) or by_precinct
    if len({folded_words(one.kept.source) for one in own}) > 1:
        raise InputError(
            f"The record keeps several reports by precincts: {', '.join(shown(one.kept.name) for one in own)}. Say "
            "which is the count: --file NAME. The others are compared with it."
        )
    return own


def _named(files: tuple[KeptResults, ...], name: str) -> tuple[KeptResults, ...]:
    found = tuple(
        one
        for one in files
        if one.kept.name == name or (len(name) >= _LEAST_DIGITS and one.kept.sha256.startswith(name))
    )
    if not found:
        raise InputError(
            f"The record keeps no newest report by precincts named {shown(name)[:80]!r}. "
            f"There are: {', '.join(shown(one.kept.name) for one in files) or 'none'}."
        )
    if len(found) > 1:
        raise InputError(f"Two reports are named {shown(name)[:80]!r}. Name one by its SHA-256.")
    return found
