"""The small county's record, as for its canvass."""

from tests.canvass.canvassing.conftest import counted, record

__all__ = ["counted", "record"]
