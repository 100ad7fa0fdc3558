"""Stacks of which the first and the last image are lost: no two people's papers are joined, whatever is said.

Nothing is in the record of a batch that is asked about: it is opened with the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.errors import ExitCode, InputError
from canvass.record.store import Record
from canvass.verifying.images import verify_images
from imaging.layout import Side
from tabulate.ledger.entries import BatchOpened
from tests.canvass.conftest import County
from tests.canvass.counts import REQUEST, count_quietly, sheets_of
from tests.canvass.test_lost_images import lay, originals, paper_of, scan_names, whole_papers

SAID_BACK = replace(REQUEST, first_side=Side.BACK)
SAID_FRONT = replace(REQUEST, first_side=Side.FRONT)
ONE_STYLE = ("00004", "00005", "00012")
"""Papers of one ballot style."""


def alike(county: County) -> list[Path]:
    return [image for paper in ONE_STYLE for image in sorted(county.scans.glob(f"sheet-{paper}-*.jpg"))]


def face_down(images: Sequence[Path]) -> list[Path]:
    return [images[at ^ 1] for at in range(len(images))]


def scanned(folder: Path, images: list[Path]) -> dict[str, Path]:
    return lay(folder, images, scan_names(len(images)))


def asked(record: Record, folder: Path, request: BatchRequest = REQUEST) -> str:
    """What the count asks, with nothing written of it."""
    before = record.head()
    with pytest.raises(InputError) as error:
        count_quietly(record, folder, request)
    assert record.head() == before
    return str(error.value)


def test_a_shifted_stack_of_one_style_is_asked_about_before_the_batch_is_opened(
    county: County, record: Record, tmp_path: Path
) -> None:
    scanned(tmp_path / "scans", alike(county)[1:-1])
    assert "say --first-side back" in asked(record, tmp_path / "scans")
    assert "say --first-side back" in asked(record, tmp_path / "scans", replace(REQUEST, expected_sheets=3))


def test_a_face_down_stack_of_one_style_is_read_once_that_is_said_and_asked_no_more(
    county: County, record: Record, tmp_path: Path
) -> None:
    images = face_down(alike(county))
    was = scanned(tmp_path / "scans", images)
    assert "scan0001.jpg is the back" in asked(record, tmp_path / "scans")
    count_quietly(record, tmp_path / "scans", SAID_BACK)
    assert whole_papers(record, was) == {paper_of(image) for image in images}
    (opened,) = [entry for entry in record.entries() if isinstance(entry, BatchOpened)]
    assert opened.first_side is Side.BACK
    assert count_quietly(record, tmp_path / "scans").already == len(ONE_STYLE)
    assert verify_images(record, len(ONE_STYLE), SilentProgress()) == []
    assert "opened with another first side" in asked(record, tmp_path / "scans", SAID_FRONT)


def test_as_many_sheets_as_papers_were_counted_by_hand_prove_a_face_down_stack(
    county: County, record: Record, tmp_path: Path
) -> None:
    images = face_down(alike(county))
    was = scanned(tmp_path / "scans", images)
    count_quietly(record, tmp_path / "scans", replace(REQUEST, expected_sheets=len(ONE_STYLE)))
    assert whole_papers(record, was) == {paper_of(image) for image in images}


@pytest.mark.parametrize("request_", [REQUEST, SAID_BACK], ids=["unsaid", "said"])
def test_a_shifted_stack_of_several_styles_is_refused_whatever_is_said(
    request_: BatchRequest, county: County, record: Record, tmp_path: Path
) -> None:
    scanned(tmp_path / "scans", originals(county)[1:-1])
    assert "no option lets these pairs count" in asked(record, tmp_path / "scans", request_)


def test_once_a_stack_was_said_to_lie_face_down_one_of_the_machine_that_does_not_is_asked_about(
    county: County, record: Record, tmp_path: Path
) -> None:
    """A face-down stack without its first and last image looks like one that lies face up."""
    images = face_down(alike(county))
    scanned(tmp_path / "first", images[:2])
    scanned(tmp_path / "shifted", images[3:-1])
    count_quietly(record, tmp_path / "first", SAID_BACK)
    next_batch = replace(REQUEST, batch="AB-002")
    assert "in an earlier batch of this machine" in asked(record, tmp_path / "shifted", next_batch)
    said = replace(next_batch, first_side=Side.BACK)
    assert "--first-side back was said" in asked(record, tmp_path / "shifted", said)
    other = replace(next_batch, machine="right scanner")
    assert count_quietly(record, tmp_path / "shifted", other).sheets == 1


def test_a_file_of_many_pages_is_asked_about_as_single_files_are(
    county: County, record: Record, tmp_path: Path
) -> None:
    first, *others = [Image.open(image) for image in alike(county)[1:-1]]
    (tmp_path / "scans").mkdir()
    first.save(tmp_path / "scans" / "stack.tif", save_all=True, append_images=others)
    assert "stack.tif page 1 is the back" in asked(record, tmp_path / "scans")
    assert sheets_of(record) == []


def test_reading_without_a_record_asks_too(county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scanned(tmp_path / "scans", face_down(alike(county)))
    command = ["read", str(county.definition), str(tmp_path / "scans"), "--json"]
    assert run(command) == ExitCode.WRONG_INPUT
    said = capsys.readouterr()
    assert said.out == ""
    assert "say --first-side back" in said.err
    assert run([*command, "--first-side", "back"]) in (ExitCode.DONE, ExitCode.WAITING)
    assert len(capsys.readouterr().out.splitlines()) == len(ONE_STYLE)
