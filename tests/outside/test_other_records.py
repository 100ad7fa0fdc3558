"""Traps of Hart, Clear Ballot, NIST's format and VxSuite, one by one."""

import json
from typing import Any

import pytest

from outside.cast_vote_records import CardVotes, RankedVotes, UncountedVotes
from outside.errors import OutsideFileError
from outside.findings import FindingKind
from outside.records.recorded_totals import ballots_in
from tests.outside.given_files import as_json, records_in, records_of, refused
from tests.outside.hart_writer import hart_xml
from tests.outside.nist_writer import as_cdf_xml, cdf_report, vxsuite
from tests.outside.recorded_county import recorded_county
from tests.outside.table_writers import as_csv

_OPTION = "<Option><Name>{0}</Name><Id>{0}</Id><Value>{1}</Value></Option>"


def _hart(contests: str, sheet: int = 1, key: str = "k1") -> bytes:
    return (
        f'<Cvr xmlns="http://tempuri.org/CVRDesign.xsd"><Contests>{contests}</Contests>'
        f"<SheetNumber>{sheet}</SheetNumber><CvrGuid>{key}</CvrGuid></Cvr>"
    ).encode()


def _contest(options: str, flags: str = "", name: str = "LEVY") -> str:
    return f"<Contest><Name>{name}</Name><Id>{name}</Id><Options>{options}</Options>{flags}</Contest>"


def test_hart_s_overvoted_is_a_flag_and_its_options_are_no_votes():
    both = _OPTION.format("FOR", 1) + _OPTION.format("AGAINST", 1)

    read = records_of(_hart(_contest(both, "<Overvoted/>")))

    assert read.records[0].votes == (CardVotes(0, ("FOR", "AGAINST"), (), 0, overvoted=True),)
    assert "not told: no sheet without an overvote shows it, or " in str(read.findings[0])


@pytest.mark.parametrize("flag", ["InvalidVote", "InvalidStraightPartyVote"])
def test_hart_s_invalid_contests_count_nothing(flag):
    read = records_of(_hart(_contest(_OPTION.format("FOR", 1), f"<{flag} />")))

    assert read.records[0].votes == (UncountedVotes(0, ("FOR",), flag),)


def test_a_flag_that_nobody_knows_is_refused():
    assert "SurpriseVote" in refused(_hart(_contest(_OPTION.format("FOR", 1), "<SurpriseVote/>")))


def test_hart_s_seats_are_learned_from_sheets_without_an_overvote():
    one, two = _OPTION.format("A", 1), _OPTION.format("B", 1)
    sheets = {
        "1.xml": _hart(_contest(one, "<Undervotes>1</Undervotes>"), key="a"),
        "2.xml": _hart(_contest(one + two), key="b"),
        "3.xml": _hart(_contest(one + two + _OPTION.format("C", 1), "<Overvoted/>"), key="c"),
    }

    assert records_in(sheets).contests[0].seats == 2
    unclear = records_in({**sheets, "4.xml": _hart(_contest(one), key="d")})
    assert unclear.contests[0].seats is None
    assert [found.kind for found in unclear.findings] == [FindingKind.CONTESTS]


def test_hart_s_second_sheets_are_not_counted_as_ballots():
    sheets = {
        "1_a.xml": _hart(_contest("", "<Undervotes>1</Undervotes>"), 1, "a"),
        "b.xml": _hart(_contest("", "<Undervotes>1</Undervotes>", "OTHER"), 2, "b"),
    }

    assert ballots_in(records_in(sheets)) == 1


def test_hart_s_ranks_are_places_in_a_row_of_ones_and_zeros():
    options = _OPTION.format("A", "010") + _OPTION.format("B", "100") + _OPTION.format("C", "010")

    read = records_of(_hart(_contest(options)))

    assert read.records[0].votes == (RankedVotes(0, (("B",), ("A", "C"), ()), 0, 0),)


def test_a_signature_beside_hart_s_sheets_is_passed_over():
    sheets = hart_xml(recorded_county(2))

    read = records_in({**sheets, "1_x.sig.xml": b"<Signature>00</Signature>"})

    assert len(read.records) == len(sheets)


_BOXES = ["RowNumber", "BoxID", "BoxPosition", "BallotID", "PrecinctID", "BallotStyleID", "PrecinctStyleName"]
_BOXES += ["ScanComputerName", "Status", "Remade"]


def _clear_ballot(names: list[str], *rows: list[str], status: str = "0", remade: str = "0") -> bytes:
    ids = [
        [str(one), "B", str(one), f"B+{one}", "P1", "S1", "Precinct", "C", status, remade] for one in range(len(rows))
    ]
    return as_csv([[*_BOXES, *names], *([*own, *row] for own, row in zip(ids, rows, strict=True))])


def test_a_heading_with_colons_and_commas_in_the_contest_is_cut_from_its_right_end():
    names = [f"Choice_{one}_1:Issue 7: for, or against: a levy:Vote For 1:{name}:" for one, name in enumerate("AB")]

    read = records_of(_clear_ballot(names, ["1", "0"]))

    assert [(one.title, one.seats) for one in read.contests] == [("Issue 7: for, or against: a levy", 1)]
    assert read.records[0].votes == (CardVotes(0, ("A",), (), 0),)


def test_a_contest_without_a_mark_is_neither_overvoted_nor_blank_for_certain():
    names = [f"Choice_{one}_1:Levy:Vote For 1:{name}:" for one, name in enumerate("AB")]

    read = records_of(_clear_ballot(names, ["0", "0"], ["", ""]))

    assert read.records[0].votes == (CardVotes(0, (), (), None, overvoted=None),)
    assert read.records[1].votes == ()


@pytest.mark.parametrize(
    ("status", "remade", "words"),
    [("-1", "0", "unreadable"), ("-1", "1", "unreadable, voted by people"), ("3", "0", "3 cards over each other")],
)
def test_cards_that_the_machine_did_not_read_say_so(status, remade, words):
    content = _clear_ballot(["Choice_1_1:Levy:Vote For 1:A:"], ["0"], status=status, remade=remade)

    read = records_of(content)

    assert read.records[0].status == words
    assert "not read by the machine alone" in str(read.findings[0])


def test_figures_at_the_end_of_a_title_are_no_rank():
    names = [f"Choice_{one}_1:House District:7:Vote For 1:{name}:" for one, name in enumerate("AB")]

    assert [(one.title, one.ranks) for one in records_of(_clear_ballot(names, ["1", "0"])).contests] == [
        ("House District:7", None)
    ]


def test_an_unknown_status_is_refused():
    assert "row 2" in refused(_clear_ballot(["Choice_1_1:Levy:Vote For 1:A:"], ["0"], status="lost"))


@pytest.mark.parametrize("name", [b"Status", b"BoxID"])
def test_a_column_twice_that_describes_the_card_is_refused(name):
    content = _clear_ballot(["Choice_1_1:Levy:Vote For 1:A:", "Another"], ["0", "-1"]).replace(b"Another", name)

    assert f"row 1: found 2 columns {name.decode().lower()}" in refused(content)


def _report() -> dict[str, Any]:
    return cdf_report(recorded_county(4))


def test_the_current_snapshot_alone_is_read():
    report = _report()
    for record in report["CVR"]:
        record["CurrentSnapshotId"] = record["CVRSnapshot"][0]["@id"]

    assert all(record.votes == () for record in records_of(as_json(report)).records)
    report["CVR"][0]["CurrentSnapshotId"] = "nowhere"
    assert "record 1" in refused(as_json(report))


def _position(report: dict[str, Any], form: str, **fields: object) -> CardVotes:
    """The first contest of the first record with one mark that has these fields."""
    contest = report["CVR"][0]["CVRSnapshot"][1]["CVRContest"][0]
    place = {"@type": "CVR.SelectionPosition", "NumberVotes": 1, **fields}
    contest.update({"Overvotes": 0, "Undervotes": 0, "Status": []})
    contest["CVRContestSelection"] = [{"ContestSelectionId": "s0", "SelectionPosition": [place]}]
    votes = records_of(as_json(report) if form == "json" else as_cdf_xml(report)).records[0].votes[0]
    assert isinstance(votes, CardVotes)
    return votes


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(
    ("fields", "votes"),
    [
        ({"HasIndication": "yes", "IsAllocable": "yes"}, 1),
        ({"HasIndication": "no", "IsAllocable": "yes"}, 0),
        ({"HasIndication": "unknown", "IsAllocable": "yes"}, 0),
        ({"HasIndication": "yes", "IsAllocable": "no"}, 0),
        ({"HasIndication": "yes", "IsAllocable": "unknown"}, 0),
        ({"HasIndication": "yes"}, 1),
        ({"HasIndication": "yes", "IsAllocable": "yes", "NumberVotes": 0}, 0),
    ],
)
def test_a_vote_is_indicated_and_allocable_times_its_number(form, fields, votes):
    assert len(_position(_report(), form, **fields).choices) == votes


def test_a_marked_write_in_that_waits_is_a_vote_and_an_unmarked_one_is_none():
    written = {"@type": "CVR.CVRWriteIn", "Text": "Cal Cook"}

    marked = _position(_report(), "json", HasIndication="yes", IsAllocable="unknown", CVRWriteIn=written)
    unmarked = _position(_report(), "json", HasIndication="no", IsAllocable="unknown", CVRWriteIn=written)

    assert (marked.write_ins, unmarked.write_ins) == (("Cal Cook",), ())


@pytest.mark.parametrize("field", ["ContestId", "Status"])
def test_a_contest_that_the_election_does_not_have_is_refused(field):
    report = _report()
    report["CVR"][0]["CVRSnapshot"][1]["CVRContest"][0][field] = {"@id": "nowhere"}

    assert "record 1" in refused(as_json(report))


def test_a_windows_path_of_a_picture_is_its_name():
    report = _report()
    report["CVR"][0]["BallotImage"] = [{"@type": "CVR.ImageData", "Location": "\\OVCSData\\797\\2985f.png"}]

    assert records_of(as_json(report)).records[0].images == ("2985f.png",)


def test_vxsuite_says_which_sheets_of_a_batch_are_not_there():
    files = vxsuite(recorded_county(6))
    lost = next(name for name in files if name.endswith("report.json"))

    read = records_in({name: content for name, content in files.items() if name != lost})

    assert [one.kind for one in read.findings] == [FindingKind.RECORDS]
    assert "sheets that were scanned" in str(read.findings[0])


def test_a_sheet_of_another_election_among_vxsuite_s_is_refused():
    files = vxsuite(recorded_county(6))
    name = next(name for name in files if name.endswith("report.json"))
    report = json.loads(files[name])
    report["Election"][0]["@id"] = "another"

    with pytest.raises(OutsideFileError, match="another election"):
        records_in({**files, name: as_json(report)})


def test_a_test_export_of_vxsuite_says_so():
    files = vxsuite(recorded_county(6))
    metadata = json.loads(files["metadata.json"])
    metadata["castVoteRecordReportMetadata"]["OtherReportType"] = "test"

    read = records_in({**files, "metadata.json": as_json(metadata)})

    assert [one.kind for one in read.findings] == [FindingKind.LABEL]
