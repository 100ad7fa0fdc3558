"""The log of a site: a line and a manifest for each snapshot, and the signed head over all manifests."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from canvass.announcing.snapshot import FORMAT, Snapshot
from tabulate.canonical_json import CanonicalJson, NotTheNoun, UnknownWord
from tabulate.heads.merkle import leaf_hash, root_of
from tabulate.heads.signed_notes import TreeHead

LOG, CHECKPOINT, LATEST = "snapshots.jsonl", "checkpoint", "latest.json"
"""Files that no manifest lists: they say which manifest is the newest."""
_JSON = CanonicalJson()


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a snapshot."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SiteManifest:
    """What belongs to a snapshot."""

    format: str
    number: int
    previous: str
    """The SHA-256 of the manifest before; empty for the first."""
    snapshot: str
    """The path of the whole snapshot: `o/`, its SHA-256, `.json`."""
    files: tuple[SiteFile, ...]
    """By path: every page and file as it stood with this snapshot."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A snapshot in the log."""

    number: int
    at: str
    status: str
    manifest: str
    """The SHA-256 of its manifest."""
    note: str
    """Why it is a correction; empty of others."""


def manifest_path(number: int) -> str:
    """Where the manifest of a snapshot stands."""
    return f"s/{number}/manifest.json"


def snapshot_path(content: bytes) -> str:
    """Where the whole snapshot stands: under its hash."""
    return f"o/{sha256(content).hexdigest()}.json"


def manifest_bytes(snapshot: Snapshot, content: bytes, previous: str, files: dict[str, bytes]) -> bytes:
    """The manifest of a snapshot with these files."""
    listed = tuple(SiteFile(path, sha256(one).hexdigest(), len(one)) for path, one in sorted(files.items()))
    made = SiteManifest(FORMAT, snapshot.number, previous, snapshot_path(content), listed)
    return _JSON.write(made).encode("ascii")


def manifest_of(content: bytes) -> SiteManifest | None:
    """The manifest that bytes say; None where they say none."""
    try:
        return _JSON.read(SiteManifest, content.decode())
    except (UnknownWord, NotTheNoun, UnicodeDecodeError):
        return None


def log_bytes(lines: Sequence[LogLine]) -> bytes:
    """The log as it is written."""
    return "".join(f"{_JSON.write(one)}\n" for one in lines).encode("ascii")


def log_of(content: bytes) -> tuple[LogLine, ...] | None:
    """The log that bytes say; None where they say none."""
    try:
        lines = tuple(_JSON.read(LogLine, line) for line in content.decode().splitlines())
    except (UnknownWord, NotTheNoun, UnicodeDecodeError):
        return None
    try:
        [bytes.fromhex(one.manifest) for one in lines]
    except ValueError:
        return None
    return lines if lines and [one.number for one in lines] == list(range(len(lines))) else None


def log_line(snapshot: Snapshot, manifest: str) -> LogLine:
    """The line of a snapshot, whose manifest has that SHA-256."""
    return LogLine(snapshot.number, snapshot.at, snapshot.status.value, manifest, snapshot.said.correction)


def head_of_log(lines: Sequence[LogLine], origin: str) -> TreeHead:
    """The head over all manifests: a leaf is the manifest's hash."""
    leaves = [leaf_hash(bytes.fromhex(one.manifest)) for one in lines]
    return TreeHead(origin, len(leaves), root_of(leaves))


def latest_bytes(snapshot: Snapshot, manifest: str) -> bytes:
    """The pointer that pages ask for again and again: a few hundred bytes."""
    found = {
        "format": FORMAT,
        "election": snapshot.title[:80],
        "county_fips": snapshot.fips,
        "snapshot": snapshot.number,
        "at": snapshot.at,
        "status": snapshot.status.value,
        "manifest": manifest,
        "next_update": snapshot.said.next_update,
        "message": snapshot.said.message[:80],
    }
    return json.dumps(found, separators=(",", ":")).encode("ascii")
