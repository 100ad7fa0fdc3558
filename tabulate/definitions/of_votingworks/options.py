"""The options of VotingWorks' questions, however an edition states them.

Two fields, `yesOption` and `noOption`, and perhaps `additionalOptions`; or a list of `options`; or nothing: then they
are `yes` and `no`, or what the grid positions name.
"""

from collections.abc import Iterable

from tabulate.definitions.json_document import JsonObject
from tabulate.definitions.of_votingworks.languages import option_label
from tabulate.definitions.of_votingworks.stated_grids import StatedGrid
from tabulate.election import Choice, ChoiceId

YES, NO = "yes", "no"


def stated_options(contest: JsonObject) -> list[tuple[str, JsonObject]]:
    """The options of a yes-no contest that it states itself, each with its field in it; empty where it states none."""
    pair: list[tuple[str, JsonObject]] = [
        (name, contest[name]) for name in ("yesOption", "noOption") if name in contest
    ]
    for name in ("options", "additionalOptions"):
        pair += [(f"{name}[{place}]", item) for place, item in enumerate(contest.get(name, []))]
    return pair


def choices_of_question(document: JsonObject, contest: JsonObject, grids: Iterable[StatedGrid]) -> tuple[Choice, ...]:
    """The choices of a yes-no contest."""
    stated = tuple(option(item) for _, item in stated_options(contest))
    if stated:
        return stated
    named = _named_in_positions(contest["id"], grids)
    if len(named) < 2 or YES in named or NO in named:
        return Choice(ChoiceId(YES), "Yes"), Choice(ChoiceId(NO), "No")
    return tuple(Choice(ChoiceId(name), option_label(document, name)) for name in named)


def option(item: JsonObject) -> Choice:
    """An option with its id and label."""
    return Choice(ChoiceId(item["id"]), item["label"])


def _named_in_positions(contest: str, grids: Iterable[StatedGrid]) -> list[str]:
    """The options that the positions of a contest name, once each, in order of their first."""
    positions = (position.meaning for grid in grids for position in grid.positions)
    return list(dict.fromkeys(each.choice for each in positions if each.contest == contest and not each.write_in))
