"""Counts of another system as first counts of the audit."""
