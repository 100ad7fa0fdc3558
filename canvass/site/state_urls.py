"""Every address of a state canvass that is served."""

from django.urls import include, path

from canvass.accounts.roles import Role
from canvass.people.account_addresses import account_addresses
from canvass.state_canvassers.served_state import SEES
from canvass.state_canvassers.state_views import front

urlpatterns = [
    path("", front, name="home"),
    path("", include("canvass.state_canvassers.urls")),
    path("guides/", include("canvass.public.guide_urls")),
    path("help/", include("canvass.library.urls")),
    path("accounts/", include((account_addresses(Role.SECRETARY_OF_STATE, SEES), "accounts"))),
]

handler400 = "canvass.web.faults.wrong_request"
handler403 = "canvass.web.faults.refused"
handler404 = "canvass.web.faults.not_found"
handler500 = "canvass.web.faults.fault"
