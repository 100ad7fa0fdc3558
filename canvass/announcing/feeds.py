"""Feeds of the site: Atom and JSON for each contest and for all, and the next update as a calendar."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, tostring

from canvass.announcing.figure_changes import CellChange, changes_between
from canvass.announcing.markup import short, slug
from canvass.announcing.site_addresses import contest_page
from canvass.announcing.snapshot import JSON, ContestPublished, Snapshot
from canvass.exporting.export_folder import json_bytes

_ATOM = "http://www.w3.org/2005/Atom"


def contest_files(history: Sequence[Snapshot]) -> Iterator[tuple[str, bytes]]:
    """Of each contest: a pointer to its figures, the figures under their hash, and its feed."""
    now = history[-1]
    for one in now.contests:
        figures = JSON.write(one).encode("ascii")
        name = f"o/{sha256(figures).hexdigest()}.json"
        yield name, figures
        pointer = {"n": now.number, "object": name}
        yield f"contest/{slug(one.contest)}.json", json.dumps(pointer, sort_keys=True).encode("ascii")
        yield f"contest/{slug(one.contest)}.atom", _atom(history, one)


def feed_files(history: Sequence[Snapshot]) -> Iterator[tuple[str, bytes]]:
    """The feeds of all contests, and the calendar."""
    yield "all.atom", _atom(history, None)
    yield "feed.json", _json_feed(history)
    yield "schedule.ics", _calendar(history[-1])


def _site_tag(now: Snapshot) -> str:
    return f"tag:canvass.invalid,{now.date}:{slug(now.fips or now.county)}"


def _changes(history: Sequence[Snapshot], contest: ContestPublished | None) -> Iterator[tuple[Snapshot, str]]:
    """The newest first: snapshots in which something changed, with what."""
    for number in range(len(history) - 1, -1, -1):
        now = history[number]
        if number == 0:
            yield now, f"The first snapshot: {now.status.value}."
            continue
        changes = changes_between(history[number - 1], now)
        if contest is None:
            titles = tuple(dict.fromkeys(short(one.title) for one in changes))
            words = f"{len(titles)} contests changed: {'; '.join(titles)}." if titles else "No figure changed."
            yield now, _with_reason(now, words)
        elif own := [one for one in changes if one.contest == contest.contest]:
            yield now, _with_reason(now, "; ".join(map(_words, own)))


def _words(change: CellChange) -> str:
    return f"{change.name} {change.now:,} ({change.now - change.before:+,})"


def _with_reason(now: Snapshot, words: str) -> str:
    return f"Correction: {now.said.correction} {words}" if now.said.correction else words


def _atom(history: Sequence[Snapshot], contest: ContestPublished | None) -> bytes:
    now, about = history[-1], "all" if contest is None else slug(contest.contest)
    tag = f"{_site_tag(now)}/{about}"
    feed = Element("feed", {"xmlns": _ATOM})
    SubElement(feed, "id").text = tag
    SubElement(feed, "title").text = now.title if contest is None else short(contest.title)
    SubElement(feed, "updated").text = now.at
    SubElement(SubElement(feed, "author"), "name").text = now.county
    page = "index.html" if contest is None else f"../{contest_page(contest.contest)}"
    SubElement(feed, "link", {"rel": "alternate", "href": page})
    for snapshot, words in _changes(history, contest):
        entry = SubElement(feed, "entry")
        SubElement(entry, "id").text = f"{tag}/{snapshot.number}"
        SubElement(entry, "title").text = f"Snapshot {snapshot.number}: {snapshot.status.value}"
        SubElement(entry, "updated").text = snapshot.at
        SubElement(entry, "link", {"rel": "alternate", "href": page})
        SubElement(entry, "content", {"type": "text"}).text = words
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode").encode()


def _json_feed(history: Sequence[Snapshot]) -> bytes:
    now = history[-1]
    items = [
        {
            "id": f"{_site_tag(now)}/all/{one.number}",
            "title": f"Snapshot {one.number}: {one.status.value}",
            "date_published": one.at,
            "content_text": words,
        }
        for one, words in _changes(history, None)
    ]
    found = {"version": "https://jsonfeed.org/version/1.1", "title": now.title, "items": items}
    return json_bytes(found)


def _calendar(now: Snapshot) -> bytes:
    """The next update where one is announced, in floating local time."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Canvass//results//EN"]
    if now.said.next_update:
        stamp = now.said.next_update.replace("-", "").replace(":", "").replace(" ", "T") + "00"
        written = f"{datetime.fromisoformat(now.at).astimezone(UTC):%Y%m%dT%H%M%SZ}"
        uid = f"{now.date}-{now.number}-{slug(now.fips or now.county)}@canvass.invalid"
        event = [f"UID:{uid}", f"DTSTAMP:{written}", f"DTSTART:{stamp}", "SUMMARY:Next update of the results"]
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode("ascii")
