"""What goes wrong with scan files: a bad file is an outcome, a missing folder stops the work."""


class UnreadableScanError(Exception):
    """A file or page that cannot be read. Never leaves `imaging.pages`: it becomes an `UnreadablePage`.

    Its text is for the clerk: what is wrong, what was expected, what to do.
    """


class ScansNotFoundError(Exception):
    """A folder or file that was named does not exist or cannot be opened."""


class ScanChangedError(Exception):
    """A scan file is no longer the one that was read: it must not be stored under the old SHA-256."""
