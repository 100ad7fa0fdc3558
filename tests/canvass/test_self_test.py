"""The reader proves itself on its built-in sheet before it counts."""

from typing import Any

import pytest

from canvass.errors import CanvassError
from canvass.reading import self_test
from canvass.reading.self_test import run_self_test
from imaging.reader import read_sheet
from imaging.sheets import Mark


def test_the_built_in_sheet_is_read_alike_every_time() -> None:
    assert run_self_test() == run_self_test()
    assert len(run_self_test()) == 64


def test_other_ink_gives_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = run_self_test()
    monkeypatch.setitem(self_test._FILLS, 1, 0.9)
    assert run_self_test() != usual


def test_a_reader_with_a_wrong_answer_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "_ANSWER", (Mark.MARKED, Mark.MARKED, Mark.AMBIGUOUS, Mark.MARKED))
    with pytest.raises(CanvassError, match="nothing was counted"):
        run_self_test()


def test_a_reader_that_cannot_read_it_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def sees_no_border(scanned: Any, layouts: Any, images_per_sheet: int) -> Any:
        return read_sheet(type(scanned)(1, scanned.pages[:1]), layouts, images_per_sheet)

    monkeypatch.setattr(self_test, "read_sheet", sees_no_border)
    with pytest.raises(CanvassError):
        run_self_test()
