"""What the law makes of the contests in a list: their kind, their order, their ballot, their day and hour."""

from canvass.defining.list_files import contests_in, precincts_in
from tabulate.defining.standing import definition_standing
from tabulate.definitions import parse_definition
from tabulate.election import ContestKind
from tabulate.offices import Office, Territory
from tests.tabulate.defining.completed import ALIKE, ELECTION, PRECINCTS, completed


def test_a_candidate_called_no_is_no_ballot_issue() -> None:
    rows = b"Sheriff,Minh No,\nCoroner,Minh No,REP\nCoroner,For Elm,DEM\nLevy,FOR,\nLevy,AGAINST,NP\n"
    contests = contests_in(b"Office,Candidate,Party\n" + rows).contests
    assert [one.kind for one in contests] == [ContestKind.CANDIDATE, ContestKind.CANDIDATE, ContestKind.ISSUE]


def test_a_primary_has_a_ballot_for_each_party_with_what_is_no_partys_on_each() -> None:
    lists = (
        b"Office,Candidate,Party,Ballot of party,District,Seats\n"
        b"Sheriff,Ann Ash,REP,REP,,\nSheriff,Bo Birch,DEM,DEM,,\n"
        b"District Judge,Cy Cedar,NP,,,\nPrecinct Committee Representative,Di Dogwood,REP,REP,2,2\n"
    )
    said = {**ELECTION, "kind": "primary", "date": "2026-06-02"}
    standing = completed(lists, PRECINCTS, said)
    assert standing.problems == ()
    election = parse_definition(standing.content)
    nominated = {one.title: (one.purpose.party, one.purpose.nominated) for one in election.contests}
    assert nominated["District Judge"] == (None, 2)
    assert nominated["Precinct Committee Representative, 2"] == ("republican", None)
    assert {one.purpose.nominated for one in election.contests if one.title == "Sheriff"} == {1}
    for precinct in election.precincts:
        styles = [one for one in election.ballot_styles if precinct.id in one.precincts]
        titles = sorted(tuple(each.title for each in election.contests_of(one)) for one in styles)
        committee = ("Precinct Committee Representative, 2",) * (precinct.name == "Precinct 2")
        assert titles == sorted([("District Judge", "Sheriff"), ("District Judge", "Sheriff", *committee)])


def test_a_school_election_may_close_at_an_earlier_hour_and_no_other() -> None:
    lists = b"Office,Candidate,Voted on in,Nonpartisan,Title\nschool,Ann Ash,district within a county,yes,Trustee\n"
    early = {**ELECTION, "kind": "school", "closing hour": "19:00", "date": "2026-05-05"}
    assert completed(lists, PRECINCTS, early).is_complete
    problems = completed(lists, PRECINCTS, {**early, "kind": "special"}).problems
    assert "13-1-106" in problems[0].expected


def test_issues_stand_last_amendments_first_and_a_retention_is_known_by_its_words() -> None:
    lists = (
        b"Office,Candidate,Number,Method\nLevy,FOR,,\nLevy,AGAINST,,\n"
        b"Initiative,YES,I-1,a law proposed by initiative petition\nInitiative,NO,,\n"
        b"Amendment,YES,C-1,an amendment to the constitution proposed by the legislature\nAmendment,NO,,\n"
        b"Supreme Court Justice,YES,,\nSupreme Court Justice,NO,,\nGovernor,Ann Ash,,\n"
    )
    lists = lists.replace(b"Supreme Court Justice,", b"Shall Justice Elm be retained?,")
    standing = completed(
        lists, PRECINCTS, answer=lambda one: "supreme court justice" if "office of" in one.key else one.options[-1]
    )
    election = parse_definition(standing.content)
    assert [one.title for one in election.contests] == [
        "Governor",
        "Shall Justice Elm be retained?",
        "Amendment",
        "Initiative",
        "Levy",
    ]
    retained = next(one for one in election.contests if one.kind is ContestKind.RETENTION)
    assert (retained.purpose.office, retained.write_ins) == (Office.JUSTICE, 0)
    assert election.contests[-2].purpose.territory is Territory.STATE


def test_an_office_that_was_answered_stands_where_the_law_has_it() -> None:
    lists = b"Office,Candidate,Party\nFire District Trustee,Ann Ash,\nSheriff,Bo Birch,REP\nU.S. Senate,Cy Cedar,REP\n"
    offices = {"office of u s senate": "us senator", "office of fire district trustee": "special district"}
    standing = completed(lists, ALIKE, answer=lambda one: offices.get(one.key, one.options[0]))
    titles = [one.title for one in parse_definition(standing.content).contests]
    assert titles == ["U.S. Senate", "Sheriff", "Fire District Trustee"]


def test_an_answer_that_another_office_does_not_allow_is_asked_once_more() -> None:
    lists, other = b"Office,Candidate\nWater Board,Ann Ash\n", {"office of water board": "other"}
    first = completed(lists, ALIKE, answer=lambda one: other.get(one.key, one.options[0]))
    assert first.answers.texts["voted on in, water-board"] == "state"
    answers = first.answers.with_texts({"office of water board": "special district"})
    again = definition_standing(contests_in(lists), precincts_in(ALIKE), answers)
    assert [one.key for one in again.open_questions] == ["voted on in, water-board"]
    assert again.problems == ()


def test_what_contradicts_the_law_is_said_at_the_line_of_the_list() -> None:
    lists = b"Office,Candidate,Seats\nSheriff,Ann Ash,1\nGovernor,Bo Birch,2\n"
    (problem,) = completed(lists, PRECINCTS).problems
    assert problem.field == "contests, line 3 (Governor)"
    assert "13-12-207" in problem.expected


def test_a_day_on_which_no_such_election_is_held_is_a_doubt() -> None:
    lists = b"Office,Candidate\nSheriff,Ann Ash\n"
    assert not completed(lists, ALIKE).doubts
    assert "is held on 2026-11-03" in completed(lists, ALIKE, {**ELECTION, "date": "2026-11-04"}).doubts[0]
    assert "even years" in completed(lists, PRECINCTS, {**ELECTION, "date": "2025-11-04"}).doubts[0]
