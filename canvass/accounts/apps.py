"""The accounts as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and refused sign-ins, in the application's own database."""

    name = "canvass.accounts"
    label = "accounts"
