"""Files made to harm, or harmed on their way: each is refused in words, or read as what it is."""

import io
import json
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from outside.errors import OutsideFileError
from outside.reading import read_outside
from outside.source import OutsideFile
from tests.outside.dominion_json_writer import dominion_json
from tests.outside.given_files import archive, as_json, records_in, records_of, refused
from tests.outside.hart_writer import hart_xml
from tests.outside.nist_writer import as_cdf_xml, cdf_report, vxsuite
from tests.outside.recorded_county import recorded_county, said
from tests.outside.table_writers import as_csv, ballots_table, clear_ballot_csv, dominion_csv, ess_rows, ess_workbook

COUNTY = recorded_county(8, sheets=10)
SINGLE = {
    "es-and-s csv": as_csv(ess_rows(COUNTY)),
    "es-and-s workbook": ess_workbook(COUNTY),
    "ballots table": ballots_table(COUNTY),
    "dominion csv": dominion_csv(COUNTY),
    "clear ballot": clear_ballot_csv(COUNTY),
    "nist json": as_json(cdf_report(COUNTY)),
    "nist xml": as_cdf_xml(cdf_report(COUNTY)),
    "dominion archive": archive(dominion_json(COUNTY)),
    "hart archive": archive(hart_xml(COUNTY)),
    "vxsuite archive": archive(vxsuite(COUNTY)),
}


@pytest.mark.parametrize("name", SINGLE)
def test_names_do_not_matter(name):
    assert said(records_of(SINGLE[name], "scan.pdf")) == said(records_of(SINGLE[name]))


@pytest.mark.parametrize("name", SINGLE)
def test_a_file_cut_off_is_refused_or_has_some_of_its_records(name):
    whole = said(records_of(SINGLE[name]))
    size = len(SINGLE[name])

    for end in [size * part // 9 for part in range(9)]:
        try:
            read = records_of(SINGLE[name][:end])
        except OutsideFileError:
            continue
        same = said(read).items() <= whole.items()
        assert same or any("cut off" in str(one) for one in read.findings), end


@pytest.mark.parametrize("name", SINGLE)
def test_a_changed_byte_never_stops_the_program(name):
    rng = Random(name)
    for _ in range(25):
        content = bytearray(SINGLE[name])
        content[rng.randrange(len(content))] = rng.randrange(256)
        for reading in read_outside([OutsideFile("changed", bytes(content))]):
            assert str(reading)


def test_a_bomb_in_an_archive_is_refused_before_it_is_unpacked():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("CvrExport.json", b"0" * (64 << 20))

    assert "at most 100 times as many" in refused(packed.getvalue())


def test_a_bomb_in_a_workbook_s_drawing_is_refused():
    with zipfile.ZipFile(io.BytesIO(ess_workbook(COUNTY))) as book:
        parts = {name: book.read(name) for name in book.namelist()}

    assert "at most 100 times as many" in refused(archive({**parts, "xl/drawings/drawing1.xml": b" " * (64 << 20)}))


@pytest.mark.parametrize("path", ["../1_a.xml", "/etc/1_a.xml", "C:\\1_a.xml", "a\\..\\..\\1_a.xml"])
def test_a_path_that_leads_out_of_an_archive_is_refused(path):
    assert "leads out of the archive" in refused(archive({path: b"<Cvr/>"}))


def test_a_backslash_in_a_name_of_an_archive_parts_folders():
    files = {f"Nonpartisan\\{name}": content for name, content in hart_xml(COUNTY).items()}

    assert said(records_of(archive(files))) == said(records_in(hart_xml(COUNTY)))


_ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'


@pytest.mark.parametrize("name", ["nist", "hart"])
def test_document_types_and_entities_are_refused(name):
    content = SINGLE["nist xml"] if name == "nist" else next(iter(hart_xml(COUNTY).values()))
    root = b"<CastVote" if name == "nist" else b"<Cvr "
    content = content.removeprefix(b"\xef\xbb\xbf")

    assert "document type" in refused(content.replace(root, _ENTITY + root, 1))


def test_entities_in_a_workbook_s_drawing_are_refused():
    with zipfile.ZipFile(io.BytesIO(ess_workbook(COUNTY))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    drawing = parts["xl/drawings/drawing1.xml"]

    harmed = {**parts, "xl/drawings/drawing1.xml": drawing.replace(b"<xdr:wsDr", _ENTITY + b"<xdr:wsDr", 1)}

    assert "pictures over cells" in refused(archive(harmed))


@pytest.mark.parametrize("seed", range(6))
def test_a_drawing_that_is_damaged_within_is_refused(seed):
    content = bytearray(ess_workbook(COUNTY))
    entry = zipfile.ZipFile(io.BytesIO(bytes(content))).getinfo("xl/drawings/drawing1.xml")
    start = entry.header_offset + 30 + len(entry.filename)
    content[start + Random(seed).randrange(entry.compress_size)] ^= 0x55

    assert "changed or damaged" in refused(bytes(content))


def test_json_of_endless_depth_is_refused():
    deep = b'{"@type":"CVR.CastVoteRecordReport","CVR":' + b"[" * 100_000

    assert "JSON that is damaged" in refused(deep)


def test_a_name_that_stands_twice_in_an_object_of_json_is_refused():
    content = SINGLE["nist json"].replace(b'"UniqueId"', b'"BatchId": "1", "UniqueId"', 1)

    assert "JSON that is damaged" in refused(content)


@pytest.mark.parametrize("figure", ["-1", "1.5", "true", "1e400", "NaN", '"1"', "99999999999999999999"])
def test_a_figure_in_json_that_is_no_whole_number_is_refused(figure):
    files = dominion_json(COUNTY)
    session = files["CvrExport_1.json"].decode()
    start = session.index('"Undervotes": ') + len('"Undervotes": ')
    changed = session[:start] + figure + session[session.index(",", start) :]

    with pytest.raises(OutsideFileError, match=r"CvrExport_1\.json"):
        records_in({**files, "CvrExport_1.json": changed.encode()})


@pytest.mark.parametrize("name", ["es-and-s csv", "dominion csv", "clear ballot", "ballots table"])
def test_a_zero_byte_in_a_table_is_refused(name):
    content = SINGLE[name]

    assert "zero byte" in refused(content[:-20] + b"\0" + content[-20:])


@pytest.mark.parametrize("name", ["es-and-s csv", "dominion csv", "clear ballot", "ballots table"])
@pytest.mark.parametrize(
    ("cell", "words"), [(b"", "found quotes"), (b"x" * 200_000, "found a cell of more than 131,072")]
)
def test_quotes_that_do_not_close_are_told_by_the_line_they_stand_in(name, cell, words):
    """A file is read on to its end for the closing ones: that line would help nobody."""
    lines = SINGLE[name].splitlines(keepends=True)
    at = len(lines) - 3
    lines[at] = b'"' + cell + lines[at].lstrip(b'"')

    said_of_it = refused(b"".join(lines))
    assert f"line {at + 1}: {words}" in said_of_it
    assert "quotes that do not close" in said_of_it


@pytest.mark.parametrize("name", ["es-and-s csv", "dominion csv", "clear ballot"])
def test_tables_in_utf_16_and_in_windows_letters_are_read_alike(name):
    text = SINGLE[name].decode()

    assert said(records_of(text.encode("utf-16"))) == said(records_of(SINGLE[name]))
    assert said(records_of(text.encode("cp1252"))) == said(records_of(SINGLE[name]))


def test_xml_in_utf_16_is_read_alike():
    text = SINGLE["nist xml"].decode().replace("UTF-8", "UTF-16")

    assert said(records_of(text.encode("utf-16"))) == said(records_of(SINGLE["nist xml"]))


@pytest.mark.parametrize("name", ["dominion csv", "clear ballot"])
def test_a_record_twice_counts_once_and_with_other_content_stops(name):
    lines = SINGLE[name].decode().splitlines(keepends=True)

    twice = records_of("".join([*lines, lines[-1]]).encode())

    assert said(twice) == said(records_of(SINGLE[name]))
    assert any("twice" in str(one) for one in twice.findings)
    other = lines[-1].replace("PRECINCT 0", "PRECINCT 9")
    with pytest.raises(OutsideFileError, match="two different records"):
        records_of("".join([*lines, other]).encode())


def test_a_sheet_of_hart_s_under_two_names_counts_once():
    sheets = hart_xml(COUNTY)
    name, content = next(iter(sheets.items()))

    read = records_in({**sheets, f"copy of {name}": content})

    assert len(read.records) == len(sheets)
    assert any("twice" in str(one) for one in read.findings)


def test_nothing_of_a_file_is_said_that_steers_a_screen():
    report = cdf_report(COUNTY)
    report["Election"][0]["Contest"][0]["Name"] = "\x1b[2JSheriff"

    assert records_of(as_json(report)).contests[0].title.endswith("Sheriff")


def test_an_empty_export_is_refused_and_says_what_to_do():
    assert "Export it again" in refused(b"")
    assert "manifests alone" in refused(
        archive(
            {
                "ContestManifest.json": dominion_json(COUNTY)["ContestManifest.json"],
                "CandidateManifest.json": dominion_json(COUNTY)["CandidateManifest.json"],
            }
        )
    )


def test_json_with_a_mark_of_utf_8_is_read_alike():
    assert json.loads(SINGLE["nist json"])
    assert said(records_of(b"\xef\xbb\xbf" + SINGLE["nist json"])) == said(records_of(SINGLE["nist json"]))


@pytest.mark.parametrize("digits", ["0", "100", "-1", "\N{SUPERSCRIPT TWO}", "0001" + "7" * 5000])
def test_a_sheet_s_number_that_is_none_is_refused_or_not_told(digits):
    rows = [[*row, digits] for row in ess_rows(COUNTY)]
    rows[0][-1] = "Sheet Number"
    report = cdf_report(COUNTY)
    report["CVR"][0]["BallotSheetId"] = digits

    assert "row 2: found sheet" in refused(as_csv(rows))
    assert [record.sheet for record in records_of(as_json(report)).records[:2]] == [None, 1]


def _dominion_refused(name: str, change: Callable[[Any], None]) -> str:
    """What is said of the export with one file changed."""
    files = dominion_json(COUNTY)
    value = json.loads(files[name])
    change(value)
    with pytest.raises(OutsideFileError) as stopped:
        records_in({**files, name: as_json(value)})
    return str(stopped.value)


@pytest.mark.parametrize("conditions", [[{}], [[7]], ["7"], "7", [True]])
def test_conditions_that_are_no_numbers_are_refused(conditions):
    def change(value: Any) -> None:
        value["Sessions"][0]["Original"]["Cards"][0]["Contests"][0]["OutstackConditionIds"] = conditions

    assert "CvrExport_1.json, session 1" in _dominion_refused("CvrExport_1.json", change)


@pytest.mark.parametrize("kind", ["Contest", "Candidate", "Precinct", "PrecinctPortion", "CountingGroup"])
def test_a_number_twice_in_a_manifest_is_refused(kind):
    name = f"{kind}Manifest.json"

    def change(value: Any) -> None:
        value["List"].append({**value["List"][0], "Description": "Somebody else"})

    assert f"{name}: found two rows with the Id" in _dominion_refused(name, change)


def test_more_ranks_than_any_ballot_has_are_refused_before_there_is_room_for_them():
    def change(value: Any) -> None:
        value["List"][0]["NumOfRanks"] = 999_999_999

    report = cdf_report(COUNTY)
    chosen = report["CVR"][0]["CVRSnapshot"][1]["CVRContest"][0]["CVRContestSelection"]
    chosen[0]["SelectionPosition"][0].update({"HasIndication": "yes", "Rank": 999_999})

    assert "ContestManifest.json: found 999,999,999 ranks" in _dominion_refused("ContestManifest.json", change)
    assert "record 1: found rank 999,999" in refused(as_json(report))


@pytest.mark.parametrize("depth", [50, 500, 20_000])
def test_objects_within_objects_without_end_are_refused(depth):
    json_within = b'"CVR": [{"Extra": ' + b'{"X": ' * depth + b'"" ' + b"}" * depth + b"}, "
    xml_within = b"<X>" * depth + b"</X>" * depth + b"</CVR>"

    said_of_json = refused(SINGLE["nist json"].replace(b'"CVR": [', json_within, 1))
    assert "record 1: found objects within objects" in said_of_json or "JSON that is damaged" in said_of_json
    assert "record 1: found objects within objects" in refused(SINGLE["nist xml"].replace(b"</CVR>", xml_within, 1))
