"""The checks of the returns as they are shown: in words, and as JSON (13-15-403)."""

from collections.abc import Sequence
from typing import Any

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.to_settle import to_settle
from canvass.console.text import say, say_table, warn
from canvass.reporting.election_json import election_json
from tabulate.county_canvass.audit_of_returns import SECTIONS, CheckedReturn, CheckStanding
from tabulate.precincts import PrecinctId

_HEAD = ("precinct", "check", "section", "stands", "figures")


def checks_of_precinct(standing: CountyStanding, only: PrecinctId | None) -> tuple[CheckedReturn, ...]:
    """Those of one precinct, or of all."""
    return tuple(one for one in standing.checks if only in (None, one.precinct.id))


def say_checks(standing: CountyStanding, only: PrecinctId | None) -> None:
    """Print them, and what else keeps the report from being made."""
    found = checks_of_precinct(standing, only)
    say_table(_HEAD, map(_row, found), left=len(_HEAD))
    for one in found:
        if one.problems:
            words = f"Precinct {one.precinct.id}, check ({one.check.number}), {one.standing}: {one.found}"
            (warn if one.standing is CheckStanding.FAILS else say)(words)
    if only is None:
        _say_rest(to_settle(standing))


def _say_rest(found: Sequence[str]) -> None:
    say(f"To settle before the report: {len(found):,}." if found else "Nothing is to be settled before the report.")
    for one in found:
        say(f"  {one}")


def _row(one: CheckedReturn) -> tuple[str, ...]:
    return (str(one.precinct.id), f"({one.check.number}) {one.check}", SECTIONS[one.check], one.standing, one.figures)


def checks_json(standing: CountyStanding, only: PrecinctId | None) -> dict[str, Any]:
    """The same as JSON."""
    return {
        **election_json(standing.election),
        "phase": standing.canvass.phase.value,
        "returns_missing": [one.id for one in standing.missing],
        "checks": [
            {
                "precinct": one.precinct.id,
                "precinct_name": one.precinct.name,
                "number": one.check.number,
                "check": one.check.value,
                "section": SECTIONS[one.check],
                "standing": one.standing.value,
                "figures": one.figures,
                "found": one.found,
                "settled": None
                if one.settled is None
                else {"how": one.settled.how.value, "words": one.settled.words_of_board, "by": one.settled.said_by},
            }
            for one in checks_of_precinct(standing, only)
        ],
        "to_settle": list(to_settle(standing)),
        "ledger": {"number": standing.head.number, "hash": standing.head.hash},
    }
