"""`canvass audit draw`: precincts drawn by ten-sided dice, roll by roll (13-17-505, ARM 44.3.1719)."""

import json
from typing import Any

import click

from audit.dice import COLORS, LARGEST_LIST, dice_for, parse_rolls, text_of
from audit.errors import DiceError
from audit.rules import RuleSet
from audit.selection import Draw, RollOutcome
from audit.selection import draw as draw_numbers
from canvass.commands.audit.options import json_option, rules_option
from canvass.commands.options import figures
from canvass.console.text import plural, say, say_table


@click.command()
@click.option(
    "--precincts", required=True, type=click.IntRange(1, LARGEST_LIST), help="Precincts in the official list."
)
@click.option(
    "--rolls",
    callback=figures,
    default="",
    metavar="ROLLS",
    help='Each roll red, white, blue; commas between: "6 5, 0 1".',
)
@rules_option
@json_option
def draw(precincts: int, rolls: str, rule_set: RuleSet, as_json: bool) -> None:
    """Draw the audit sample and the reserves from a numbered list of precincts, as the dice fell."""
    try:
        faces = parse_rolls(rolls, dice_for(precincts))
        needed, reserves = rule_set.precincts_needed(precincts), rule_set.reserves_needed(precincts)
        drawn = draw_numbers(precincts, needed, reserves, faces)
    except DiceError as error:
        raise click.UsageError(str(error)) from None
    if as_json:
        say(json.dumps(_json(drawn)))
    else:
        _say(drawn)


def _json(drawn: Draw) -> dict[str, Any]:
    return {
        "needed": drawn.needed,
        "reserves_needed": drawn.reserves_needed,
        "sample": list(drawn.sample),
        "reserves": list(drawn.reserves),
        "rolls": [_roll_json(outcome) for outcome in drawn.outcomes],
    }


def _roll_json(outcome: RollOutcome) -> dict[str, Any]:
    roll: dict[str, Any] = {"dice": text_of(outcome.faces), "number": outcome.number}
    if outcome.taken is not None:
        return roll | {"taken": outcome.taken.value}
    return roll | {"taken": None, "why": None if outcome.why is None else outcome.why.value}


def _say(drawn: Draw) -> None:
    say(
        f"Of {plural(drawn.count, 'precinct')}, {drawn.needed} are needed and {drawn.reserves_needed} in reserve "
        "(13-17-503(3), 13-17-505)."
    )
    if drawn.needed == drawn.count:
        say("All are in the sample: nothing is rolled.")
    else:
        dice = ", ".join(COLORS[: drawn.dice])
        say(f"Rolled with {plural(drawn.dice, 'ten-sided die').replace('dies', 'dice')} ({dice}).")
    if drawn.outcomes:
        rows = [(str(n), text_of(one.faces), one.number, _taken(one)) for n, one in enumerate(drawn.outcomes, 1)]
        say_table(("roll", "dice", "number", "selects"), rows, left=2)
    say(f"Sample: {_numbers(drawn.sample)}. Reserves: {_numbers(drawn.reserves)}.")
    missing = drawn.needed + drawn.reserves_needed - len(drawn.sample) - len(drawn.reserves)
    if missing:
        say(f"Not complete: {missing} more to be rolled.")


def _taken(outcome: RollOutcome) -> str:
    return outcome.taken.value if outcome.taken is not None else f"nothing: {outcome.why}"


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"#{number}" for number in numbers) or "none"
