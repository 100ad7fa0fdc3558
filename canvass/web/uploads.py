"""Files that people send with a form."""

import hashlib

from django.core.files.uploadedfile import UploadedFile

from canvass.errors import InputError


def sha256_of(file: UploadedFile) -> str:
    """The hash of a file that was sent, in hex."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def content_of(file: UploadedFile, most_bytes: int) -> bytes:
    """A file that was sent, where it is no larger than that. Raises InputError."""
    if (file.size or 0) > most_bytes:
        raise InputError(
            f"{file.name} has {file.size:,} bytes, and such a file at most {most_bytes:,}. Nothing was written. Look "
            "which file it is."
        )
    return b"".join(file.chunks())
