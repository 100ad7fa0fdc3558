"""Each account's key for signing."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty for accounts of before: they have a key once their holder signs, or chooses a password."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("accounts", "0001_accounts")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField("Account", "signing_public", models.CharField(max_length=64, blank=True, default="")),
        migrations.AddField("Account", "signing_sealed", models.CharField(max_length=200, blank=True, default="")),
    ]
