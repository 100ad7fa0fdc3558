"""Primaries by command and page."""
