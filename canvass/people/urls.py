"""Addresses of the accounts' pages of a record, which the election administrator keeps."""

from canvass.accounts.roles import EVERY_ROLE, Role
from canvass.people.account_addresses import account_addresses

app_name = "accounts"
urlpatterns = account_addresses(Role.ELECTION_ADMINISTRATOR, EVERY_ROLE)
