"""Addresses of the accounts' pages, for whoever keeps the accounts of what is served."""

from collections.abc import Iterable

from django.urls import URLPattern, path

from canvass.accounts.roles import Role
from canvass.people import administration, signing_views, views
from canvass.web.access import page


def account_addresses(keeper: Role, signers: Iterable[Role]) -> list[URLPattern]:
    """Signing in and the own password for everyone; the papers to sign for `signers`; the accounts for the keeper."""
    keeps = page(keeper)
    return [
        path("signatures/", page(*signers)(signing_views.signatures), name="signatures"),
        path("sign-in/", views.sign_in, name="sign-in"),
        path("sign-out/", views.sign_out, name="sign-out"),
        path("password/", views.password, name="password"),
        path("", keeps(administration.accounts), name="list"),
        path("add/", keeps(administration.add), name="add"),
        path("<int:number>/", keeps(administration.account), name="account"),
        path("<int:number>/role/", keeps(administration.role), name="role"),
        path("<int:number>/password/", keeps(administration.reset_password), name="reset-password"),
        path("<int:number>/disable/", keeps(administration.disable), name="disable"),
        path("<int:number>/enable/", keeps(administration.enable), name="enable"),
    ]
