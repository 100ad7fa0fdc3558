"""Which contests may be drawn, which may not and why, and where there are too few (13-17-503(3), (4))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audit.contests import AuditContest, AuditPrecinct, Category
from audit.rules import RuleSet
from audit.selection import PRECINCTS, ListItem, NumberedList
from tabulate.election import ContestId, ContestKind, ContestScope
from tabulate.offices import Territory

_BY_SCOPE = {
    (ContestKind.CANDIDATE, ContestScope.STATEWIDE): Category.STATEWIDE_RACE,
    (ContestKind.CANDIDATE, ContestScope.FEDERAL): Category.FEDERAL_RACE,
    (ContestKind.CANDIDATE, ContestScope.LEGISLATIVE): Category.LEGISLATIVE_RACE,
    (ContestKind.ISSUE, ContestScope.STATEWIDE): Category.STATEWIDE_ISSUE,
}
"""What 13-17-503(3) names, as far as a scope says it. A judicial contest is none of them: its court is not said."""


@dataclass(frozen=True, slots=True)
class NotEligible:
    """A contest that may not be drawn, and the rule that says so."""

    contest: ContestId
    title: str
    why: str
    section: str


@dataclass(frozen=True, slots=True)
class EligibleList:
    """The contests of one category that may be drawn, and how many are needed."""

    category: Category
    required: int
    """As the rules ask."""
    contests: tuple[AuditContest, ...]

    @property
    def needed(self) -> int:
        """As many as are required, or all there are."""
        return min(self.required, len(self.contests))

    @property
    def shortfall(self) -> int:
        """How many fewer than required there are: recorded, and no fault."""
        return self.required - self.needed


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Every contest of the ballot: in one of the lists, or not eligible."""

    lists: tuple[EligibleList, ...]
    """One for each category the rules name, also those without contests."""
    not_eligible: tuple[NotEligible, ...]

    def of(self, category: Category) -> EligibleList | None:
        """The list of that category; None where the rules do not name it."""
        return next((one for one in self.lists if one.category is category), None)


def eligibility(
    contests: tuple[AuditContest, ...],
    precincts: tuple[AuditPrecinct, ...],
    rules: RuleSet,
    countywide_requested: bool = False,
) -> Eligibility:
    """What may be drawn under these rules."""
    quotas = [quota for quota in rules.quotas if countywide_requested or not quota.on_request]
    barred = {contest.id: reason for contest in contests if (reason := bar_of(contest)) is not None}
    free = [contest for contest in contests if contest.id not in barred]
    categories = {contest.id: _category(contest, precincts, rules) for contest in free}
    lists = tuple(
        EligibleList(
            quota.category,
            quota.contests,
            tuple(contest for contest in free if categories[contest.id] is quota.category),
        )
        for quota in quotas
    )
    listed = {contest.id for one in lists for contest in one.contests}
    left = (contest for contest in contests if contest.id not in listed)
    return Eligibility(lists, tuple(_not_eligible(contest, barred.get(contest.id)) for contest in left))


def bar_of(contest: AuditContest) -> tuple[str, str] | None:
    """Why 13-17-503(4) forbids to draw this contest, with the section; None where it does not."""
    if contest.kind is ContestKind.RETENTION:
        return "a judicial retention", "13-17-503(4)"
    rivals = len(contest.candidates) + (len(contest.declared) if contest.declared_oppose else 0)
    if contest.kind is ContestKind.CANDIDATE and rivals <= contest.places:
        # Whether a declared write-in opposes is a reading that the state settles; else only names on the ballot do.
        return "nobody on the ballot is opposed", "13-17-503(4)"
    return None


def _category(contest: AuditContest, precincts: tuple[AuditPrecinct, ...], rules: RuleSet) -> Category | None:
    if not contest.known:
        return None
    if not rules.federal:
        return Category.LOCAL_ISSUE if contest.kind is ContestKind.ISSUE else Category.LOCAL_RACE
    if contest.purpose.stated:
        return _by_purpose(contest, precincts)
    if contest.scope is ContestScope.COUNTY and contest.kind is ContestKind.CANDIDATE:
        return Category.COUNTYWIDE_RACE if _everywhere(contest, precincts) else None
    return _BY_SCOPE.get((contest.kind, contest.scope)) if contest.scope is not None else None


def _by_purpose(contest: AuditContest, precincts: tuple[AuditPrecinct, ...]) -> Category | None:
    """13-17-503(3)(b), 13-17-510: by whose office it is and where it is voted on, a court's like any other."""
    purpose = contest.purpose
    if contest.kind is not ContestKind.CANDIDATE:
        statewide = contest.kind is ContestKind.ISSUE and purpose.territory is Territory.STATE
        return Category.STATEWIDE_ISSUE if statewide else None
    if purpose.federal:
        return Category.FEDERAL_RACE
    if purpose.legislative:
        return Category.LEGISLATIVE_RACE
    if purpose.territory is Territory.STATE:
        return Category.STATEWIDE_RACE
    countywide = purpose.territory is Territory.COUNTY and _everywhere(contest, precincts)
    return Category.COUNTYWIDE_RACE if countywide else None


def _everywhere(contest: AuditContest, precincts: tuple[AuditPrecinct, ...]) -> bool:
    return all(contest.id in precinct.contests for precinct in precincts)


def _not_eligible(contest: AuditContest, barred: tuple[str, str] | None) -> NotEligible:
    if barred is not None:
        return NotEligible(contest.id, contest.title, *barred)
    if not contest.known:
        why = "the definition does not say whose office or issue it is: state its scope"
        return NotEligible(contest.id, contest.title, why, "13-17-503(3)")
    return NotEligible(contest.id, contest.title, "none of the kinds of race or issue to be drawn", "13-17-503(3)")


def precinct_list(
    precincts: Iterable[AuditPrecinct], rules: RuleSet, county: str, election_date: date, rehearsal: bool = False
) -> NumberedList:
    """The numbered list of precincts, in the official order, to be frozen before the first roll."""
    items = tuple(ListItem(precinct.id, precinct.name) for precinct in precincts)
    needed, reserves = rules.precincts_needed(len(items)), rules.reserves_needed(len(items))
    return NumberedList(PRECINCTS, county, election_date, rehearsal, needed, reserves, items)


def contest_list(one: EligibleList, county: str, election_date: date, rehearsal: bool = False) -> NumberedList:
    """The numbered list of one category's contests, in ballot order; contests have no reserves."""
    items = tuple(ListItem(contest.id, contest.title) for contest in one.contests)
    return NumberedList(one.category.value, county, election_date, rehearsal, one.needed, 0, items)
