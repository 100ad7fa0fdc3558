"""Primaries by the rules alone, without pictures."""
