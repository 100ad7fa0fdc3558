"""Precincts drawn beyond the sample: for a race that no drawn precinct votes on, and where a machine was at fault.

Each drawing has a numbered list of its own, frozen before its first roll, like every other (13-17-505).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.contests import AuditContest, AuditPrecinct, Category
from audit.selection import ListItem, NumberedList, Selection
from tabulate.election import ContestId, PrecinctId

_FOR_CONTEST = "further precincts for contest "
_FOR_CATEGORY = "further precinct "


def escalation_name(contest: ContestId) -> str:
    """What the list of an escalation's further precincts is called."""
    return f"{_FOR_CONTEST}{contest}"


def is_escalation(drawn: str) -> bool:
    """Whether a list of that name is an escalation's."""
    return drawn.startswith(_FOR_CONTEST)


def category_name(category: Category, number: int) -> str:
    """What the list is called from which one precinct more is drawn for a category; `number` from 1."""
    return f"{_FOR_CATEGORY}{number} for a {category.value}"


def is_for_category(drawn: str) -> bool:
    """Whether a list of that name is one of these."""
    return drawn.startswith(_FOR_CATEGORY)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Where a contest is counted after a machine was found at fault: in these precincts, and in what dice add."""

    certain: tuple[PrecinctId, ...]
    """The reserves in order; where no choice is left, all that remain."""
    numbered: NumberedList | None
    """What is rolled for besides; None where nothing is left to chance."""


def escalation(
    blank: NumberedList,
    contest: ContestId,
    precincts: Sequence[AuditPrecinct],
    reserves: Iterable[PrecinctId],
    audited: frozenset[PrecinctId],
    wanted: int,
) -> Escalation:
    """13-17-507(2)(b): reserves first; then by lot among the others that have the contest on a ballot, or all of them.

    `blank` says county, election and whether it is a rehearsal.
    """
    left = {one.id: one for one in precincts if contest in one.contests and one.id not in audited}
    certain = [one for one in reserves if one in left][:wanted]
    others = [one for one in left.values() if one.id not in certain]
    more = wanted - len(certain)
    if len(others) <= more:
        return Escalation((*certain, *(one.id for one in others)), None)
    if not more:
        return Escalation(tuple(certain), None)
    return Escalation(tuple(certain), _numbered(blank, escalation_name(contest), others, more))


def _numbered(blank: NumberedList, drawn: str, precincts: Iterable[AuditPrecinct], needed: int) -> NumberedList:
    items = tuple(ListItem(one.id, one.name) for one in precincts)
    return NumberedList(drawn, blank.county, blank.election_date, blank.rehearsal, needed, 0, items)


@dataclass(frozen=True, slots=True)
class CategoryPrecincts:
    """Where the races of one category may be counted, as far as precincts are drawn."""

    precincts: tuple[PrecinctId, ...]
    """Drawn for this category alone, beyond the sample."""
    lists: tuple[NumberedList, ...]
    """Every list that these were drawn from; the last may have yet to be frozen or rolled for."""
    settled: bool
    """Whether no further precinct is to be drawn: then the list of contests may be frozen."""
    contests: tuple[AuditContest, ...]
    """Those of the category on the ballot of a drawn precinct."""


def category_precincts(
    blank: NumberedList,
    category: Category,
    contests: Sequence[AuditContest],
    needed: int,
    precincts: Sequence[AuditPrecinct],
    selection: Selection,
) -> CategoryPrecincts:
    """13-17-503(3)(b): the audit "must include" the race, and at least the precincts drawn: one more is drawn by lot.

    As long as fewer races of the category than needed are on a drawn precinct's ballot, a precinct is drawn among those
    that vote on another one of them. A race that is on no ballot of the county is none that can be counted.
    """
    drawn = selection.precincts
    sample = [PrecinctId(item.id) for item in drawn.sample] if drawn is not None else []
    further: list[PrecinctId] = []
    lists: list[NumberedList] = []
    while True:
        there = {contest for one in precincts if one.id in {*sample, *further} for contest in one.contests}
        found = tuple(contest for contest in contests if contest.id in there)
        missing = {contest.id for contest in contests} - there
        candidates = [one for one in precincts if missing & set(one.contests)]
        if len(found) >= needed or not candidates:
            return CategoryPrecincts(tuple(further), tuple(lists), True, found)
        name = category_name(category, len(lists) + 1)
        lists.append(_numbered(blank, name, candidates, 1))
        frozen = selection.of(name)
        if frozen is None or not frozen.draw.complete:
            return CategoryPrecincts(tuple(further), tuple(lists), False, found)
        further += [PrecinctId(item.id) for item in frozen.sample]
