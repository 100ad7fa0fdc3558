"""The ballots of a count in the order of how close their marks were to a threshold: where a reader may have erred."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.contests import Unit
from canvass.record.tables.models import SheetImageRow
from canvass.record.work.as_it_stands import as_it_stands
from imaging.layout import MarkThresholds
from imaging.sheets import ReadSheet, TargetReading
from tabulate.election import ChoiceId
from tabulate.ledger.entries import SheetCounted, SheetEntry, SheetQuestioned
from tabulate.votes import Counted

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class SeenTarget:
    """One target of the contest, as the reader saw it."""

    name: str
    ink_permille: int
    mark: str
    distance_percent: int
    """From the nearer threshold, in percent of that threshold: so clean ovals are never the closest."""


@dataclass(frozen=True, slots=True)
class ClosestBallot:
    """A ballot, its targets in the contest, and what the record says of it."""

    number: int
    """Of its entry in the ledger."""
    entry: SheetCounted | SheetQuestioned
    targets: tuple[SeenTarget, ...]
    said: str
    """What the machine made of the contest."""

    @property
    def closest_percent(self) -> int:
        """Of its target nearest to a threshold."""
        return min(target.distance_percent for target in self.targets)

    @property
    def sheet(self) -> int:
        """Its number in the batch."""
        return self.entry.reading.number


def closest_ballots(record: "Record", unit: Unit, batches: tuple[str, ...]) -> tuple[ClosestBallot, ...]:
    """Every hand-marked ballot of the unit that was read, the closest first."""
    rows = SheetImageRow.objects.using(record.alias).filter(batch__in=batches)
    numbers = sorted(set(rows.values_list("entry_id", flat=True)))
    found = (_seen(record, number, unit) for number in numbers)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.closest_percent, one.number)))


def ballot_of(record: "Record", number: int) -> SheetCounted | SheetQuestioned | None:
    """The hand-marked ballot of that entry, as it was read last; None where the entry is none."""
    own = record.entry(number)
    entry = as_it_stands(record.alias, own) if isinstance(own, SheetEntry) else None
    if isinstance(entry, SheetCounted | SheetQuestioned) and isinstance(entry.reading, ReadSheet):
        return entry
    return None


def _seen(record: "Record", number: int, unit: Unit) -> ClosestBallot | None:
    entry = ballot_of(record, number)
    if entry is None or not isinstance(entry.reading, ReadSheet):
        return None
    if entry.votes.precinct is not None and entry.votes.precinct != unit.precinct:
        return None
    thresholds = record.election.layouts.thresholds
    meanings = record.election.card(entry.reading.card).meanings
    names = record.election.contest(unit.contest).names
    targets = tuple(
        _target(names.get(meaning.choice, "write-in line"), target, thresholds)
        for target in entry.reading.targets
        if (meaning := meanings[target.number - 1]).contest == unit.contest
    )
    return ClosestBallot(number, entry, targets, _said(entry, unit, names)) if targets else None


def _target(name: str, target: TargetReading, thresholds: MarkThresholds) -> SeenTarget:
    permille = 1000 * target.ink_px // max(1, target.target_px)
    limits = (thresholds.marginal_permille, thresholds.definite_permille)
    distance = min(100 * abs(permille - limit) // max(1, limit) for limit in limits)
    return SeenTarget(name, permille, target.mark.value, distance)


def _said(entry: SheetCounted | SheetQuestioned, unit: Unit, names: dict[ChoiceId, str]) -> str:
    for reading in entry.votes.contests:
        if reading.contest == unit.contest:
            if isinstance(reading, Counted):
                return ", ".join(names.get(choice, "write-in") for choice in reading.choices) or "no vote"
            return f"set aside: {reading.question.value}"
    return "not counted on this ballot"
