"""The record as a Django application."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Two tables: the ledger, and which images it holds."""

    name = "canvass.record"
    label = "record"
