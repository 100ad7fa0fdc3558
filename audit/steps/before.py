"""Before the selection: the audit opened, the committee, the unofficial results, exemption (13-17-503, 13-17-504)."""

from dataclasses import replace

from audit import committee, tally_sheets
from audit.dice import dice_for
from audit.errors import Refused
from audit.events.before import (
    AuditOpened,
    CanvassSet,
    CommitteeAppointed,
    CountywideRaceRequested,
    ExemptionNoticed,
    MemberReplaced,
    OathTaken,
    ResultsPublished,
)
from audit.exemption import check_excepted
from audit.rules import RULE_SETS, rules_for
from audit.state import AuditState


def open_audit(state: AuditState | None, event: AuditOpened) -> AuditState:
    """13-17-503, 13-17-510: the audit begins, under the rules of that election date."""
    if state is not None:
        raise Refused("13-17-503(1)", "The audit of this election is open.", "Go on with it.")
    in_force = rules_for(event.election_date, RULE_SETS[event.rules].federal)
    if in_force.id is not event.rules:
        found = f"The rules {event.rules.value} are not those of {event.election_date}."
        raise Refused("13-17-503(1)", found, f"Open the audit under {in_force.id.value}.")
    if not event.precincts:
        raise Refused("13-17-503(3)", "The county has no precincts.", "Check the definition.")
    if not event.policy.measures or not event.policy.bases:
        raise Refused("13-17-507(2)", "The policy names no reading that decides.", "Name at least one.")
    dice_for(len(event.precincts))
    return AuditState(event)


def appoint(state: AuditState, event: CommitteeAppointed) -> AuditState:
    """13-17-504(1), (2), (4): the governing body appoints the committee, before the election."""
    if state.appointed is not None:
        raise Refused("13-17-504(1)", "The committee is appointed.", "Replace a member where one cannot serve.")
    if event.on >= state.opened.election_date:
        found = f"The committee is appointed before the election, and {event.on} is not."
        raise Refused("13-17-504(1)", found, "Record the day on which the governing body appointed it.")
    if not event.appointed_by.strip() or not event.secretary.strip():
        raise Refused("13-17-504(1)", "Who appoints, or who is secretary, is not said.", "Name both.")
    appointed = committee.appoint(event.members, event.secretary, state.rules.committee_minimum)
    return replace(state, committee=appointed, appointed=event)


def swear(state: AuditState, event: OathTaken) -> AuditState:
    """13-17-504(3): a member takes the oath."""
    oath = committee.Oath(event.member, event.on, event.sworn_before)
    return replace(state, committee=committee.swear(state.committee, oath))


def replace_member(state: AuditState, event: MemberReplaced) -> AuditState:
    """A member who cannot serve is replaced; counts that member took part in begin again."""
    if not event.reason.strip():
        raise Refused("13-17-504(1)", "No reason is given for the replacement.", "Say why the member leaves.")
    standing = committee.replace_member(state.committee, event.leaving, event.member)
    units = tuple(replace(one, rounds=tally_sheets.end_round(one.rounds, event.leaving)) for one in state.units)
    return replace(state, committee=standing, units=units)


def publish_results(state: AuditState, event: ResultsPublished) -> AuditState:
    """13-17-503(1): the unofficial results are public."""
    if state.results is not None:
        raise Refused("13-17-503(1)", "The unofficial results are public.", "They are fixed; go on.")
    if event.on < state.opened.election_date:
        raise Refused("13-35-241", f"{event.on} is before the polls close.", "Publish after that.")
    if event.county_ballots < 0:
        raise Refused("13-17-503(1)", "The number of ballots is less than zero.", "Give the ballots counted.")
    return replace(state, results=event)


def exempt(state: AuditState, event: ExemptionNoticed) -> AuditState:
    """13-17-503(5): a stored notice, and nothing else, exempts the county. A late one stands, and is warned of."""
    if not event.notice_sha256 or not event.filed_by.strip():
        raise Refused("13-17-503(5)", "No notice is stored.", "File the notice with the secretary of state, keep it.")
    if state.announced is not None:
        raise Refused("13-17-505", "The selection has been made.", "Audit what was drawn.")
    if event.contest is None:
        if not (state.rules.hand_count_counties_exempt and state.opened.hand_count_county):
            found = f"Under {state.rules.title} counting by hand does not exempt this county."
            raise Refused("13-17-503(5)(a)", found, "Audit, or name the close contest.")
    else:
        if not state.rules.close_contest_exempts:
            raise Refused("13-17-510", "A close contest does not exempt from this audit.", "Audit.")
        if state.results is None:
            raise Refused("13-17-503(5)(b)", "There are no unofficial totals.", "Publish the unofficial results first.")
        check_excepted(state.contest(event.contest))
    return replace(state, exemption=event)


def request_countywide(state: AuditState, event: CountywideRaceRequested) -> AuditState:
    """13-17-510: the county commissioners ask for a countywide race."""
    if not any(quota.on_request for quota in state.rules.quotas):
        raise Refused("13-17-510", f"{state.rules.title} has no countywide race on request.", "Go on without.")
    if state.announced is not None:
        raise Refused("13-17-505", "The selection has been made.", "A race is asked for before.")
    return replace(state, countywide_requested=True)


def set_canvass(state: AuditState, event: CanvassSet) -> AuditState:
    """13-15-401: the day of the county canvass."""
    if event.on <= state.opened.election_date:
        raise Refused("13-15-401", f"{event.on} is not after the election.", "Check the day of the canvass.")
    return replace(state, canvass_on=event.on)
