"""What stops the work on a folder of scans. A bad file does not: it is an outcome."""


class ScansNotFoundError(Exception):
    """A folder or file that was named does not exist or cannot be opened."""


class ScanChangedError(Exception):
    """A scan file is no longer the one that was read: it must not be stored under the old SHA-256."""
