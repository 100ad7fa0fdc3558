"""Addresses of the recounts' pages. Recounts and precincts have numbers; nothing of a name is in an address."""

from django.urls import path

from canvass.recount_board import recount_views as views
from canvass.recount_board.steps import filing_views, notice_views, paper_views, step_views, tie_views

_PRECINCT = "<int:number>/precincts/<int:place>/"

app_name = "recount_board"
urlpatterns = [
    path("", views.recounts, name="recounts"),
    path("file/", filing_views.margins, name="margins"),
    path("noticed/", notice_views.noticed, name="noticed"),
    path("file/<int:number>/", filing_views.file_one, name="file"),
    path("ties/", tie_views.ties, name="ties"),
    path("ties/<int:place>/statement/", tie_views.tie_statement, name="tie-statement"),
    path("ties/<int:place>/notice/", tie_views.announce, name="tie-notice"),
    path("ties/<int:place>/lot/", tie_views.draw, name="tie-lot"),
    path("ties/<int:place>/appointed/", tie_views.appoint, name="tie-appointed"),
    path("<int:number>/", views.recount, name="recount"),
    path("<int:number>/board/", step_views.assemble, name="board"),
    path("<int:number>/certify/", step_views.certify, name="certify"),
    path("<int:number>/withdraw/", step_views.withdraw, name="withdraw"),
    path("<int:number>/notice/", paper_views.notice_paper, name="notice"),
    path("<int:number>/papers/<slug:which>/", paper_views.result_paper, name="paper"),
    path(_PRECINCT, views.precinct, name="precinct"),
    path(f"{_PRECINCT}packet/", paper_views.packet_paper, name="packet"),
    path(f"{_PRECINCT}begin/", views.begin, name="begin"),
    path(f"{_PRECINCT}set-aside/", views.set_aside, name="set-aside"),
    path(f"{_PRECINCT}set-aside/<int:ballot>/", views.decide, name="decide"),
]
