"""What people work from: ballots and questions as they now stand, worked out from the ledger."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty tables; `projections.catch_up` fills them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("record", "0002_guards")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="BallotRow",
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
                ("precinct", models.TextField()),
                ("kind", models.IntegerField()),
                ("progress", models.CharField(max_length=16)),
                ("place", models.CharField(max_length=16)),
                ("round", models.IntegerField()),
                ("board", models.TextField()),
                ("judges", models.TextField()),
            ],
            options={
                "db_table": "ballot",
                "constraints": [models.UniqueConstraint(fields=["batch", "sheet"], name="ballot_once")],
                "indexes": [
                    models.Index(fields=["progress", "kind", "entry"], name="ballot_by_kind"),
                    models.Index(fields=["progress", "batch", "sheet"], name="ballot_by_batch"),
                    models.Index(fields=["progress", "precinct", "entry"], name="ballot_by_precinct"),
                    models.Index(fields=["board", "progress"], name="ballot_by_board"),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField()),
                ("question", models.CharField(max_length=64)),
                ("contest", models.TextField()),
                ("choice", models.TextField()),
                ("open", models.BooleanField()),
                (
                    "ballot",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="record.ballotrow"),
                ),
            ],
            options={
                "db_table": "question",
                "constraints": [models.UniqueConstraint(fields=["ballot", "position"], name="question_once")],
                "indexes": [models.Index(fields=["open", "question", "contest", "ballot"], name="question_by_kind")],
            },
        ),
        migrations.CreateModel(
            name="LeaseRow",
            fields=[
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="record.ballotrow",
                    ),
                ),
                ("board", models.TextField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "lease"},
        ),
        migrations.CreateModel(
            name="EntryAboutRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.TextField()),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="record.ledgerrow")),
            ],
            options={
                "db_table": "entry_about",
                "constraints": [models.UniqueConstraint(fields=["subject", "entry"], name="about_once")],
            },
        ),
        migrations.CreateModel(
            name="ProjectedRow",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("entry", models.IntegerField()),
            ],
            options={"db_table": "projected"},
        ),
    ]
