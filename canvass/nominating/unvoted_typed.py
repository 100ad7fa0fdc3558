"""Sets and unvoted party ballots of a primary's precinct, as typed or from a file (13-10-311)."""

from collections import Counter
from collections.abc import Iterable

from canvass.deciding.expected_csv import MOST_BYTES
from canvass.errors import InputError
from tabulate.board.primary.party_ballot_entries import PartyBallotsKept, UnvotedOfParty
from tabulate.csv_rows import Accepted, CsvRefused, CsvTable, rows_of
from tabulate.election import Election, PartyId
from tabulate.primaries.parties import parties_in
from tabulate.whole_numbers import figure

_MOST = 10_000_000
_COLUMNS = ("precinct", "sets", "party", "unvoted", "container")
_MOST_SHOWN = 80


def party_ballots_typed(
    election: Election,
    precinct: str,
    sets: int,
    unvoted: Iterable[tuple[str, int]],
    container: str,
    entered_by: str,
) -> PartyBallotsKept:
    """The entry. Raises InputError where a party of the precinct is left out, or another is named."""
    found = election.find_precinct(precinct)
    if found is None:
        raise InputError(f"The election has no precinct {precinct[:_MOST_SHOWN]!r}. Nothing was written.")
    parties, pairs = parties_in(election, found.id), tuple(unvoted)
    typed = dict(pairs)
    if len(typed) < len(pairs):
        raise InputError(f"Precinct {found.id}: a party is named twice. Nothing was written. Say each party once.")
    if set(typed) != set(parties):
        expected = ", ".join(parties) or "none, for no party has a ballot there"
        raise InputError(
            f"Precinct {found.id}: expected unvoted ballots of each party that has a ballot there ({expected}); found "
            f"{', '.join(typed)[:_MOST_SHOWN] or 'none'}. Nothing was written. Say 0 where none is left."
        )
    kept = tuple(UnvotedOfParty(party, typed[party]) for party in parties)
    return PartyBallotsKept(found.id, sets, kept, container.strip(), entered_by)


def party_ballots_in_file(content: bytes, election: Election, entered_by: str) -> tuple[PartyBallotsKept, ...]:
    """Every line `precinct,sets,party,unvoted,container`. Raises InputError; then nothing of it is used."""
    try:
        table = rows_of(content, Accepted(MOST_BYTES), _check_columns)
    except CsvRefused as refused:
        raise InputError(f"{refused.sentence} Nothing of the file was written. Correct it.") from None
    found: dict[tuple[str, int, str], dict[str, int]] = {}
    names = {one.name.casefold(): one.id for one in election.parties}
    for row in table.rows:
        sets, unvoted = figure(row["sets"], _MOST), figure(row["unvoted"], _MOST)
        if sets is None or unvoted is None:
            typed = f"{row['sets']},{row['unvoted']}"[:_MOST_SHOWN]
            raise InputError(
                f"Line {row.line}: expected numbers of sets and of unvoted ballots; found {typed!r}. Nothing of the "
                "file was written. Correct it."
            )
        party = PartyId(names.get(row["party"].casefold(), row["party"]))
        own = found.setdefault((row["precinct"], sets, row["container"]), {})
        if party in own:
            raise InputError(f"Line {row.line}: party {party[:_MOST_SHOWN]!r} stands twice. Nothing was written.")
        own[party] = unvoted
    if not found:
        raise InputError("The file has no line below the first. Nothing was written. Name the one with numbers.")
    times = Counter(precinct for precinct, _, _ in found)
    if twice := next((precinct for precinct, number in times.items() if number > 1), None):
        raise InputError(
            f"Precinct {twice[:_MOST_SHOWN]} has two numbers of sets, or two containers. Nothing of the file was "
            "written. Each line of a precinct has the same."
        )
    return tuple(
        party_ballots_typed(election, precinct, sets, own.items(), container, entered_by)
        for (precinct, sets, container), own in found.items()
    )


def _check_columns(table: CsvTable) -> None:
    if table.columns != _COLUMNS:
        raise InputError(
            f"Line 1: expected the first line to be `{','.join(_COLUMNS)}`; found "
            f"{','.join(table.heading)[:_MOST_SHOWN]!r}. Nothing of the file was written."
        )
