"""Heads of ledgers: signed, proved, and held against what was signed before and what others noted."""
