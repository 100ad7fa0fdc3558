"""Ballots that are taken out before a contest is counted by hand: which, where they lie, how many are left to count."""
