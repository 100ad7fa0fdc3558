"""`canvass results`: the totals, once the polls are closed."""

import json
from pathlib import Path
from typing import Any

import click

from canvass import clock
from canvass.errors import SealedError
from canvass.exit_codes import ExitCode
from canvass.printout_report import check_finished, methods_json, say_methods, say_words, words_json
from canvass.record import open_record
from canvass.text import hour, plural, say, say_table
from tabulate.election import Election
from tabulate.ledger_fold import fold
from tabulate.results import ContestTotals, PrecinctTotals, Results, sealed_until, total


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--by", type=click.Choice(["precinct", "method"]), help="By precinct or counting method, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--test", is_flag=True, help="The test batches instead of the ballots; never sealed.")
def results(record: Path, by: str | None, as_json: bool, test: bool) -> int:
    """Show the totals of RECORD. Sealed until the polls close (13-15-207, 13-35-241)."""
    with open_record(record) as opened:
        election = opened.election
        if not test:
            check_seal(election)
        state = fold(opened.outlines())
    tally = state.test if test else state.real
    totals = total(election, tally, test)
    if by == "method":
        check_finished(state, test)
    if as_json:
        methods = {"methods": methods_json(election, tally)} if by == "method" else {}
        say(json.dumps(results_json(totals, by == "precinct") | methods))
    else:
        say_results(totals, by == "precinct")
        if by == "method":
            say_methods(election, tally)
    return ExitCode.WAITING if totals.sheets_questioned or totals.sheets_not_read else ExitCode.DONE


def check_seal(election: Election) -> None:
    """Raise SealedError before the polls close."""
    until = sealed_until(election, clock.now())
    if until is not None:
        raise SealedError(
            f"The totals of {election.title} are sealed until the polls close at {hour(until)} (13-15-207, 13-35-241). "
            "Ask again then; `canvass status` shows how many sheets are counted."
        )


def results_json(totals: Results, by_precinct: bool) -> dict[str, Any]:
    """The totals as an object for JSON."""
    precincts = {"precincts": [_precinct_json(precinct) for precinct in totals.precincts]} if by_precinct else {}
    return {
        "election": totals.title,
        "test": totals.test,
        "sheets": {
            "in": totals.sheets_counted + totals.sheets_questioned + totals.sheets_not_read,
            "counted": totals.sheets_counted,
            "set_aside": totals.sheets_questioned + totals.sheets_not_read,
            "with_questions": totals.sheets_questioned,
            "not_read": totals.sheets_not_read,
        },
        "printouts": words_json(totals.words),
        "contests": [_contest_json(contest) for contest in totals.contests],
    } | precincts


def _precinct_json(precinct: PrecinctTotals) -> dict[str, Any]:
    return {
        "precinct": precinct.precinct,
        "name": precinct.name,
        "sheets": precinct.sheets,
        "contests": [_contest_json(contest) for contest in precinct.contests if contest.sheets],
    }


def _contest_json(contest: ContestTotals) -> dict[str, Any]:
    return {
        "contest": contest.contest,
        "title": contest.title,
        "seats": contest.seats,
        "sheets": contest.sheets,
        "choices": [{"choice": one.choice, "name": one.name, "votes": one.votes} for one in contest.choices],
        "write_ins_pending": contest.write_ins_pending,
        "undervotes": contest.undervotes,
        "questionable": {question.value: count for question, count in contest.questionable},
    }


def say_results(totals: Results, by_precinct: bool) -> None:
    """Print the totals for people."""
    counted, set_aside = totals.sheets_counted, totals.sheets_questioned + totals.sheets_not_read
    say(totals.title + (": TEST BATCHES ONLY" if totals.test else ""))
    say(f"{plural(counted + set_aside, 'sheet')} in = {counted:,} counted + {set_aside:,} set aside.")
    say_words(totals.words)
    say("Unofficial: what waits for the counting board is not among the votes.")
    for contest in totals.contests:
        _say_contest(contest)
    if by_precinct:
        for precinct in totals.precincts:
            say(f"\n== Precinct {precinct.name}: {plural(precinct.sheets, 'sheet')}")
            for contest in precinct.contests:
                if contest.sheets:
                    _say_contest(contest)


def _say_contest(contest: ContestTotals) -> None:
    seats = "" if contest.seats == 1 else f", vote for {contest.seats}"
    say(f"\n{contest.title}{seats}")
    rows: list[tuple[str, int]] = [(choice.name, choice.votes) for choice in contest.choices]
    if contest.write_ins_allowed:
        rows.append(("write-ins, pending the board", contest.write_ins_pending))
    rows.append(("undervotes", contest.undervotes))
    rows += [(f"waiting for the board: {question.value}", count) for question, count in contest.questionable]
    say_table((plural(contest.sheets, "sheet"), "votes"), rows)
