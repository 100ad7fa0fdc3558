"""Overlays as PNG files: what the reader saw, drawn over each page it read."""

from pathlib import Path, PurePosixPath

import cv2

from canvass.errors import EnvironmentFault, disk_errors
from imaging.overlay import draw_overlay
from imaging.sheets import PageImage, ReadSheet, ScannedSheet, SheetReading


def write_overlays(folder: Path, scanned: ScannedSheet, reading: SheetReading) -> list[Path]:
    """Draw each page of a sheet that was read into `folder`; the files written. Raises EnvironmentFault."""
    if not isinstance(reading, ReadSheet):
        return []
    images = {page.source: page for page in scanned.pages if isinstance(page, PageImage)}
    written = []
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for page in reading.pages:
            picture = draw_overlay(images[page.source].gray, page, reading.targets)
            file = folder / f"{reading.number:05d}-{page.side.value}-{_stem(page.source.file)}.png"
            encoded, content = cv2.imencode(".png", picture)
            if not encoded:
                raise EnvironmentFault(f"The overlay {file} could not be encoded as PNG.")
            file.write_bytes(content.tobytes())
            written.append(file)
    return written


def _stem(name: str) -> str:
    return PurePosixPath(name).stem[:80]
