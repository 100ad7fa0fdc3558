"""Addresses of the accounts' pages, for whoever keeps the accounts of what is served."""

from django.urls import URLPattern, path

from canvass.accounts.roles import Role
from canvass.people import administration, views
from canvass.web.access import page


def account_addresses(keeper: Role) -> list[URLPattern]:
    """Signing in and the own password for everyone; the accounts for this role alone."""
    keeps = page(keeper)
    return [
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
