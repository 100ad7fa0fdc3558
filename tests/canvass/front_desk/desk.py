"""A folder in which an election is yet to be opened, served within a test to the one browser that was invited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from canvass.front_desk.opening_now import OPENING, Opening, OpeningPlace
from canvass.site.settings import OPENING_PAGES
from canvass.web.invitation import INVITATION, Invitation
from canvass.web.reach import THIS_COMPUTER, settle

PASSWORD = "nine wet herons at dusk"
ANN = {"name": "afield", "full_name": "Ann Field", "new_password": PASSWORD, "again": PASSWORD}


@dataclass(frozen=True)
class Desk:
    """What is opened, and a browser without a screen that was invited."""

    opening: Opening
    handed: dict[str, Any]
    client: Client

    def stranger(self, **more: Any) -> Client:
        """Another browser."""
        return Client(HTTP_HOST="127.0.0.1", **self.handed, **more)

    def send(self, definition: bytes | SimpleUploadedFile, **more: Any) -> Any:
        """Choose the files and have them checked."""
        sent = definition if not isinstance(definition, bytes) else SimpleUploadedFile("county.json", definition)
        return self.client.post("/", {"definition": sent, **more})

    def open(self, **said: str) -> Any:
        """Open the election of the files that were checked last."""
        draft = self.opening.draft
        return self.client.post("/election/", {"mark": draft.mark if draft else "", **ANN, **said})


@contextmanager
def desk_of(place: OpeningPlace, folder: Path) -> Iterator[Desk]:
    """The pages on which an election is opened there."""
    opening, invitation = Opening(place, folder, THIS_COMPUTER, "/accounts/sign-in/"), Invitation("opening")
    handed: dict[str, Any] = {OPENING: opening, INVITATION: invitation}
    pages = override_settings(
        ROOT_URLCONF=OPENING_PAGES.urls, MIDDLEWARE=OPENING_PAGES.middleware, CSRF_FAILURE_VIEW=OPENING_PAGES.forged
    )
    with pages:
        settle(THIS_COMPUTER, "a key of no use but in this test, " * 3, mark="opening")
        client = Client(HTTP_HOST="127.0.0.1", **handed)
        assert client.get(f"/open/{invitation.token}/").status_code == 302
        try:
            yield Desk(opening, handed, client)
        finally:
            opening.close()


def text_of(answer: Any) -> str:
    """What a page says, in one line."""
    return " ".join(answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"').split())
