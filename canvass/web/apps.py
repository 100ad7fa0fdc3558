"""The base of the pages as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, the style sheet, and the check that every page names its roles."""

    name = "canvass.web"
    label = "web"

    def ready(self) -> None:
        """Register the check."""
        from canvass.web import checks  # noqa: F401
