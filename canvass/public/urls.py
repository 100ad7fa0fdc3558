"""Addresses of the public pages."""

from django.urls import path

from canvass.public import views

app_name = "public"
urlpatterns = [
    path("status/", views.status, name="status"),
    path("results/", views.results, name="results"),
    path("events/", views.events, name="events"),
]
