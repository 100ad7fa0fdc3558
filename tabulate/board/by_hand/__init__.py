"""Ballots counted by hand: what two recorders say, and what it comes to."""
