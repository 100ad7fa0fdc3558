"""Audits whose first count is another system's report."""
