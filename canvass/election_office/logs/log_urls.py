"""Addresses of the logs' pages. Envelopes, boxes and requests have places; nothing of a name is there."""

from django.urls import path

from canvass.election_office.logs import (
    absentee_views,
    electronic_views,
    mail_views,
    provisional_views,
    requests_views,
    strike_views,
)

LOG_URLS = [
    path("absentee/", absentee_views.absentee, name="absentee"),
    path("absentee/take/", absentee_views.take, name="absentee-take"),
    path("absentee/prepared/", absentee_views.prepared, name="absentee-prepared"),
    path("absentee/paper/<slug:which>/", absentee_views.absentee_paper, name="absentee-paper"),
    path("provisional/", provisional_views.provisional, name="provisional"),
    path("provisional/receive/", provisional_views.receive, name="provisional-receive"),
    path("provisional/decide/", provisional_views.decide, name="provisional-decide"),
    path("provisional/hold-back/", provisional_views.hold_back, name="provisional-hold-back"),
    path("provisional/paper/<slug:which>/", provisional_views.provisional_paper, name="provisional-paper"),
    path("provisional/letter/<int:number>/", provisional_views.letter, name="provisional-letter"),
    path("electronic/", electronic_views.electronic, name="electronic"),
    path("electronic/give/", electronic_views.give, name="electronic-give"),
    path("electronic/receive/", electronic_views.receive, name="electronic-receive"),
    path("electronic/federal/", electronic_views.federal, name="electronic-federal"),
    path("electronic/transcribe/", electronic_views.transcribe, name="electronic-transcribe"),
    path("electronic/paper/<slug:which>/", electronic_views.electronic_paper, name="electronic-paper"),
    path("mail/", mail_views.mail, name="mail"),
    path("mail/plan/", mail_views.plan, name="mail-plan"),
    path("mail/sent/", mail_views.sent, name="mail-sent"),
    path("mail/seal-box/", mail_views.seal_box, name="mail-seal-box"),
    path("mail/open-box/", mail_views.open_box, name="mail-open-box"),
    path("mail/posted/", mail_views.posted, name="mail-posted"),
    path("mail/paper/<slug:which>/", mail_views.mail_paper, name="mail-paper"),
    path("requests/", requests_views.requests, name="requests"),
    path("requests/enter/", requests_views.enter, name="request-enter"),
    path("requests/bill/", requests_views.bill, name="request-bill"),
    path("requests/answer/", requests_views.answer, name="request-answer"),
    path("requests/paper/<slug:which>/", requests_views.request_paper, name="request-paper"),
    path("requests/bills/<int:number>/", requests_views.bill_paper, name="request-bill-paper"),
    path("logs/<slug:log>/strike/", strike_views.strike, name="log-strike"),
]
