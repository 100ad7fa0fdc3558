"""A county's package as a file: a zip with two files, stored as they are, so that the same figures are the same bytes.

Nothing in it is compressed. A file whose bytes are not those that its two files give is refused whole: so no name,
size, date or comment in it can be anything else.
"""

import zipfile
import zlib
from io import BytesIO

from canvass.errors import InputError
from tabulate.canonical_json import NotTheNoun, UnknownWord
from tabulate.state_canvass.county_package import CountyPackage, package_text, read_package

JSON_NAME, PDF_NAME = "package.json", "report.pdf"
MOST_BYTES = 64 * 1024 * 1024
"""Of a package; a county of a hundred precincts has about two million."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MOST_SHOWN = 200


def package_bytes(package: CountyPackage, pdf: bytes) -> bytes:
    """The zip of a package and the paper it goes with."""
    return _zipped(package_text(package).encode("ascii"), pdf)


def _zipped(text: bytes, pdf: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as into:
        for name, content in ((JSON_NAME, text), (PDF_NAME, pdf)):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            into.writestr(entry, content)
    return file.getvalue()


def package_of(content: bytes, named: str) -> CountyPackage:
    """The package that a file's bytes say; `named` is what people call the file. Raises InputError."""
    text, pdf = _members(content, named)
    if _zipped(text, pdf) != content:
        raise _refused(named, "it has something beside the two files, or says a size, a date or a name otherwise")
    try:
        return read_package(text.decode("ascii"))
    except UnknownWord as error:
        raise _refused(named, f"a later version wrote {str(error)[:_MOST_SHOWN]}") from None
    except (UnicodeDecodeError, NotTheNoun) as error:
        raise _refused(named, f"{JSON_NAME} is not a package's: {str(error)[:_MOST_SHOWN]}") from None


def _members(content: bytes, named: str) -> tuple[bytes, bytes]:
    if len(content) > MOST_BYTES:
        raise _refused(named, f"it has {len(content):,} bytes, and a package at most {MOST_BYTES:,}")
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            listed = file.infolist()
            if [one.filename for one in listed] != [JSON_NAME, PDF_NAME]:
                shown = ", ".join(repr(one.filename[:40]) for one in listed[:4])
                raise _refused(named, f"it holds {len(listed)} files: {shown}")
            if any(one.compress_type != zipfile.ZIP_STORED or one.file_size > len(content) for one in listed):
                raise _refused(named, "its files are compressed, or larger than it is")
            text, pdf = (file.read(one) for one in listed)
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError, OverflowError):
        raise _refused(named, "it is no zip that can be read") from None
    return text, pdf


def _refused(named: str, found: str) -> InputError:
    return InputError(
        f"{named} is no package of a county: {found}. Expected a zip with {JSON_NAME} and {PDF_NAME}, not compressed, "
        "as `canvass county send` writes it (13-15-501). Nothing was written. Ask the county for the file anew."
    )
