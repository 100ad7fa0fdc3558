"""The ledger and the index of its images."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Both tables."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="LedgerRow",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(db_index=True, max_length=64)),
                ("written_at", models.CharField(max_length=27)),
                ("body", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"db_table": "ledger"},
        ),
        migrations.CreateModel(
            name="SheetImageRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.TextField()),
                ("sheet", models.IntegerField()),
                ("file", models.TextField()),
                ("page", models.IntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("occurrence", models.IntegerField(null=True)),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="record.ledgerrow")),
            ],
            options={
                "db_table": "sheet_image",
                "indexes": [models.Index(fields=["batch", "sheet"], name="image_by_sheet")],
                "constraints": [
                    models.UniqueConstraint(fields=["sha256", "page", "occurrence"], name="image_counted_once")
                ],
            },
        ),
    ]
