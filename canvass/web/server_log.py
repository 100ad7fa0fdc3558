"""What the server tells on stderr: faults in full, refused requests in a line, never a password or a vote."""

import logging
import logging.config
from typing import Any

_SETTINGS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "canvass": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}


def configure_logging(settings: dict[str, Any]) -> None:
    """As Django calls it; there is nothing more to set."""
    logging.config.dictConfig(_SETTINGS)
