"""Every address. A page folder with a `urls.py` is a line here."""

from django.urls import include, path

from canvass.site.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("canvass.public.urls")),
    path("guides/", include("canvass.public.guide_urls")),
    path("accounts/", include("canvass.people.urls")),
    path("help/", include("canvass.library.urls")),
    path("board/", include("canvass.board.urls")),
    path("scans/", include("canvass.scan_room.urls")),
    path("recounts/", include("canvass.recount_board.urls")),
    path("office/", include("canvass.election_office.urls")),
    path("audit/", include("canvass.committee.urls")),
]

handler400 = "canvass.web.faults.wrong_request"
handler403 = "canvass.web.faults.refused"
handler404 = "canvass.web.faults.not_found"
handler500 = "canvass.web.faults.fault"
