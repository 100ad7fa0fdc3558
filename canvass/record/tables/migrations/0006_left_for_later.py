"""Ballots that judges left for later."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table beside the ledger, empty."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("record", "0005_sketches")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="LeftRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("judge", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="left", to="record.ballotrow"
                    ),
                ),
            ],
            options={"db_table": "left_for_later"},
        ),
        migrations.AddConstraint(
            model_name="LeftRow",
            constraint=models.UniqueConstraint(fields=("ballot", "judge"), name="left_once"),
        ),
    ]
