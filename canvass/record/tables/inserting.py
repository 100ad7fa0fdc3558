"""New rows, many at a time, by plain SQL: a count writes six tables for each sheet, and half its writing was Django's.

Values are handed over as the columns hold them: numbers, text, bytes, true and false, None.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from django.db import connections, models

Value = int | str | bytes | bool | None


def insert(alias: str, table: type[models.Model], rows: Iterable[Sequence[Value]]) -> None:
    """Add rows; each has the table's columns in the model's order, a key that the database gives left out.

    Raises DatabaseError as Django does, nothing written: for within a transaction.
    """
    values = list(rows)
    if not values:
        return
    with connections[alias].cursor() as cursor:
        cursor.executemany(_statement(table), values)


@cache
def _statement(table: type[models.Model]) -> str:
    columns = [field.column for field in table._meta.local_fields if not isinstance(field, models.AutoField)]
    places = ", ".join(["%s"] * len(columns))
    return f"insert into {table._meta.db_table} ({', '.join(columns)}) values ({places})"
