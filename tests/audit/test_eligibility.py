"""Which contests may be drawn: 13-17-503(3), (4)."""

from dataclasses import replace
from datetime import date

from audit.audit_json import JSON
from audit.contests import WRITE_INS, AuditChoice, Category, StatedScope, contests_of, precincts_of
from audit.eligibility import Eligibility, bar_of, eligibility
from audit.events.before import AuditOpened
from audit.opening import open_audit, rules_of
from audit.rules import MCA_2021, MCA_2023, NONFEDERAL, RuleSet, RuleSetId
from tabulate.definitions import parse_definition
from tabulate.election import ContestId, ContestKind, ContestScope, Election
from tests.audit.audits import BALLOT, contest, opened
from tests.tabulate.definitions_data import as_bytes, canvass_document, votingworks_document


def eligible(start: AuditOpened, rules: RuleSet = MCA_2023, countywide: bool = False) -> Eligibility:
    return eligibility(start.contests, start.precincts, rules, countywide)


def names(found: Eligibility, category: Category) -> list[str]:
    one = found.of(category)
    assert one is not None
    return [each.id for each in one.contests]


def test_each_kind_of_race_and_issue_has_its_list() -> None:
    found = eligible(opened())
    assert names(found, Category.FEDERAL_RACE) == ["senator", "representative"]
    assert names(found, Category.STATEWIDE_RACE) == ["governor", "secretary"]
    assert names(found, Category.LEGISLATIVE_RACE) == ["house-1", "house-2"]
    assert names(found, Category.STATEWIDE_ISSUE) == ["initiative-1"]
    assert found.of(Category.COUNTYWIDE_RACE) is None


def test_every_contest_is_in_one_list_or_said_not_to_be_eligible() -> None:
    found = eligible(opened())
    listed = [each.id for one in found.lists for each in one.contests]
    left = [one.contest for one in found.not_eligible]
    assert sorted([*listed, *left]) == sorted(one.id for one in BALLOT)


def test_retention_and_the_unopposed_are_never_drawn() -> None:
    why = {one.contest: (one.why, one.section) for one in eligible(opened()).not_eligible}
    assert why[ContestId("judge")] == ("a judicial retention", "13-17-503(4)")
    assert why[ContestId("auditor")] == ("nobody on the ballot is opposed", "13-17-503(4)")
    assert why[ContestId("levy")][1] == "13-17-503(3)"


def test_write_in_lines_oppose_nobody() -> None:
    alone = contest("clerk", ContestScope.STATEWIDE, choices=("ash",), write_ins=True)
    assert eligible(replace(opened(), contests=(alone,))).not_eligible[0].section == "13-17-503(4)"


def test_two_candidates_for_two_seats_are_unopposed() -> None:
    both = contest("board", ContestScope.STATEWIDE, seats=2)
    three = contest("panel", ContestScope.STATEWIDE, seats=2, choices=("ash", "birch", "cedar"))
    found = eligible(replace(opened(), contests=(both, three)))
    assert names(found, Category.STATEWIDE_RACE) == ["panel"]


def test_a_shortfall_is_recorded_and_all_that_exist_are_taken() -> None:
    issues = eligible(opened()).of(Category.STATEWIDE_ISSUE)
    assert issues is not None
    assert (issues.required, issues.needed, issues.shortfall) == (2, 1, 1)


def test_the_rules_of_2021_ask_for_one_of_each() -> None:
    assert [one.needed for one in eligible(opened(), MCA_2021).lists] == [1, 1, 1, 1]


def test_a_countywide_race_is_drawn_on_request_only() -> None:
    assert names(eligible(opened(), countywide=True), Category.COUNTYWIDE_RACE) == ["commissioner"]


def test_a_county_race_that_some_precincts_lack_is_not_countywide() -> None:
    start = opened()
    without = replace(start.precincts[0], contests=(ContestId("senator"),))
    start = replace(start, precincts=(without, *start.precincts[1:]))
    assert names(eligible(start, countywide=True), Category.COUNTYWIDE_RACE) == []


def test_a_contest_of_unknown_scope_waits_for_somebody_to_state_it() -> None:
    unknown = contest("mystery", None)
    (one,) = eligible(replace(opened(), contests=(unknown,))).not_eligible
    assert "state its scope" in one.why


def test_a_nonfederal_audit_draws_races_and_issues_of_any_scope() -> None:
    found = eligible(opened(), NONFEDERAL)
    assert "commissioner" in names(found, Category.LOCAL_RACE)
    assert names(found, Category.LOCAL_ISSUE) == ["initiative-1", "levy"]


def test_a_definition_becomes_contests_and_precincts() -> None:
    election = parse_definition(as_bytes(canvass_document()))
    for one in contests_of(election):
        given = election.contest(one.id)
        assert [choice.id for choice in one.printed] == [choice.id for choice in given.choices]
        assert (one.choices[-1].id == WRITE_INS) == (given.write_ins > 0)
    for precinct in precincts_of(election):
        on_ballots = {
            each for style in election.ballot_styles if precinct.id in style.precincts for each in style.contests
        }
        assert set(precinct.contests) == on_ballots != set()


def test_a_votingworks_definition_s_scopes_can_be_stated() -> None:
    election = parse_definition(as_bytes(votingworks_document()))
    first = election.contests[0].id
    assert all(one.scope is None for one in contests_of(election))
    stated = contests_of(election, (StatedScope(first, ContestScope.FEDERAL),))
    assert stated[0].scope is ContestScope.FEDERAL


def with_scopes(election: Election, *scopes: ContestScope | None) -> Election:
    return replace(
        election, contests=tuple(replace(election.contests[0], scope=scope) for scope in scopes), date=election.date
    )


def test_the_rules_follow_from_the_date_and_the_offices() -> None:
    election = parse_definition(as_bytes(canvass_document()))
    assert rules_of(with_scopes(election, ContestScope.COUNTY, ContestScope.FEDERAL)).id is RuleSetId.MCA_2023
    assert rules_of(with_scopes(election, ContestScope.COUNTY)).id is RuleSetId.NONFEDERAL
    assert rules_of(with_scopes(election, None)).id is RuleSetId.MCA_2023, "in doubt it is audited"
    odd = replace(with_scopes(election, ContestScope.FEDERAL), date=date(2025, 11, 4))
    assert rules_of(odd).id is RuleSetId.NONFEDERAL


def test_opening_keeps_what_a_replay_needs() -> None:
    election = parse_definition(as_bytes(canvass_document()))
    start = open_audit(election, rules=NONFEDERAL)
    assert (start.county, start.election_date) == (election.county, election.date)
    assert start.definition_sha256 == election.definition_sha256
    assert [one.id for one in start.precincts] == [one.id for one in election.precincts]
    assert all(one.kind in ContestKind for one in start.contests)


def test_repair_c8_no_preference_opposes_nobody() -> None:
    names_of = ("ash", "no preference")
    found = contest("president", ContestScope.FEDERAL, choices=names_of)
    marked = replace(found, choices=tuple(replace(one, no_preference="no" in one.id) for one in found.choices))
    assert bar_of(marked) == ("nobody on the ballot is opposed", "13-17-503(4)")
    three = replace(marked, choices=(*marked.choices, *contest("x", None, choices=("birch",)).choices))
    assert bar_of(three) is None


def test_repair_c8_no_preference_is_known_by_its_name_in_new_audits_alone() -> None:
    document = canvass_document()
    document["contests"][0]["choices"][0]["name"] = "No Preference"
    (first, *_) = contests_of(parse_definition(as_bytes(document)))
    assert [one.no_preference for one in first.choices].count(True) == 1
    old = '{"id":"ash","name":"No preference"}'
    assert not JSON.read(AuditChoice, old).no_preference
    assert JSON.write(JSON.read(AuditChoice, old)) == old
