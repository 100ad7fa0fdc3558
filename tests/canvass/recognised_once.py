"""What Tesseract recognises in a picture, found out once and kept in files: for tests that count the same scans often.

The answer to the same pixels is the same (tests/imaging/printouts/test_words.py), and takes most of a small count.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from imaging.printouts import recognition
from imaging.sheets import PrintedLine

Recognise = Callable[..., tuple[PrintedLine, ...]]


class RecognisedOnce:
    """Stands where pictures are given to Tesseract. Several processes may share a folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` is for the answers; it is there."""
        self._folder = folder
        self._recognise: Recognise = recognition._recognised

    def __call__(
        self, block: NDArray[np.uint8], scale: float, mode: int, parts: Callable[..., Any]
    ) -> tuple[PrintedLine, ...]:
        """As `_recognised`: every pixel and every argument is in the name of the answer's file."""
        asked = f"{block.shape} {scale!r} {mode} {parts.__name__} ".encode() + block.tobytes()
        kept = self._folder / f"{hashlib.sha256(asked).hexdigest()}.json"
        if kept.exists():
            return tuple(PrintedLine(**line) for line in json.loads(kept.read_bytes()))
        lines = self._recognise(block, scale, mode, parts)
        handle, arriving = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump([asdict(line) for line in lines], file)
        os.replace(arriving, kept)
        return lines

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Until it is left, this process recognises so."""
        with patch.object(recognition, "_recognised", self):
            yield
