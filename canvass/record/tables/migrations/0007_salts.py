"""The salts of a ledger of format 2; a ledger of format 1 goes on without."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column beside the body, in place: Django would copy the ledger into a new table, without its guards."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("record", "0006_left_for_later")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(
            "alter table ledger add column salt varchar(64) default '' not null",
            state_operations=[
                migrations.AddField(
                    model_name="LedgerRow",
                    name="salt",
                    field=models.CharField(max_length=64, default="", db_default=""),
                )
            ],
        )
    ]
