"""Addresses of the recounts' pages. Recounts and precincts have numbers; nothing of a name is in an address."""

from django.urls import path

from canvass.recount_board import recount_views as views

_PRECINCT = "<int:number>/precincts/<int:place>/"

app_name = "recount_board"
urlpatterns = [
    path("", views.recounts, name="recounts"),
    path("<int:number>/", views.recount, name="recount"),
    path(_PRECINCT, views.precinct, name="precinct"),
    path(f"{_PRECINCT}begin/", views.begin, name="begin"),
    path(f"{_PRECINCT}set-aside/", views.set_aside, name="set-aside"),
    path(f"{_PRECINCT}set-aside/<int:ballot>/", views.decide, name="decide"),
]
