"""Machines that lose marks, or add some, far more often than the rest."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from outside.comparing.causes import FoundCause, MarksAdded, MarksLost
from outside.comparing.classes import ComparedAs
from outside.comparing.compared_sheets import ComparedSheets
from outside.comparing.exact_test import chance_of_more
from outside.comparing.explaining.one_way import OneWay, one_way

_FEW_SHEETS = 5
_UNLIKELY = 0.001
"""Shared among the machines: one election in a thousand has a machine that is named by chance alone."""
_ONE_WAY = 5
"""Of a county's only machine: so many times as many marks go this way as the other."""
_ByMachine = dict[str, list[int]]


def machine_marks(compared: ComparedSheets, left: set[int]) -> Iterator[FoundCause]:
    """Each machine that stands out; where there is only one, whether nearly all its differences go one way."""
    ways: dict[OneWay | None, _ByMachine] = defaultdict(lambda: defaultdict(list))
    for number in sorted(left):
        line = compared.lines[number]
        if line.kind is ComparedAs.DIFFER:
            ways[one_way(line)][line.record.machine].append(number)
    sheets: Counter[str] = Counter()
    for place, joined in compared.sheets.items():
        sheets[place.machine] += joined
    lost, added = ways[OneWay.LOST], ways[OneWay.ADDED]
    yield from _standing_out(MarksLost, compared, lost, added, sheets)
    yield from _standing_out(MarksAdded, compared, added, lost, sheets)


def _standing_out(
    kind: type[MarksLost] | type[MarksAdded],
    compared: ComparedSheets,
    found: _ByMachine,
    others: _ByMachine,
    sheets: Counter[str],
) -> Iterator[FoundCause]:
    keys = {machine: len({compared.lines[number].record.key for number in some}) for machine, some in found.items()}
    all_keys, all_sheets = sum(keys.values()), sheets.total()
    for machine, numbers in sorted(found.items()):
        rest, rest_of = all_keys - keys[machine], all_sheets - sheets[machine]
        if keys[machine] < _FEW_SHEETS:
            continue
        if rest_of:
            chance = chance_of_more(keys[machine], sheets[machine], all_keys, all_sheets)
            stands_out = chance * len(sheets) < _UNLIKELY
        else:
            chance = 1.0
            stands_out = len(numbers) >= 2 * _FEW_SHEETS and len(numbers) >= _ONE_WAY * len(others.get(machine, ()))
        if stands_out:
            yield FoundCause(kind(machine, keys[machine], sheets[machine], rest, rest_of, chance), tuple(numbers))
