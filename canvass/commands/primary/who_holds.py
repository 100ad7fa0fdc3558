"""`canvass primary held|parties`: by lists of who filed and of votes, without a record (13-10-209, 13-10-601)."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from canvass.console.text import say, say_table
from canvass.nominating.filings_listed import offices_filed, statewide_votes
from tabulate.primaries.filings import committees_held, nonpartisan_held, party_ballots_needed
from tabulate.primaries.five_percent import (
    fewest_of_share,
    parties_eligible,
    signatures_for,
    signatures_for_president,
)

_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
_MOST = 999_999_999
_BODY = "The governing body may ask for a nonpartisan primary that is not held, within 10 days; then all go on to it."

_ACCLAIMED = {True: "yes", False: "no: certified to the party by acclamation"}


@click.command("held")
@click.argument("filings", metavar="FILINGS.csv", type=click.Path(path_type=Path))
@_JSON
def held(filings: Path, as_json: bool) -> None:
    """Say which parties need a ballot, and which nonpartisan offices have a primary, by who filed.

    The list's first line is office,kind,seats,party,candidate. A line without a candidate is an office that nobody
    filed for.
    """
    filed = offices_filed(filings)
    needed, offices, committees = party_ballots_needed(filed), nonpartisan_held(filed), committees_held(filed)
    if as_json:
        parties = [{**asdict(one), "needed": one.needed} for one in needed]
        elected = [{**asdict(one), "held": one.held} for one in committees]
        say(json.dumps({"parties": parties, "nonpartisan": [asdict(one) for one in offices], "committees": elected}))
        return
    if needed:
        say("Ballots of parties (13-10-209)")
        rows = [
            (one.party, f"{one.offices} of {one.of_offices}", ", ".join(one.several), "yes" if one.needed else "no")
            for one in needed
        ]
        say_table(("party", "offices", "several candidates for", "ballot"), rows, left=4)
    if offices:
        say("\nNonpartisan primaries (13-14-115)")
        lines = [(one.office, one.seats, one.candidates, "yes" if one.held else "no", one.why) for one in offices]
        say_table(("office", "seats", "candidates", "held", "why"), lines, left=1)
        say(_BODY)
    if committees:
        say("\nPrecinct committees (13-38-201(4))")
        places = [(one.office, one.party, one.seats, one.candidates, _ACCLAIMED[one.held]) for one in committees]
        say_table(("office", "party", "places", "candidates", "held"), places, left=2)


@click.command("parties")
@click.argument("votes", metavar="VOTES.csv", type=click.Path(path_type=Path))
@click.option(
    "--governor", type=click.IntRange(1, _MOST), required=True, help="Votes of who was elected governor last."
)
@click.option("--won", type=click.IntRange(1, _MOST), help="Votes of who won an office last: for an independent's.")
@_JSON
def parties(votes: Path, governor: int, won: int | None, as_json: bool) -> None:
    """Say which parties hold a primary: 5% of the governor's votes, for a statewide office at one of two generals.

    The list's first line is party,election,office,votes: one candidate of a party for a statewide office at one of the
    last two general elections.
    """
    found = parties_eligible(governor, statewide_votes(votes))
    signatures = {"president": signatures_for_president(governor)} | (
        {} if won is None else {"office": signatures_for(won)}
    )
    if as_json:
        each = [{**asdict(one.best), "needed": one.needed, "holds_primary": one.holds_primary} for one in found]
        say(json.dumps({"needed": fewest_of_share(governor), "parties": each, "signatures": signatures}))
        return
    say(f"5% of {governor:,} votes is {fewest_of_share(governor):,} or more (13-10-601(1)).")
    rows = [
        (one.best.party, one.best.election, one.best.office, one.best.votes, "yes" if one.holds_primary else "no")
        for one in found
    ]
    say_table(("party", "best at", "for", "votes", "primary"), rows, left=3)
    said = f"An independent for president needs {signatures['president']:,} signatures (13-10-504(3))"
    more = f"; for an office won with {won:,} votes {signatures['office']:,} (13-10-502(2))" if won is not None else ""
    say(f"{said}{more}.")
