"""Traps of Dominion's cast vote records, in CSV and in JSON, one by one."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from outside.cast_vote_records import CardVotes, RankedVotes, RedactedVotes, UncountedVotes
from outside.errors import OutsideFileError
from outside.records.recorded_totals import ballots_in, recorded_totals
from tests.outside.dominion_json_writer import dominion_json
from tests.outside.given_files import Files, as_json, records_in, records_of, refused
from tests.outside.recorded_county import recorded_county
from tests.outside.table_writers import as_csv

_IDS = [
    "CvrNumber",
    "TabulatorNum",
    "BatchId",
    "RecordId",
    "ImprintedId",
    "CountingGroup",
    "PrecinctPortion",
    "BallotType",
]


def _csv(titles: list[str], names: list[str], *rows: list[str]) -> bytes:
    blank = [""] * len(_IDS)
    last = [*_IDS, *[""] * len(titles)]
    ids = [
        [str(number), "7", "2", str(number), f"7-2-{number}", "Mail", "P1", "B1"] for number in range(1, 1 + len(rows))
    ]
    body = [[*own, *row] for own, row in zip(ids, rows, strict=True)]
    return as_csv([["An Election", "5.17"], [*blank, *titles], [*blank, *names], last, *body])


def test_a_title_with_a_line_break_a_comma_and_blanks_before_its_rule_is_one_title():
    title = "County Commissioner,\nDistrict 2  (Vote For=2)"

    read = records_of(_csv([title] * 3, ["Ann", "Bo", "Cal"], ["1", "1", "0"], ["1", "1", "1"], ["0", "0", "0"]))

    (contest,) = read.contests
    assert (contest.title, contest.seats) == ("County Commissioner, District 2", 2)
    votes = [record.votes[0] for record in read.records]
    assert votes == [
        CardVotes(0, ("Ann", "Bo"), (), 0),
        CardVotes(0, ("Ann", "Bo", "Cal"), (), 0, overvoted=True),
        CardVotes(0, (), (), 2),
    ]


def test_write_in_lines_of_one_name_are_lines_and_two_choices_of_one_name_are_told_apart():
    names = ["Ann Ash", "Ann Ash", "Write-in", "Write-in", "Write-in:CAL COOK"]

    read = records_of(_csv(["Council (Vote For=3)"] * 5, names, ["0", "1", "1", "0", "1"]))

    assert read.records[0].votes == (CardVotes(0, ("Ann Ash [2]",), ("", "CAL COOK"), 0),)
    assert read.contests[0].choices == ("Ann Ash", "Ann Ash [2]")


def test_a_contest_that_is_not_on_the_card_is_empty_and_a_hidden_one_is_hidden():
    titles = ["A (Vote For=1)", "A (Vote For=1)", "B (Vote For=1)", "B (Vote For=1)"]

    read = records_of(_csv(titles, ["x", "y", "x", "y"], ["", "", "1", "0"], ["*", "*", "0", "1"]))

    assert [one.contest for one in read.records[0].votes] == [1]
    assert read.records[1].votes[0] == RedactedVotes(0)


def test_what_guards_figures_from_spreadsheets_is_taken_off():
    content = _csv(["A (Vote For=1)"], ["x"], ["1"]).replace(b",7,2,1,", b',"=""0007""",2,1,')

    assert records_of(content).records[0].tabulator == "0007"


@pytest.mark.parametrize("cell", ["2", "yes", "-1", "1.0", "\N{ARABIC-INDIC DIGIT ONE}"])
def test_a_cell_that_is_neither_mark_nor_blank_is_refused_by_row_and_contest(cell):
    assert "row 5, A" in refused(_csv(["A (Vote For=1)"] * 2, ["x", "y"], [cell, "0"]))


def test_a_contest_half_empty_is_refused():
    assert "row 5, A" in refused(_csv(["A (Vote For=1)"] * 2, ["x", "y"], ["1", ""]))


def test_choices_with_ranks_are_one_ranked_contest():
    title = "Mayor (Number of positions=1, Number of ranks=2)"

    read = records_of(_csv([title] * 4, ["Ann(1)", "Bo(1)", "Ann(2)", "Bo(2)"], ["1", "0", "0", "1"]))

    assert read.contests[0].ranks == 2
    assert read.records[0].votes == (RankedVotes(0, (("Ann",), ("Bo",)), 0, 0),)


def test_names_that_end_in_figures_are_no_ranks():
    read = records_of(_csv(["Measures (Vote For=2)"] * 2, ["Proposal (1)", "Proposal (2)"], ["1", "1"]))

    assert read.records[0].votes == (CardVotes(0, ("Proposal (1)", "Proposal (2)"), (), 0),)


def test_the_same_choices_again_under_one_title_are_a_second_contest():
    read = records_of(_csv(["Retain (Vote For=1)"] * 4, ["Yes", "No", "Yes", "No"], ["1", "0", "0", "1"]))

    assert [one.title for one in read.contests] == ["Retain", "Retain"]
    assert read.records[0].votes == (CardVotes(0, ("Yes",), (), 0), CardVotes(1, ("No",), (), 0))


def test_two_contests_of_one_title_that_nobody_can_part_are_refused():
    names = ["Ann", "Write-in", "Bo", "Write-in"]
    rows = [["1", "0", "1", "0"], ["0", "1", "1", "0"], ["1", "0", "0", "0"]]

    assert "Council" in refused(_csv(["Council (Vote For=1)"] * 4, names, *rows))


def test_a_heading_without_records_is_refused():
    assert "without records" in refused(_csv(["A (Vote For=1)"], ["x"]))


def test_a_column_without_its_contest_is_refused():
    assert "column 10" in refused(_csv(["A (Vote For=1)", ""], ["x", "y"], ["1", "0"]))


def _changed(files: Files, name: str, change: Callable[[Any], None]) -> Files:
    """The files with one of them changed."""
    value = json.loads(files[name])
    change(value)
    return {**files, name: as_json(value)}


def _export() -> Files:
    return dominion_json(recorded_county(5))


def _first(value: Any) -> Any:
    return value["Sessions"][0]


def test_an_ambiguous_mark_is_no_vote():
    read = records_in(_export())

    only = {**_export()}
    for name in [one for one in only if one.startswith("CvrExport")]:
        value = json.loads(only[name])
        for session in value["Sessions"]:
            for contest in session["Original"]["Cards"][0]["Contests"]:
                contest["Marks"] = [mark for mark in contest["Marks"] if not mark["IsAmbiguous"]]
        only[name] = as_json(value)
    assert read.records == records_in(only).records


def test_a_modified_reading_counts_and_what_the_machine_read_is_kept():
    def modify(value: Any) -> None:
        session = _first(value)
        session["Modified"] = json.loads(json.dumps(session["Original"]))
        session["Original"]["IsCurrent"] = False
        for contest in session["Modified"]["Cards"][0]["Contests"]:
            contest["Marks"], contest["Overvotes"] = [], 0
            contest["Undervotes"] = 99

    files = _export()
    before = records_in(files).records[0]

    read = records_in(_changed(files, "CvrExport_1.json", modify)).records[0]

    assert read.status == "adjudicated"
    assert read.as_scanned == before.votes
    assert all(one.choices == () for one in read.votes if isinstance(one, CardVotes))


@pytest.mark.parametrize("both", [True, False])
def test_a_session_with_two_current_readings_or_none_is_refused(both):
    def modify(value: Any) -> None:
        session = _first(value)
        session["Original"]["IsCurrent"] = both
        session["Modified"] = {**session["Original"], "IsCurrent": both}

    with pytest.raises(OutsideFileError, match="session 1"):
        records_in(_changed(_export(), "CvrExport_1.json", modify))


def test_a_hidden_record_has_no_key_and_still_counts():
    def hide(value: Any) -> None:
        for session in value["Sessions"]:
            session["RecordId"] = "X"
            session["ImageMask"] = session["ImageMask"][:-10] + "X*.*"

    files = _export()

    read = records_in(_changed(files, "CvrExport_1.json", hide))

    assert len(read.records) == len(records_in(files).records)
    assert sum(not record.key for record in read.records) == 8
    assert any("hidden number" in str(one) for one in read.findings)


def test_a_picture_with_other_numbers_than_the_record_is_refused():
    def swap(value: Any) -> None:
        _first(value)["RecordId"] = 99

    with pytest.raises(OutsideFileError, match="99"):
        records_in(_changed(_export(), "CvrExport_1.json", swap))


def test_a_contest_that_does_not_count_on_this_card_is_uncounted():
    def void(value: Any) -> None:
        _first(value)["Original"]["Cards"][0]["Contests"][0]["OutstackConditionIds"] = [7]

    read = records_in(_changed(_export(), "CvrExport_1.json", void))

    assert isinstance(read.records[0].votes[0], UncountedVotes)
    assert sum(one.uncounted for one in recorded_totals(read)) == 1


def test_second_sheets_are_not_counted_as_ballots():
    def second(value: Any) -> None:
        for session in value["Sessions"]:
            session["Original"]["Cards"][0]["PaperIndex"] = 1

    read = records_in(_changed(_export(), "CvrExport_1.json", second))

    assert ballots_in(read) == len(read.records) - 8


def test_older_exports_without_cards_are_read():
    def flatten(value: Any) -> None:
        for session in value["Sessions"]:
            session["Original"]["Contests"] = session["Original"].pop("Cards")[0]["Contests"]

    files = _export()

    old = records_in(_changed(files, "CvrExport_1.json", flatten))

    assert [one.votes for one in old.records] == [one.votes for one in records_in(files).records]


@pytest.mark.parametrize("missing", ["ContestManifest.json", "CandidateManifest.json"])
def test_an_export_without_a_manifest_is_refused(missing):
    with pytest.raises(OutsideFileError, match=missing):
        records_in({name: content for name, content in _export().items() if name != missing})


@pytest.mark.parametrize(
    ("what", "field"), [("contest", "Id"), ("mark", "CandidateId"), ("mark", "IsVote"), ("session", "Original")]
)
def test_what_refers_to_nothing_is_refused(what, field):
    def break_it(value: Any) -> None:
        contest = _first(value)["Original"]["Cards"][0]["Contests"][0]
        {"contest": contest, "mark": contest["Marks"][0], "session": _first(value)}[what][field] = None

    with pytest.raises(OutsideFileError, match="session 1"):
        records_in(_changed(_export(), "CvrExport_1.json", break_it))


def test_one_export_twice_in_a_folder_is_refused_for_its_manifests():
    files = _export()

    with pytest.raises(OutsideFileError, match="two files"):
        records_in({**files, **{f"again/{name}": content for name, content in files.items()}})


def test_large_exports_are_streamed_with_the_same_result(monkeypatch):
    files = _export()
    whole = records_in(files)

    monkeypatch.setattr("outside.documents.json_fields._STREAMED_BYTES", 10)

    assert records_in(files) == whole
    cut = {**files, "CvrExport_1.json": files["CvrExport_1.json"][:-40]}
    with pytest.raises(OutsideFileError, match="cut off"):
        records_in(cut)
