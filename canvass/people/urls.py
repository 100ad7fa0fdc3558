"""Addresses of the accounts' pages of a record, which the election administrator keeps."""

from django.urls import path

from canvass.accounts.roles import Role
from canvass.people import signing_views
from canvass.people.account_addresses import account_addresses

app_name = "accounts"
urlpatterns = [
    path("signatures/", signing_views.signatures, name="signatures"),
    *account_addresses(Role.ELECTION_ADMINISTRATOR),
]
