"""Ink that only colour shows, and what colour shows to be print."""
