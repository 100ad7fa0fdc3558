"""What can stop the making of test ballots.

TestBallotError
├── BallotTooLong    the contests do not fit on two sides of the longest paper
└── PrintoutTooLong  a device printout does not fit on its paper
"""


class TestBallotError(Exception):
    """Test ballots cannot be made as asked; the message says what to change."""

    __test__ = False


class BallotTooLong(TestBallotError):  # noqa: N818  (it names the situation, not the class of error)
    """The contests of a ballot style do not fit on two sides of the longest paper (13-17-306)."""


class PrintoutTooLong(TestBallotError):  # noqa: N818  (it names the situation, not the class of error)
    """A device printout does not fit on its paper in type that people can read."""
