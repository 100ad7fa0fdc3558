"""Addresses of the public pages."""

from django.urls import path

from canvass.public import release_views, views

app_name = "public"
urlpatterns = [
    path("status/", views.status, name="status"),
    path("results/", views.results, name="results"),
    path("results/released/", views.released, name="released"),
    path("results/release/", release_views.release, name="release"),
    path("events/", views.events, name="events"),
]
