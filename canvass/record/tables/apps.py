"""The record as a Django application."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The ledger, which images it holds, and what is worked out from both."""

    name = "canvass.record.tables"
    label = "record"
