"""Published audits of several counties: each is believed only after it was replayed (13-17-507(4))."""

from audit.errors import PublicationError
from audit.publication import replay
from audit.report import CountyReport
from canvass.errors import InputError


def checked_report(text: str, name: str) -> CountyReport:
    """The report of a published file, derived again. Raises InputError, naming the file."""
    try:
        return replay(text).report
    except PublicationError as error:
        raise InputError(f"{name}: {error}") from None
