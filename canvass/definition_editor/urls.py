"""The addresses of `canvass define serve`."""

from django.urls import path

from canvass.definition_editor import list_downloads, mending_views, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("open/<str:token>/", views.arrive, name="arrive"),
    path("election/", views.election, name="election"),
    path("lists/", views.lists, name="lists"),
    path("lists/last-election/", views.last_election, name="last-election"),
    path("lists/last-election/contests.csv", list_downloads.former_contests, name="former-contests"),
    path("lists/mend/<str:kind>/", mending_views.mend, name="mend"),
    path("lists/template/<str:kind>.csv", list_downloads.template_file, name="template"),
    path("lists/kept/<str:kind>/", list_downloads.kept_list, name="kept"),
    path("questions/<str:group>/", views.questions, name="questions"),
    path("precincts/", views.precincts, name="precincts"),
    path("contests/", views.contests, name="contests"),
    path("ballots/<str:style>/", views.ballot, name="ballot"),
    path("finish/", views.finish, name="finish"),
]

handler403 = "canvass.definition_editor.draft_faults.refused"
handler404 = "canvass.definition_editor.draft_faults.not_found"
handler500 = "canvass.definition_editor.draft_faults.fault"
