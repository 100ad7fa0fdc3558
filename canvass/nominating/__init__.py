"""Primaries: party ballots as they are typed, and lists of who filed."""
