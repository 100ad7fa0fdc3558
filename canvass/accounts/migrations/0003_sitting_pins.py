"""PINs of judges who work at one screen."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import canvass.clock


class Migration(migrations.Migration):
    """None at first: each is set for a sitting, and ends with it."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("accounts", "0002_signing_keys")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="SittingPin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sitting", models.CharField(max_length=64)),
                ("pin", models.CharField(max_length=128)),
                ("password_mark", models.CharField(max_length=128)),
                ("failures", models.IntegerField(default=0)),
                ("used_at", models.DateTimeField(default=canvass.clock.now)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="accounts.account"),
                ),
            ],
            options={"db_table": "sitting_pin"},
        ),
        migrations.AddConstraint(
            "SittingPin", models.UniqueConstraint(fields=["sitting", "account"], name="one_pin_a_sitting")
        ),
    ]
