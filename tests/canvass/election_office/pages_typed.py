"""What the clerk types on the pages of the election office, and what the pages say then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.canvass.audited_county import election_day

if TYPE_CHECKING:
    from django.test import Client

    from tests.canvass.web.served_records import Site

HOME = "/office/"
SURE = {"sure": "yes"}
SHERIFF, ELM, FIR = "2", "2.1", "2.2"
"""As the form numbers the contest and its people."""


def day(after: int) -> str:
    return (election_day() + timedelta(days=after)).isoformat()


BEGUN: dict[str, Any] = {
    "case": "DV-26-118",
    "kind": "election",
    "about": ELM,
    "begun_by": "Fir",
    "grounds": "illegal votes",
    "begun_on": day(8),
}
JUDGED: dict[str, Any] = {
    "finding": "declares",
    "declares": "fir",
    "illegal_0": "12",
    "illegal_1": "1",
    "judged_on": day(8),
    "paper_sha256": "AB" * 32,
}
HELD: dict[str, Any] = {"name": "R-7", "ground": "request for public records", "words": "a letter", "held_on": day(8)}
WORDS: dict[str, Any] = {
    "place": "the courthouse, room 2",
    "hours": "from 8 a.m.",
    "notice": "posted ten days before",
    "security": "Two keys lie with two people.",
    "observation": "Behind the rope.",
    "objections": "With any judge.",
    "public_record": "At the counter.",
}
ADOPTED: dict[str, Any] = WORDS | {"adopted_by": "the county commissioners", "adopted_on": day(0)}


def sent(client: Client, step: str, **said: Any) -> str:
    """The page that follows a form, as a reader has it."""
    answer = client.post(f"{HOME}{step}", said, follow=True)
    assert answer.status_code in (200, 422), (step, answer.status_code)
    return told(answer.content)


def shown(client: Client, page: str) -> str:
    answer = client.get(f"{HOME}{page}")
    assert answer.status_code == 200, (page, answer.status_code)
    return told(answer.content)


def told(content: bytes) -> str:
    return " ".join(content.decode().replace("&#x27;", "'").split())


def kinds(site: Site, *kept: str) -> list[str]:
    """The entries of these kinds, in order."""
    return [entry.kind for entry in site.record.entries() if entry.kind.startswith(kept)]
