"""The one clock of the application."""

from datetime import UTC, date, datetime, tzinfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: tzinfo | None) -> date:
    """The day it is now in that zone; in this computer's for None."""
    return now().astimezone(zone).date()
