"""A file that cannot be read is an outcome, not an error that stops the work."""


class UnreadableScanError(Exception):
    """A file or page that cannot be read. Never leaves `imaging.pages`: it becomes an `UnreadablePage`.

    Its text is for the clerk: what is wrong, what was expected, what to do.
    """
