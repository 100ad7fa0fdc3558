"""A snapshot put behind those of a site: signed, whole, and in one step."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from os.path import realpath
from pathlib import Path

from canvass.announcing.feeds import contest_files, feed_files
from canvass.announcing.markup import page_bytes, static
from canvass.announcing.pages_written import pages_of
from canvass.announcing.site_log import (
    CHECKPOINT,
    LATEST,
    LOG,
    LogLine,
    head_of_log,
    latest_bytes,
    log_bytes,
    log_line,
    log_of,
    manifest_bytes,
    manifest_path,
    snapshot_path,
)
from canvass.announcing.sites_read import ReadSite, read_site
from canvass.announcing.snapshot import Snapshot, snapshot_bytes
from canvass.attesting.head_keys import HeadSigner
from canvass.attesting.last_heads import LastHeads, last_heads
from canvass.disk.one_at_a_time import alone, lock_beside
from canvass.disk.swapped_folders import beside, build_beside, check_still, put_back, remove_beside, swap_in
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, RecordError, disk_errors
from canvass.exporting.export_folder import ExportFile
from tabulate.heads.signed_notes import KeyKind, SignedHead


@dataclass(frozen=True, slots=True)
class NewSnapshot:
    """What is to be published."""

    snapshot: Snapshot
    """Its number is given when it is put behind the others."""
    downloads: tuple[ExportFile, ...]
    drawn: str = ""
    """The map as SVG; empty without one."""


Maker = Callable[[Snapshot | None], NewSnapshot]
"""Makes the next snapshot after the newest of the site; raises RefusedError where a gate is shut."""


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot that stands on the site."""

    snapshot: Snapshot
    manifest: str
    new: bool
    """Whether it was not there before."""


def publish_snapshot(site: Path, key_file: Path, make: Maker, allowed: Callable[[Published], None]) -> Published:
    """Put the next snapshot on a site. `allowed` is called before the site changes, and may still stop it.

    Raises RecordError, RefusedError, BusyError, InputError, EnvironmentFault. Whatever is raised, and whenever it is
    killed, the site stands as it was or with the whole new snapshot.
    """
    signer = HeadSigner(key_file)
    if signer.key.kind is not KeyKind.LEDGER:
        raise InputError(f"{key_file} is a witness's key. Make one for the results: canvass keys make FILE --name NAME")
    with disk_errors(site):
        site = Path(realpath(site))  # A link stays one: the folder it leads to is the one that is swapped.
        site.parent.mkdir(parents=True, exist_ok=True)
    with last_heads(key_file) as heads, alone(lock_beside(site)):
        _finish_what_was_signed(site, signer, heads)
        before = read_site(site, signer.key) if _is_there(site) else None
        _check_newest(site, before, heads, signer)
        new = make(None if before is None else before.newest)
        number = 0 if before is None else len(before.lines)
        snapshot = replace(new.snapshot, number=number)
        if before is not None and snapshot == replace(before.newest, number=number):
            return Published(before.newest, before.lines[-1].manifest, new=False)
        lines = _build(site, before, replace(new, snapshot=snapshot))
        found = Published(snapshot, lines[-1].manifest, new=True)
        allowed(found)
        _sign_and_swap(site, None if before is None else before.told, lines, signer, heads)
        return found


def _is_there(site: Path) -> bool:
    with disk_errors(site):
        if site.exists() and not site.is_dir():
            raise InputError(f"{site} is no folder. Name a folder for the site.")
        if (site / LOG).is_file():
            return True
        if site.exists() and any(site.iterdir()):
            raise InputError(f"{site} has files in it and is no site of results. Name another folder.")
        return False


def _finish_what_was_signed(site: Path, signer: HeadSigner, heads: LastHeads) -> None:
    """A run that was killed after it signed has its snapshot put up; what another run left is taken away."""
    put_back(site)
    new, last = beside(site), heads.of(signer.key.name)
    with disk_errors(new):
        lines = log_of((new / LOG).read_bytes()) if (new / LOG).is_file() else None
        old = (site / LOG).read_bytes() if (site / LOG).is_file() else None
    before = () if old is None else log_of(old) or ()
    if lines and last is not None and head_of_log(lines, signer.key.name) == last and lines[:-1] == before:
        _sign_and_swap(site, old, lines, signer, heads)
    else:
        remove_beside(site)


def _check_newest(site: Path, before: ReadSite | None, heads: LastHeads, signer: HeadSigner) -> None:
    """Two sites signed by one key never differ: who has an older copy is told so."""
    last, lines = heads.of(signer.key.name), () if before is None else before.lines
    if last is not None and (last.size > len(lines) or head_of_log(lines[: last.size], last.origin) != last):
        raise RecordError(
            f"This key signed {last.size:,} snapshots of {last.origin}, and {site} does not have them. It is an older "
            "copy, another site, or another machine published. Bring the newest site here. Nothing was published."
        )
    if last is None and lines:
        raise RecordError(
            f"{site} is signed by this key, and the list of what the key signed is not beside it. Bring back the file "
            "with the ending .heads. Nothing was published."
        )


def _build(site: Path, before: ReadSite | None, new: NewSnapshot) -> tuple[LogLine, ...]:
    history = (*(() if before is None else before.history), new.snapshot)
    content = snapshot_bytes(new.snapshot)
    files = dict(_files(history, new, content))
    lines = () if before is None else before.lines
    manifest = manifest_bytes(new.snapshot, content, lines[-1].manifest if lines else "", files)
    digest = sha256(manifest).hexdigest()
    now = (*lines, log_line(new.snapshot, digest))
    apart = {
        snapshot_path(content): content,
        manifest_path(new.snapshot.number): manifest,
        LOG: log_bytes(now),
        LATEST: latest_bytes(new.snapshot, digest),
    }
    build_beside(site, () if before is None else before.kept, (files | apart).items())
    return now


def _files(history: Sequence[Snapshot], new: NewSnapshot, content: bytes) -> Iterator[tuple[str, bytes]]:
    names = [*(one.name for one in new.downloads), "results.json"]
    for page in pages_of(history, names, new.drawn):
        yield page.path, page_bytes(page, new.snapshot)
    yield from contest_files(history)
    yield from feed_files(history)
    for one in new.downloads:
        yield f"download/{one.name}", one.content
    yield "download/results.json", content
    yield "night.js", static("night.js").encode()


def _sign_and_swap(
    site: Path, told: bytes | None, lines: Sequence[LogLine], signer: HeadSigner, heads: LastHeads
) -> None:
    head = head_of_log(lines, signer.key.name)
    check_still(site, told, LOG)
    heads.keep(head)
    save_bytes(beside(site) / CHECKPOINT, SignedHead(head, (signer.sign(head),)).text.encode())
    swap_in(site, told, LOG)
