"""A page opened in the browser of whoever typed the command."""

import os
import sys
import webbrowser


def open_in_browser(address: str) -> bool:
    """Whether a browser was opened. On a computer without a screen none is: one in the terminal would be in the way."""
    screen = sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return screen and webbrowser.open(address)
