"""Accounts, and refused sign-ins."""

from typing import ClassVar

import django.contrib.auth.validators
from django.db import migrations, models

import canvass.clock


class Migration(migrations.Migration):
    """Both tables."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "name",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="sign-in name",
                    ),
                ),
                ("folded_name", models.CharField(editable=False, max_length=120, unique=True)),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("role", models.CharField(max_length=40)),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("must_change_password", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(default=canvass.clock.now)),
            ],
            options={"db_table": "account", "ordering": ["folded_name"]},
        ),
        migrations.CreateModel(
            name="RefusedSignIns",
            fields=[
                ("folded_name", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("failures", models.IntegerField(default=0)),
                ("last_at", models.DateTimeField(default=canvass.clock.now)),
                ("locked_until", models.DateTimeField(null=True)),
            ],
            options={"db_table": "refused_sign_ins"},
        ),
    ]
