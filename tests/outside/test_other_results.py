"""Results in fixed columns, by numbered names, in the state's workbooks, and in the columns anyone can write."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from outside.columns.columns_writing import columns_of
from outside.errors import OutsideFileError
from outside.findings import FindingKind
from outside.formats import OutsideFormat
from outside.reading import read_outside
from outside.results import OutsideResults, OutsideRowKind
from outside.source import OutsideFile
from tests.outside.ascii_writer import ascii_results
from tests.outside.erm_writer import erm_report
from tests.outside.key_canvass_writer import key_canvass
from tests.outside.simulated_county import Shape, as_printed, simulated_county
from tests.outside.workbook_writer import workbook


def reading_of(content: bytes) -> OutsideResults | OutsideFileError:
    (reading,) = read_outside([OutsideFile("results", content)])
    assert isinstance(reading, OutsideResults | OutsideFileError)
    return reading


def read(content: bytes) -> OutsideResults:
    reading = reading_of(content)
    if isinstance(reading, OutsideFileError):
        raise reading
    return reading


def in_order_of_titles(county: OutsideResults) -> OutsideResults:
    precincts = (
        replace(one, contests=tuple(sorted(one.contests, key=lambda contest: (contest.title, contest.seats))))
        for one in county.precincts
    )
    return replace(county, precincts=tuple(precincts))


# The ASCII export


@pytest.mark.parametrize(("places", "stripped"), [(0, False), (5, True), (14, False)])
def test_the_ascii_export_is_read_by_its_columns(places: int, stripped: bool) -> None:
    truth = in_order_of_titles(as_printed(simulated_county(30 + places), Shape(groups=places > 0, codes=True)))
    found = read(ascii_results(truth, places, "\n" if stripped else "\r\n", stripped))
    assert found.source.format is OutsideFormat.ESS_ASCII
    assert found.precincts == truth.precincts
    assert found.groups == (("group 1", "group 2", "group 3") if places else ())
    assert {one.kind for one in found.findings} == ({FindingKind.NOT_READ} if places else set())


def test_a_name_of_another_party_keeps_its_first_word() -> None:
    truth = as_printed(simulated_county(31), Shape(groups=False, codes=True))
    line = ascii_results(truth, 0).decode().splitlines()[-1]
    wrong = line[:17] + "DEM" + line[20:83] + "REP Ann Ash".ljust(38) + line[121:]
    (contest,) = read(f"{line}\r\n{wrong[:4]}099{wrong[7:]}\r\n".encode()).precincts[0].contests
    assert [(row.name, row.party) for row in contest.rows][1:] == [("REP Ann Ash", "DEM")]


def test_a_line_that_stands_in_the_export_twice_is_found() -> None:
    content = ascii_results(as_printed(simulated_county(32), Shape(groups=False, codes=True)), 0)
    again = content + content.splitlines(keepends=True)[-1]
    assert FindingKind.CONTESTS in {one.kind for one in read(again).findings}


@pytest.mark.parametrize(("at", "letter"), [(3, "x"), (13, " "), (14, "٣")])
def test_a_figure_that_is_no_digit_stops_the_export_with_its_line(at: int, letter: str) -> None:
    lines = ascii_results(as_printed(simulated_county(33), Shape(groups=False, codes=True)), 0).decode().splitlines()
    lines[6] = lines[6][:at] + letter + lines[6][at + 1 :]
    with pytest.raises(OutsideFileError, match=r"line 7: .*digits"):
        read("\n".join(lines).encode())


# The numbered key canvass


def test_a_key_canvass_is_read_by_its_numbers() -> None:
    truth = as_printed(simulated_county(40), Shape(groups=False, codes=True, blank=False))
    found = read(key_canvass(truth))
    assert found.precincts == truth.precincts
    assert found.source.county == "LARKSPUR COUNTY, MONTANA"
    assert found.findings == ()


@pytest.mark.parametrize(
    "write", [lambda one: ascii_results(one, 5), key_canvass, erm_report], ids=["ascii", "key", "el30"]
)
@pytest.mark.parametrize(
    ("old", "new"), [(b"OVER VOTES", b"OVERVOTES "), (b"UNDER VOTES", b"UNDERVOTES "), (b"WRITE-IN", b"WRITE IN")]
)
def test_a_row_of_erm_counts_the_same_however_its_name_is_spelt(
    write: Callable[[OutsideResults], bytes], old: bytes, new: bytes
) -> None:
    content = write(as_printed(simulated_county(44), Shape(groups=False, codes=True)))
    for one, other in ((old, new), (old.title(), new.title())):
        if one in content:
            assert read(content.replace(one, other)).precincts == read(content).precincts
            return
    raise AssertionError(f"{old!r} is not in the file")


def test_a_precinct_that_is_lost_from_a_key_canvass_is_found_by_the_totals() -> None:
    lines = key_canvass(as_printed(simulated_county(41), Shape(groups=False, codes=True))).split(b"\n")
    at = max(place for place, line in enumerate(lines) if line.startswith(b"0001"))
    found = read(b"\n".join([*lines[:at], *lines[at + 1 :]]))
    assert {one.kind for one in found.findings} == {FindingKind.TOTALS}


def test_a_primary_s_contest_has_the_party_of_the_line_above_it() -> None:
    truth = as_printed(simulated_county(42), Shape(groups=False, codes=True))
    lines = key_canvass(truth).split(b"\n")
    at = max(place for place, line in enumerate(lines) if line.startswith(b"====")) - 1
    first = next(place for place in range(at, 0, -1) if b"PERCENT" in lines[place])
    found = read(b"\n".join([*lines[:first], b"              (DEMOCRAT)", *lines[first:]]))
    parties = {contest.party for one in found.precincts for contest in one.contests}
    assert parties == {"", "DEMOCRAT"}


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [(b"</PRE>", b"", {"pages"}), (b"  Vote For  1\n", b"", {"contests"}), (b"\n0001 ", b"\n0009 ", {"precincts"})],
)
def test_what_is_lost_from_a_key_canvass_is_found(old: bytes, new: bytes, kinds: set[str]) -> None:
    content = key_canvass(as_printed(simulated_county(43), Shape(groups=False, codes=True)))
    assert old in content
    assert {one.kind.value for one in read(content.replace(old, new, 1)).findings} >= kinds


# What precincts have in common


def without(county: OutsideResults, kind: OutsideRowKind) -> OutsideResults:
    """Without the first row of a kind in the first contest of the last precinct."""
    precinct = county.precincts[-1]
    contest = precinct.contests[0]
    gone = next(row for row in contest.rows if row.kind is kind)
    contests = (replace(contest, rows=tuple(row for row in contest.rows if row is not gone)), *precinct.contests[1:])
    return replace(county, precincts=(*county.precincts[:-1], replace(precinct, contests=contests)))


@pytest.mark.parametrize("kind", [OutsideRowKind.CHOICE, OutsideRowKind.WRITE_INS, OutsideRowKind.UNDERVOTES])
def test_a_row_that_is_lost_in_one_precinct_is_found_by_the_others(kind: OutsideRowKind) -> None:
    truth = as_printed(simulated_county(44, precincts=5), Shape(groups=False))
    assert read(columns_of(truth).encode()).findings == ()
    findings = read(columns_of(without(truth, kind)).encode()).findings
    assert FindingKind.CONTESTS in {one.kind for one in findings}


def test_contests_of_one_title_with_other_people_in_each_precinct_are_no_finding() -> None:
    typed = "".join(f"P{at},Precinct officer,{name},choice,{at},\n" for at, name in enumerate(("A A", "B B", "C C")))
    assert read(f"{TYPED.splitlines()[0]}\n{typed}".encode()).findings == ()


def test_a_precinct_without_ballots_cast_is_found_where_others_tell_them() -> None:
    typed = TYPED + "P08,Sheriff,A. Able,choice,1,\n"
    assert {one.where for one in read(typed.encode()).findings} >= {"P08"}


# Montana's workbooks


def county_workbook(**changes: object) -> dict[str, list[list[object]]]:
    head: list[list[object]] = [
        ["2026 Official General Election Results"],
        ["State of Montana"],
        [changes.get("counted", "Precincts 727 of 727 Reporting (Precincts Partially Reported: 0/727)")],
        ["Downloaded at 12/01/2026 2:57:22 PM"],
        [],
        [],
    ]
    first: list[object] = ["SHERIFF\nFULL TERM", "Precinct", "ANN ASH\nRepublican", "BEN BIRCH"]
    total = changes.get("total", 33)
    return {
        "01601SHERIFF 450": [*head, first, ["", "P1", 11.0, 4], ["", "P10", 22, 5], ["", "TOTALS", total, 9]],
        "01602LEVY 450": [
            *head,
            ["LEVY", "Precinct", "Yes", "No"],
            ["", "P1", 1, changes.get("no", 2)],
            ["", "TOTALS", 1, 2],
        ],
    }


def test_the_state_s_workbook_of_a_county_is_read_sheet_by_sheet() -> None:
    found = read(workbook(county_workbook()))
    assert found.source.format is OutsideFormat.MONTANA_RESULTS
    assert (found.source.label, found.source.run_at) == ("Official", "12/01/2026 2:57:22 PM")
    assert [(one.name, [c.title for c in one.contests]) for one in found.precincts] == [
        ("P1", ["SHERIFF FULL TERM", "LEVY"]),
        ("P10", ["SHERIFF FULL TERM"]),
    ]
    rows = found.precincts[1].contests[0].rows
    assert [(row.name, row.party, row.total) for row in rows] == [("ANN ASH", "Republican", 22), ("BEN BIRCH", "", 5)]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("changes", "kind"),
    [({"total": 34}, FindingKind.TOTALS), ({"counted": "Precincts 726 of 727 Reporting"}, FindingKind.PRECINCTS)],
)
def test_what_does_not_add_up_in_a_workbook_is_found(changes: dict[str, object], kind: FindingKind) -> None:
    assert {one.kind for one in read(workbook(county_workbook(**changes))).findings} == {kind}


@pytest.mark.parametrize("cell", ["=1+1", "two", 2.5, -2, "٢"])
def test_a_cell_that_is_no_whole_number_stops_the_workbook_with_its_place(cell: object) -> None:
    with pytest.raises(OutsideFileError, match="sheet 2, row 8"):
        read(workbook(county_workbook(no=cell)))


def test_a_workbook_whose_content_was_changed_is_refused() -> None:
    content = bytearray(workbook(county_workbook()))
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[at] ^= 1
    with pytest.raises(OutsideFileError, match=r"changed or damaged|cut off"):
        read(bytes(content))


def test_the_official_canvass_has_every_county() -> None:
    head = [
        "CountyName",
        "PrecinctName",
        "RaceName",
        "PartyCode",
        "Votes",
        "NameOnBallot",
        "HouseDistrict",
        "SenateDistrict",
    ]
    rows = [
        ["Larkspur", "P1", "SHERIFF", "NP ", 7, "ANN ASH", 1, 1],
        ["Larkspur", "P1", "SHERIFF", "NP ", 8, "BEN BIRCH", 1, 1],
        ["Monkshood", "P1", "SHERIFF", "NP ", 9, "CYD CEDAR", 2, 1],
    ]
    found = read(workbook({"Sheet1": [head, *rows]}))
    assert [(one.code, one.name, len(one.contests[0].rows)) for one in found.precincts] == [
        ("Larkspur", "P1", 2),
        ("Monkshood", "P1", 1),
    ]
    assert found.precincts[0].contests[0].rows[0].party == "NP"
    with pytest.raises(OutsideFileError, match=r"row 5: .*second time"):
        read(workbook({"Sheet1": [head, *rows, rows[-1]]}))


# The columns anyone can write


def test_any_results_survive_being_written_in_columns() -> None:
    truth = as_printed(simulated_county(50), Shape(written_in=True, codes=True))
    found = read(columns_of(truth).encode())
    assert (found.groups, found.precincts) == (truth.groups, truth.precincts)


@pytest.mark.parametrize("name", ["=1+1", "+1+1", "-2-3", "@SUM(A1)", "'=x", "“Bo” Ås, Jr.", 'A "B" C', "\uff11\uff12"])
def test_a_name_that_a_spreadsheet_would_compute_survives(name: str) -> None:
    truth = as_printed(simulated_county(51, precincts=1), Shape(groups=False))
    contest = truth.precincts[0].contests[0]
    rows = (replace(contest.rows[0], name=name), *contest.rows[1:])
    truth = replace(truth, precincts=(replace(truth.precincts[0], contests=(replace(contest, rows=rows),)),))
    written = columns_of(truth)
    assert f"\n{name}" not in written
    assert f",{name}," not in written or not name.startswith(("=", "+", "-", "@"))
    assert read(written.encode()).precincts == truth.precincts


TYPED = """\
precinct,contest,choice,kind,votes,group
P07,Sheriff,A. Able,choice,212,
P07,Sheriff,,write-ins,3,
P07,Sheriff,,undervotes,9,
P07,Sheriff,,overvotes,2,
P07,,,ballots cast,226,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_typed_columns_are_read_in_any_encoding_with_any_mark(encoding: str, mark: str) -> None:
    typed = TYPED.replace("A. Able", "Åsa Able").replace(",", mark)
    found = read(typed.encode(encoding))
    (contest,) = found.precincts[0].contests
    assert (contest.rows[0].name, contest.votes, found.precincts[0].ballots_cast) == ("Åsa Able", 215, 226)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("choice,212", "choice,2I2", "line 2, votes"),
        ("choice,212", "choice,-1", "line 2, votes"),
        ("choice,212", "vote,212", "line 2: found the kind"),
        ("P07,Sheriff,,write-ins", ",Sheriff,,write-ins", "line 3.*a precinct"),
        ("P07,Sheriff,,write-ins,3,", "P07,Sheriff,A. Able,choice,3,", "second time"),
        ("choice,212,", "choice,212,Absentee\nP07,Sheriff,B. Best,choice,1,Mail", "no figure for the group"),
        ("kind,votes", "kind,ballots,votes", "column 'ballots'"),
        ("P07,,,ballots cast", "P07,Sheriff,,ballots cast", "line 6.*no contest"),
    ],
)
def test_a_row_that_says_nothing_certain_is_refused_with_its_line(old: str, new: str, words: str) -> None:
    assert old in TYPED
    with pytest.raises(OutsideFileError, match=words):
        read(TYPED.replace(old, new).encode())


def test_none_is_never_nought() -> None:
    found = read(TYPED.encode())
    assert found.precincts[0].registered is None
    assert found.precincts[0].contests[0].figure(OutsideRowKind.NOT_ASSIGNED) is None
