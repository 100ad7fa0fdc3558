"""Pictures as browsers take them, and those drawn last, for whoever looks at the same ballot next."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

_KEPT = 24
"""Of a few ballots: three judges look at the same one after another."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture."""

    content: bytes
    media_type: str


class RecentPictures:
    """The pictures drawn last, each by its ETag. Safe to use from several threads."""

    def __init__(self) -> None:
        """None yet."""
        self._lock = Lock()
        self._pictures: OrderedDict[str, Picture] = OrderedDict()

    def get(self, etag: str) -> Picture | None:
        """The picture, where it is still kept."""
        with self._lock:
            return self._pictures.get(etag)

    def keep(self, etag: str, drawn: Picture) -> None:
        """Keep this one, and let the oldest go."""
        with self._lock:
            self._pictures[etag] = drawn
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
