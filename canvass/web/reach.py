"""How browsers reach a process that serves."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Reach:
    """How browsers reach this process."""

    hosts: Sequence[str] = LOOPBACK_NAMES
    """The names by which they may call it."""
    tls: bool = False
    """True where this process encrypts."""
    proxied: bool = False
    """True where a proxy in front encrypts, and says in X-Forwarded-For who calls."""


THIS_COMPUTER = Reach()
"""Browsers on this computer alone, and nothing is encrypted."""


def settle(reach: Reach, key: str, mark: str) -> None:
    """Tell Django how browsers reach it, and what it signs with. What bears different marks shares no cookies."""
    prefix = "__Host-" if reach.tls else ""
    settings.SECRET_KEY = key
    settings.ALLOWED_HOSTS = list(reach.hosts)
    settings.CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in reach.hosts] if reach.proxied else []
    settings.SESSION_COOKIE_NAME = f"{prefix}canvass-{mark}"
    settings.CSRF_COOKIE_NAME = f"{prefix}canvass-form-{mark}"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = reach.tls
    settings.SECURE_HSTS_SECONDS = 31_536_000 if reach.tls else 0
