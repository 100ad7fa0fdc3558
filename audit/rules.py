"""The audit's rules as dated data: what the law asked for when. Nothing else in `audit/` holds a number of the law.

The set is chosen by election date (`rules_for`), written into the audit's first event, and shown in every report.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.contests import HEADINGS, Category
from audit.errors import Refused
from tabulate.calendar.canvassing import CANVASS_LAST_DAY
from tabulate.calendar.election_days import kind_by_day


class RuleSetId(StrEnum):
    """The names of the rule sets, as the command line and the record have them."""

    MCA_2021 = "mca-2021"
    MCA_2023 = "mca-2023"
    NONFEDERAL = "nonfederal"


class Measure(StrEnum):
    """The three readings of "discrepancy" in 13-17-507(2)."""

    D1 = "d1"
    """The largest difference of any one choice."""
    D2 = "d2"
    """The fewest ballots that can explain the differences."""
    D3 = "d3"
    """The sum of the absolute differences."""


class Base(StrEnum):
    """The three readings of "total ballots cast" in 13-17-507(2)."""

    PRECINCT = "precinct"
    AUDITED = "audited precincts together"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class DiscrepancyPolicy:
    """Which readings lead to a finding of the cause: one of them over the threshold is enough. All are printed."""

    measures: tuple[Measure, ...] = (Measure.D1, Measure.D2, Measure.D3)
    bases: tuple[Base, ...] = (Base.PRECINCT, Base.AUDITED)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many contests of a category are to be audited."""

    category: Category
    contests: int
    on_request: bool = False
    """Only where the county commissioners ask for it (13-17-510)."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Every parameter of one version of the law. Days count from election day E."""

    id: RuleSetId
    title: str
    first_election: date
    """The first election date it applies to."""
    last_election: date | None
    federal: bool
    """Whether it is the mandatory audit of a federal election (13-17-503), or the optional one (13-17-510)."""
    share_percent: int
    """Of the county's precincts, rounded up."""
    minimum_precincts: int
    reserves: int
    quotas: tuple[Quota, ...]
    hand_count_counties_exempt: bool
    close_contest_exempts: bool
    selected_by: str
    notice_due_day: int | None
    """The exemption notice is due this many days after E (ARM 44.3.1719(2))."""
    selection_first_day: int | None
    """None: the law sets no window."""
    selection_last_day: int | None
    meeting_posted_days: int
    """The public meeting is posted at least so many days before."""
    days_before_canvass: int
    canvass_last_day: int
    freeze_days: int
    committee_minimum: int
    threshold_ballots: int
    threshold_divisor: int
    """The threshold is the greater of `threshold_ballots` and ballots / `threshold_divisor`, and must be exceeded."""
    escalation_precincts: int
    policy: DiscrepancyPolicy = DiscrepancyPolicy()

    def precincts_needed(self, precincts: int) -> int:
        """n = min(N, max(minimum, ceil(p N))), in integers (13-17-503(3))."""
        return min(precincts, max(self.minimum_precincts, -(-self.share_percent * precincts // 100)))

    @property
    def selector(self) -> str:
        """Who selects, as somebody who rolls the dice is named (13-17-505(1), 13-17-510)."""
        return self.selected_by.partition(",")[0]

    def reserves_needed(self, precincts: int) -> int:
        """Reserve precincts: as many as the rules say, or as many as there are."""
        return min(self.reserves, precincts - self.precincts_needed(precincts))


def _federal_quotas(contests: int) -> tuple[Quota, ...]:
    return (
        Quota(Category.STATEWIDE_RACE, contests),
        Quota(Category.FEDERAL_RACE, contests),
        Quota(Category.LEGISLATIVE_RACE, contests),
        Quota(Category.STATEWIDE_ISSUE, contests),
    )


MCA_2021 = RuleSet(
    id=RuleSetId.MCA_2021,
    title="MCA 2009 to 2021, 13-17-503 to 13-17-509",
    first_election=date(2009, 10, 1),
    last_election=date(2023, 4, 18),
    federal=True,
    share_percent=5,
    minimum_precincts=1,
    reserves=3,
    quotas=_federal_quotas(1),
    hand_count_counties_exempt=True,
    close_contest_exempts=True,
    selected_by="the board of state canvassers",
    notice_due_day=7,
    selection_first_day=7,
    selection_last_day=9,
    meeting_posted_days=5,
    days_before_canvass=1,
    canvass_last_day=CANVASS_LAST_DAY,
    freeze_days=30,
    committee_minimum=3,
    threshold_ballots=5,
    threshold_divisor=200,
    escalation_precincts=3,
)

MCA_2023 = RuleSet(
    id=RuleSetId.MCA_2023,
    title="MCA 2023 and later, 13-17-503 to 13-17-509",
    first_election=date(2023, 4, 19),
    last_election=None,
    federal=True,
    share_percent=10,
    minimum_precincts=2,
    reserves=3,
    quotas=(*_federal_quotas(2), Quota(Category.COUNTYWIDE_RACE, 1, on_request=True)),
    hand_count_counties_exempt=False,
    close_contest_exempts=True,
    selected_by="the board of state canvassers",
    notice_due_day=7,
    selection_first_day=7,
    selection_last_day=9,
    meeting_posted_days=5,
    days_before_canvass=1,
    canvass_last_day=CANVASS_LAST_DAY,
    freeze_days=30,
    committee_minimum=3,
    threshold_ballots=5,
    threshold_divisor=200,
    escalation_precincts=3,
)

NONFEDERAL = RuleSet(
    id=RuleSetId.NONFEDERAL,
    title="optional audit of a nonfederal election, 13-17-510 and ARM 44.3.1722",
    first_election=date(2023, 4, 19),
    last_election=None,
    federal=False,
    share_percent=0,
    minimum_precincts=1,
    reserves=1,
    quotas=(Quota(Category.LOCAL_RACE, 2), Quota(Category.LOCAL_ISSUE, 2)),
    hand_count_counties_exempt=False,
    close_contest_exempts=False,
    selected_by="the county commissioners, who ask for the audit",
    notice_due_day=None,
    selection_first_day=None,
    selection_last_day=None,
    meeting_posted_days=5,
    days_before_canvass=1,
    canvass_last_day=CANVASS_LAST_DAY,
    freeze_days=30,
    committee_minimum=3,
    threshold_ballots=5,
    threshold_divisor=200,
    escalation_precincts=1,
)

RULE_SETS: dict[RuleSetId, RuleSet] = {rules.id: rules for rules in (MCA_2021, MCA_2023, NONFEDERAL)}


def rules_for(election_date: date, federal: bool | None = None) -> RuleSet:
    """The rule set in force for an election of that day.

    `federal` says whether it is a federal election, where the ballot is known; else its day does. Raises Refused where
    the law asked for no audit.
    """
    if federal is None:
        federal = may_be_federal(election_date)
    for rules in RULE_SETS.values():
        if rules.federal == federal and _in_force(rules, election_date):
            return rules
    kind = "federal" if federal else "nonfederal"
    raise Refused(
        "13-17-503",
        f"The law has no audit for a {kind} election of {election_date}.",
        "Check the date: federal elections are audited since 2009-10-01, others may be since 2023-04-19 (13-17-510). "
        "For a special federal election name the rule set.",
    )


def may_be_federal(day: date) -> bool:
    """Whether the primary or general election of an even year is on that day (13-1-101(19), 13-1-104, 13-1-107)."""
    return day.year % 2 == 0 and kind_by_day(day) is not None


def _in_force(rules: RuleSet, day: date) -> bool:
    return rules.first_election <= day <= (rules.last_election or date.max)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as people read it, with the section it comes from."""

    name: str
    """As it was always hashed in the reports; `heading` is for people."""
    value: str
    section: str

    @property
    def heading(self) -> str:
        """The name in plain words."""
        return HEADINGS.get(self.name, self.name)


def parameters(rules: RuleSet) -> tuple[Parameter, ...]:
    """Every parameter of the set, in the order of the statute."""
    return (
        Parameter("rule set", rules.id.value, "13-17-503" if rules.federal else "13-17-510"),
        Parameter("text", rules.title, "13-17-503" if rules.federal else "13-17-510"),
        Parameter("elections", f"{rules.first_election} to {rules.last_election or 'today'}", "13-17-503"),
        Parameter("share of precincts", f"{rules.share_percent}%, rounded up", "13-17-503(3)"),
        Parameter("fewest precincts", str(rules.minimum_precincts), "13-17-503(3)"),
        *(_quota(quota) for quota in rules.quotas),
        Parameter("hand-count counties exempt", _yes(rules.hand_count_counties_exempt), "13-17-503(5)(a)"),
        Parameter("close contest may exempt a county", _yes(rules.close_contest_exempts), "13-17-503(5)(b)"),
        Parameter("exemption notice due", _day(rules.notice_due_day), "ARM 44.3.1719(2)"),
        Parameter("selected by", rules.selected_by, "13-17-505(1)"),
        Parameter("selection", _window(rules), "13-17-505"),
        Parameter("meeting posted", f"at least {rules.meeting_posted_days} days before", "ARM 44.3.1719(1)"),
        Parameter("reserve precincts", f"{rules.reserves}, or as many as there are", "ARM 44.3.1719"),
        Parameter("committee", f"at least {rules.committee_minimum} members", "13-17-504(1)"),
        Parameter("done", f"at least {rules.days_before_canvass} day before the county canvass", "13-17-506(1)"),
        Parameter("county canvass", f"by E+{rules.canvass_last_day}", "13-15-401"),
        Parameter("threshold", _threshold(rules), "13-17-507(2)"),
        Parameter("discrepancy read as", ", ".join(m.value.upper() for m in rules.policy.measures), "13-17-507(2)"),
        Parameter("ballots cast read as", ", ".join(base.value for base in rules.policy.bases), "13-17-507(2)"),
        Parameter("escalation", _escalation(rules), "13-17-507(2)(b)"),
        Parameter("maintenance freeze", f"{rules.freeze_days} days after a federal election", "13-17-509(1)"),
    )


def _quota(quota: Quota) -> Parameter:
    request = ", if the county commissioners ask" if quota.on_request else ", or all there are"
    return Parameter(f"{quota.category.value}s", f"{quota.contests}{request}", quota.category.section)


def _yes(yes: bool) -> str:
    return "yes" if yes else "no"


def _day(day: int | None) -> str:
    return "no date set" if day is None else f"E+{day}"


def _window(rules: RuleSet) -> str:
    if rules.selection_first_day is None:
        return "no dates set"
    return f"E+{rules.selection_first_day} to E+{rules.selection_last_day}"


def _threshold(rules: RuleSet) -> str:
    return f"more than {rules.threshold_ballots} ballots and more than 1/{rules.threshold_divisor} of the ballots cast"


def _escalation(rules: RuleSet) -> str:
    return f"{rules.escalation_precincts} more precincts, or all that remain, for that contest; once"
