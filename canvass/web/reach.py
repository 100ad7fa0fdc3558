"""How browsers reach a process that serves."""

from collections.abc import Sequence
from dataclasses import dataclass

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
