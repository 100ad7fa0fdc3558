"""What was kept of a picture is what Tesseract says of it, and of that picture alone."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from imaging.printouts import recognition
from imaging.printouts.recognition import recognise, recognise_words
from tests.canvass.recognised_once import RecognisedOnce


def printed(text: str) -> NDArray[np.uint8]:
    page = np.full((90, 700), 255, np.uint8)
    cv2.putText(page, text, (20, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3, cv2.LINE_AA)
    return page


def test_what_was_kept_is_what_was_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [printed("Alder Moss"), printed("Birch Fern")]
    once = RecognisedOnce(tmp_path)
    with once.in_place():
        first = [(recognise(page, 1.0), recognise_words(page, 1.0, scattered=False)) for page in pages]
        assert len(list(tmp_path.iterdir())) == 4
        monkeypatch.setattr(once, "_recognise", None)
        assert [(recognise(page, 1.0), recognise_words(page, 1.0, scattered=False)) for page in pages] == first
        with pytest.raises(TypeError):
            recognise(pages[0], 1.5)
    assert recognition._recognised is not once
    assert [line.text for line in first[0][0]] == ["Alder Moss"]
    assert [word.text for word in first[1][1]] == ["Birch", "Fern"]
