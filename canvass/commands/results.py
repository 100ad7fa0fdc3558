"""`canvass results`: the totals, once the polls are closed."""

import json
from pathlib import Path

import click

from canvass import clock
from canvass.auditing.definitive import audit_json, audited_results, say_audited
from canvass.console.text import hour, plural, say, say_table
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.record.work.audit_log import AuditLog
from canvass.reporting.methods import check_finished, methods_json, say_methods, say_words
from canvass.reporting.results_json import results_json
from canvass.reporting.sealing import check_closed, check_seal
from tabulate.ledger.fold import fold
from tabulate.totals.results import ContestTotals, Results, provisional_from, total


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
        if not test:
            check_closed(election, state)
        audit = None if test else AuditLog(opened).state
    released = clock.now() >= provisional_from(election)
    tally = state.test if test else state.countable(released)
    totals = total(election, tally, test, state.board.declared)
    held = 0 if test or released else state.held.places.total()
    audited = audited_results(audit, totals)
    if by == "method":
        check_finished(state, test)
    if as_json:
        methods = {"methods": methods_json(election, tally)} if by == "method" else {}
        audited_json = {"audit": audit_json(audited)} if audited else {}
        say(json.dumps(results_json(totals, by == "precinct", held) | methods | audited_json))
    else:
        say_results(totals, by == "precinct")
        if held:
            say(f"\n{plural(held, 'sheet')} of provisional ballots held until {hour(provisional_from(election))}.")
        if audited:
            say_audited(audited)
        if by == "method":
            say_methods(election, tally)
    return ExitCode.WAITING if totals.sheets_questioned or totals.sheets_not_read else ExitCode.DONE


def say_results(totals: Results, by_precinct: bool) -> None:
    """Print the totals for people."""
    say(totals.title + (": TEST BATCHES ONLY" if totals.test else ""))
    out = "".join(f" + {count:,} {place.value}" for place, count in totals.sheets_out)
    counted = f"{totals.sheets_counted:,} counted + {totals.sheets_waiting:,} set aside{out}"
    say(f"{plural(totals.sheets_in, 'sheet')} in = {counted}.")
    if totals.sheets_resolved:
        say(f"Of those counted, {totals.sheets_resolved:,} were decided by the counting board.")
    if totals.hand_ballots:
        say(f"Besides, {plural(totals.hand_ballots, 'ballot')} counted by hand.")
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
        rows += [(f"{person.name} (write-in)", person.votes) for person in contest.write_ins]
        rows.append(("write-ins, pending the board", contest.write_ins_pending))
    rows.append(("undervotes", contest.undervotes))
    if contest.overvotes:
        rows.append(("overvoted", contest.overvotes))
    rows += [(f"waiting for the board: {question.value}", count) for question, count in contest.questionable]
    say_table((plural(contest.sheets, "sheet"), "votes"), rows)
    if decided := sum(count for _, count in contest.decided):
        by_board = sum(choice.by_board for choice in (*contest.choices, *contest.write_ins))
        say(f"  {plural(by_board, 'vote')} of these from {plural(decided, 'ballot')} that the board decided.")
