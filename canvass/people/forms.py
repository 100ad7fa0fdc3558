"""The accounts' forms."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from canvass.accounts.models import NAME_RULE, Account, folded
from canvass.web.served import premises

PASSWORD_HELP = "At least 12 letters or digits; not your name, not a common password, not digits alone."


def _roles() -> list[tuple[str, str]]:
    """Those that accounts may have here."""
    return [(role.value, role.label) for role in premises().roles]


class SignInForm(forms.Form):
    """Name and password."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label="Password",
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A password, typed twice, for one account."""

    new_password = forms.CharField(
        label="New password",
        max_length=1024,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="New password, again",
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account | None, *args: Any, **kwargs: Any) -> None:
        """`account` is who will have the password; None where it is yet to be made."""
        super().__init__(*args, **kwargs)
        self.account = account

    def clean(self) -> dict[str, Any]:
        """Both the same, and good enough."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("new_password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "The two passwords differ. Type the same twice.")
        elif password:
            self._check(password, self.account or self._account_to_be(cleaned))
        return cleaned

    def _account_to_be(self, cleaned: dict[str, Any]) -> Account:
        return Account(name=cleaned.get("name", ""), full_name=cleaned.get("full_name", ""))

    def _check(self, password: str, account: Account) -> None:
        try:
            validate_password(password, account)
        except ValidationError as weak:
            self.add_error("new_password", weak)


class OwnPasswordForm(NewPasswordForm):
    """The present password, and a new one."""

    present_password = forms.CharField(
        label="Present password",
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("present_password", "new_password", "again")


class FirstAccountForm(NewPasswordForm):
    """Somebody who is to sign in, with a password."""

    name = forms.CharField(
        label="Sign-in name",
        max_length=60,
        help_text="Letters, digits and @ . + - _ only. It stands in the ledger and cannot be changed.",
        validators=[NAME_RULE],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    full_name = forms.CharField(
        label="Full name", max_length=120, help_text="As in the oath: it is printed beside decisions."
    )
    field_order: Iterable[str] | None = ("name", "full_name", "new_password", "again")


class NewAccountForm(FirstAccountForm):
    """A new account, of any role."""

    role = forms.ChoiceField(label="Role", choices=_roles)
    field_order: Iterable[str] | None = ("name", "full_name", "role", "new_password", "again")

    def clean_name(self) -> str:
        """A name that is free, whatever its capitals."""
        name: str = self.cleaned_data["name"]
        if Account.objects.filter(folded_name=folded(name)).exists():
            raise ValidationError(f"There is an account {name} already. Choose another name.")
        return name


class RoleForm(forms.Form):
    """Another role for an account."""

    role = forms.ChoiceField(label="Role", choices=_roles)
