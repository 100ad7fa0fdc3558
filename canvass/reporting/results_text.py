"""The totals in words, on stdout."""

from canvass.console.text import hour, plural, say, say_table
from canvass.reporting.methods import MethodContest, MethodLine, say_words
from canvass.reporting.results import Breakdown, ShownResults
from canvass.reporting.shown.contests_shown import ContestAsShown, contests_shown
from canvass.reporting.shown.results_paper import besides_votes
from tabulate.election import CountingMethod, Election
from tabulate.totals.results import PrecinctTotals, Results

UNOFFICIAL_WORDS = "Unofficial: what waits for the counting board is not among the votes."


def say_results(shown: ShownResults, election: Election, around: tuple[str, ...] = ()) -> None:
    """Print the totals, by precinct too where they are broken down so, and what is held.

    `around`: how official they are, and how far the precincts are.
    """
    _say_sheets(shown.totals, election, around)
    for words in (*shown.editions, *shown.outside):
        say(words)
    for contest in contests_shown(election, shown.totals.contests):
        say_contest(contest)
    for one in shown.not_held:
        say(f"\n{one.title}")
        say(f"  {one.said}")
    if shown.by is Breakdown.PRECINCT:
        for precinct in shown.totals.precincts:
            _say_precinct(precinct, election)
    for words in shown.readings:
        say(f"\nRead by the state: {words}")
    if shown.held:
        say(f"\n{plural(shown.held, 'sheet')} of {shown.held_words} ballots held until {hour(shown.released_from)}.")


def _say_sheets(totals: Results, election: Election, around: tuple[str, ...]) -> None:
    say(totals.title + (": TEST BATCHES ONLY" if totals.test else ""))
    say(f"{election.county}, {election.date}")
    out = "".join(f" + {count:,} {place.value}" for place, count in totals.sheets_out)
    counted = f"{totals.sheets_counted:,} counted + {totals.sheets_waiting:,} set aside{out}"
    say(f"{plural(totals.sheets_in, 'sheet')} in = {counted}.")
    if totals.cast is not None:
        say(f"{plural(totals.cast.ballots, 'ballot')} cast, of several sheets: an elector may return some of them.")
    if totals.sheets_resolved:
        say(f"Of those counted, {totals.sheets_resolved:,} were decided by the counting board.")
    if totals.outside_ballots:
        say(f"Besides, {plural(totals.outside_ballots, 'ballot')} counted by another system.")
    if totals.hand_ballots:
        say(f"Besides, {plural(totals.hand_ballots, 'ballot')} counted by hand.")
    say_words(totals.words)
    for words in around or (UNOFFICIAL_WORDS,):
        say(words)


def _say_precinct(precinct: PrecinctTotals, election: Election) -> None:
    counted = plural(precinct.sheets, "ballot" if precinct.outside else "sheet")
    counted += ", by another system" if precinct.outside else ""
    ballots = "" if precinct.ballots is None else f"{plural(precinct.ballots, 'ballot')} on "
    say(f"\n== Precinct {precinct.name}: {ballots}{counted}")
    with_ballots = (contest for contest in precinct.contests if contest.sheets)
    for contest in contests_shown(election, with_ballots, leads=False):
        say_contest(contest)


def say_contest(shown: ContestAsShown) -> None:
    """Print a contest's figures as a table."""
    contest = shown.totals
    say("\n" + ", ".join(one for one in (contest.title, shown.party, shown.seats) if one))
    rows: list[tuple[object, ...]] = [
        (one.called, one.votes, one.share, one.party, one.lead.value) for one in shown.choices
    ]
    rows += [(name, count, "", "", "") for name, count in besides_votes(shown)[:-1]]
    head = (plural(contest.sheets, "ballot" if contest.outside else "sheet"), "votes", "percent", "party", "")
    kept = [index for index, name in enumerate(head) if index < 3 or any(row[index] for row in rows)]
    say_table([head[index] for index in kept], [[row[index] for index in kept] for row in rows], after=3)
    for words in shown.notes:
        say(f"  {words}")
    if decided := sum(count for _, count in contest.decided):
        by_board = sum(choice.by_board for choice in (*contest.choices, *contest.write_ins))
        say(f"  {plural(by_board, 'vote')} of these from {plural(decided, 'ballot')} that the board decided.")


def say_methods(shown: ShownResults) -> None:
    """Print what may be shown by counting method, contest by contest; nothing where that was not asked."""
    if shown.by is not Breakdown.METHOD:
        return
    say("\n== By kind of batch")
    of = "ballots" if shown.totals.cast is None else "sheets"
    say_table((of, "counted", "waiting"), [(one.name, one.counted, one.waiting) for one in shown.kinds])
    say("\n== By counting method")
    say(
        f"Figures that could show how somebody voted are suppressed (13-3-208(4)): of fewer than {shown.fewest} "
        "ballots, of ballots of which fewer than two differ from the others, and what would give these away."
    )
    if not shown.any_device:
        say("No device printout was counted.")
        return
    for contest in shown.methods:
        _say_by_method(contest)


def _say_by_method(shown: MethodContest) -> None:
    say(f"\n{shown.contest.title}")
    if shown.whole is None:
        say("  all precincts: suppressed")
    for line in shown.tables:
        name = "precinct not stated" if line.name is None else line.name
        _say_line("all precincts" if line is shown.whole else name, line, shown.contest.write_ins > 0)
    if shown.suppressed:
        say(f"  suppressed: {plural(len(shown.suppressed), 'precinct')}")


def _say_line(name: str, line: MethodLine, write_ins: bool) -> None:
    marked, device = line.hand_marked, line.device
    rows = list(line.votes)
    if write_ins:
        rows.append(("write-ins, pending the board", marked.write_ins, device.write_ins))
    rows.append(("undervotes", marked.undervotes, device.undervotes))
    rows.append(("waiting for the board", marked.waiting, device.waiting))
    rows.append(("sheets", marked.sheets, device.sheets))
    say_table((name, *(method.value for method in CountingMethod)), rows)
