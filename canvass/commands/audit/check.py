"""`canvass audit check`: the rule of 13-17-507 applied to figures, each step explained."""

import json
from collections.abc import Sequence
from typing import Any

import click

from audit.contests import Unit
from audit.discrepancy import Measured, UnitComparison, compare, is_over, measure_pooled, measure_precinct
from audit.errors import FiguresError
from audit.rules import Measure, RuleSet
from canvass.commands.audit.options import json_option, rules_option
from canvass.commands.options import figures
from canvass.console.text import plural, say, say_table, warn
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.whole_numbers import whole_number

_LARGEST = 10_000_000


@click.command()
@click.option(
    "--ballots",
    multiple=True,
    required=True,
    type=click.IntRange(0, _LARGEST),
    help="Total ballots cast in the precinct.",
)
@click.option(
    "--machine", callback=figures, multiple=True, required=True, metavar="VOTES", help="The machine's votes: 600,580."
)
@click.option(
    "--manual",
    callback=figures,
    multiple=True,
    required=True,
    metavar="VOTES",
    help="The committee's, in the same order.",
)
@click.option("--seats", type=click.IntRange(1, 100), default=1, show_default=True, help="Votes each ballot has.")
@click.option("--pooled", is_flag=True, help="Only the precincts together, never netted.")
@rules_option
@json_option
def check(
    ballots: tuple[int, ...],
    machine: tuple[str, ...],
    manual: tuple[str, ...],
    seats: int,
    pooled: bool,
    rule_set: RuleSet,
    as_json: bool,
) -> None:
    """Compare a machine's count of one contest with the committee's, by the rule of 13-17-507.

    For several precincts give --ballots, --machine and --manual once for each, in the same order.
    """
    if not len(ballots) == len(machine) == len(manual):
        raise click.UsageError(
            f"--ballots was given {len(ballots)} times, --machine {len(machine)} and --manual {len(manual)}: "
            "give each once for every precinct."
        )
    rows = zip(ballots, machine, manual, strict=True)
    compared = [_comparison(number, *row, seats) for number, row in enumerate(rows, 1)]
    if len({len(one.differences) for one in compared}) > 1:
        raise click.UsageError("The precincts have different numbers of choices: one contest has the same everywhere.")
    if as_json:
        say(json.dumps(_json(compared, pooled, rule_set)))
    else:
        _say(compared, pooled, rule_set)


def _comparison(number: int, ballots: int, machine: str, manual: str, seats: int) -> UnitComparison:
    machine_votes, manual_votes = _votes("--machine", machine), _votes("--manual", manual)
    _check_fits("--manual", manual_votes, ballots, seats)
    if sum(machine_votes) > seats * ballots:
        warn(
            f"The machine counted {sum(machine_votes):,} votes on {plural(ballots, 'ballot')}, which have at most "
            f"{seats * ballots:,}: look for ballots that were scanned twice."
        )
    choices = [ChoiceId(str(choice)) for choice in range(1, len(machine_votes) + 1)]
    try:
        unit = Unit(PrecinctId(str(number)), ContestId("the contest"))
        return compare(unit, ballots, seats, choices, machine_votes, manual_votes)
    except FiguresError as error:
        raise click.UsageError(str(error)) from None


def _votes(option: str, text: str) -> tuple[int, ...]:
    votes = [whole_number(word.strip(), 99_999_999) for word in text.split(",")]
    if None in votes:
        raise click.UsageError(
            f'{option} reads "{text}": expected whole numbers, none less than zero, one for each choice, with commas '
            "between them, as in 600,580."
        )
    return tuple(vote for vote in votes if vote is not None)


def _check_fits(option: str, votes: Sequence[int], ballots: int, seats: int) -> None:
    if sum(votes) > seats * ballots or max(votes) > ballots:
        raise click.UsageError(
            f"{option} has {sum(votes):,} votes in all and {max(votes):,} for one choice; {plural(ballots, 'ballot')} "
            f"with {plural(seats, 'vote')} each have at most {seats * ballots:,}, and {ballots:,} for one choice "
            "(13-17-506(2)). Count the ballots again."
        )


def _json(compared: list[UnitComparison], pooled: bool, rules: RuleSet) -> dict[str, Any]:
    together = _measured_json(measure_pooled(compared, rules), compared, rules)
    if pooled or len(compared) == 1:
        return together
    return {
        "precincts": [_measured_json(measure_precinct(one, rules), [one], rules) for one in compared],
        "pooled": together,
        "definitive": together["definitive"],
    }


def _measured_json(measured: Measured, compared: list[UnitComparison], rules: RuleSet) -> dict[str, Any]:
    figures = {one.measure.value: (one.discrepancy, one.over) for one in measured.readings}
    if compared[0].seats > 1:
        votes = sum(one.d2_votes for one in compared)
        figures["d2_votes"] = (votes, is_over(votes, measured.ballots, rules))
    return {
        "threshold": measured.threshold,
        **{name: discrepancy for name, (discrepancy, _) in figures.items()},
        "over": {name: over for name, (_, over) in figures.items()},
        "definitive": "machine" if all(one.equal for one in compared) else "manual",
    }


_MEANING = {
    Measure.D1: "the largest difference of any one choice",
    Measure.D2: "the fewest ballots that can explain the differences",
    Measure.D3: "all differences added up",
}


def _say(compared: list[UnitComparison], pooled: bool, rules: RuleSet) -> None:
    if not pooled:
        for number, one in enumerate(compared, 1):
            if len(compared) > 1:
                say(f"Precinct {number}")
            _say_differences(one)
            _say_readings(measure_precinct(one, rules), [one], rules)
            say()
    if pooled or len(compared) > 1:
        say(f"{plural(len(compared), 'precinct')} together, never netted")
        _say_readings(measure_pooled(compared, rules), compared, rules)
        say()
    _say_outcome(compared, pooled, rules)


def _say_differences(one: UnitComparison) -> None:
    rows = [
        (f"choice {each.choice}", each.machine, each.manual, f"{each.signed:+d}" if each.signed else "0")
        for each in one.differences
    ]
    say_table(("", "machine", "manual", "difference"), rows)


def _say_readings(measured: Measured, compared: list[UnitComparison], rules: RuleSet) -> None:
    share = 100 / rules.threshold_divisor
    say(
        f"  Threshold (13-17-507(2)): the greater of {rules.threshold_ballots} ballots and {share:g}% of "
        f"{plural(measured.ballots, 'ballot')} cast = {measured.threshold}; a discrepancy must be more than that."
    )
    for one in measured.readings:
        say(f"  {one.measure.value.upper()} = {one.discrepancy:,}, {_over(one.over)}: {_MEANING[one.measure]}")
    if compared[0].seats > 1:
        votes = sum(one.d2_votes for one in compared)
        over = is_over(votes, measured.ballots, rules)
        say(f"  D2 in votes = {votes:,}, {_over(over)}: one ballot may move up to {compared[0].seats} votes")


def _over(over: bool) -> str:
    return "over" if over else "not over"


def _say_outcome(compared: list[UnitComparison], pooled: bool, rules: RuleSet) -> None:
    measured = [measure_pooled(compared, rules)]
    measured += [] if pooled else [measure_precinct(one, rules) for one in compared]
    if all(one.equal for one in compared):
        say("Both counts are the same: certify (13-17-506(2)(c)).")
        return
    say("The counts differ: the manual figures are definitive for the canvass (13-17-507(1)).")
    if any(reading.over for one in measured for reading in one.readings):
        say("Over the threshold by at least one reading: find and record the cause (13-17-507(2)).")
    else:
        say("Not over the threshold by any reading: certify, with the difference noted.")
