"""The software that reads and counts: one digest over its files and the libraries it reads with (13-17-212, -509).

A batch notes it. So a record knows the software that was tested, and that other software counts now.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import canvass

_HOUSE = Path(canvass.__path__[0]).parent
_FOLDERS = ("canvass", "imaging", "kernels", "tabulate")
"""They stand side by side, wherever Canvass is installed."""
_LIBRARIES = (
    *("imagecodecs", "numba", "numpy", "opencv-python-headless", "pikepdf", "pypdfium2", "pyzbar", "rapidfuzz"),
    *("simplejpeg", "tesserocr", "zxing-cpp"),
)
"""What pictures are decoded and measured with, and names compared."""


@lru_cache(maxsize=1)
def software_sha256() -> str:
    """SHA-256 in hex over the program's files, by name, and the versions of the libraries it reads with."""
    whole = hashlib.sha256()
    for name, content in _parts():
        whole.update(b"%d:%s,%d:%s," % (len(name), name, len(content), content))
    return whole.hexdigest()


def _parts() -> Iterator[tuple[bytes, bytes]]:
    for folder in _FOLDERS:
        for file in sorted((_HOUSE / folder).rglob("*.py")):
            yield file.relative_to(_HOUSE).as_posix().encode(), file.read_bytes()
    for library in _LIBRARIES:
        yield library.encode(), _version(library).encode()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
