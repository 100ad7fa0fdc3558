"""The numbered lists from which the board of state canvassers draws, made from every county's ballots (13-17-505)."""

from collections.abc import Iterable, Sequence

from audit.contests import AuditContest, Category
from audit.eligibility import bar_of, eligibility
from audit.errors import Refused
from audit.rules import RULE_SETS, RuleSet
from audit.selection import ListItem, NumberedList
from audit.state import AuditState
from audit.state_races import STATE, STATE_CATEGORIES
from tabulate.election import ContestId

_RULE = "13-17-505(1)(a)"


def state_lists(counties: Sequence[AuditState]) -> tuple[NumberedList, ...]:
    """One list for each category that has anything on it: the contests of all counties, each once.

    They stand in the order of the first county's ballot, then of the next one's. Raises Refused where the counties are
    of different elections, or do not say the same of a contest.
    """
    rules = _rules(counties)
    lists = (_list(counties, rules, category) for category in STATE_CATEGORIES)
    return tuple(one for one in lists if one.items)


def _rules(counties: Sequence[AuditState]) -> RuleSet:
    elections = {(one.opened.election_date, one.opened.rules) for one in counties}
    if len(elections) != 1:
        raise Refused(_RULE, f"The counties are of {len(elections)} elections.", "Give the files of one election.")
    names = [one.opened.county for one in counties]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Refused(_RULE, f"{', '.join(twice)} is given more than once.", "Give one file of each county.")
    rules = RULE_SETS[counties[0].opened.rules]
    if not rules.federal:
        raise Refused("13-17-510", f"Under {rules.title} the state draws nothing.", "Let the county draw.")
    return rules


def _list(counties: Sequence[AuditState], rules: RuleSet, category: Category) -> NumberedList:
    found: dict[ContestId, tuple[str, AuditContest]] = {}
    for opened in (one.opened for one in counties):
        listed = eligibility(opened.contests, opened.precincts, rules).of(category)
        for contest in listed.contests if listed is not None else ():
            county, first = found.setdefault(contest.id, (opened.county, contest))
            if first.title != contest.title:
                told = f'"{first.title}" in {county} and "{contest.title}" in {opened.county}'
                raise Refused(_RULE, f"Contest {contest.id} is {told}.", "Give each contest one id and one title.")
    _check_everywhere(counties, found, category)
    items = tuple(ListItem(contest.id, contest.title) for _, contest in found.values())
    required = next(quota.contests for quota in rules.quotas if quota.category is category)
    day = counties[0].opened.election_date
    return NumberedList(category.value, STATE, day, False, min(required, len(items)), 0, items)


def _check_everywhere(
    counties: Iterable[AuditState], found: dict[ContestId, tuple[str, AuditContest]], category: Category
) -> None:
    """A contest that may be drawn in one county may be drawn in each that has it: it is the same contest."""
    for opened in (one.opened for one in counties):
        for contest in (one for one in opened.contests if one.id in found):
            county, first = found[contest.id]
            if (contest.kind, contest.purpose, contest.scope, bar_of(contest)) != (
                first.kind,
                first.purpose,
                first.scope,
                bar_of(first),
            ):
                told = f"{contest.title} is a {category.value} in {county}, and {opened.county} says otherwise."
                raise Refused(_RULE, told, "Correct what the definitions say the contest is for.")
