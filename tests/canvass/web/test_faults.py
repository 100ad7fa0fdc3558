"""What stops the work is said in words, also where no record is served, as by the layout editor."""

import errno

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from canvass.web import served
from canvass.web.faults import TroubleMiddleware

ASKED = RequestFactory().get("/")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "cards.json"), "refused cards.json: Permission denied"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError(errno.ENOSPC, "No space left on device"), "is full"),
    ],
)
def test_what_the_machine_refuses_is_said_where_no_record_is_served(
    monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    monkeypatch.setattr(served, "_served", [])
    answer = TroubleMiddleware(HttpResponse).process_exception(ASKED, error)
    assert answer is not None
    assert (answer.status_code, words in answer.content.decode()) == (503, True)
