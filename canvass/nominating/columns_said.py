"""A primary's two columns for a terminal and for programs (13-10-311)."""

from collections.abc import Sequence
from typing import Any

from canvass.console.text import say, say_table
from tabulate.primaries.party_ballots import PrimaryLine

_HEAD = ("precinct", "electors", "ballots", "voted", "unvoted", "sets", "difference")


def say_columns(lines: Sequence[PrimaryLine]) -> None:
    """Each party's ballots of each precinct, then those of no party."""
    rows: list[tuple[object, ...]] = []
    for line in lines:
        for one in line.parties:
            difference = f"{one.difference:+,}" if one.difference else None
            rows.append((line.precinct, line.electors, one.name, one.voted, one.unvoted, one.sets, difference))
        if line.others is not None:
            rows.append((line.precinct, line.electors, "of no party", line.others, None, None, None))
        if line.untold:
            rows.append((line.precinct, line.electors, "not read, or by hand", line.untold, None, None, None))
    say_table(_HEAD, rows, left=3)
    for line in lines:
        if line.container:
            say(f"Precinct {line.precinct}: unvoted party ballots in container {line.container}.")


def columns_json(lines: Sequence[PrimaryLine]) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [
        {
            "precinct": line.precinct,
            "electors": line.electors,
            "parties": [
                {
                    "party": one.party,
                    "name": one.name,
                    "voted": one.voted,
                    "unvoted": one.unvoted,
                    "sets": one.sets,
                    "difference": one.difference,
                }
                for one in line.parties
            ],
            "of_no_party": line.others,
            "not_told": line.untold,
            "container": line.container or None,
            "differences": [
                {"of": one.of.value, "ballots": one.ballots, "reported": one.reported is not None}
                for one in line.differences
            ],
        }
        for line in lines
    ]
