"""Files that are damaged, or made to break a reader: refused in words, never a traceback, never other figures."""

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.commands.outside.outside_table import say_passed_over
from canvass.errors import ExitCode
from outside.errors import OutsideFileError
from outside.reading import FilePassedOver, Reading, read_outside
from outside.results import OutsideResults
from outside.source import OutsideFile
from tests.outside.ascii_writer import ascii_results
from tests.outside.erm_writer import erm_report
from tests.outside.given_files import archive
from tests.outside.key_canvass_writer import key_canvass
from tests.outside.results.montana_workbook import county_workbook
from tests.outside.results.typed_columns import TYPED
from tests.outside.simulated_county import Shape, as_printed, simulated_county
from tests.outside.summary_writer import precinct_summary
from tests.outside.workbook_writer import workbook

COUNTY = simulated_county(60, precincts=2)
FILES = {
    "el30a": erm_report(as_printed(COUNTY, Shape(codes=True))),
    "el30": erm_report(as_printed(COUNTY, Shape(groups=False, codes=True))),
    "ascii": ascii_results(as_printed(COUNTY, Shape(codes=True)), 5),
    "key canvass": key_canvass(as_printed(COUNTY, Shape(groups=False, codes=True))),
    "workbook": workbook(county_workbook()),
    "columns": TYPED.encode(),
}


def only(content: bytes, name: str = "file") -> Reading:
    (reading,) = read_outside([OutsideFile(name, content)])
    return reading


HOSTILE = {
    "nothing": b"",
    "zero bytes": b"\0" * 5000,
    "noise": random.Random(1).randbytes(5000),
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "a PDF of noise": b"%PDF-1.7\n" + random.Random(2).randbytes(3000),
    "an XML bomb": b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><Cvr>&d;</Cvr>',
    "JSON without an end": b'{"Sessions": [' * 2000,
    "an archive cut off": FILES["workbook"][:-30],
    "a workbook without sheets": workbook({}),
    "a workbook with a cell far out": workbook({"Sheet1": [["State of Montana", *[""] * 25, 1], *[[]] * 9000, ["x"]]}),
    "an open document": archive({"content.xml": b"<x/>"}),
    "an old workbook of noise": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(3).randbytes(3000),
    "one long line": b"x" * 2_000_000,
    "a report with one long line": b"NUMBERED KEY CANVASS\n\n01 = " + b" " * 500_000 + b"x\n",
    "another": b"PREC REPORT-GROUP DETAIL\n\nVOTE FOR" + b" " * 500_000 + b"x\n",
    "UTF-16 cut within a letter": TYPED.encode("utf-16")[:-1],
    "a title alone": b"PREC REPORT-GROUP DETAIL",
    "a key canvass without names": b"NUMBERED KEY CANVASS\n\n  Vote For  1\n",
    "a table without rows": b"precinct,contest,choice,kind,votes\n",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_results_is_refused_in_words(what: str) -> None:
    reading = only(HOSTILE[what])
    assert isinstance(reading, OutsideFileError)
    assert "file: found " in str(reading) or "file, " in str(reading)
    assert "Traceback" not in str(reading)
    assert reading.remedy.endswith(".")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("../results.csv", b"x", "out of the archive"),
        ("/etc/results.csv", b"x", "out of the archive"),
        ("..\\results.csv", b"x", "out of the archive"),
        ("C:\\results.csv", b"x", "out of the archive"),
        ("bomb.csv", b"\0" * 20_000_000, "at most 100 times"),
    ],
)
def test_an_archive_that_is_a_trap_is_refused_before_it_is_unpacked(name: str, content: bytes, words: str) -> None:
    reading = only(archive({name: content}))
    assert isinstance(reading, OutsideFileError)
    assert words in str(reading)


@pytest.mark.parametrize("folders", [(), ("export", "export/pictures")])
def test_an_archive_without_a_file_is_said_to_be_one(folders: tuple[str, ...]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as empty:
        for folder in folders:
            empty.mkdir(folder)
    assert "all.zip: found an archive without a file; expected" in str(only(out.getvalue(), "all.zip"))
    assert "damaged or cut off" in str(only(out.getvalue()[:-3], "all.zip"))


def test_an_archive_s_files_are_read_and_the_others_named() -> None:
    readings = read_outside([OutsideFile("all.zip", archive({"notes.txt": b"hello", "r/results.csv": TYPED.encode()}))])
    assert [type(one) for one in readings] == [FilePassedOver, OutsideResults]
    assert isinstance(readings[0], FilePassedOver)
    assert readings[0].name == "all.zip/notes.txt"


def test_a_name_does_not_decide_what_a_file_is() -> None:
    for name, content in FILES.items():
        assert isinstance(only(content, f"{name}.pdf"), OutsideResults), name


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_anywhere_is_refused_or_read_and_never_breaks(name: str) -> None:
    content = FILES[name]
    for end in range(0, len(content), max(1, len(content) // 12)):
        assert isinstance(only(content[:end]), OutsideResults | OutsideFileError)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_never_breaks_a_reader(name: str) -> None:
    draw = random.Random(name)
    for _ in range(12):
        content = bytearray(FILES[name])
        content[draw.randrange(len(content))] = draw.choice(b"\0\x0c\x1b 90,.=\xff\n")
        assert isinstance(only(bytes(content)), OutsideResults | OutsideFileError)


# The command


def test_the_command_says_all_of_a_file_and_its_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "typed.csv").write_text(TYPED)
    assert run(["outside", "read", str(tmp_path / "typed.csv")]) == ExitCode.DONE
    assert "A. Able       212" in capsys.readouterr().out
    typed = TYPED.replace("votes,group", "votes,seats").replace("212,", "312,1")
    (tmp_path / "more.csv").write_text(typed.replace("3,\n", "3,1\n").replace("9,\n", "9,1\n").replace("2,\n", "2,1\n"))
    assert run(["outside", "read", str(tmp_path), "--json"]) == ExitCode.WAITING
    answer = capsys.readouterr()
    assert len(answer.out.splitlines()) == 2
    assert "more.csv: P07, Sheriff: " in answer.err


def test_the_command_goes_on_after_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "typed.csv").write_text(TYPED)
    (tmp_path / "empty.csv").write_bytes(b"")
    files = [str(tmp_path / "empty.csv"), str(tmp_path / "typed.csv")]
    assert run(["outside", "read", *files, "--columns"]) == ExitCode.WRONG_INPUT
    answer = capsys.readouterr()
    assert answer.out.startswith("precinct,contest,choice,kind,votes,")
    assert "empty.csv: found an empty file" in answer.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere.csv"], ExitCode.WRONG_INPUT, "is not there"),
        (["."], ExitCode.WRONG_INPUT, "Nothing in . is of a known format"),
        (["x", "--json", "--columns"], ExitCode.USAGE, "two forms"),
        (["notes.txt"], ExitCode.WRONG_INPUT, "none of the known formats"),
    ],
)
def test_the_command_says_what_it_cannot_use(
    arguments: list[str],
    code: ExitCode,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    monkeypatch.chdir(tmp_path)
    assert run(["outside", "read", *arguments]) == code
    assert words in capsys.readouterr().err


def test_a_summary_and_its_columns_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report.pdf").write_bytes(precinct_summary(as_printed(COUNTY, Shape())))
    assert run(["outside", "read", str(tmp_path / "report.pdf"), "--columns"]) == ExitCode.DONE
    columns = capsys.readouterr().out
    one, other = only((tmp_path / "report.pdf").read_bytes()), only(columns.encode())
    assert isinstance(one, OutsideResults)
    assert isinstance(other, OutsideResults)
    assert one.precincts == other.precincts


def test_a_report_that_lies_unpacked_in_an_archive_is_no_report_by_itself() -> None:
    """Its first bytes stand within the archive's; of two reports one would never be read."""
    reports = [precinct_summary(simulated_county(seed)) for seed in (1, 2)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as stored:
        for number, content in enumerate(reports):
            stored.writestr(f"{number}.pdf", content)
    assert b"%PDF-" in out.getvalue()[:1024]
    found = read_outside([OutsideFile("reports.zip", out.getvalue())])
    assert [one.source.name for one in found if isinstance(one, OutsideResults)] == [
        "reports.zip/0.pdf",
        "reports.zip/1.pdf",
    ]


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"x" * 90, mtime=0),
        b"7z\xbc\xaf\x27\x1c" + bytes(60),
        b"Rar!\x1a\x07\x01\0" + bytes(60),
        b"\xfd7zXZ\0" + bytes(60),
        bytes(257) + b"ustar" + bytes(300),
    ],
    ids=["gzip", "7z", "rar", "xz", "tar"],
)
def test_an_archive_that_is_no_zip_is_said_to_be_one(content: bytes) -> None:
    assert "found an archive that is no zip" in str(only(content))
    assert "Unpack it" in str(only(content))


def test_an_archive_in_an_archive_is_passed_over_with_its_reason() -> None:
    own = {"results.csv": FILES["columns"]}
    passed, read = read_outside([OutsideFile("all.zip", archive({"more.zip": archive(own), **own}))])
    assert isinstance(passed, FilePassedOver)
    assert passed.why == "an archive in an archive"
    assert isinstance(read, OutsideResults)


def test_of_thousands_of_files_that_are_passed_over_the_first_are_named_and_the_rest_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say_passed_over([FilePassedOver(f"{at}\x1b.txt", "of no known format") for at in range(2_000)])
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 51
    assert "1,950 more" in said
    assert "\x1b" not in said
