"""Addresses of the scan room's pages."""

from django.urls import path

from canvass.scan_room import count_views

app_name = "scan_room"
urlpatterns = [
    path("", count_views.counts, name="counts"),
    path("start/", count_views.start, name="start"),
    path("expect/", count_views.expect, name="expect"),
    path("<int:number>/", count_views.watch, name="watch"),
    path("<int:number>/stop/", count_views.stop, name="stop"),
    path("<int:number>/again/", count_views.again, name="again"),
]
