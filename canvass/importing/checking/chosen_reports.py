"""Which of the kept reports is the count: one report by precincts, or several that have other precincts each."""

from canvass.errors import InputError
from canvass.importing.names_of_record import KeptResults
from outside.formats import OutsideFormat
from outside.results import ResultsLevel
from tabulate.board.outside.outside_entries import OutsideFileKept
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
        kept = {kept_named(tuple(one.kept for one in by_precinct), name) for name in named}
        return tuple(one for one in by_precinct if one.kept in kept)
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


def kept_named(files: tuple[OutsideFileKept, ...], name: str) -> OutsideFileKept:
    """The one file that is named so, by its name or the first digits of its SHA-256. Raises InputError."""
    found = [one for one in files if one.name == name or (len(name) >= _LEAST_DIGITS and one.sha256.startswith(name))]
    if not found:
        there = ", ".join(shown(one.name) for one in files) or "none"
        raise InputError(f"The record keeps no such report named {shown(name)[:80]!r}. There are: {there}.")
    if len(found) > 1:
        raise InputError(f"Two reports are named {shown(name)[:80]!r}. Name one by its SHA-256.")
    return found[0]
