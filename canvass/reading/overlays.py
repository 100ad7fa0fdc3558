"""Overlays as PNG files: what the reader saw, drawn over each page it read."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import assert_never

import cv2
import numpy as np
from numpy.typing import NDArray

from canvass.errors import EnvironmentFault, disk_errors
from imaging.overlay import draw_overlay
from imaging.printouts.overlay import draw_printout_overlay
from imaging.sheets import PageImage, ReadPrintout, ReadSheet, ScannedSheet, SheetReading, UnreadSheet


def write_overlays(folder: Path, scanned: ScannedSheet, reading: SheetReading) -> list[Path]:
    """Draw each page of a sheet that was read into `folder`; the files written. Raises EnvironmentFault."""
    with disk_errors(folder):
        pictures = list(_pictures(scanned, reading))
        if pictures:
            folder.mkdir(parents=True, exist_ok=True)
        return [_written(folder / f"{reading.number:05d}-{name}.png", picture) for name, picture in pictures]


def _pictures(scanned: ScannedSheet, reading: SheetReading) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Each picture, and what its file is called."""
    images = {page.source: page for page in scanned.pages if isinstance(page, PageImage)}
    match reading:
        case ReadSheet():
            for page in reading.pages:
                picture = draw_overlay(images[page.source].gray, page, reading.targets)
                yield f"{page.side.value}-{_stem(page.source.file)}", picture
        case ReadPrintout():
            picture = draw_printout_overlay(images[reading.source].gray, reading)
            yield f"printout-{_stem(reading.source.file)}", picture
        case UnreadSheet():
            return
        case _:
            assert_never(reading)


def _written(file: Path, picture: NDArray[np.uint8]) -> Path:
    encoded, content = cv2.imencode(".png", picture)
    if not encoded:
        raise EnvironmentFault(f"The overlay {file} could not be encoded as PNG.")
    file.write_bytes(content.tobytes())
    return file


def _stem(name: str) -> str:
    return PurePosixPath(name).stem[:80]
