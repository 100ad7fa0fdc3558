"""A folder as archives take it: BagIt 1.0 (RFC 8493), with SHA-256."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from canvass.disk.whole_files import save_bytes
from canvass.disk.whole_folders import save_folder
from canvass.exporting.export_folder import ExportFile

MANIFEST = "manifest-sha256.txt"
_OWNER_ALONE = 0o600
_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bagged(
    payload: Sequence[ExportFile], about: Sequence[tuple[str, str]], sealing: Callable[[bytes], Sequence[ExportFile]]
) -> tuple[ExportFile, ...]:
    """The files of a bag. `sealing` is given the manifest of the payload, and gives files that stand beside it."""
    manifest = _manifest(payload)
    octets = sum(len(one.content) for one in payload)
    info = (*about, ("Payload-Oxum", f"{octets}.{len(payload)}"))
    tags = (
        ExportFile("bagit.txt", _BAGIT),
        ExportFile("bag-info.txt", "".join(f"{name}: {_one_line(said)}\n" for name, said in info).encode()),
        ExportFile(MANIFEST, manifest),
        *sealing(manifest),
    )
    return (*payload, *tags, ExportFile("tagmanifest-sha256.txt", _manifest(tags)))


def keep_evidence(out: Path, files: Sequence[ExportFile], sealed: Path, openings: bytes) -> None:
    """Write the package, and beside it what opens its commitments, which its owner alone may read; both or none.

    Both names must be free. Raises EnvironmentFault.
    """
    save_bytes(sealed, openings, _OWNER_ALONE)
    try:
        save_folder(out, [(one.name, one.content) for one in files])
    except BaseException:
        sealed.unlink(missing_ok=True)
        raise


def _manifest(files: Sequence[ExportFile]) -> bytes:
    lines = [f"{hashlib.sha256(one.content).hexdigest()}  {_name(one.name)}\n" for one in files]
    return "".join(sorted(lines, key=lambda line: line[66:])).encode()


def _name(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _one_line(said: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())
