"""Totals from the fold: results, secrecy, reconciliation."""
