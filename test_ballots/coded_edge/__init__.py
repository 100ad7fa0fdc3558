"""Ballots of one more invented vendor: a code of wide timing marks down the left edge, and pictures in packages."""
