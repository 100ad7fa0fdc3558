"""By what a page that is open learns that it is out of date: a mark, asked for now and then at a cheap address.

Each page of these bears the mark of what it shows. A script asks the address for it every few seconds and renews the
page's parts where it is another. Nothing is held open meanwhile: the server has a few threads, and a stream of events
would keep one of them for every page that anybody has open. The address takes no cookie, so that who only looks is
signed out as ever; and the mark is a number and a hash, which every page shows at its foot.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag

RENEWING = "X-Canvass-Renewing"
"""The header by which an open page renews itself; nobody works meanwhile."""


def renews_itself(request: HttpRequest) -> bool:
    """Whether an open page asks, and not a person."""
    return RENEWING in request.headers


def mark_answer(request: HttpRequest, mark: str) -> HttpResponse:
    """The mark as an ETag, or that the page's own is still it."""
    etag = quote_etag(mark)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    answer = HttpResponseNotModified() if etag in known else HttpResponse(content_type="text/plain")
    answer["ETag"] = etag
    return answer
