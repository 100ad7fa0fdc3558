"""Addresses of the public pages."""

from django.urls import path

from canvass.public import calendar_page, release_views, return_views, views

app_name = "public"
urlpatterns = [
    path("status/", views.status, name="status"),
    path("results/", views.results, name="results"),
    path("results/released/", views.released, name="released"),
    path("results/release/", release_views.release, name="release"),
    path("results/return/", return_views.return_paper, name="return"),
    path("calendar/", calendar_page.calendar, name="calendar"),
    path("events/", views.events, name="events"),
]
