"""`canvass outside results`: another system's count as the record has taken it, once results may be shown."""

import json
from pathlib import Path
from typing import Any

import click

from canvass.console.text import plural, say, say_table, warn
from canvass.errors import ExitCode, InputError
from canvass.record import open_record
from canvass.reporting.sealing import check_open, check_seal
from tabulate.board.outside.outside_entries import OutsideFiguresTaken
from tabulate.election import Contest, Election
from tabulate.ledger.fold import fold
from tabulate.outside_figures import OutsideContestFigures, OutsideCount, OutsidePrecinctFigures
from tabulate.printable import shown


@click.command("results")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--by", type=click.Choice(["precinct"]), help="By precinct, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def outside_results(record: Path, by: str | None, as_json: bool) -> int:
    """Show the count of another system that RECORD took. Sealed until the polls close (13-15-207, 13-35-241)."""
    with open_record(record) as opened:
        election = opened.election
        check_seal(election)
        state = fold(opened.outlines())
        check_open(election, state)
        taken = state.board.office.outside.taken
    if taken is None:
        raise InputError(f"{record} has taken no figures of another system. Take them first: canvass outside take")
    number, entry = taken
    if as_json:
        say(json.dumps(_json(entry, number, election, by is not None)))
    else:
        _say(entry, number, election, by is not None)
    return ExitCode.DONE


def _say(entry: OutsideFiguresTaken, number: int, election: Election, by_precinct: bool) -> None:
    count = entry.count
    say(f"{election.title}: the count of another system, from {shown(count.source)}.")
    say(
        f"  {', '.join(shown(part) for part in (count.label, count.run_at) if part) or 'No label and no hour is told.'}"
    )
    say(f"  {plural(len(count.precincts), 'precinct')}, {_ballots(count.ballots_cast)}. Taken by entry {number:,}.")
    if entry.accepted:
        warn(f"  {plural(len(entry.accepted), 'finding')} accepted with a reason: canvass outside check names them.")
    for contest in election.contests:
        total = count.total(contest.id)
        if total is not None:
            say()
            _say_contest(contest, count, total, _places(contest, count, election) if by_precinct else [])


def _ballots(ballots: int | None) -> str:
    return "ballots not told" if ballots is None else plural(ballots, "ballot")


def _places(contest: Contest, count: OutsideCount, election: Election) -> list[tuple[str, OutsideContestFigures]]:
    found = ((one, one.contest(contest.id)) for one in count.precincts)
    return [(election.precinct_name(one.precinct), own) for one, own in found if own is not None]


def _say_contest(
    contest: Contest,
    count: OutsideCount,
    total: OutsideContestFigures,
    places: list[tuple[str, OutsideContestFigures]],
) -> None:
    say(f"{contest.title} (vote for {contest.seats})")
    head = ("", "ballots", *(one.name for one in contest.choices), "write-ins", "overvotes", "undervotes")
    rows = [("total", total), *places]
    say_table(head, [(name, *_cells(contest, count, one)) for name, one in rows])


def _cells(contest: Contest, count: OutsideCount, one: OutsideContestFigures) -> tuple[int | None, ...]:
    votes = count.votes_by_choice(one, contest.names)
    of_choices = (votes[choice.id] for choice in contest.choices)
    return (one.ballots, *of_choices, one.write_ins, one.overvotes, one.undervotes)


def _json(entry: OutsideFiguresTaken, number: int, election: Election, by_precinct: bool) -> dict[str, Any]:
    count = entry.count
    totals = [one for contest in election.contests if (one := count.total(contest.id)) is not None]
    found: dict[str, Any] = {
        "title": election.title,
        "source": count.source,
        "files": list(count.files),
        "run_at": count.run_at,
        "label": count.label,
        "entry": number,
        "mapping_entry": entry.mapping,
        "ballots": count.ballots_cast,
        "accepted": [
            {"kind": one.finding, "where": one.where, "words": one.words, "because": one.because}
            for one in entry.accepted
        ],
        "contests": [_contest(count, one, election) for one in totals],
    }
    if by_precinct:
        found["precincts"] = [_precinct(count, one, election) for one in count.precincts]
    return found


def _precinct(count: OutsideCount, one: OutsidePrecinctFigures, election: Election) -> dict[str, Any]:
    return {
        "id": one.precinct,
        "name": election.precinct_name(one.precinct),
        "ballots": one.ballots_cast,
        "by_group": [{"name": group.name, "ballots": group.ballots} for group in one.by_group],
        "contests": [_contest(count, each, election) for each in one.contests],
    }


def _contest(count: OutsideCount, one: OutsideContestFigures, election: Election) -> dict[str, Any]:
    contest = election.contest(one.contest)
    votes = count.votes_by_choice(one, contest.names)
    return {
        "id": contest.id,
        "title": contest.title,
        "seats": contest.seats,
        "ballots": one.ballots,
        "choices": [{"id": choice.id, "name": choice.name, "votes": votes[choice.id]} for choice in contest.choices],
        "write_ins": one.write_ins,
        "overvotes": one.overvotes,
        "undervotes": one.undervotes,
    }
