"""The accounts' tables. They lie in the application's database, never in the ledger's, which is published."""

import unicodedata
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from canvass.accounts.roles import Role
from canvass.clock import now
from canvass.keys.signing_keys import KeptKey

NAME_RULE = UnicodeUsernameValidator()
"""Letters, digits and @ . + - _ make a sign-in name."""


def folded(name: str) -> str:
    """The form by which two sign-in names are the same: `Ann` and `ANN` are one account."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).strip().casefold())


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by what people type for their names."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of this sign-in name, whatever its capitals. Raises Account.DoesNotExist."""
        return self.get(folded_name=folded(username or ""))

    def named(self, name: str) -> "Account | None":
        """The account of this sign-in name, or None."""
        return self.filter(folded_name=folded(name)).first()


class Account(AbstractBaseUser):
    """Somebody who may sign in, as one role. Accounts are disabled, never deleted: the ledger names them."""

    name = models.CharField("sign-in name", max_length=60, unique=True, validators=[NAME_RULE])
    folded_name = models.CharField(max_length=120, unique=True, editable=False)
    full_name = models.CharField("full name", max_length=120)
    role = models.CharField(max_length=40)
    is_active = models.BooleanField("may sign in", default=True)
    must_change_password = models.BooleanField(default=False)
    """True after somebody else chose the password: the first sign-in asks for an own one."""
    made_at = models.DateTimeField(default=now)
    signing_public = models.CharField(max_length=64, blank=True, default="")
    """The public half of the holder's key, in hex; empty where there is none."""
    signing_sealed = models.CharField(max_length=200, blank=True, default="")
    """The private half, encrypted under the password. It is in no ledger."""

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "role"]

    class Meta:
        """One table."""

        db_table = "account"
        ordering: ClassVar[list[str]] = ["folded_name"]

    def __str__(self) -> str:
        """As people read it: `Ann Field (afield)`."""
        return f"{self.full_name} ({self.name})"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded name in step."""
        self.folded_name = folded(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def signing_key(self) -> KeptKey | None:
        """The holder's key as it is kept; None where there is none."""
        return KeptKey(self.signing_public, self.signing_sealed) if self.signing_sealed else None

    def keep_key(self, key: KeptKey | None) -> None:
        """Have that key from now on, or none; to be saved."""
        self.signing_public = "" if key is None else key.public_hex
        self.signing_sealed = "" if key is None else key.sealed_hex

    @property
    def has_role(self) -> Role:
        """The role as the type it is."""
        return Role(self.role)


class RefusedSignIns(models.Model):
    """How often a name was refused of late. Also kept of names that nobody has, so that nothing tells them apart."""

    folded_name = models.CharField(max_length=120, primary_key=True)
    failures = models.IntegerField(default=0)
    last_at = models.DateTimeField(default=now)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        """One table."""

        db_table = "refused_sign_ins"


class SittingPin(models.Model):
    """A judge's PIN at one screen, for one sitting; hashed as passwords are."""

    sitting = models.CharField(max_length=64)
    """The secret name of the sitting, which the session of the screen alone has."""
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    pin = models.CharField(max_length=128)
    password_mark = models.CharField(max_length=128)
    """What the account's password gave when the PIN was set: with another password the PIN is void."""
    failures = models.IntegerField(default=0)
    """Wrong tries since the last right one."""
    used_at = models.DateTimeField(default=now)

    class Meta:
        """One table; one PIN a judge and sitting."""

        db_table = "sitting_pin"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sitting", "account"], name="one_pin_a_sitting")
        ]
