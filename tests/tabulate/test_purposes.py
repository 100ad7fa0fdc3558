"""What a definition says a contest is for: read, checked against itself, and what an older one leaves open."""

from dataclasses import replace
from datetime import date

import pytest

from tabulate.definitions import parse_definition
from tabulate.definitions.not_derived import not_derived
from tabulate.definitions.shape import schema
from tabulate.election import Contest, ContestKind, ContestScope
from tabulate.errors import DefinitionError
from tabulate.offices import (
    JUDICIAL,
    OF_A_COUNTY,
    OF_THE_STATE,
    UNSTATED,
    Method,
    Numbering,
    Office,
    Purpose,
    Territory,
    territories_of,
)
from tests.tabulate.definitions_data import DELETE, Json, as_bytes, canvass_document, set_at, votingworks_document

COMMISSIONER: Json = {"office": "county commissioner", "territory": "one county", "scope": DELETE}
COUNCIL: Json = {"office": "municipal office", "territory": "municipality", "scope": DELETE}
JUSTICE: Json = {"office": "supreme court justice", "scope": DELETE}
LEVY: Json = {"territory": "district within a county", "scope": DELETE}


def document(number: int, fields: Json, more: Json | None = None) -> Json:
    """Contest 0 elects two of two Greens and a line, 1 keeps a justice, 2 is an issue; each has a scope alone."""
    changed = canvass_document()
    for name, value in {**fields, **(more or {})}.items():
        changed = set_at(changed, f"contests[{number}].{name}", value)
    return changed


def contest(number: int, fields: Json, more: Json | None = None) -> Contest:
    return parse_definition(as_bytes(document(number, fields, more))).contests[number]


def refusal(number: int, fields: Json, more: Json | None = None) -> str:
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document(number, fields, more)))
    return str(refused.value)


WITHOUT_PARTY = {"choices[0].parties": DELETE}


def test_repair_a10_a_contest_says_its_office_and_territory() -> None:
    more = {"nonpartisan": True, "nominated": 4, "votes_per_elector": 2, "incumbent": "Bo Burke"}
    found = contest(0, COUNCIL, more | WITHOUT_PARTY)
    assert found.scope is None
    assert found.purpose == Purpose(
        Office.MUNICIPAL_OFFICE,
        Territory.MUNICIPALITY,
        nonpartisan=True,
        votes_per_elector=2,
        nominated=4,
        incumbent="Bo Burke",
    )


def test_repair_a10_what_the_office_settles_may_be_left_out() -> None:
    kept = contest(1, JUSTICE)
    assert (kept.purpose.territory, kept.purpose.nonpartisan) == (Territory.STATE, True)
    peace = contest(1, JUSTICE, {"office": "justice of the peace", "territory": "one county"})
    assert peace.purpose.nonpartisan
    committee = {"office": "precinct committee representative"}
    found = contest(0, {"scope": DELETE}, committee)
    assert found.purpose.precinct_committee


def test_repair_a10_an_issue_has_a_territory_and_a_number_and_no_office() -> None:
    numbering = {"number": "I-188", "method": "a law proposed by initiative petition"}
    found = contest(2, LEVY, {"territory": "state", "numbering": numbering})
    assert found.purpose == Purpose(None, Territory.STATE, numbering=Numbering("I-188", Method.INITIATIVE))


def test_repair_a10_the_scope_of_before_still_opens() -> None:
    for found in parse_definition(as_bytes(canvass_document())).contests:
        assert found.purpose is UNSTATED
        assert found.scope is not None


REFUSED: list[tuple[int, Json, Json, str, str]] = [
    (0, COMMISSIONER, {"office": "governor", "seats": 1}, "contests[0].territory", "state: that is where a governor"),
    (0, COMMISSIONER, {"office": "governor", "territory": "state"}, "contests[0].seats", "13-12-207(1)"),
    (0, COMMISSIONER, {"office": "public service commissioner", "territory": "state"}, "contests[0].territory", "cou"),
    (0, COMMISSIONER, {"office": "sheriff", "territory": "precinct"}, "contests[0].territory", "several counties or"),
    (0, COMMISSIONER, {"office": "precinct committee representative"}, "contests[0].territory", "precinct"),
    (0, {"territory": "one county", "scope": DELETE}, {}, "contests[0].office", "13-12-207"),
    (0, {"office": "county commissioner", "scope": DELETE}, {}, "contests[0].territory", "district within a county"),
    (0, {"scope": DELETE}, {}, "contests[0].office", "the office to be filled"),
    (2, {"scope": DELETE}, {}, "contests[2].territory", "13-16-201(1)"),
    (2, LEVY, {"office": "school"}, "contests[2].office", "an issue fills no office"),
    (1, JUSTICE, {"office": "sheriff", "territory": "one county"}, "contests[1].office", "13-14-212"),
    (0, COMMISSIONER, {"office": "supreme court justice", "territory": "state"}, "contests[0].seats", "13-14-211"),
    (0, COMMISSIONER, {"nonpartisan": True, "party": "green"}, "contests[0].party", "13-10-209"),
    (0, COMMISSIONER, {"nonpartisan": True}, "contests[0].choices[0].parties", "13-12-203"),
    (1, JUSTICE, {"nonpartisan": False}, "contests[1].nonpartisan", "13-14-211"),
    (1, JUSTICE, {"party": "green"}, "contests[1].party", "13-10-209"),
    (2, LEVY, {"party": "green"}, "contests[2].party", "13-10-209"),
    (0, COMMISSIONER, {"party": "violet"}, "contests[0].party", "parties"),
    (0, COMMISSIONER, {"nominated": 3}, "contests[0].nominated", "2, one of a party for each seat"),
    (0, COMMISSIONER, {"nominated": 1}, "contests[0].nominated", "2, one of a party for each seat"),
    (0, COUNCIL, {"nonpartisan": True, "nominated": 2}, "contests[0].nominated", "13-14-117(1)"),
    (0, COUNCIL, {"nonpartisan": True, "nominated": 5}, "contests[0].nominated", "4, two for each of 2 seats"),
    (1, JUSTICE, {"nominated": 2}, "contests[1].nominated", "only candidates are nominated"),
    (0, COMMISSIONER, {"votes_per_elector": 1}, "contests[0].votes_per_elector", "13-15-208"),
    (2, LEVY, {"votes_per_elector": 2}, "contests[2].votes_per_elector", "1: an elector"),
    (0, COMMISSIONER, {"precinct_committee": True}, "contests[0].precinct_committee", "13-38-201"),
    (2, LEVY, {"precinct_committee": True}, "contests[2].precinct_committee", "13-38-201"),
    (0, {"precinct_committee": True}, {}, "contests[0].precinct_committee", "correct the kind and the scope"),
    (0, COMMISSIONER, {"judge_court": "Supreme Court"}, "contests[0].judge_court", "13-14-212"),
    (1, JUSTICE, {"judge_court": "Eighth District"}, "contests[1].judge_court", "words of the title"),
    (1, JUSTICE, {"incumbent": "Justice Gray"}, "contests[1].incumbent", "words of the title"),
    (2, LEVY, {"incumbent": "Bo Burke"}, "contests[2].incumbent", "fills no office"),
    (0, COMMISSIONER, {"numbering": {"number": "3"}}, "contests[0].numbering", "only issues are numbered"),
    (2, LEVY, {"numbering": {"number": "3", "method": Method.INITIATIVE.value}}, "numbering.method", "13-27-501"),
    (0, COMMISSIONER, {"scope": "statewide"}, "contests[0].scope", "county, as office and territory say"),
    (1, JUSTICE, {"scope": "county"}, "contests[1].scope", "judicial or statewide"),
    (0, COMMISSIONER, {"office": "king"}, "contests[0].office", "the office to be filled: president"),
    (0, COMMISSIONER, {"territory": "nation"}, "contests[0].territory", "where the contest is voted on: state"),
]


@pytest.mark.parametrize(("number", "fields", "more", "field", "words"), REFUSED)
def test_repair_a10_what_contradicts_itself_is_refused_by_its_section(
    number: int, fields: Json, more: Json, field: str, words: str
) -> None:
    told = refusal(number, fields, more)
    assert field in told
    assert words in told


def test_repair_a10_two_issues_have_not_one_number() -> None:
    changed = document(2, LEVY, {"numbering": {"number": "3"}})
    second = {**changed["contests"][2], "id": "other"}
    changed["contests"].append(second)
    with pytest.raises(DefinitionError, match="13-27-501"):
        parse_definition(as_bytes(changed))


def test_repair_a10_a_scope_that_says_the_same_may_stand_beside_it() -> None:
    assert contest(0, COMMISSIONER, {"scope": "county"}).purpose.office is Office.COUNTY_COMMISSIONER
    assert contest(1, JUSTICE, {"scope": "judicial"}).scope is ContestScope.JUDICIAL


def test_repair_a11_a_party_s_contest_has_its_candidates_alone() -> None:
    changed = set_at(document(0, COMMISSIONER, {"party": "green"}), "parties[1]", {"id": "blue", "name": "Blue"})
    assert parse_definition(as_bytes(changed)).contests[0].purpose.party == "green"
    shared = set_at(changed, "contests[0].choices[1].parties", ["blue"])
    with pytest.raises(DefinitionError, match="no contest is shared by parties"):
        parse_definition(as_bytes(shared))


@pytest.mark.parametrize("party", ["blue", "green"])
def test_repair_a11_two_parties_contests_are_on_no_ballot_together(party: str) -> None:
    """An elector votes the ballot of one party (13-10-209)."""
    changed = set_at(document(0, COMMISSIONER, {"party": "green"}), "parties[1]", {"id": "blue", "name": "Blue"})
    for name, value in {"kind": "candidate", **COMMISSIONER, "party": party}.items():
        changed = set_at(changed, f"contests[1].{name}", value)
    if party == "green":
        assert parse_definition(as_bytes(changed)).contests[1].purpose.party == party
        return
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(changed))
    assert 'contests of "green" and "blue"' in str(refused.value)
    assert "13-10-209" in str(refused.value)


def test_repair_a11_the_word_nonpartisan_beside_a_name_is_no_party() -> None:
    changed = set_at(document(0, COUNCIL, {"nonpartisan": True}), "parties[0].name", "Nonpartisan")
    assert parse_definition(as_bytes(changed)).contests[0].purpose.nonpartisan


def test_every_office_has_a_place_and_the_schema_knows_each() -> None:
    for office in Office:
        assert territories_of(office)
    assert len(OF_THE_STATE) == 15
    assert len(OF_A_COUNTY) == 14
    assert not OF_A_COUNTY & OF_THE_STATE
    assert {Office.CITY_JUDGE, Office.OTHER_JUDGE} == JUDICIAL - OF_THE_STATE - OF_A_COUNTY
    fields = schema("canvass_election.schema.json")["$defs"]["contest"]["properties"]
    assert fields["office"]["enum"] == [office.value for office in Office]
    assert fields["territory"]["enum"] == [territory.value for territory in Territory]
    assert fields["numbering"]["properties"]["method"]["enum"] == [method.value for method in Method]
    assert set(Purpose.__slots__) <= fields.keys()


def test_a_court_and_a_committee_may_stand_beside_a_scope() -> None:
    kept = contest(1, {"incumbent": "Justice Dunn", "judge_court": "retained"})
    assert (kept.scope, kept.purpose.incumbent) == (ContestScope.JUDICIAL, "Justice Dunn")
    local = contest(0, {"scope": "local", "precinct_committee": True})
    assert local.purpose.precinct_committee
    assert not local.purpose.stated


def test_what_is_printed_does_not_depend_on_what_a_contest_is_for() -> None:
    codes = {
        parse_definition(as_bytes(one)).layouts.code_prefix
        for one in (canvass_document(), document(0, COMMISSIONER), document(1, JUSTICE))
    }
    assert len(codes) == 1


def left_open(
    scope: ContestScope | None, kind: ContestKind, day: date = date(2026, 11, 3), purpose: Purpose = UNSTATED
) -> list[str]:
    election = parse_definition(as_bytes(canvass_document()))
    one = replace(election.contests[0], scope=scope, kind=kind, purpose=purpose)
    return [what for found in not_derived(replace(election, contests=(one,), date=day)) for what in found.what]


CANDIDATE, ISSUE, RETENTION = ContestKind.CANDIDATE, ContestKind.ISSUE, ContestKind.RETENTION
PRIMARY = date(2026, 6, 2)
OPEN = [
    (ContestScope.FEDERAL, CANDIDATE, 0),
    (ContestScope.STATEWIDE, CANDIDATE, 1),
    (ContestScope.STATEWIDE, ISSUE, 1),
    (ContestScope.LEGISLATIVE, CANDIDATE, 0),
    (ContestScope.JUDICIAL, CANDIDATE, 2),
    (ContestScope.JUDICIAL, RETENTION, 1),
    (ContestScope.COUNTY, CANDIDATE, 0),
    (ContestScope.COUNTY, ISSUE, 0),
    (ContestScope.LOCAL, CANDIDATE, 2),
    (ContestScope.LOCAL, ISSUE, 1),
    (None, CANDIDATE, 2),
]


@pytest.mark.parametrize(("scope", "kind", "number"), OPEN)
def test_repair_a10_it_is_told_what_a_scope_leaves_open(
    scope: ContestScope | None, kind: ContestKind, number: int
) -> None:
    found = left_open(scope, kind)
    assert len(found) == number
    assert all("(13-1" in what for what in found)


def test_repair_a11_it_is_told_where_a_primary_leaves_open_how_many_are_nominated() -> None:
    assert not any("nominated" in what for what in left_open(ContestScope.JUDICIAL, CANDIDATE))
    for scope in (ContestScope.JUDICIAL, ContestScope.COUNTY, ContestScope.LOCAL, None):
        assert any("13-14-117" in what for what in left_open(scope, CANDIDATE, PRIMARY))
    for scope in (ContestScope.FEDERAL, ContestScope.LEGISLATIVE):
        assert left_open(scope, CANDIDATE, PRIMARY) == []
    assert any(
        "13-14-117" in what for what in left_open(ContestScope.FEDERAL, CANDIDATE, PRIMARY, Purpose(nonpartisan=True))
    )


def test_repair_a9_3_a_precinct_committee_beside_a_scope_is_not_left_open() -> None:
    told = left_open(ContestScope.LOCAL, CANDIDATE, purpose=Purpose(precinct_committee=True))
    assert not any("precinct committee" in what for what in told)


def test_a_contest_that_says_everything_leaves_nothing_open() -> None:
    election = parse_definition(as_bytes(document(0, COMMISSIONER)))
    assert [one.contest for one in not_derived(election)] == ["justice", "levy"]


def test_votingworks_definitions_say_the_party_and_leave_the_rest_open() -> None:
    changed = votingworks_document()
    first = next(n for n, item in enumerate(changed["contests"]) if item["type"] == "candidate")
    party = changed["parties"][0]["id"]
    changed["contests"][first]["partyId"] = party
    for style in changed["ballotStyles"]:
        style["partyId"] = party
    election = parse_definition(as_bytes(changed))
    assert election.contests[first].purpose == Purpose(party=party)
    assert len(not_derived(election)) == len(election.contests)
