"""A record served; before that, where there is none yet or nobody may sign in, the pages on which it is opened."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import click

from canvass.console.stopping import StopRequest
from canvass.console.text import say
from canvass.site.doors import Doors
from canvass.site.served_log import logging_to
from canvass.site.serving import (
    ServingPlace,
    check_pages,
    handing,
    pages_checked,
    reach_of,
    running_application,
    say_served,
    say_stopped,
    serve_called,
    wait_until,
)
from canvass.site.settings import OPENING_PAGES, RECORD_PAGES, configure_web, serve_from_now
from canvass.starting.scan_folders import scan_roots
from canvass.web.reach import settle

if TYPE_CHECKING:
    from canvass.front_desk.opening_now import Opening, OpeningPlace
    from canvass.web.invitation import Invitation
    from canvass.web.served import Served

Then = Callable[[str], object]
"""Is given an address to be opened, once it is served."""


def serve_pages(
    directory: Path, place: ServingPlace, threads: int, scans: tuple[Path, ...] = (), then: Then | None = None
) -> None:
    """Serve the record until SIGINT or SIGTERM; folders below `scans` may be counted from a page.

    Where there is none, or nobody may sign in to it yet, one browser is invited to open it first.
    Raises InputError, RecordError, EnvironmentFault.
    """
    place.check()
    roots = scan_roots(scans, directory)
    configure_web()
    from canvass.accounts.models import Account
    from canvass.front_desk.opening_now import OpeningPlace, opening_place
    from canvass.web.served import serve_record

    where = opening_place(directory)
    if where is None:
        with serve_record(directory, reach_of(place), roots) as served:
            if Account.objects.exists():
                _read(served)
                serve_called(served.election.title, place, threads, then)
                return
        where = OpeningPlace.FIRST_ACCOUNT
    _open_first(_opening(where, directory, place), place, threads, roots, then)


def _open_first(
    opening: "Opening", place: ServingPlace, threads: int, roots: tuple[Path, ...], then: Then | None
) -> None:
    """Serve the pages on which it is opened, and then the record at the same address."""
    from django.core.wsgi import get_wsgi_application

    from canvass.front_desk.opening_now import OPENING
    from canvass.web.invitation import INVITATION, Invitation

    invitation = Invitation("opening")
    with ExitStack() as records, _opening_pages(place), StopRequest() as stop, logging_to(place.log):
        first = handing(get_wsgi_application(), {OPENING: opening, INVITATION: invitation})
        doors = Doors(first, done=lambda: opening.opened is not None)
        with running_application(place, threads, doors) as address:
            try:
                _invite(opening, invitation, address, then)
                wait_until(lambda: stop.asked() or opening.opened is not None)
                if opening.opened is not None and not stop.asked():
                    _lead_on(records, opening.opened, place, roots, doors, address)
                    wait_until(stop.asked)
            finally:
                opening.close()
                doors.lead_to(None)
    say_stopped()


def _lead_on(
    records: ExitStack, directory: Path, place: ServingPlace, roots: tuple[Path, ...], doors: Doors, address: str
) -> None:
    """Serve the record that was opened; it is closed with `records`, once no request is under way."""
    from canvass.web.served import serve_record

    served = records.enter_context(serve_record(directory, reach_of(place), roots))
    serve_from_now(RECORD_PAGES)
    _read(served)
    doors.lead_to(pages_checked())
    say_served(served.election.title, address)


def _read(served: "Served") -> None:
    click.echo("Reading the ledger ...", err=True)
    served.state.read(lambda state: state.entries)


def _invite(opening: "Opening", invitation: "Invitation", address: str, then: Then | None) -> None:
    invited = f"{address}open/{invitation.token}/"
    say(f"{opening.called} Open this address in a browser; it is good once, and for nobody else:")
    say(invited)
    click.echo("Stop with Ctrl-C.", err=True)
    if then is not None:
        then(invited)


def _opening(where: "OpeningPlace", directory: Path, place: ServingPlace) -> "Opening":
    from django.urls import reverse

    from canvass.front_desk.opening_now import Opening

    return Opening(where, directory, reach_of(place), reverse("accounts:sign-in", urlconf=RECORD_PAGES.urls))


@contextmanager
def _opening_pages(place: ServingPlace) -> Iterator[None]:
    settle(reach_of(place), token_urlsafe(48), mark="opening")
    serve_from_now(OPENING_PAGES)
    try:
        check_pages()
        yield
    finally:
        serve_from_now(RECORD_PAGES)
