"""The triggers that let the record only grow."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from canvass.record.tables.guards import STATEMENTS


def set_guards(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create every guard in the words of the database at hand."""
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Guards on both tables; there is no way back."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("record", "0001_initial")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [migrations.RunPython(set_guards)]
