"""Addresses of the public pages."""

from django.urls import path

from canvass.public import calendar_page, live_page, release_views, return_views, views
from canvass.public.county import (
    canvass_steps,
    canvass_views,
    certificate_steps,
    certificate_views,
    sending_views,
    write_in_steps,
)

app_name = "public"
urlpatterns = [
    path("now/", live_page.now, name="now"),
    path("status/", views.status, name="status"),
    path("results/", views.results, name="results"),
    path("results/released/", views.released, name="released"),
    path("results/release/", release_views.release, name="release"),
    path("results/return/", return_views.return_paper, name="return"),
    path("canvass/", canvass_views.county_canvass, name="county-canvass"),
    path("canvass/report/", canvass_views.canvass_report, name="canvass-report"),
    path("canvass/minutes/", canvass_views.canvass_minutes, name="canvass-minutes"),
    path("canvass/declaration/", canvass_views.canvass_declaration, name="canvass-declaration"),
    path("canvass/receive/", canvass_steps.receive_return, name="canvass-receive"),
    path("canvass/meet/", canvass_steps.meet, name="canvass-meet"),
    path("canvass/postpone/", canvass_steps.postpone_canvass, name="canvass-postpone"),
    path("canvass/not-open/", canvass_steps.polls_not_open, name="canvass-not-open"),
    path("canvass/settle/", canvass_steps.settle_check, name="canvass-settle"),
    path("canvass/write-ins/", write_in_steps.name_write_ins, name="canvass-write-ins"),
    path("canvass/adopt/", canvass_steps.adopt_report, name="canvass-adopt"),
    path("canvass/declare/", canvass_steps.declare, name="canvass-declare"),
    path("canvass/state/", sending_views.for_the_state, name="for-the-state"),
    path("canvass/state/send/", sending_views.send_returns, name="send-returns"),
    path("canvass/state/mailed/", sending_views.enter_mailed, name="enter-mailed"),
    path("canvass/state/<slug:which>/", sending_views.state_file, name="state-file"),
    path("canvass/certificates/", certificate_views.certificates, name="certificates"),
    path("canvass/certificates/paper/", certificate_views.certificate_paper, name="certificate"),
    path("canvass/certificates/clear/", certificate_steps.clear_one, name="certificate-clear"),
    path("canvass/certificates/accept/", certificate_steps.accept_one, name="certificate-accept"),
    path("canvass/certificates/choose/", certificate_steps.choose_one, name="certificate-choose"),
    path("canvass/certificates/last-general/", certificate_steps.last_general_one, name="certificate-last-general"),
    path("canvass/certificates/issue/", certificate_steps.issue_one, name="certificate-issue"),
    path("canvass/certificates/annul/", certificate_steps.annul_one, name="certificate-annul"),
    path("calendar/", calendar_page.calendar, name="calendar"),
    path("events/", views.events, name="events"),
]
