"""The server: one process, some threads, TLS where a certificate is named, and a clean stop."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_urlsafe
from threading import Thread
from typing import TYPE_CHECKING

import click

from canvass.console.browser import open_in_browser
from canvass.console.stopping import StopRequest
from canvass.console.text import say
from canvass.errors import EnvironmentFault, InputError
from canvass.site.served_log import logging_to
from canvass.site.settings import DEFINITION_PAGES, LAYOUT_PAGES, STATE_PAGES, configure_web
from canvass.state_canvass.state_folder import is_state_canvass
from canvass.web.reach import LOOPBACK_NAMES, THIS_COMPUTER, Reach, settle

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from cheroot.wsgi import Server

    from canvass.web.invitation import Invitation


_LOOK_EVERY_S = 0.2
_MOST_SENT_BYTES = 50_000_000
_MOST_SENT_TO_STATE_BYTES = 250_000_000
"""Two files of each county, at once."""
_EDITOR_THREADS = 8
"""A browser opens connections ahead, and leaves them idle."""


@dataclass(frozen=True, slots=True)
class Tls:
    """A certificate, with its chain, and its key."""

    certificate: Path
    key: Path

    @staticmethod
    def of(certificate: Path | None, key: Path | None) -> "Tls | None":
        """Both or none. Raises InputError."""
        if certificate is None and key is None:
            return None
        if certificate is None or key is None:
            raise InputError("TLS needs both --certificate and --key. Name both files, or neither.")
        return Tls(certificate, key)


@dataclass(frozen=True, slots=True)
class ServingPlace:
    """Where to serve, and to whom."""

    address: str
    port: int
    """0 for any that is free."""
    tls: Tls | None = None
    hosts: tuple[str, ...] = ()
    without_tls: bool = False
    log: Path | None = None
    """Where requests are noted; None: nowhere."""
    most_sent_bytes: int = _MOST_SENT_BYTES
    """Of one request."""

    @property
    def ip(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        """The address, parsed. Raises InputError."""
        try:
            return ipaddress.ip_address("127.0.0.1" if self.address == "localhost" else self.address.strip("[]"))
        except ValueError:
            raise InputError(
                f"{self.address!r} is not an IP address. Name the address of this computer to listen at, as in "
                "192.168.1.20, or leave --address out to serve this computer alone."
            ) from None

    def names(self) -> tuple[str, ...]:
        """The names by which browsers may call: those given, the address itself, and this computer's own."""
        own = f"[{self.ip}]" if self.ip.version == 6 else str(self.ip)
        return tuple(dict.fromkeys((*self.hosts, *(() if self.ip.is_unspecified else (own,)), *LOOPBACK_NAMES)))

    def check(self) -> None:
        """Refuse to send passwords over a network unencrypted. Raises InputError."""
        if not self.ip.is_loopback and self.tls is None and not self.without_tls:
            raise InputError(
                f"{self.address} can be reached by other computers, and passwords would travel unencrypted. Name a "
                "certificate (--certificate and --key); or, where a proxy in front encrypts, say --without-tls."
            )
        if self.ip.is_unspecified and not self.hosts:
            raise InputError(
                f"At {self.address} browsers may call this computer by any name. Say which: --host ballots.county.gov"
            )


def serve_state_pages(folder: Path, place: ServingPlace, threads: int) -> None:
    """Serve a state's canvass until SIGINT or SIGTERM. Raises InputError, RecordError, EnvironmentFault."""
    place.check()
    configure_web(STATE_PAGES)
    from canvass.state_canvassers.served_state import serve_state

    with serve_state(folder, reach_of(place)) as served:
        click.echo("Reading the packages ...", err=True)
        opened = served.standing().canvass.opened
        larger = replace(place, most_sent_bytes=_MOST_SENT_TO_STATE_BYTES)
        serve_called(f"the state canvass of {opened.election}", larger, threads)


@contextmanager
def people_of(directory: Path) -> Iterator[None]:
    """Work on the accounts of a record, or of a state's canvass. Raises InputError, RecordError, EnvironmentFault."""
    configure_web()
    from canvass.state_canvassers.served_state import serve_state
    from canvass.web.served import serve_record

    with serve_state(directory) if is_state_canvass(directory) else serve_record(directory):
        yield


def reach_of(place: ServingPlace) -> Reach:
    """How browsers reach what is served there."""
    return Reach(place.names(), tls=place.tls is not None, proxied=place.without_tls)


def serve_called(called: str, place: ServingPlace, threads: int, then: Callable[[str], object] | None = None) -> None:
    """Serve what this process has opened, until SIGINT or SIGTERM; `then` is given the address. Raises as `running`."""
    application = pages_checked()
    with StopRequest() as stop, logging_to(place.log), running_application(place, threads, application) as address:
        say_served(called, address)
        if then is not None:
            then(address)
        wait_until(stop.asked)
    say_stopped()


def pages_checked() -> "WSGIApplication":
    """The pages of what this process has opened. Raises EnvironmentFault where one does not say who may see it."""
    from django.core.wsgi import get_wsgi_application

    check_pages()
    _forget_old_sessions()
    return get_wsgi_application()


def say_served(called: str, address: str) -> None:
    """What is served, and where."""
    say(f"Serving {called} at {address}")
    click.echo("Stop with Ctrl-C.", err=True)


def say_stopped() -> None:
    """After a clean stop."""
    click.echo("Stopped. Nothing committed is lost.", err=True)


def serve_layout(layout: Path, definition: Path | None, port: int, open_browser: bool) -> None:
    """Serve the editor of a layout's file, to this computer alone, until SIGINT or SIGTERM.

    Raises LayoutError, DefinitionError, InputError, EnvironmentFault.
    """
    configure_web(LAYOUT_PAGES)
    from canvass.layout_editor.documents import EDITED, EditedLayout
    from canvass.web.invitation import INVITATION, Invitation

    edited, invitation = EditedLayout(layout, definition), Invitation("layout-editor")
    edited.read()
    settle(THIS_COMPUTER, token_urlsafe(48), mark="layout")
    _serve_invited(f"Editing {layout}", {EDITED: edited, INVITATION: invitation}, invitation, port, open_browser)


def serve_definition(folder: Path, port: int, open_browser: bool) -> None:
    """Serve the pages of a definition's draft, to this computer alone, until SIGINT or SIGTERM.

    The draft is begun where there is none. Raises InputError, EnvironmentFault.
    """
    configure_web(DEFINITION_PAGES)
    from canvass.defining.definition_drafts import DefinitionDraft
    from canvass.definition_editor.edited_draft import EDITED_DRAFT
    from canvass.web.invitation import INVITATION, Invitation

    draft, invitation = DefinitionDraft(folder), Invitation("definition")
    draft.begin()
    settle(THIS_COMPUTER, token_urlsafe(48), mark="define")
    handed = {EDITED_DRAFT: draft, INVITATION: invitation}
    _serve_invited(f"The draft {folder}", handed, invitation, port, open_browser)


def _serve_invited(
    called: str, handed: Mapping[str, object], invitation: "Invitation", port: int, open_browser: bool
) -> None:
    """Serve one browser: the first that opens the printed address."""
    check_pages()
    with StopRequest() as stop, running(ServingPlace("127.0.0.1", port), _EDITOR_THREADS, handed) as address:
        invited = f"{address}open/{invitation.token}/"
        say(f"{called}. Open this address in a browser of this computer; it is good once:")
        say(invited)
        say("Ctrl-C ends it; what was saved stays.")
        if open_browser:
            open_in_browser(invited)
        wait_until(stop.asked)
    say("Ended.")


def wait_until(so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    while not so():
        time.sleep(_LOOK_EVERY_S)


def check_pages() -> None:
    """Start only where every page names its roles, and all else is as Django wants it."""
    from django.core.checks import Error, run_checks

    if errors := [message for message in run_checks() if isinstance(message, Error)]:
        raise EnvironmentFault("Canvass does not serve these pages:\n" + "\n".join(str(error) for error in errors))


def _forget_old_sessions() -> None:
    from django.core.management import call_command

    call_command("clearsessions")


@contextmanager
def running(place: ServingPlace, threads: int, handed: Mapping[str, object] | None = None) -> Iterator[str]:
    """Serve in threads while entered; yields the address. Requests under way are finished before it is left.

    What is `handed` to every request is in its `META`.
    """
    from django.core.wsgi import get_wsgi_application

    with running_application(place, threads, handing(get_wsgi_application(), handed or {})) as address:
        yield address


@contextmanager
def running_application(place: ServingPlace, threads: int, application: "WSGIApplication") -> Iterator[str]:
    """The same of any application. Raises EnvironmentFault where it cannot listen there."""
    server = _bound(_server(place, threads, application), place)
    thread = Thread(target=server.serve, name="server")
    thread.start()
    try:
        yield _address(place, server)
    finally:
        server.stop()
        thread.join()


def handing(application: "WSGIApplication", handed: Mapping[str, object]) -> "WSGIApplication":
    """PEP 3333 lets a server give variables of its own to every request."""
    return lambda environ, start_response: application({**environ, **handed}, start_response)


def _server(place: ServingPlace, threads: int, application: "WSGIApplication") -> "Server":
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from cheroot.wsgi import Server

    server = Server(
        (str(place.ip), place.port), application, numthreads=threads, request_queue_size=128, server_name="canvass"
    )
    server.max_request_body_size = place.most_sent_bytes
    server.max_request_header_size = 64_000
    if place.tls:
        try:
            server.ssl_adapter = BuiltinSSLAdapter(str(place.tls.certificate), str(place.tls.key))
        except (OSError, ssl.SSLError) as error:
            raise EnvironmentFault(
                f"The certificate {place.tls.certificate} with the key {place.tls.key} cannot be used: {error}. Both "
                "must be PEM files and belong together."
            ) from error
        server.ssl_adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    return server


def _bound(server: "Server", place: ServingPlace) -> "Server":
    try:
        server.prepare()
    except OSError as error:
        reason = str(error).rpartition("] ")[2].rstrip(")")  # cheroot tells it in its message alone
        or_address = "" if place.ip.is_loopback else ", or an address of this computer with --address"
        raise EnvironmentFault(
            f"Canvass cannot listen at {place.address}, port {place.port}: {reason}. Perhaps it is serving there "
            f"already. Name another one with --port{or_address}."
        ) from error
    return server


def _address(place: ServingPlace, server: "Server") -> str:
    scheme = "https" if place.tls else "http"
    bound = server.socket
    assert isinstance(bound, socket.socket)
    host = place.hosts[0] if place.hosts else f"[{place.ip}]" if place.ip.version == 6 else str(place.ip)
    return f"{scheme}://{host}:{bound.getsockname()[1]}/"
