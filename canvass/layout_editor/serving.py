"""Serve the editor on this computer until it is stopped."""

import logging
import webbrowser
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from canvass.console.text import say
from canvass.layout_editor.settings import HOSTS, configure


class _Server(ThreadingMixIn, WSGIServer):
    """Answers side by side: a browser opens connections ahead and leaves them idle."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Says nothing of what went well."""

    timeout = 60

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for the address and for faults."""


def serve(layout: Path, definition: Path | None, port: int, open_browser: bool) -> None:
    """Serve the editor for a layout's file; returns when Ctrl-C is pressed. Raises LayoutError, EnvironmentFault."""
    configure()
    from django.core.wsgi import get_wsgi_application

    from canvass.errors import disk_errors
    from canvass.layout_editor.access import invitation
    from canvass.layout_editor.documents import EditedLayout, open_layout

    edited = EditedLayout(layout, definition)
    edited.read()
    open_layout(edited)
    # what a browser asks for and is refused is no fault of the terminal's
    logging.getLogger("django.request").setLevel(logging.ERROR)
    with disk_errors(layout), make_server(HOSTS[0], port, get_wsgi_application(), _Server, _Quiet) as server:
        address = f"http://{HOSTS[0]}:{server.server_port}/open/{invitation.token}/"
        say(f"Editing {layout}. Open this address in a browser of this computer; it is good once:")
        say(address)
        say("Ctrl-C ends it; what was saved stays.")
        if open_browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Ended.")
