"""Opening the audit of an election: which rules, and what of the definition the audit keeps."""

from collections.abc import Iterable
from dataclasses import replace

from audit.contests import StatedScope, contests_of, precincts_of
from audit.edition import CURRENT_EDITION, AuditEdition, BallotsCompared
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.before import AuditOpened
from audit.rules import DiscrepancyPolicy, RuleSet, rules_for
from tabulate.election import Contest, ContestScope, Election


def rules_of(election: Election) -> RuleSet:
    """The rule set in force for this election. Raises Refused where the law has none.

    A federal election is one of an even year in which federal offices may be voted for (13-1-101(19)). Where the
    definition does not say what a contest is for, an even year's election is taken to be federal: then it is audited.
    """
    return rules_for(election.date, is_federal(election))


def audited_as_federal(election: Election) -> bool:
    """Whether it is audited as a federal election (13-17-503); where the law has no audit for it, it is not."""
    try:
        return rules_of(election).federal
    except Refused:
        return False


def is_federal(election: Election) -> bool:
    """Whether it is one of an even year in which federal offices may be voted for, audited or not (13-1-101(19))."""
    return election.date.year % 2 == 0 and any(map(_may_be_federal, election.contests))


def _may_be_federal(contest: Contest) -> bool:
    if contest.purpose.stated:
        return contest.purpose.federal
    return contest.scope in (ContestScope.FEDERAL, None)


def open_audit(
    election: Election,
    stated: tuple[StatedScope, ...] = (),
    policy: DiscrepancyPolicy | None = None,
    rules: RuleSet | None = None,
    hand_count_county: bool = False,
    compared: BallotsCompared = BallotsCompared.MACHINE,
    rehearsal: bool = False,
) -> AuditOpened:
    """The audit's first event. `rules` are those of the date where not given; `policy` is theirs where not given.

    A rehearsal says so in the election's title, wherever that is shown or printed.
    """
    in_force = rules_of(election) if rules is None else rules
    in_force = in_force if policy is None else replace(in_force, policy=policy)
    return AuditOpened(
        rules=in_force.id,
        policy=in_force.policy,
        election_title=f"REHEARSAL of {election.title}" if rehearsal else election.title,
        election_date=election.date,
        county=election.county,
        definition_sha256=election.definition_sha256,
        contests=contests_of(election, stated),
        precincts=precincts_of(election),
        hand_count_county=hand_count_county,
        edition=CURRENT_EDITION,
        compared=compared,
        rehearsal=rehearsal,
    )


def edition_of(events: Iterable[AuditEvent]) -> AuditEdition:
    """By which edition an audit with these events goes."""
    return next((event.edition for event in events if isinstance(event, AuditOpened)), AuditEdition.FIRST)
