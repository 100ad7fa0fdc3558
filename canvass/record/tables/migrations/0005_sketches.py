"""What of the sheets' ink a count looks through, apart from the fingerprints and a tenth of their size."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def sketch_all(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Sketch every fingerprint that was kept before there were sketches."""
    from canvass.record.tables.ink_bytes import sketches_by_card
    from canvass.record.tables.mark_bytes import unpacked

    alias = editor.connection.alias
    fingerprints, sketches = (apps.get_model("record", name) for name in ("FingerprintRow", "SketchRow"))
    rows = fingerprints.objects.using(alias).filter(repeats=None).exclude(card="").order_by("entry")
    columns = ("entry", "card", "batch", "noise_permille", "marks")
    last = 0
    while page := list(rows.filter(entry__gt=last).values_list(*columns)[:2000]):
        last = page[-1][0]
        made = sketches_by_card((entry, card, batch, unpacked(*ink)) for entry, card, batch, *ink in page)
        sketches.objects.using(alias).bulk_create(
            sketches(card=one.card, batch=one.batch, sheets=one.sheets, marks=one.marks) for one in made
        )


class Migration(migrations.Migration):
    """A table, filled from the fingerprints."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("record", "0004_fingerprints")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="SketchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("card", models.TextField(db_index=True)),
                ("batch", models.TextField()),
                ("sheets", models.BinaryField()),
                ("marks", models.BinaryField()),
            ],
            options={"db_table": "fingerprint_sketch"},
        ),
        migrations.RunPython(sketch_all, migrations.RunPython.noop),
    ]
