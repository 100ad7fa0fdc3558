"""Addresses of the election office's pages. Cases, contests and holds have numbers; nothing of a name is there."""

from django.urls import path

from canvass.election_office import (
    bonds_views,
    cancelled_views,
    court_steps,
    court_views,
    deaths_views,
    names_views,
    policies_views,
    retention_views,
    second_look_views,
    what_if_views,
)
from canvass.election_office.logs.log_urls import LOG_URLS

_CASE = "court/<int:number>/"

app_name = "office"
urlpatterns = [
    path("court/", court_views.court, name="court"),
    path("court/list/", court_views.court_list_paper, name="court-list"),
    path("court/begin/", court_steps.begin, name="court-begin"),
    path("court/what-if/", what_if_views.contests, name="what-if-contests"),
    path("court/what-if/<int:number>/", what_if_views.what_if, name="what-if"),
    path(_CASE, court_views.case, name="case"),
    path(f"{_CASE}paper/", court_views.case_paper, name="case-paper"),
    path(f"{_CASE}judge/", court_steps.judge, name="court-judge"),
    path(f"{_CASE}appeal/", court_steps.appeal, name="court-appeal"),
    path(f"{_CASE}end/", court_steps.end, name="court-end"),
    path("retention/", retention_views.retention, name="retention"),
    path("retention/plan/", retention_views.plan, name="retention-plan"),
    path("retention/hold/", retention_views.hold, name="hold"),
    path("retention/dispose/", retention_views.dispose, name="dispose"),
    path("retention/<int:number>/lift/", retention_views.lift, name="lift"),
    path("bonds/", bonds_views.bonds, name="bonds"),
    path("bonds/<int:number>/qualified/", bonds_views.qualified, name="bond-qualified"),
    path("cancelled/", cancelled_views.cancelled, name="cancelled"),
    path("cancelled/<int:number>/cancel/", cancelled_views.cancel, name="cancel"),
    path("cancelled/<int:number>/appoint/", cancelled_views.appoint, name="position-appoint"),
    path("cancelled/<int:number>/paper/", cancelled_views.cancelled_paper, name="cancelled-paper"),
    path("deceased/", deaths_views.deaths, name="deaths"),
    path("deceased/enter/", deaths_views.enter_death, name="death-enter"),
    path("deceased/<int:number>/successor/", deaths_views.successor, name="death-successor"),
    path("deceased/<int:number>/strike/", deaths_views.strike, name="death-strike"),
    path("policies/", policies_views.policies, name="policies"),
    path("policies/paper/", policies_views.paper, name="policies-paper"),
    path("policies/adopt/", policies_views.adopt, name="policies-adopt"),
    path("policies/draft/", policies_views.draft, name="policies-draft"),
    path("names/", names_views.names, name="names"),
    path("names/confirm/", names_views.confirm, name="names-confirm"),
    path("second-look/", second_look_views.second_look, name="second-look"),
    path("second-look/<int:taken>/<int:place>/", second_look_views.difference, name="difference"),
    path(
        "second-look/<int:taken>/<int:place>/<slug:name>/<int:part>/",
        second_look_views.difference_picture,
        name="difference-picture",
    ),
    *LOG_URLS,
]
