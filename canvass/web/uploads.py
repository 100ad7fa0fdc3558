"""Files that people send with a form."""

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from canvass.errors import InputError


class _SeveralFiles(forms.ClearableFileInput):
    """Lets a browser send several."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files; Django takes at most a hundred at once."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each as Django checks one."""
        given = data if isinstance(data, (list, tuple)) else [data]
        if not any(given):
            super().clean(None, initial)
            return []
        return [super(SeveralFilesField, self).clean(one, initial) for one in given]


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
