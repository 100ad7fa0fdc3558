"""The ink of the sheets that were read, by which another scan of the same paper is known."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """An empty table; `canvass count` works out what is missing in it from the stored images."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("record", "0003_projections")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="FingerprintRow",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="record.ledgerrow",
                    ),
                ),
                ("batch", models.TextField()),
                ("sheet", models.IntegerField()),
                ("card", models.TextField()),
                ("told", models.BooleanField()),
                ("noise_permille", models.IntegerField()),
                ("marks", models.BinaryField()),
                (
                    "repeats",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="record.ledgerrow",
                    ),
                ),
            ],
            options={
                "db_table": "fingerprint",
                "constraints": [models.UniqueConstraint(fields=["batch", "sheet"], name="fingerprint_once")],
                "indexes": [models.Index(fields=["card", "entry"], name="fingerprint_by_card")],
            },
        ),
    ]
