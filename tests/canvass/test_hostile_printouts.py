"""Pages with barcodes made to mislead or to exhaust: set aside with a reason, and no vote of theirs counts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import segno

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.reading.answer_json import SheetAnswer
from canvass.reading.empty_backs import with_their_empty_backs
from imaging.sheets import ImageSource, Reason, ReasonCode, UnreadSheet
from tabulate.election import CountingMethod
from tests.canvass.conftest import County

PAYLOADS = {
    "nothing behind the mark": b"CVP1:",
    "no Base45": b"CVP1:aaaaaaaa",
    "zeros": b"CVP1:" + b"0" * 300,
    "as long as a QR code can be": b"CVP1:" + b"ABC" * 700,
    "a newer version": b"CVP2:6BFOXN",
    "a VotingWorks ballot without end": b"VX\x02" + bytes(range(256)),
    "a web address": b"HTTPS://EXAMPLE.ORG/BALLOT",
    "control characters": b"\x00\x1b[2J\n\r\x7f",
    "no UTF-8": b"\xff\xfe\xfd" * 40,
}


def page_with(payloads: list[bytes], file: Path) -> Path:
    """A letter page at 200 dots an inch with these QR codes below one another."""
    page = np.full((2200, 1700), 255, np.uint8)
    top = 100
    for payload in payloads:
        matrix = np.array(list(segno.make_qr(payload, error="l").matrix), np.uint8)
        scale = max(2, min(6, 900 // len(matrix)))
        code = np.kron(1 - matrix, np.ones((scale, scale), np.uint8)) * 255
        page[top : top + len(code), 200 : 200 + len(code)] = code
        top += len(code) + 100
    PIL.Image.fromarray(page).save(file)
    return file


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_code_is_set_aside_and_nothing_counts(
    name: str, county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = page_with([PAYLOADS[name]], tmp_path / "page.png")
    capsys.readouterr()
    assert run(["read", str(county.definition), str(file), "--json"]) == ExitCode.WAITING
    line = json.loads(capsys.readouterr().out)
    assert (line["outcome"], line["contests"]) == ("set aside", [])
    assert line["reasons"]
    assert all(reason["detail"].isprintable() for reason in line["reasons"])


def test_many_codes_on_one_page_are_set_aside(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = page_with([b"CVP1:%d" % number for number in range(8)], tmp_path / "page.png")
    capsys.readouterr()
    assert run(["read", str(county.definition), str(file), "--json"]) == ExitCode.WAITING
    line = json.loads(capsys.readouterr().out)
    assert (line["kind"], line["outcome"]) == ("device printout", "set aside")
    assert [reason["code"] for reason in line["reasons"]] == ["barcodes disagree"]


def test_a_sheet_with_codes_on_both_sides_is_named_as_the_printout_it_is(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(page_with([b"CVP1:%d" % number * 90], tmp_path / f"page-{number}.png")) for number in (1, 2)]
    capsys.readouterr()
    assert run(["read", str(county.definition), *files, "--json", "--sides", "2"]) == ExitCode.WAITING
    line = json.loads(capsys.readouterr().out)
    assert (line["kind"], line["outcome"]) == ("device printout", "set aside")
    assert [reason["code"] for reason in line["reasons"]] == ["barcodes disagree"]
    assert ("words" in line, "targets" in line) == (True, False)


def answer(number: int, method: CountingMethod, code: ReasonCode) -> SheetAnswer:
    source = ImageSource(f"page-{number}.jpg", 1, f"{number:064d}")
    return SheetAnswer(number, (source,), UnreadSheet(number, (source,), (Reason(code, "so"),)), method)


def test_an_empty_page_after_a_printout_is_its_back_and_every_sheet_keeps_its_place() -> None:
    device, marked = CountingMethod.DEVICE, CountingMethod.HAND_MARKED
    blank, damaged = ReasonCode.BLANK_PAGE, ReasonCode.CODE_DAMAGED
    answers = [
        answer(1, marked, blank),
        answer(2, device, damaged),
        answer(3, marked, blank),
        answer(4, marked, blank),
        answer(5, device, damaged),
        answer(6, device, damaged),
    ]
    joined = list(with_their_empty_backs(iter(answers)))
    assert [one.number for one in joined] == [1, 2, 3, 4, 5]
    assert [[image.file for image in one.images] for one in joined] == [
        ["page-1.jpg"],
        ["page-2.jpg", "page-3.jpg"],
        ["page-4.jpg"],
        ["page-5.jpg"],
        ["page-6.jpg"],
    ]
    assert list(with_their_empty_backs(iter([]))) == []
