"""Files that people send with a form."""

import hashlib

from django.core.files.uploadedfile import UploadedFile


def sha256_of(file: UploadedFile) -> str:
    """The hash of a file that was sent, in hex."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
