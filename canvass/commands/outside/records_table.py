"""Cast vote records of another system, for people."""

from canvass.commands.outside.outside_table import say_findings, say_source
from canvass.console.text import plural, say, say_table
from outside.cast_vote_records import OutsideCastVoteRecords
from outside.records.recorded_totals import RecordedTotals, ballots_in, recorded_totals
from tabulate.printable import shown


def say_records(records: OutsideCastVoteRecords) -> None:
    """The source, how many records and ballots, the votes of each contest, and what was found."""
    say_source(records.source)
    ballots = ballots_in(records)
    of = "ballots not told: some have several sheets" if ballots is None else plural(ballots, "ballot")
    say(f"  {plural(len(records.records), 'cast vote record')}, {of}.")
    for totals in recorded_totals(records):
        say()
        say(shown(f"{totals.contest.title}{_rule(totals)}, {plural(totals.records, 'record')}"))
        head = "first rank" if totals.contest.ranks is not None else "votes"
        say_table(("", head), _rows(totals))
    say_findings(records.findings)


def _rule(totals: RecordedTotals) -> str:
    if totals.contest.ranks is not None:
        return f" ({totals.contest.ranks} ranks)"
    return "" if totals.contest.seats is None else f" (vote for {totals.contest.seats})"


def _rows(totals: RecordedTotals) -> list[tuple[str, int | None]]:
    special = (
        ("write-ins", totals.write_ins),
        ("overvotes", totals.overvotes),
        ("undervotes", totals.undervotes),
        ("no vote, or overvoted: the file does not tell", totals.not_told_apart),
        ("not counted by the system", totals.uncounted),
        ("hidden", totals.redacted),
    )
    rows: list[tuple[str, int | None]] = [(shown(name), votes) for name, votes in totals.choices]
    return [*rows, *((name, figure) for name, figure in special if figure)]
