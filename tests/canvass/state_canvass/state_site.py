"""The folder of a state's canvass served within a test, with accounts of every role, and two counties' packages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.test import override_settings

from canvass.site.settings import STATE_PAGES
from canvass.state_canvassers.served_state import serve_state
from tests.canvass.state_canvass.counties_sent import begun
from tests.canvass.web.served_records import Site, make_accounts

if TYPE_CHECKING:
    from canvass.web.served import Served


@contextmanager
def state_site(folder: Path) -> Iterator[Site]:
    """A canvass of two counties; the site has its directory, and no record."""
    begun(folder)
    with override_settings(ROOT_URLCONF=STATE_PAGES.urls), serve_state(folder):
        make_accounts()
        yield Site(folder, cast("Served", None))
