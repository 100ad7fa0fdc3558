"""What the server tells on stderr: faults in full, refused forms in a line, never a password or a vote."""

from typing import Any

_TO_STDERR = {"handlers": ["stderr"], "propagate": False}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": _TO_STDERR | {"level": "WARNING"},
        # Pages that are not there, and names this computer does not go by, are asked for all day long.
        "django.request": _TO_STDERR | {"level": "ERROR"},
        "django.security.DisallowedHost": _TO_STDERR | {"level": "CRITICAL"},
        "canvass": _TO_STDERR | {"level": "INFO"},
    },
}
"""As Django's setting of this name."""
