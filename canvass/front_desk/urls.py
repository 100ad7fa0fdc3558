"""Every address while no election is served yet."""

from django.urls import path

from canvass.front_desk import desk_views

urlpatterns = [
    path("", desk_views.files, name="files"),
    path("open/<str:token>/", desk_views.arrive, name="arrive"),
    path("election/", desk_views.election, name="election"),
    path("first-account/", desk_views.first_account, name="first-account"),
    path("choose/", desk_views.choose, name="choose"),
]

handler400 = "canvass.web.faults.wrong_request"
handler403 = "canvass.front_desk.desk_views.refused"
handler404 = "canvass.front_desk.desk_views.not_found"
handler500 = "canvass.web.faults.fault"
