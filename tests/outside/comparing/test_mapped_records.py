"""Records in the definition's ids, and what they add up to beside the system's own report."""

from dataclasses import replace

import pytest

from canvass.importing.names_left_out import NamesLeftOut
from outside.cast_vote_records import OutsideCastVoteRecords
from outside.comparing.against_report import findings_in_records, report_differences
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.mapped_records import mapped_records
from outside.comparing.record_names import names_in_records
from outside.comparing.their_records import TheirHidden, TheirOvervote, TheirRecord, TheirVotes
from outside.errors import NotMappedError
from outside.matching.defined_election import DefinedChoice, DefinedContest, DefinedElection, DefinedPrecinct
from outside.matching.matching_names import matched
from outside.matching.name_map import NameMap
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.outside_figures import OutsideContestFigures, OutsideCount, OutsidePrecinctFigures
from tests.outside.given_files import records_of

CSV = """\
Cast Vote Record,Precinct,Ballot Style,Tabulator CVR,Batch,Ballot Status,SHERIFF,COUNTY COMMISSIONER,
50112,PRECINCT 07,Ballot Style 3,0003000112,AB-07,Not Reviewed,REP Anne Able,Gil Gray,undervote
50113,PRECINCT 07,Ballot Style 3,0003000113,AB-07,Approved with Changes,overvote,Gil Gray,Hal Hill
50115,PRECINCT 08,Ballot Style 4,0004000001,AB-08,Not Reviewed,write-in:Zoe Zimmer,,
50116,PRECINCT 08,Ballot Style 4,0004000002,AB-08,Not Reviewed,write-in:,,
50117,PRECINCT 08,Ballot Style 4,0004000003,AB-08,Not Reviewed,undervote,,
"""
P7, P8 = PrecinctId("p7"), PrecinctId("p8")
BOTH = frozenset({P7, P8})
ELECTION = DefinedElection(
    (DefinedPrecinct(P7, "Precinct 7"), DefinedPrecinct(P8, "Precinct 8")),
    (
        DefinedContest(
            ContestId("sheriff"),
            "Sheriff",
            1,
            (DefinedChoice(ChoiceId("able"), "Anne Able", ("Republican",)), DefinedChoice(ChoiceId("bo"), "Bo Baker")),
            BOTH,
        ),
        DefinedContest(
            ContestId("board"),
            "County Commissioner",
            2,
            (DefinedChoice(ChoiceId("gray"), "Gil Gray"), DefinedChoice(ChoiceId("hill"), "Hal Hill")),
            frozenset({P7}),
        ),
    ),
)
CONTESTS = {
    "sheriff": ComparableContest("sheriff", 1, ("able", "bo"), has_write_ins=True),
    "board": ComparableContest("board", 2, ("gray", "hill")),
}
DECLARED = {"sheriff": {"zoe zimmer": "zoe"}}
PLACES = {"sheriff": frozenset({"p7", "p8"}), "board": frozenset({"p7"})}


def read(text: str = CSV) -> OutsideCastVoteRecords:
    return records_of(text.encode(), "Cast Vote Records.csv")


def names(records: OutsideCastVoteRecords) -> NameMap:
    matching = matched(names_in_records(records, {"zoe zimmer"}), ELECTION)
    assert matching.waiting == ()
    return matching.map


def mapped(text: str = CSV) -> tuple[TheirRecord, ...]:
    records = read(text)
    return mapped_records(records, names(records), NamesLeftOut(), CONTESTS, DECLARED)


def test_each_record_is_said_in_the_definitions_ids() -> None:
    first, second, third, fourth, fifth = mapped()
    assert first == TheirRecord(
        "50112",
        "p7",
        "Ballot Style 3",
        None,
        "AB-07",
        "0003",
        (TheirVotes("sheriff", ("able",)), TheirVotes("board", ("gray",))),
        status="Not Reviewed",
    )
    assert second.changed_by_people
    assert second.contests == (TheirOvervote("sheriff"), TheirVotes("board", ("gray", "hill")))
    assert third.contests == (TheirVotes("sheriff", (), 0, ("zoe",)),)
    assert fourth.contests == (TheirVotes("sheriff", (), 1),)
    assert fifth.contests == (TheirVotes("sheriff", ()),)


def test_a_name_that_is_not_mapped_stops_with_all_of_them() -> None:
    records = read()
    with pytest.raises(NotMappedError) as error:
        mapped_records(records, NameMap(), NamesLeftOut(), CONTESTS, DECLARED)
    assert len(error.value.problems) == 4


def test_what_a_person_left_out_is_left_out() -> None:
    records = read()
    known = names(records)
    first, *others = known.precincts
    left = NamesLeftOut(precincts=frozenset({first.outside}))
    rest = replace(known, precincts=tuple(others))
    assert [one.key for one in mapped_records(records, rest, left, CONTESTS, DECLARED)] == ["50115", "50116", "50117"]
    board = NamesLeftOut(contests=frozenset({(known.contests[1].outside, ())}))
    assert {len(one.contests) for one in mapped_records(records, known, board, CONTESTS, DECLARED)} == {1}


def report(*, able: int = 1, over: int = 1, cast: int = 2) -> OutsideCount:
    sheriff = OutsideContestFigures(ContestId("sheriff"), 2, (able, 0), 0, over, 0)
    board = OutsideContestFigures(ContestId("board"), None, (2, 1), None, 0, 1)
    other = OutsideContestFigures(ContestId("sheriff"), 3, (0, 0), 2, 0, 1)
    precincts = (OutsidePrecinctFigures(P7, cast, (), (sheriff, board)), OutsidePrecinctFigures(P8, 3, (), (other,)))
    return OutsideCount("a report", ("ab" * 32,), "", "", precincts)


def test_records_that_add_up_to_the_report_have_no_difference() -> None:
    assert report_differences(mapped(), report(), CONTESTS) == ()


def test_every_figure_that_differs_is_listed_with_both() -> None:
    found = report_differences(mapped(), report(able=3, over=0, cast=4), CONTESTS)
    assert [(one.precinct, one.contest, one.row, one.report, one.records) for one in found] == [
        ("p7", "", "ballots cast", 4, 2),
        ("p7", "sheriff", "able", 3, 1),
        ("p7", "sheriff", "overvotes", 0, 1),
    ]


def test_what_the_records_do_not_tell_is_not_held_to_the_report() -> None:
    untold = [
        replace(one, contests=(TheirVotes("sheriff", (), surely_told=False),)) if one.key == "50113" else one
        for one in mapped()
    ]
    found = report_differences(untold, report(), CONTESTS)
    assert not [one for one in found if one.contest == "sheriff" and one.precinct == "p7"]


def test_hidden_records_stand_beside_what_they_may_explain() -> None:
    hidden = [replace(one, contests=(TheirHidden("sheriff"),)) if one.key == "50112" else one for one in mapped()]
    found = {one.row: one for one in report_differences(hidden, report(), CONTESTS) if one.contest == "sheriff"}
    assert (found["able"].records, found["able"].hidden) == (0, 1)


def test_records_that_add_up_have_no_finding() -> None:
    assert list(findings_in_records(mapped(), CONTESTS, PLACES)) == []


def test_too_many_votes_other_contests_and_other_precincts_are_found() -> None:
    first, *rest = mapped()
    too_many = replace(first, contests=(TheirVotes("sheriff", ("able", "bo")), first.contests[1]))
    lost = replace(rest[1], contests=())
    strange = replace(rest[2], contests=(TheirVotes("board", ()),))
    words = [
        str(one) for one in findings_in_records([too_many, rest[0], lost, strange, rest[3], rest[3]], CONTESTS, PLACES)
    ]
    assert words == [
        "record 50112, sheriff: 2 votes counted where an elector has 1",
        "p8, board: 1 records have this contest, and nobody there votes on it",
        "record 50115: other contests than most records of Ballot Style 4: without sheriff",
        "record 50116: other contests than most records of Ballot Style 4: without sheriff; with board",
    ]
