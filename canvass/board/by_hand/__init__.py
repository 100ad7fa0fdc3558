"""Counting by hand: tally sheets of two recorders, and ballots set aside (13-15-206(2))."""
