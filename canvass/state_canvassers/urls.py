"""Addresses of the state's pages."""

from django.urls import path

from canvass.state_canvassers import audits_page, live_state, recount_pages, state_steps_taken, state_views

app_name = "state"
urlpatterns = [
    path("now/", live_state.now, name="now"),
    path("counties/", state_views.counties, name="counties"),
    path("counties/receive/", state_steps_taken.receive, name="receive"),
    path("audits/", audits_page.audits, name="audits"),
    path("audits/audits.<slug:form>", audits_page.audits_file, name="audits-file"),
    path("results/", state_views.results, name="results"),
    path("results/report/", state_views.report, name="report"),
    path("results/declare/", state_steps_taken.declare, name="declare"),
    path("results/<int:number>/", state_views.document, name="document"),
    path("recounts/", recount_pages.recounts, name="recounts"),
    path("recounts/<int:number>/", recount_pages.give, name="give-notice"),
    path("recounts/notices/<int:number>/<int:place>/", recount_pages.notice, name="notice"),
    path("events/", state_views.events, name="events"),
]
