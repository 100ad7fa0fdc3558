"""Pictures of set-aside ballots, for those who decide and for the administrator; kept by browsers for one sign-in."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from canvass import VERSION
from canvass.board.pictures.addresses import draw
from canvass.board.steps import BOARD_AND_ADMINISTRATOR
from canvass.web.access import page
from canvass.web.served import served
from tabulate.ledger.entries import SheetEntry, images_of

_KEPT_S = 12 * 60 * 60
"""As long as a sign-in lasts at most."""


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def picture(request: HttpRequest, batch: str, sheet: int, name: str) -> HttpResponse:
    """A part of one sheet, from the scan as stored. The same address always shows the same."""
    entry = served().record.sheet(batch, sheet)
    if entry is None:
        raise Http404(f"There is no sheet {sheet} of batch {batch}.")
    etag = _etag(entry, name)
    if request.headers.get("If-None-Match") == etag:
        return _kept(HttpResponse(status=304), etag)
    drawn = served().pictures.get(etag)
    if drawn is None:
        drawn = draw(served().record.images, served().election, entry, name)
        if drawn is None:
            raise Http404(f"Sheet {sheet} of batch {batch} has no such picture.")
        served().pictures.keep(etag, drawn)
    return _kept(HttpResponse(drawn.content, content_type=drawn.media_type), etag)


def _etag(sheet: SheetEntry, name: str) -> str:
    """What a picture is made from: the images, the place in them, and the program that cuts it out."""
    made_from = "\n".join((VERSION, name, *(image.sha256 for image in images_of(sheet))))
    return f'"{hashlib.sha256(made_from.encode()).hexdigest()[:32]}"'


def _kept(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={_KEPT_S}, immutable"
    response["Vary"] = "Cookie"
    return response
