"""What the law, or the order of things, does not allow a board to do."""

from tabulate.errors import TabulateError


class NotAllowed(TabulateError):  # noqa: N818  (said as such)
    """A step that would make the record say something impossible. Nothing was written.

    The fold tells it as a broken ledger, the service as a refusal.
    """

    def __init__(self, expected: str, found: str, remedy: str = "Look at the ballot again and decide anew.") -> None:
        """What had to be, what was found instead, and what to do, the last as a sentence."""
        self.expected = expected
        self.found = found
        self.remedy = remedy
        super().__init__(f"Expected {expected}; found {found}. Nothing was written. {remedy}")
