"""A site as it lies in a folder, read and checked: every hash, the order of snapshots, the signature over them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from canvass.announcing.site_log import (
    CHECKPOINT,
    LATEST,
    LOG,
    LogLine,
    SiteFile,
    SiteManifest,
    head_of_log,
    latest_bytes,
    log_line,
    log_of,
    manifest_of,
    manifest_path,
)
from canvass.announcing.snapshot import Snapshot, snapshot_of, wrong_sums
from canvass.attesting.head_keys import checked_signature
from canvass.attesting.noted_heads import signed_head_in
from canvass.errors import RecordError, disk_errors
from tabulate.heads.signed_notes import NoteKey


@dataclass(frozen=True, slots=True)
class ReadSite:
    """A site that was found whole."""

    folder: Path
    lines: tuple[LogLine, ...]
    history: tuple[Snapshot, ...]
    kept: tuple[str, ...]
    """Paths that every later snapshot keeps: manifests and whole snapshots."""
    told: bytes
    """The log as it is written."""

    @property
    def newest(self) -> Snapshot:
        """The newest snapshot."""
        return self.history[-1]


def read_site(folder: Path, key: NoteKey) -> ReadSite:
    """Read and check a site. Raises RecordError for anything that was changed, EnvironmentFault."""
    told = _content(folder, LOG)
    lines = log_of(told)
    if lines is None:
        raise altered(folder, LOG, "is no list of snapshots, one after another")
    signed = signed_head_in(folder / CHECKPOINT)
    if checked_signature(signed, key) is None:
        raise altered(folder, CHECKPOINT, f"is not signed by {key.name}")
    if signed.head != head_of_log(lines, key.name):
        raise altered(folder, CHECKPOINT, "is not over these snapshots")
    found, kept, previous = list[Snapshot](), list[str](), ""
    for line in lines:
        manifest = _manifest(folder, line, previous)
        found.append(_snapshot(folder, manifest))
        if line != log_line(found[-1], line.manifest):
            raise altered(folder, LOG, f"does not say of snapshot {line.number} what it is")
        kept += [manifest_path(line.number), manifest.snapshot, *_figures(folder, manifest)]
        previous = line.manifest
    _check_listed(folder, manifest.files)
    if _content(folder, LATEST) != latest_bytes(found[-1], previous):
        raise altered(folder, LATEST, "does not point at the newest snapshot")
    return ReadSite(folder, lines, tuple(found), tuple(dict.fromkeys(kept)), told)


def altered(folder: Path, path: str, words: str) -> RecordError:
    """The error for a file that is not as it was published."""
    return RecordError(
        f"{folder}: {path} {words}. The site was altered, or is not whole. Bring it from the county again. "
        "Nothing was published."
    )


def _content(folder: Path, path: str) -> bytes:
    place = folder / path
    with disk_errors(place):
        return place.read_bytes()


def _manifest(folder: Path, line: LogLine, previous: str) -> SiteManifest:
    path = manifest_path(line.number)
    content = _content(folder, path)
    found = manifest_of(content) if sha256(content).hexdigest() == line.manifest else None
    if found is None or found.number != line.number or found.previous != previous:
        raise altered(folder, path, "is not as it was published")
    return found


def _snapshot(folder: Path, manifest: SiteManifest) -> Snapshot:
    _check_inside(folder, manifest.snapshot)
    content = _content(folder, manifest.snapshot)
    same = manifest.snapshot == f"o/{sha256(content).hexdigest()}.json"
    found = snapshot_of(content) if same else None
    if found is None or found.number != manifest.number or wrong_sums(found):
        raise altered(folder, manifest.snapshot, "is not as it was published")
    return found


def _figures(folder: Path, manifest: SiteManifest) -> list[str]:
    """The figures of each contest, which every later snapshot keeps. Each is named by its hash."""
    named = [one for one in manifest.files if one.path.startswith("o/")]
    _check_listed(folder, named)
    return [one.path for one in named]


def _check_listed(folder: Path, files: Iterable[SiteFile]) -> None:
    for one in files:
        _check_inside(folder, one.path)
        content = _content(folder, one.path)
        if (sha256(content).hexdigest(), len(content)) != (one.sha256, one.size):
            raise altered(folder, one.path, "is not as it was published")


def _check_inside(folder: Path, path: str) -> None:
    parts: Sequence[str] = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\x00" in path:
        raise altered(folder, "a manifest", "names a file outside of the site")
